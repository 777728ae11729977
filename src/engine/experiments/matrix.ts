/**
 * Cells against contrasts: what share of trainings solves which, from the usual initialisation and,
 * where a cell has a bias that decides what it keeps, from one that remembers the whole sequence.
 */
import type { Cell } from '../cells/cell';
import { hasKeepBias } from '../cells/keepBias';
import type { Kernels } from '../kernels/kernels';
import type { Experiment } from './experiment';
import { noTrial, runExperiment, type AskedExperiment, type FinishedTrial } from './running';
import { median, wilson } from './statistics';
import type { TrialProgress } from './trial';

export interface AskedMatrix {
  readonly cells: readonly Cell[];
  readonly contrasts: readonly Experiment[];
  readonly trials: number;
  readonly seed: number;
  readonly limit?: number | undefined;
}

export type Beginning = 'usual' | 'remembering';

export interface MatrixEntry {
  readonly cell: string;
  readonly experiment: string;
  readonly beginning: Beginning;
  readonly weights: number;
  readonly trials: number;
  readonly solved: number;
  readonly diverged: number;
  /** 95 % of the share solved. */
  readonly interval: readonly [number, number];
  /** Sequences of those that solved it. */
  readonly median: number | undefined;
}

/** Of the trial at hand. */
export interface MatrixProgress extends TrialProgress {
  readonly cell: string;
  readonly experiment: string;
}

/** Yields progress of the trial at hand, and each entry as it is known. */
export function* compareContrasts(
  asked: AskedMatrix,
  createKernels: () => Kernels,
): Generator<MatrixProgress | MatrixEntry, readonly MatrixEntry[]> {
  const entries: MatrixEntry[] = [];
  for (const cell of asked.cells) {
    for (const experiment of asked.contrasts) {
      for (const beginning of beginningsOf(cell)) {
        const trials = yield* runTrials(asked, cell, beginAs(experiment, beginning), createKernels);
        const entry = entryOf(cell, experiment, beginning, trials);
        entries.push(entry);
        yield entry;
      }
    }
  }
  return entries;
}

const beginningsOf = (cell: Cell): readonly Beginning[] =>
  hasKeepBias(cell) ? ['usual', 'remembering'] : ['usual'];

/** The same with other biases. */
export function beginAs(experiment: Experiment, beginning: Beginning): Experiment {
  if (beginning === 'usual') return experiment;
  const { modern, task } = experiment;
  const keep = { kind: 'chrono', steps: task.longest } as const;
  return { ...experiment, modern: { ...modern, recipe: { ...modern.recipe, keep } } };
}

function* runTrials(
  { trials, seed, limit }: AskedMatrix,
  cell: Cell,
  experiment: Experiment,
  createKernels: () => Kernels,
): Generator<MatrixProgress, readonly FinishedTrial[]> {
  const finished: FinishedTrial[] = [];
  for (let n = 0; n < trials; n++) {
    const asked = { experiment, way: { kind: 'modern', cell } as const, seed: seed + n, limit };
    finished.push(yield* named({ cell: cell.id, experiment: experiment.id }, asked, createKernels));
  }
  return finished;
}

/** A trial whose progress says which it is. */
function* named(
  names: Pick<MatrixProgress, 'cell' | 'experiment'>,
  asked: AskedExperiment,
  createKernels: () => Kernels,
): Generator<MatrixProgress, FinishedTrial> {
  const running = runExperiment(asked, createKernels);
  let isOver = false;
  try {
    for (;;) {
      const next = running.next();
      isOver = next.done ?? false;
      if (next.done) return next.value;
      yield { ...names, ...next.value };
    }
  } finally {
    if (!isOver) running.return(noTrial);
  }
}

function entryOf(
  cell: Cell,
  experiment: Experiment,
  beginning: Beginning,
  trials: readonly FinishedTrial[],
): MatrixEntry {
  const solved = trials.filter((trial) => trial.solved);
  return {
    ...{ cell: cell.id, experiment: experiment.id, beginning },
    weights: trials[0].weights,
    ...{ trials: trials.length, solved: solved.length },
    diverged: trials.filter((trial) => trial.diverged).length,
    interval: wilson(solved.length, trials.length),
    median: median(solved.map(({ sequences }) => sequences)),
  };
}
