/** The ledger: which earlier words wrote into a unit's memory, and how much of it is left. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { Ledger } from '../../src/shared/questions/memory';
import { useLongAnswer } from '../answers/useLongAnswer';
import { WaitingNotice } from '../answers/waitingNotice';
import { Select } from '../parts/controls';
import { gateValue, whole } from '../parts/numbers';
import { PageLayerPicker } from '../page/pageLayerPicker';
import { PictureActions } from '../figure/pictureActions';
import type { DataTable } from '../figure/dataTable';
import { unitLabel } from '../parts/unitLabel';
import { visibleWord } from '../parts/words';
import { LedgerRows } from './ledgerRows';
import { ledgerData } from './memoryTables';
import { ledgerPicture } from './memoryPictures';
import type { MemoryProperties } from './props';

/** Earlier words that are asked for; those before are one row. */
const window = 1000;

export function DirectWrites(
  properties: MemoryProperties & {
    /** Whose memory is taken apart. */
    readonly at: number;
    /** All of the layer together where there is none. */
    readonly unit: number | undefined;
    readonly setUnit: (unit: number | undefined) => void;
    /** Marked in the list: the word that was replaced. */
    readonly word: number;
    /** Where the memory is asked for is not known yet. */
    readonly waiting: boolean;
  },
): JSX.Element {
  const { page, host, at, active, version, subject, waiting, unit } = properties;
  const [asTable, setAsTable] = useState(false);
  const { layer } = page;
  const question =
    active && !waiting
      ? { token: at, layer, count: window, ...(unit === undefined ? {} : { unit }) }
      : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('ledger', asked, { cancel }),
    question,
    subject,
    version,
  );
  const answer = held?.answer;
  const numbersOf = (ledger: Ledger): DataTable =>
    ledgerData(ledger, properties.overview.layers, page.panel?.unitNames);
  return (
    <section class="memory-section" aria-labelledby="direct-writes">
      <div class="bar">
        <h2 id="direct-writes">Direct writes</h2>
        <PictureActions
          {...{ host, exporting: properties.exporting, asTable }}
          view="memory-ledger"
          active={false}
          onTable={setAsTable}
          picture={() =>
            answer && {
              kind: 'vector',
              drawing: ledgerPicture(
                answer,
                properties.word,
                numbersOf(answer).title,
                properties.theme,
              ),
            }
          }
          table={() => answer && numbersOf(answer)}
        />
      </div>
      <p class="meaning">
        At every word a unit keeps a share of its memory and adds what its input gate lets in:{' '}
        <span class="equation">c = f · c before + i · g</span>. So its memory is a sum of what every
        earlier word wrote, each times the forget gates since. This counts direct writes only: what
        a later word wrote again from the hidden state is credited to the later word. This can be a
        small part of what the network knows about a word; the section above shows all of it.
      </p>
      <div class="bar">
        <UnitPicker {...properties} answer={answer} />
      </div>
      <WaitingNotice
        page={page}
        busy={busy}
        trouble={trouble}
        doing="Reading the words before …"
        approximate={answer?.approximate}
      />
      {answer && <Heading {...properties} answer={answer} />}
      {answer && <LedgerRows {...properties} answer={answer} asTable={asTable} />}
    </section>
  );
}

function Heading({
  answer,
  overview,
  page,
}: MemoryProperties & { readonly answer: Ledger }): JSX.Element {
  const { passage, unit, layer, cell } = answer;
  const word = visibleWord(passage.tokens.at(-1) ?? '');
  const place = whole(passage.from + passage.tokens.length);
  return (
    <p>
      {unit === undefined ? (
        <>
          All units of layer {layer + 1} together hold |c| = <b class="number">{gateValue(cell)}</b>
        </>
      ) : (
        <>
          <bdi>{unitLabel(layer, unit, overview.layers, page.panel?.unitNames)}</bdi> holds c ={' '}
          <b class="number">{gateValue(cell)}</b>
        </>
      )}{' '}
      after <bdi class="word">“{word}”</bdi> (word {place}).{' '}
      {unit === undefined
        ? 'These are lengths over the units: they do not add up. Choose a unit to see a sum that does.'
        : 'What is left of all writes adds up to it.'}
    </p>
  );
}

function UnitPicker(
  properties: MemoryProperties & {
    readonly answer: Ledger | undefined;
    readonly unit: number | undefined;
    readonly setUnit: (unit: number | undefined) => void;
  },
): JSX.Element {
  const { answer, unit, setUnit, page, choose } = properties;
  return (
    <div class="group">
      <PageLayerPicker page={page} choose={choose} />
      <Select
        label="Unit"
        choices={[
          ['', 'all together, as lengths'],
          ...(answer?.units ?? []).map(
            (one) =>
              [
                String(one.unit),
                `${unitLabel(page.layer, one.unit, 1, page.panel?.unitNames)}: c ${gateValue(one.cellState)}`,
              ] as const,
          ),
        ]}
        chosen={unit === undefined ? '' : String(unit)}
        onChoose={(chosen) => setUnit(chosen === '' ? undefined : Number(chosen))}
      />
    </div>
  );
}
