/** The numbers of the view of memory in full, for files. */
import { theQuantity } from '../../src/shared/model/cells';
import type { CellChanges, Ledger, Substitution } from '../../src/shared/questions/memory';
import type { Overview } from '../../src/shared/questions/gates';
import type { UnitNames } from '../../src/shared/model/unitNames';
import { unitKey } from '../../src/shared/model/unitNames';
import type { DataTable } from '../figure/dataTable';
import { unitLabel } from '../parts/unitLabel';
import { quoted } from './forgetting';
import { heldIn, heldTitle, heldTitles } from './held';

export const changesData = ({ later, bits, change, size, context }: Substitution): DataTable => ({
  title: `What is left of ${quoted(context.tokens.at(-1))}, in bits`,
  counted: ['Number'],
  columns: [
    'Word',
    'Number',
    'Words later',
    'Surprise as it stands',
    'With the other word',
    'Change',
    'Size of the change',
  ],
  rows: later.tokens.map((word, n) => {
    const [own, by] = [bits[n] ?? NaN, change[n] ?? NaN];
    return [word, later.from + n, n + 1, own, own + by, by, size[n] ?? NaN];
  }),
});

/** The course of each unit is a column a word, as the stripes have it. */
export function unitChangesData(
  answer: CellChanges,
  cells: Overview['cells'],
  names: UnitNames | undefined,
): DataTable {
  const { units, passage, history } = answer;
  const length = passage.tokens.length;
  return {
    title: `Change of the ${heldTitles(cells).toLowerCase()} with the other word`,
    counted: ['Layer', 'Unit'],
    columns: [
      ...['Layer', 'Unit', 'Name', heldTitle(cells), 'Change', 'Mean size of the change'],
      ...passage.tokens.map((word, n) => `After word ${passage.from + n} (from 0) ${quoted(word)}`),
    ],
    rows: units.map(({ layer, unit, held, change, size }, n) => [
      ...[layer, unit, names?.[unitKey(layer, unit)] ?? '', held, change, size],
      ...history.subarray(n * length, (n + 1) * length),
    ]),
  };
}

/** Every word of the window, the nearest first, then what came before it and the sum. */
export function ledgerData(
  answer: Ledger,
  { layers, cells }: Pick<Overview, 'layers' | 'cells'>,
  names?: UnitNames,
): DataTable {
  const { passage, written, survives, left, before, held, layer, unit } = answer;
  const whose =
    unit === undefined
      ? `all units of layer ${layer + 1}, as lengths`
      : unitLabel(layer, unit, layers, names);
  const rows = passage.tokens.map((word, n) => [
    ...[word, passage.from + n, passage.tokens.length - 1 - n],
    ...[written[n] ?? NaN, survives[n] ?? NaN, left[n] ?? NaN],
  ]);
  return {
    title: `Direct writes into ${whose}`,
    counted: ['Number'],
    columns: ['Word', 'Number', 'Words back', 'Wrote', 'Survives', 'Left'],
    rows: [
      ...rows.reverse(),
      [
        ...['before this window', NaN, passage.tokens.length],
        ...[before.value, before.survives, before.left],
      ],
      [theQuantity(heldIn(cells[layer])), NaN, NaN, NaN, NaN, held],
    ],
  };
}
