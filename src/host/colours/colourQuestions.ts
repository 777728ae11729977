/** Asks a person what the text is to be coloured by. */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Overview } from '../../shared/questions/gates';
import { findQuantity, type LayerCell, manyOf, type QuantityName } from '../../shared/model/cells';
import type { ColourMeasure } from '../../shared/questions/editor/colours';
import type { Result } from '../../shared/failures';
import { success } from '../../shared/failures';
import type { JudgedTask } from '../../shared/tasks';
import { escapeIcons } from '../common/escapeIcons';
import { visible } from '../common/escapeMarkdown';
import { answerOf, deadlines } from '../threads/threadCalls';
import type { UnitNames } from '../../shared/model/unitNames';
import { unitKey } from '../../shared/model/unitNames';
import { measureTitle } from './colourScale';
import { askSubstitutedMeasure } from './askReplacement';
import type { SupervisedThread } from '../threads/supervisor';

export interface Asking {
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly documentKey: string;
  /** What is on the screen begins here. */
  readonly offset: number;
  /** Where the cursor is, in the panel too. */
  readonly cursor: number;
  /** That the user gave to units. */
  readonly names: UnitNames;
  /** What its model judges, where it does. */
  readonly task: JudgedTask | undefined;
  /** What it is coloured by now. */
  readonly now: ColourMeasure | undefined;
}

/** Undefined: the user cancelled. */
export type Chosen = ColourMeasure | { readonly by: 'off' } | undefined;

interface Choice extends vscode.QuickPickItem {
  readonly by: ColourMeasure['by'] | 'off';
}

/** What was erased and written, only where some layer has a memory that is added to. */
function choicesFor(cells: readonly LayerCell[]): Choice[] {
  const cell = cells.find(hasMemory);
  return [
    { label: 'Surprise', detail: 'How unexpected each word was, in bits.', by: 'surprise' },
    {
      label: 'Rank',
      detail: 'Was the word that came the first choice, among the first 10, 100, 1000?',
      by: 'rank',
    },
    {
      label: 'One Unit…',
      detail: cell
        ? 'A gate or state of one memory cell of the network.'
        : 'A gate or state of one unit of the network.',
      by: 'unit',
    },
    ...(cell ? memoryChoices(cell) : []),
    {
      label: 'Memory of the Word at the Cursor…',
      detail: 'Replace it: by how many bits does each later prediction change?',
      by: 'substituted',
    },
  ];
}

const hasMemory = ({ memory }: LayerCell): boolean => memory !== undefined;

/** “Where the forget gates erased more than elsewhere: |(1−f)c|.” */
function memoryChoices({ memory, quantities }: LayerCell): Choice[] {
  if (!memory) return [];
  const { keep, write, of } = memory;
  const gateIn = (formula: string): string =>
    quantities
      .filter(({ kind, letter }) => kind === 'gate' && lettersIn(formula).includes(letter))
      .map(manyOf)
      .join(' and ');
  const isLetter = quantities.some(({ letter }) => letter === keep);
  const erasing = isLetter ? gateIn(keep) : '';
  const writing = gateIn(write);
  return [
    {
      label: 'Erased from Memory',
      detail:
        erasing === ''
          ? 'Where more of the memory was erased than elsewhere.'
          : `Where the ${erasing} erased more than elsewhere: |(1−${keep})${of}|.`,
      by: 'erased',
    },
    {
      label: 'Written to Memory',
      detail: `Where ${writing === '' ? 'the units' : `the ${writing}`} wrote more than elsewhere: |${write.replaceAll(' ⊙ ', ' ')}|.`,
      by: 'written',
    },
  ];
}

const lettersIn = (formula: string): string[] => formula.match(/\p{L}\w*/gu) ?? [];

const off: Choice = { label: 'Off', detail: 'Leave the text as it is.', by: 'off' };

const title = 'Colour Text by…';
const wait = { deadline: deadlines.panel } as const;

const judgedChoices: Readonly<Record<JudgedTask, Choice>> = {
  classes: {
    label: 'Class After Each Word',
    detail: 'What the network would judge if the text ended there; wrong texts are marked.',
    by: 'judged',
  },
  labels: {
    label: 'Label of Each Word',
    detail: 'What the network judges each word to be; wrong labels are marked.',
    by: 'judged',
  },
};

