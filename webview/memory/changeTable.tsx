/** The coloured text's twin: a page of words with their surprise, before and after. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Substitution } from '../../src/shared/inspection';
import { signed, whole } from '../numbers';
import { visibleWord } from '../words';

const rowsShown = 500;

export function ChangeTable(properties: {
  readonly answer: Substitution;
  readonly onChoose: (place: number) => void;
}): JSX.Element {
  const { answer, onChoose } = properties;
  const { later, bits, change, size } = answer;
  const [from, setFrom] = useState(0);
  const all = later.tokens.length;
  const words = later.tokens.slice(from, from + rowsShown);
  return (
    <>
      <div class="table-scroller" tabIndex={0} role="region" aria-label="Table of the changes">
        <table class="numbers narrow">
          <caption>
            {whole(words.length)} of {whole(all)} words after “
            <bdi>{visibleWord(answer.context.tokens.at(-1) ?? '')}</bdi>”, in bits
          </caption>
          <thead>
            <tr>
              <th scope="col">Word</th>
              <th scope="col">Words on</th>
              <th scope="col">Surprise as it stands</th>
              <th scope="col">With the other word</th>
              <th scope="col">Change</th>
              <th scope="col">Size of the change</th>
            </tr>
          </thead>
          <tbody>
            {words.map((word, n) => {
              const place = from + n;
              const own = bits[place] ?? 0;
              const by = change[place] ?? 0;
              return (
                <tr key={place}>
                  <th scope="row">
                    <button type="button" class="word-button" onClick={() => onChoose(place)}>
                      <bdi>{visibleWord(word)}</bdi>
                    </button>
                  </th>
                  <td>{whole(place + 1)}</td>
                  <td>{own.toFixed(2)}</td>
                  <td>{(own + by).toFixed(2)}</td>
                  <td>{signed(by)}</td>
                  <td>{(size[place] ?? 0).toFixed(2)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {all > rowsShown && (
        <div class="group">
          <button
            type="button"
            class="button"
            disabled={from === 0}
            onClick={() => setFrom(from - rowsShown)}
          >
            Earlier words
          </button>
          <button
            type="button"
            class="button"
            disabled={from + rowsShown >= all}
            onClick={() => setFrom(from + rowsShown)}
          >
            Later words
          </button>
        </div>
      )}
    </>
  );
}
