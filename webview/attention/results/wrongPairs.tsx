/** The pairs whose target is written otherwise than it stands in the text; a click goes there. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { mostWrong } from '../../../src/shared/questions/attention/pairs';
import { useLongAnswer } from '../../answers/useLongAnswer';
import { Button } from '../../parts/controls';
import { whole } from '../../parts/numbers';
import { NumbersTable, WordButton } from '../../parts/numbersTable';
import { isStill, type PairPartProperties } from '../properties';

/** On a page of the list. */
const listed = Math.min(10, mostWrong);

export function WrongPairs(
  properties: PairPartProperties & { readonly wrong: number },
): JSX.Element | null {
  const { host, subject, judging, wrong, reveal } = properties;
  const [from, setFrom] = useState(0);
  const question = { from: from < wrong ? from : 0, count: listed };
  const { held, trouble } = useLongAnswer(
    (asked: typeof question, cancel) => host.call('wrongPairs', asked, { cancel }),
    isStill(properties) && wrong > 0 ? question : undefined,
    subject,
    `${judging.documentVersion} ${judging.modelVersion}`,
  );
  const answer = held?.answer;
  if (wrong === 0) return null;
  if (!answer) return <p class="quiet">{trouble ?? '…'}</p>;
  const last = Math.min(answer.count, answer.from + answer.pairs.length);
  return (
    <>
      <NumbersTable
        label="Table: wrong targets"
        wide
        caption={`Wrong targets, ${whole(answer.from + 1)} to ${whole(last)} of ${whole(answer.count)}. A source shows its line.`}
        heads={['Source', 'In the text', 'Written', 'Line']}
        rows={answer.pairs.map(({ number, line, span, source, wanted, written }) => ({
          key: number,
          head: <WordButton onClick={() => reveal(span, answer)}>{shortened(source)}</WordButton>,
          cells: [
            <bdi key="wanted">{shortened(wanted)}</bdi>,
            <bdi key="written">{written === '' ? 'nothing' : shortened(written)}</bdi>,
            whole(line),
          ],
        }))}
      />
      {answer.count > listed && (
        <div class="group">
          <Button
            disabled={answer.from === 0}
            onClick={() => setFrom(Math.max(0, answer.from - listed))}
          >
            Earlier ones
          </Button>
          <Button disabled={last >= answer.count} onClick={() => setFrom(answer.from + listed)}>
            Later ones
          </Button>
        </div>
      )}
    </>
  );
}

const shortened = (text: string): string => (text.length > 80 ? `${text.slice(0, 79)}…` : text);
