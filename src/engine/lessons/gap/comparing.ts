/** Several cells on the same sentences, one after the other, from one seed or more. */
import type { ChosenShape } from '../../network/cellChoice';
import type { CellId } from '../../cells/cells';
import type { Kernels } from '../../kernels/kernels';
import { countsOf, runGap, type GapRun } from './gap';
import type { GapSettings } from './settings';
import { cellRow, guessingRow, rowOf, type CellRow, type GapRow } from './summary';
import { testedGaps } from './task';
import type { GapProgress } from './training';

/** `seed` is the first. */
export type AskedGap = Omit<GapSettings, 'cell'> & { readonly seeds: number };

export interface GapTable {
  readonly asked: AskedGap;
  readonly cells: readonly CellRow[];
  readonly opponents: readonly GapRow[];
}

/** What differs in how it keeps: nothing of its own, all, by one gate or two, by the word alone. */
export const comparedCells: readonly CellId[] = ['rnn', 'lstm', 'lstm1997', 'gru', 'minGru'];

/** Of the kernels of one training: windows of gaps of 100 words, and the tests. */
export const gapBudgetBytes = 256 << 20;

/** What happens on the way: the opponents, once at first; a step of a training; a network that was tested. */
export type GapEvent =
  | { readonly kind: 'opponents'; readonly rows: readonly GapRow[] }
  | {
      readonly kind: 'step';
      readonly cell: string;
      readonly seed: number;
      readonly step: GapProgress;
    }
  | { readonly kind: 'run'; readonly run: GapRun };

/**
 * Yields at every step, and in the middle of tests nothing.
 * @param createKernels for one training each, disposed of here; also where the owner goes on no more
 */
export function* compareCells(
  shapes: readonly ChosenShape[],
  asked: AskedGap,
  createKernels: () => Kernels,
): Generator<GapEvent | undefined, GapTable> {
  const seeds = Array.from({ length: asked.seeds }, (_, n) => asked.seed + n);
  const counted = seeds.map((seed) => countsOf({ ...asked, seed }));
  const opponents = [guessingRow(asked.seeds, testedGaps(asked)), rowOf('count', counted)];
  yield { kind: 'opponents', rows: opponents };
  const cells: CellRow[] = [];
  for (const cell of shapes) {
    const runs: GapRun[] = [];
    for (const seed of seeds) {
      const run = yield* runOnce({ ...asked, cell, seed }, createKernels);
      runs.push(run);
      yield { kind: 'run', run };
    }
    cells.push(cellRow(cell.cell, runs, opponents));
  }
  return { asked, cells, opponents };
}

function* runOnce(
  settings: GapSettings,
  createKernels: () => Kernels,
): Generator<GapEvent | undefined, GapRun> {
  const kernels = createKernels();
  const { cell, seed } = settings;
  try {
    const run = runGap(kernels, settings);
    for (let next = run.next(); ; next = run.next()) {
      if (next.done) return next.value;
      yield next.value && { kind: 'step', cell: cell.cell, seed, step: next.value };
    }
  } finally {
    kernels.dispose();
  }
}
