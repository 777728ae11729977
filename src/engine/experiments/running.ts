/**
 * An experiment in one of its ways: how its networks are made, trial after trial. A generator of plain
 * data: a thread runs it as long as it is wanted, tells what it yields and gives up by not going on.
 */
import type { Cell } from '../cells/cell';
import type { Kernels } from '../kernels/kernels';
import { random, type Random } from '../random';
import type { Experiment } from './experiment';
import { createCellTrainer, type CellTrainer } from './learners/cellLearner';
import type { CellNetwork } from './learners/cellNetwork';
import type { Learner } from './learners/learner';
import { createGuesser } from './learners/guessing';
import { createPaperLearner } from './learners/paperLearner';
import { createRtrlLearner } from './learners/rtrl';
import { runTrial, type Trial, type TrialProgress } from './trial';

/** How its networks learn. */
export type Way =
  /** Adam; with `truncation` gradients flow back so many steps at most. */
  | { readonly kind: 'modern'; readonly cell: Cell; readonly truncation?: number }
  /** The cell and the rule of 1997. */
  | { readonly kind: 'paper' }
  /** Plain networks, by real-time recurrent learning and by guessing. */
  | { readonly kind: 'rtrl' | 'guess' };

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

/** What a trial is given up with: nobody hears it. */
export const noTrial: FinishedTrial = {
  ...{ seed: 0, solved: false, sequences: 0, diverged: false, weights: 0 },
};

/** Training sequences of a trial at most, unless told; undefined where the experiment has no such way. */
export function limitOf(
  { modern, paper, rtrl, guess }: Experiment,
  { kind }: Way,
): number | undefined {
  switch (kind) {
    case 'modern':
      return modern.limit;
    case 'paper':
      return paper?.limit;
    case 'rtrl':
      return rtrl && modern.limit;
    case 'guess':
      return guess && mostGuesses;
  }
}

const mostGuesses = 1_000_000;

/**
 * One trial.
 * @param createKernels for it alone, disposed of here, also where the owner goes on no more
 * @param whenTrained sees the network of a modern way before that, and new random numbers
 */
export function* runExperiment(
  { experiment, way, seed, limit = limitOf(experiment, way) ?? 0 }: AskedExperiment,
  createKernels: () => Kernels,
  whenTrained?: (network: CellNetwork, dice: Random) => void,
): Generator<TrialProgress, FinishedTrial> {
  const kernels = createKernels();
  try {
    const stream = (n: number) => random(5 * seed + n);
    const learner = createLearner(experiment, way, kernels, stream(0));
    const streams = { training: stream(1), fresh: stream(2) };
    const trial = yield* runTrial({ ...experiment, limit }, learner, seed, streams);
    if ('network' in learner && !trial.diverged) whenTrained?.(learner.network, stream(3));
    return { ...trial, weights: learner.weights };
  } finally {
    kernels.dispose();
  }
}

function createLearner(
  { id, task, criterion, modern, ...others }: Experiment,
  way: Way,
  kernels: Kernels,
  dice: Random,
): Learner | CellTrainer {
  const { recipe } = modern;
  switch (way.kind) {
    case 'modern': {
      const { cell, truncation } = way;
      const own = { ...recipe, ...(truncation !== undefined && { truncation }) };
      return createCellTrainer(kernels, cell, task, own, dice);
    }
    case 'paper':
      return createPaperLearner(need(others.paper, id).settings, dice);
    case 'rtrl':
      return createRtrlLearner(task, recipe, need(others.rtrl, id), dice);
    case 'guess':
      return createGuesser(task, criterion, need(others.guess, id), dice);
  }
}

/** @throws RangeError where the experiment has no such way: `limitOf` tells before */
function need<Settings>(settings: Settings | undefined, id: string): Settings {
  if (settings === undefined) throw new RangeError(`${id} is not run in this way.`);
  return settings;
}
