/** The trace's twin: the words around the cursor with the value at each. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { gateTexts } from '../gates/gateTexts';
import { useLongAnswer } from '../longAnswer';
import { gateValue, whole } from '../numbers';
import { visibleWord } from '../words';
import type { TraceProperties } from './traceView';
import { windowOf } from './traceView';

const rowsShown = 200;

export function TraceTable(properties: TraceProperties): JSX.Element {
  const { answer, gate, host, page, active, version, subject, reveal } = properties;
  const { layer, unit, values } = answer;
  const [moved, setMoved] = useState<number>();
  const { first, last } = windowOf(answer, rowsShown, moved ?? page.cursor);
  const question = active
    ? { layer, unit, from: answer.from + first, count: last - first }
    : undefined;
  const { held, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>) => host.call('unitTable', asked),
    question,
    subject,
    version,
  );
  const rows = held?.answer;
  const middle = answer.from + first + rowsShown / 2;
  return (
    <>
      {trouble && <p class="notice">{trouble}</p>}
      <div class="group">
        <button
          type="button"
          class="button"
          disabled={first === 0}
          onClick={() => setMoved(middle - rowsShown)}
        >
          Earlier words
        </button>
        <button
          type="button"
          class="button"
          disabled={last >= answer.count}
          onClick={() => setMoved(middle + rowsShown)}
        >
          Later words
        </button>
      </div>
      {rows && (
        <div class="table-scroller" tabIndex={0} role="region" aria-label="Table of the trace">
          <table class="numbers">
            <caption>
              Words {whole(rows.from + 1)} to {whole(rows.from + rows.tokens.length)}
            </caption>
            <thead>
              <tr>
                <th scope="col">Word</th>
                <th scope="col">Number</th>
                <th scope="col">{gateTexts[gate].name}</th>
              </tr>
            </thead>
            <tbody>
              {rows.tokens.map((word, n) => {
                const token = rows.from + n;
                return (
                  <tr
                    key={token}
                    {...(token === page.cursor && { 'aria-current': 'true' as const })}
                  >
                    <th scope="row">
                      <button type="button" class="word-button" onClick={() => reveal(token)}>
                        <bdi>{visibleWord(word)}</bdi>
                      </button>
                    </th>
                    <td>{whole(token + 1)}</td>
                    <td>{gateValue(values[token - answer.from] ?? NaN)}</td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
