/**
 * The places of the text, or of its manuscript, that cache and n-gram copy the explained word from,
 * each a link to it.
 */
import type { JSX } from 'preact';
import type { CopiedPlace, Explanation } from '../../../src/shared/questions/explain';
import type { Span } from '../../../src/shared/model/versions';
import { percent, whole } from '../../parts/numbers';
import { visibleWord } from '../../parts/words';

export function CopiedPlaces(properties: {
  readonly answer: Explanation;
  readonly reveal: (span: Span, chapter?: string) => void;
}): JSX.Element {
  const { answer, reveal } = properties;
  if (answer.places.length === 0) {
    return (
      <p class="quiet">
        It stands nowhere else after the same word, and the cache does not remember it: neither
        helps ghost text here.
      </p>
    );
  }
  return (
    <div class="table-scroller" tabIndex={0} role="region" aria-label="Places copied from">
      <table class="numbers">
        <caption>Where ghost text can copy it from</caption>
        <thead>
          <tr>
            <th scope="col">Place</th>
            <th scope="col">Distance</th>
            <th scope="col">Same words before (counts)</th>
            <th scope="col">Share of the cache</th>
          </tr>
        </thead>
        <tbody>
          {answer.places.map((place) => (
            <tr key={`${place.chapter ?? ''} ${place.token}`}>
              <th scope="row">
                <button
                  type="button"
                  class="word-button"
                  onClick={() => reveal(place.span, place.chapter)}
                >
                  <bdi>{passageOf(place)}</bdi>
                </button>
              </th>
              <td>
                {place.chapter ? (
                  <bdi>in {fileName(place.chapter)}</bdi>
                ) : (
                  distanceOf(place.token - answer.token)
                )}
              </td>
              <td>{place.matched > 0 ? whole(place.matched) : '–'}</td>
              <td>{place.cacheShare > 0 ? percent(place.cacheShare) : '–'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const passageOf = ({ passage }: CopiedPlace): string => passage.map(visibleWord).join(' ');

const fileName = (key: string): string => decodeURIComponent(key.slice(key.lastIndexOf('/') + 1));

const distanceOf = (tokens: number): string =>
  tokens < 0 ? `${whole(-tokens)} words back` : `${whole(tokens)} words on`;
