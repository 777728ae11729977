/**
 * A training as mutable values: what it holds in memory, how it begins, and how it is taken out and
 * put back. What a step does to it is in `trainingStep.ts`, when in `trainer.ts`. All memory is taken
 * in `allocate`; whatever can change is in the values of `Training`, so that a training that is put
 * back ends in the same bytes.
 */
import type { Floats } from '../kernels/kernels';
import { initialise, type Network } from '../network/network';
import { resetState } from '../network/state';
import { allocateWindow, type Sample, type Window } from '../network/window';
import { random, randomFrom, type Random } from '../random';
import type { Range } from '../text/corpus';
import { createOptimizer, resetOptimizer, type Optimizer } from './optimizer';
import type { Plan } from './plan';
import { createSampler, type Sampler } from './sampler';
import { createStreams, type StreamPosition, type Streams } from './streams';
import { readState, writeState, type TrainerPosition, type TrainerState } from './trainerState';
import { createValidation, type Validation } from './validation';

export interface TrainingText {
  /** The whole document. */
  readonly ids: Int32Array;
  readonly trainRanges: readonly Range[];
  readonly validRanges: readonly Range[];
  /** Of every class in the training ranges, [V]. */
  readonly counts: ArrayLike<number>;
}

export interface TrainerOptions {
  readonly network: Network;
  readonly text: TrainingText;
  readonly plan: Plan;
  /**
   * - `new`: weights are initialised here
   * - `loaded`: from the weights in the network
   * - a state: goes on where it was taken; the network holds the best weights of then
   */
  readonly start: 'new' | 'loaded' | TrainerState;
}

export interface Training {
  readonly network: Network;
  readonly text: TrainingText;
  readonly window: Window;
  readonly optimizer: Optimizer;
  readonly validation: Validation;
  readonly streams: Streams;
  readonly sampler: Sampler | undefined;
  readonly sample: Sample | undefined;
  /** Where it started, if not from weights made here. */
  readonly loaded: Floats | undefined;
  readonly best: Floats;
  plan: Plan;
  random: Random;
  stream: StreamPosition;
  progress: TrainerPosition['progress'];
}

export function allocate({ network, text, plan, start }: TrainerOptions): Training {
  const { kernels, layout, parameters } = network;
  const sampler = plan.samples > 0 ? createSampler(text.counts, plan.samples) : undefined;
  return {
    network,
    text,
    window: allocateWindow(network, plan.T, plan.B),
    optimizer: createOptimizer(kernels, layout.length),
    validation: createValidation(network, text.ids, text.validRanges),
    streams: createStreams(cut(text.ids, text.trainRanges), plan.B, plan.T),
    sampler,
    sample: sampler && {
      ids: kernels.integers(sampler.size),
      logQ: kernels.floats(sampler.size),
    },
    loaded: start === 'new' ? undefined : parameters.values.slice(),
    best: kernels.floats(layout.length),
    plan,
    random: random(plan.seed),
    stream: { epoch: 0, at: 0 },
    progress: beginning,
  };
}

const beginning: TrainerPosition['progress'] = {
  steps: 0,
  rateScale: 1,
  recoveries: 0,
  sinceBest: 0,
  validationDue: false,
};

/** The training text in one piece; where a block was cut out, the state runs over the seam. */
function cut(ids: Int32Array, ranges: readonly Range[]): Int32Array {
  const total = ranges.reduce((sum, { from, to }) => sum + to - from, 0);
  const text = new Int32Array(total);
  let at = 0;
  for (const { from, to } of ranges) {
    text.set(ids.subarray(from, to), at);
    at += to - from;
  }
  return text;
}

/** From the first weights, in the same memory. */
export function restart(training: Training, plan: Plan): void {
  const { network, optimizer, window, best, loaded, text } = training;
  training.plan = plan;
  training.random = random(plan.seed);
  if (loaded) network.parameters.values.set(loaded);
  else initialise(network, training.random, text.counts, plan.memory);
  best.set(network.parameters.values);
  resetOptimizer(network.kernels, optimizer);
  resetState(network.states, window);
  training.stream = { epoch: 0, at: 0 };
  training.progress = beginning;
}

export function takePosition({ random, optimizer, progress, stream }: Training): TrainerPosition {
  return { progress, stream, random: random.state(), powers: { ...optimizer.powers } };
}

export function takeState(training: Training): TrainerState {
  const { network, window, optimizer } = training;
  return {
    position: takePosition(training),
    tensors: writeState(network, window, optimizer.moments),
  };
}

export function resume(training: Training, { position, tensors }: TrainerState): void {
  const { network, window, optimizer } = training;
  if (training.loaded) training.best.set(training.loaded);
  readState(network, window, optimizer.moments, tensors);
  optimizer.powers = { ...position.powers };
  training.random = randomFrom(position.random);
  training.stream = position.stream;
  training.progress = position.progress;
}
