/** Several cells on the same sentences, one after the other, from one seed or more. */
import { shapeOfChoice, type ChosenShape } from '../../network/cellChoice';
import type { CellId } from '../../cells/cells';
import type { Kernels } from '../../kernels/kernels';
import { countsOf, runGap, type GapRun } from './gap';
import type { GapSettings } from './settings';
import { cellRow, guessingRow, rowOf, type CellRow, type GapRow } from './summary';

/** `seed` is the first. */
export type AskedGap = Omit<GapSettings, 'cell'> & { readonly seeds: number };

export interface GapTable {
  readonly asked: AskedGap;
  readonly cells: readonly CellRow[];
  readonly opponents: readonly GapRow[];
}

/** What differs in how it keeps: nothing of its own, all, by one gate or two, by the word alone. */
export const comparedCells: readonly CellId[] = ['rnn', 'lstm', 'lstm1997', 'gru', 'minGru'];

export function comparedShapes(): ChosenShape[] {
  return comparedCells.flatMap((id) => {
    const shape = shapeOfChoice({ cells: [id], layers: 1 });
    return shape.ok ? [shape.value] : [];
  });
}

/** Of the kernels of one training: windows of gaps of 100 words, and the tests. */
export const gapBudgetBytes = 256 << 20;

/** @param createKernels for one training each, disposed of here; also where the owner goes on no more */
export function* compareCells(
  shapes: readonly ChosenShape[],
  asked: AskedGap,
  createKernels: () => Kernels,
): Generator<GapRun | undefined, GapTable> {
  const seeds = Array.from({ length: asked.seeds }, (_, n) => asked.seed + n);
  const counted = seeds.map((seed) => countsOf({ ...asked, seed }));
  const opponents = [guessingRow(asked.seeds), rowOf('count', counted)];
  const cells: CellRow[] = [];
  for (const cell of shapes) {
    const runs: GapRun[] = [];
    for (const seed of seeds) {
      const run = yield* runOnce({ ...asked, cell, seed }, createKernels);
      runs.push(run);
      yield run;
    }
    cells.push(cellRow(cell.cell, runs, opponents));
  }
  return { asked, cells, opponents };
}

function* runOnce(
  settings: GapSettings,
  createKernels: () => Kernels,
): Generator<undefined, GapRun> {
  const kernels = createKernels();
  try {
    const run = runGap(kernels, settings);
    for (let next = run.next(); ; next = run.next()) {
      if (next.done) return next.value;
      yield;
    }
  } finally {
    kernels.dispose();
  }
}
