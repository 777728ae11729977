/**
 * An experiment in one of its ways: how its networks are made, trial after trial. A generator of plain
 * data: a thread runs it as long as it is wanted, tells what it yields and gives up by not going on.
 */
import type { Cell } from '../cells/cell';
import type { Kernels } from '../kernels/kernels';
import { random } from '../random';
import type { Experiment } from './experiment';
import { createCellLearner } from './learners/cellLearner';
import type { Learner } from './learners/learner';
import { createPaperLearner } from './learners/paperLearner';
import { runTrial, type Trial, type TrialProgress } from './trial';

/** How its networks learn. */
export type Way =
  | { readonly kind: 'modern'; readonly cell: Cell }
  /** The cell and the rule of 1997. */
  | { readonly kind: 'paper' };

export interface AskedExperiment {
  readonly experiment: Experiment;
  readonly way: Way;
  readonly seed: number;
  /** Training sequences at most, instead of the experiment's own bound. */
  readonly limit?: number | undefined;
}

export interface FinishedTrial extends Trial {
  /** Of its network. */
  readonly weights: number;
}

/** @returns nothing where the experiment has no such way */
export function limitOf({ modern, paper }: Experiment, { kind }: Way): number | undefined {
  return kind === 'modern' ? modern.limit : paper?.limit;
}

/**
 * One trial. @param createKernels for it alone, disposed of here, also where the owner goes on no more
 */
export function* runExperiment(
  { experiment, way, seed, limit = limitOf(experiment, way) ?? 0 }: AskedExperiment,
  createKernels: () => Kernels,
): Generator<TrialProgress, FinishedTrial> {
  const kernels = createKernels();
  try {
    const stream = (n: number) => random(5 * seed + n);
    const learner = createLearner(experiment, way, kernels, stream(0));
    const streams = { training: stream(1), fresh: stream(2) };
    const trial = yield* runTrial({ ...experiment, limit }, learner, seed, streams);
    return { ...trial, weights: learner.weights };
  } finally {
    kernels.dispose();
  }
}

function createLearner(
  { id, task, modern, paper }: Experiment,
  way: Way,
  kernels: Kernels,
  dice: ReturnType<typeof random>,
): Learner {
  if (way.kind === 'modern') return createCellLearner(kernels, way.cell, task, modern.recipe, dice);
  if (!paper) throw new RangeError(`${id} is not in the paper.`);
  return createPaperLearner(paper.settings, dice);
}
