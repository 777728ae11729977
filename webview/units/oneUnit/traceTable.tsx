/** The trace as a table: the words around the cursor with the value at each. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { Pager } from '../../parts/controls';
import { titleAt } from '../../parts/quantities';
import { useLongAnswer } from '../../answers/useLongAnswer';
import { gateValue, whole } from '../../parts/numbers';
import { NumbersTable, WordButton } from '../../parts/numbersTable';
import { UnknownMark } from '../../parts/unknownWord';
import { visibleWord } from '../../parts/words';
import type { TraceProperties } from './traceView';
import { windowOf } from './traceView';

const rowsShown = 200;

export function TraceTable(properties: Omit<TraceProperties, 'snapshot'>): JSX.Element {
  const { answer, gate, host, page, overview, active, version, subject, reveal } = properties;
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
      <Pager
        isFirst={first === 0}
        isLast={last >= answer.count}
        onTurn={(by) => setMoved(middle + by * rowsShown)}
      />
      {rows && (
        <NumbersTable
          label="Table of the trace"
          caption={`Words ${whole(rows.from + 1)} to ${whole(rows.from + rows.tokens.length)}`}
          heads={['Word', 'Number', titleAt(overview, layer, gate)]}
          rows={rows.tokens.map((word, n) => {
            const token = rows.from + n;
            return {
              key: token,
              current: token === page.cursor,
              head: (
                <>
                  <WordButton onClick={() => reveal(token)}>{visibleWord(word)}</WordButton>
                  <UnknownMark known={rows.known[n]} />
                </>
              ),
              cells: [whole(token + 1), gateValue(values[token - answer.from] ?? NaN)],
            };
          })}
        />
      )}
    </>
  );
}
