/** Which gate matters: each held at its mean in all units of its layer; measured when asked for. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Overview } from '../../src/shared/questions/gates';
import type { HeldGates, LabelledChange } from '../../src/shared/questions/whatIf';
import { Button } from '../parts/controls';
import { titleAt } from '../parts/quantities';
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
  const parts = answer?.gates.some(({ labelled }) => labelled);
  return (
    <section class="held-gates">
      <h2>Which gate matters</h2>
      {hasGates(overview) ? (
        <div class="group">
          <Button disabled={busy || !active} onClick={() => setToken(Math.max(0, page.cursor))}>
            Measure around the cursor
          </Button>
          <span class="quiet">holds each gate at its mean, in all units of its layer</span>
        </div>
      ) : (
        <p>
          This network has neither gates nor candidates that could be held. Set what it has to its
          mean above, in all units, to see what depends on it.
        </p>
      )}
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
            table={() => heldGatesTable(answer, overview)}
          />
          <NumbersTable
            label="Table of the gates"
            caption={`Extra bits per word above ${answer.bits.toFixed(3)}, over ${stretchText(answer, overview.tokens)}`}
            heads={['Gate held at its mean', 'Extra bits per word', ...(parts ? partHeads : [])]}
            rows={answer.gates.map(({ layer, gate, change, labelled }) => ({
              key: `${layer} ${gate}`,
              head:
                titleAt(overview, layer, gate) +
                (overview.layers > 1 ? `, layer ${layer + 1}` : ''),
              cells: [change, ...partsOf(labelled)].map((bits) => signed(bits, 3)),
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

const hasGates = ({ cells }: Overview): boolean =>
  cells.some(({ quantities }) =>
    quantities.some(({ kind }) => kind === 'gate' || kind === 'candidate'),
  );

/** Of the labels that units were searched by last. */
const partHeads = ['Inside the labels', 'Outside'];
const partsOf = (labelled: LabelledChange | undefined): number[] =>
  labelled ? [labelled.inside.change, labelled.outside.change] : [];

const heldGatesTable = ({ gates, bits }: HeldGates, overview: Overview): DataTable => ({
  title: 'Extra bits per word with each gate held at its mean',
  counted: ['Layer'],
  columns: [
    ...['Gate held at its mean', 'Layer', 'Bits per word as it is', 'Change in bits per word'],
    ...(gates.some(({ labelled }) => labelled) ? partHeads : []),
  ],
  rows: gates.map(({ layer, gate, change, labelled }) => [
    ...[titleAt(overview, layer, gate), layer, bits, change],
    ...partsOf(labelled),
  ]),
});
