/** The ledger: which earlier words wrote into a unit's memory, and how much of it is left. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LayerCell } from '../../src/shared/model/cells';
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
import { heldIn, isCausal, memoryEquation, memoryWords, noDirectWrites } from './held';
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
  const { cells } = properties.overview;
  const isKept = cells[layer]?.memory !== undefined;
  const question =
    active && !waiting && isKept
      ? { token: at, layer, count: window, ...(unit === undefined ? {} : { unit }) }
      : undefined;
  const { held, busy, trouble } = useLongAnswer(
    (asked: NonNullable<typeof question>, cancel) => host.call('ledger', asked, { cancel }),
    question,
    subject,
    version,
  );
  if (!isKept) return <NoDirectWrites {...properties} />;
  const answer = held?.answer;
  const numbersOf = (ledger: Ledger): DataTable =>
    ledgerData(ledger, properties.overview, page.panel?.unitNames);
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
      <Meaning cell={cells[layer]} layer={layer} />
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
      {answer && (
        <LedgerRows {...properties} answer={answer} asTable={asTable} cell={cells[answer.layer]} />
      )}
    </section>
  );
}

/** A cell that adds to nothing has no ledger: it is said, with what to look at instead. */
function NoDirectWrites({ page, choose, overview }: MemoryProperties): JSX.Element {
  return (
    <section class="memory-section" aria-labelledby="direct-writes">
      <h2 id="direct-writes">Direct writes</h2>
      <p class="meaning">
        {noDirectWrites(overview.cells[page.layer], page.layer)}{' '}
        <a href="#what-is-left">What is left of a word</a>, above, shows what it remembers.
      </p>
      <div class="bar">
        <div class="group">
          <PageLayerPicker page={page} choose={choose} />
        </div>
      </div>
    </section>
  );
}

function Meaning(properties: {
  readonly cell: LayerCell | undefined;
  readonly layer: number;
}): JSX.Element | null {
  const { cell, layer } = properties;
  if (!cell?.memory) return null;
  const { keeps, adds, times } = memoryWords(cell);
  return (
    <p class="meaning">
      At every word a unit keeps {keeps} and {adds}:{' '}
      <span class="equation">{memoryEquation(cell.memory)}</span>. So its memory is a sum of what
      every earlier word wrote{times}. {limitOf(cell, layer)}
    </p>
  );
}

/** How far the list tells causes. */
function limitOf(cell: LayerCell, layer: number): string {
  if (isCausal(cell, layer)) {
    return 'In the first layer of this cell that is all: what is kept and written depends on the word alone. Another word in its place would write another row and keep another share of the rows before it, and change no row after it. So this list tells causes; what the layers above and the predictions make of it, the section above shows.';
  }
  const source = cell.abilities.includes('wordAloneMemory')
    ? 'the layer below'
    : 'the hidden state';
  return `This counts direct writes only: what a later word wrote again from ${source} is credited to the later word. This can be a small part of what the network knows about a word; the section above shows all of it.`;
}

function Heading({
  answer,
  overview,
  page,
}: MemoryProperties & { readonly answer: Ledger }): JSX.Element {
  const { passage, unit, layer, held } = answer;
  const { letter } = heldIn(overview.cells[layer]);
  const word = visibleWord(passage.tokens.at(-1) ?? '');
  const place = whole(passage.from + passage.tokens.length);
  return (
    <p>
      {unit === undefined ? (
        <>
          All units of layer {layer + 1} together hold |{letter}| ={' '}
          <b class="number">{gateValue(held)}</b>
        </>
      ) : (
        <>
          <bdi>{unitLabel(layer, unit, overview.layers, page.panel?.unitNames)}</bdi> holds {letter}{' '}
          = <b class="number">{gateValue(held)}</b>
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
  const { answer, unit, setUnit, page, choose, overview } = properties;
  const { letter } = heldIn(overview.cells[answer?.layer ?? page.layer]);
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
                `${unitLabel(page.layer, one.unit, 1, page.panel?.unitNames)}: ${letter} ${gateValue(one.held)}`,
              ] as const,
          ),
        ]}
        chosen={unit === undefined ? '' : String(unit)}
        onChoose={(chosen) => setUnit(chosen === '' ? undefined : Number(chosen))}
      />
    </div>
  );
}
