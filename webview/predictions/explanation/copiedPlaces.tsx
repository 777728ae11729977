/**
 * The places of the text, or of its manuscript, that cache and n-gram copy the explained word from,
 * each a link to it.
 */
import type { JSX } from 'preact';
import type { CopiedPlace, Explanation } from '../../../src/shared/questions/explain';
import type { Span } from '../../../src/shared/model/versions';
import { percent, whole } from '../../parts/numbers';
import { NumbersTable, WordButton } from '../../parts/numbersTable';
import { visibleWord } from '../../parts/words';

export function CopiedPlaces(properties: {
  readonly answer: Explanation;
  readonly reveal: (span: Span, chapter?: string) => void;
}): JSX.Element {
  const { answer, reveal } = properties;
  if (answer.places.length === 0) {
    return (
      <p class="quiet">
        It occurs nowhere else after the same word, and the cache does not remember it: neither
        helps ghost text here.
      </p>
    );
  }
  return (
    <NumbersTable
      label="Places copied from"
      wide
      caption="Where ghost text can copy it from"
      heads={['Place', 'Distance', 'Same words before (counts)', 'Share of the cache']}
      rows={answer.places.map((place) => ({
        key: `${place.chapter ?? ''} ${place.token}`,
        head: (
          <WordButton onClick={() => reveal(place.span, place.chapter)}>
            {passageOf(place)}
          </WordButton>
        ),
        cells: [
          place.chapter ? (
            <bdi key="chapter">in {fileName(place.chapter)}</bdi>
          ) : (
            distanceOf(place.token - answer.token)
          ),
          place.matched > 0 ? whole(place.matched) : '–',
          place.cacheShare > 0 ? percent(place.cacheShare) : '–',
        ],
      }))}
    />
  );
}

const passageOf = ({ passage }: CopiedPlace): string => passage.map(visibleWord).join(' ');

const fileName = (key: string): string => decodeURIComponent(key.slice(key.lastIndexOf('/') + 1));

const distanceOf = (tokens: number): string =>
  tokens < 0 ? `${whole(-tokens)} words back` : `${whole(tokens)} words later`;