async function askJudged(
  task: JudgedTask,
  now: ColourMeasure | undefined,
): Promise<Result<Chosen>> {
  const choices = [...(now?.by === 'judged' ? [off] : []), judgedChoices[task]];
  const chosen = await vscode.window.showQuickPick(choices, { title, matchOnDetail: true });
  return success(chosen && { by: chosen.by === 'judged' ? 'judged' : 'off' });
}

export async function askMeasure(asking: Asking): Promise<Result<Chosen>> {
  const { analyst, documentKey, offset, now, names, task } = asking;
  if (task) return askJudged(task, now);
  const seen = await answerOf(analyst.call('overview', { documentKey, offset }, wait));
  if (!seen.ok) return seen;
  const choices = choicesFor(seen.value.cells);
  const chosen = await vscode.window.showQuickPick(now ? [off, ...choices] : choices, {
    title,
    placeHolder: now
      ? `Now: ${measureTitle(now, names, quantityTitle(seen.value, now))}`
      : 'Colour and underline words by …',
    matchOnDetail: true,
  });
  if (!chosen) return success(undefined);
  switch (chosen.by) {
    case 'off':
    case 'surprise':
    case 'rank':
    case 'judged':
      return success({ by: chosen.by });
    case 'erased':
    case 'written':
    case 'unit':
      return askWhere(asking, seen.value, chosen.by);
    case 'substituted':
      return askSubstitutedMeasure(asking);
    default:
      return chosen.by satisfies never;
  }
}

const quantityTitle = ({ cells }: Overview, measure: ColourMeasure): string | undefined =>
  measure.by === 'unit' ? findQuantity(cells.at(measure.layer), measure.gate)?.title : undefined;

async function askWhere(
  asking: Asking,
  seen: Overview,
  by: 'erased' | 'written' | 'unit',
): Promise<Result<Chosen>> {
  const { cells } = seen;
  const layer = await askLayer(cells, by === 'unit' ? () => true : hasMemory);
  if (layer === undefined) return success(undefined);
  if (by !== 'unit') return success({ by, layer });
  const gate = await askGate(cells.at(layer));
  if (!gate) return success(undefined);
  return askUnit(asking, seen, { gate, layer });
}

async function askLayer(
  cells: readonly LayerCell[],
  isMeant: (cell: LayerCell) => boolean,
): Promise<number | undefined> {
  const items = cells.flatMap((cell, layer) =>
    isMeant(cell) ? [{ label: `Layer ${layer + 1}`, layer }] : [],
  );
  if (items.length <= 1) return items.at(0)?.layer;
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'In which layer?' }))
    ?.layer;
}

async function askGate(cell: LayerCell | undefined): Promise<QuantityName | undefined> {
  const items = (cell?.quantities ?? []).map((quantity) => ({
    label: escapeIcons(visible(quantity.title)),
    gate: quantity.name,
  }));
  if (items.length <= 1) return items.at(0)?.gate;
  return (await vscode.window.showQuickPick(items, { title, placeHolder: 'Which gate or state?' }))
    ?.gate;
}

/** Tokens considered when putting the units that vary most first. */
const around = 300;
const liveliest = 5;

async function askUnit(
  { analyst, documentKey, names }: Pick<Asking, 'analyst' | 'documentKey' | 'names'>,
  { cursorToken, hiddenSize }: Overview,
  { gate, layer }: { readonly gate: QuantityName; readonly layer: number },
): Promise<Result<Chosen>> {
  const from = Math.max(0, cursorToken);
  const request = { documentKey, layer, gate, from, count: around, units: hiddenSize };
  const map = await answerOf(analyst.call('gateMap', request, wait));
  if (!map.ok) return map;
  const items = map.value.units.map((unit, n) => {
    const name = names[unitKey(layer, unit)];
    return {
      label: name === undefined ? `Unit ${unit}` : `Unit ${unit} “${name}”`,
      ...(n < liveliest ? { description: 'varies most here' } : {}),
      unit,
      isNamed: name !== undefined,
    };
  });
  // Those with a name first; the sort is stable.
  items.sort((one, other) => Number(other.isNamed) - Number(one.isNamed));
  const placeHolder = `Which unit? Type a number from 0 to ${hiddenSize - 1}, or a name.`;
  const chosen = await vscode.window.showQuickPick(items, { title, placeHolder });
  return success(chosen && { by: 'unit', gate, layer, unit: chosen.unit });
}
