/** Which gate matters: each held at its mean in all units of its layer; measured when asked for. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { HeldGates } from '../../src/shared/questions/whatIf';
import { Button } from '../parts/controls';
import { gateTexts } from '../parts/gateTexts';
import { useLongAnswer } from '../answers/useLongAnswer';
import { WaitingNotice } from '../answers/waitingNotice';
import { signed } from '../parts/numbers';
import { NumbersTable } from '../parts/numbersTable';
import { PictureActions } from '../figure/pictureActions';
import type { DataTable } from '../figure/dataTable';
import { stretchText } from '../parts/stretchText';
import type { ViewPartProperties } from '../page/viewProperties';

/** Words that it is measured on. */
const measured = 1000;

export function HeldGatesView(properties: ViewPartProperties): JSX.Element {
  const { page, host, overview, active, version, subject } = properties;
  const [token, setToken] = useState<number>();
  const question = active && token !== undefined ? { token, count: measured } : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('heldGates', asked, { cancel }),
    question,
    subject,
    version,
  );
  const answer = held?.answer;
  return (
    <section class="held-gates">
      <h2>Which gate matters</h2>
      <div class="group">
        <Button disabled={busy || !active} onClick={() => setToken(Math.max(0, page.cursor))}>
          Measure around the cursor
        </Button>
        <span class="quiet">holds each gate at its mean, in all units of its layer</span>
      </div>
      {token !== undefined && page.status.state !== 'training' && (
        <WaitingNotice
          {...{ page, busy, trouble }}
          doing="Reading the text once for every gate …"
          approximate={answer?.approximate}
        />
      )}
      {answer && (
        <>
          <PictureActions
            host={host}
            exporting={properties.exporting}
            view="what-if-gates"
            active={false}
            asTable
            table={() => heldGatesTable(answer)}
          />
          <NumbersTable
            label="Table of the gates"
            caption={`Extra bits per word above ${answer.bits.toFixed(3)}, over ${stretchText(answer, overview.tokens)}`}
            heads={['Gate held at its mean', 'Extra bits per word']}
            rows={answer.gates.map(({ layer, gate, change }) => ({
              key: `${layer} ${gate}`,
              head: gateTexts[gate].name + (overview.layers > 1 ? `, layer ${layer + 1}` : ''),
              cells: [signed(change, 3)],
            }))}
          />
          <p class="quiet">
            Means are over {stretchText(answer.meanOver, overview.tokens)}. A unit whose gate hardly
            moves is well described by its mean: little is lost with it.
          </p>
        </>
      )}
    </section>
  );
}

const heldGatesTable = ({ gates, bits }: HeldGates): DataTable => ({
  title: 'Extra bits per word with each gate held at its mean',
  columns: ['Gate held at its mean', 'Layer', 'Bits per word as it is', 'Change in bits per word'],
  rows: gates.map(({ layer, gate, change }) => [gateTexts[gate].name, layer + 1, bits, change]),
});
