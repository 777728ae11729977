/**
 * Training as a stepper: whoever owns it calls `step()` until it is `finished`, and decides when.
 * Reads no clock. A step either happens whole or, when interrupted, not at all: weights, moments,
 * state and randomness change only after everything that can be interrupted is done. So a training
 * that is interrupted, stored and resumed ends in the same bytes.
 */
import { HelperLost } from '../kernels/failures';
import type { Floats } from '../kernels/kernels';
import { random, randomFrom, type Random } from '../random';
import type { Range } from '../text/corpus';
import { initialise, type Network, type Tensors } from '../network/network';
import { carryState, resetState } from '../network/state';
import { createOptimizer, gradientNorm, resetOptimizer, update, type Optimizer } from './optimizer';
import { learningRateAt, stretched, type Plan } from './plan';
import { createSampler, type Sampler } from './sampler';
import { advance, createStreams, readWindow, type StreamPosition, type Streams } from './streams';
import {
  readState,
  writeCarried,
  writeState,
  type TrainerPosition,
  type TrainerState,
} from './trainerState';
import { createValidation, type Validation } from './validation';
import { allocateWindow, backward, forward, type Sample, type Window } from '../network/window';

export interface TrainingText {
  /** The whole document. */
  readonly ids: Int32Array;
  readonly trainRanges: readonly Range[];
  readonly validRanges: readonly Range[];
  /** Of every class in the training ranges, [V]. */
  readonly counts: ArrayLike<number>;
}

/** What one call of `step` did. */
export type StepReport =
  | {
      readonly kind: 'trained';
      /** Steps done, this one included. */
      readonly step: number;
      /** Nats a token; an estimate with a sampled softmax. */
      readonly loss: number;
      /** Before clipping. */
      readonly gradientNorm: number;
      readonly learningRate: number;
      readonly tokens: number;
      /** Loss or gradient was not finite: the best weights are back, the rate is halved. */
      readonly recovered: boolean;
    }
  | {
      readonly kind: 'validated';
      readonly step: number;
      /** Nats a token. */
      readonly loss: number;
      readonly best: boolean;
    };

export type Ending = 'budget' | 'converged' | 'notFinite';

export interface Trainer {
  readonly plan: Plan;
  readonly stepsDone: number;
  readonly epochs: number;
  readonly finished: Ending | undefined;
  /** Steps and validations so far that were not finite: after each the best weights came back, at half the rate. */
  readonly recoveries: number;
  /**
   * Whether the weights of now are finite: only then may they be shown or stored. A step can leave
   * them otherwise though its loss and gradient were finite; the next one takes it back.
   */
  sound(): boolean;
  /** One step of training, or the validation that is due; undefined when interrupted: then nothing has changed. */
  step(): StepReport | undefined;
  /** Measures now, and keeps the weights if they are better; undefined when interrupted. */
  validate(): StepReport | undefined;
  /** The best weights on validation so far; there are some after the first validation. */
  readonly best:
    { readonly loss: number; readonly step: number; readonly values: Floats } | undefined;
  /** Everything needed to go on elsewhere, beside the best weights. */
  state(): TrainerState;
  /** The same without copying: flat arrays that change with the next step. */
  glance(): TrainerGlance;
  /** Goes on, to end after another number of steps in all: more than are done. */
  stretch(steps: number): void;
  /** Starts anew from the first weights, in the same memory; B, T and samples must stay. */
  restart(plan: Plan): void;
}

/** What a state is made of: `last`, `m` and `v` in the network's layout, `carried` unpadded copies. */
export interface TrainerGlance {
  readonly position: TrainerPosition;
  readonly last: Floats;
  readonly m: Floats;
  readonly v: Floats;
  readonly carried: Tensors;
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

/** Roll-backs after which a training gives up. */
const mostRecoveries = 5;

/** The training itself, as mutable values; the functions below are its verbs. */
interface Training {
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

export function createTrainer(options: TrainerOptions): Trainer {
  const training = allocate(options);
  restart(training, options.plan);
  if (typeof options.start === 'object') resume(training, options.start);
  return {
    get plan() {
      return training.plan;
    },
    get stepsDone() {
      return training.progress.steps;
    },
    get epochs() {
      return training.stream.epoch + training.stream.at / training.streams.length;
    },
    get finished() {
      return ending(training);
    },
    get recoveries() {
      return training.progress.recoveries;
    },
    sound: () => isSound(training),
    get best() {
      const { bestLoss, bestStep } = training.progress;
      return bestLoss === undefined || bestStep === undefined
        ? undefined
        : { loss: bestLoss, step: bestStep, values: training.best };
    },
    step() {
      if (ending(training)) throw new Error('The training is finished');
      return training.progress.validationDue ? validate(training) : train(training);
    },
    validate: () => validate(training),
    state: () => takeState(training),
    glance: () => ({
      position: takePosition(training),
      last: training.network.parameters.values,
      ...training.optimizer.moments,
      carried: writeCarried(training.network, training.window),
    }),
    stretch(steps) {
      const { progress, plan } = training;
      if (steps <= progress.steps) throw new RangeError(`${progress.steps} steps are done already`);
      training.plan = stretched(plan, progress.steps, steps);
    },
    restart: (plan) => restart(training, plan),
  };
}

function allocate({ network, text, plan, start }: TrainerOptions): Training {
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
    progress: { steps: 0, rateScale: 1, recoveries: 0, sinceBest: 0, validationDue: false },
  };
}

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

function restart(training: Training, plan: Plan): void {
  const { network, optimizer, window, best, loaded, text } = training;
  training.plan = plan;
  training.random = random(plan.seed);
  if (loaded) network.parameters.values.set(loaded);
  else initialise(network, training.random, text.counts);
  best.set(network.parameters.values);
  resetOptimizer(network.kernels, optimizer);
  resetState(network.states, window.records);
  training.stream = { epoch: 0, at: 0 };
  training.progress = {
    steps: 0,
    rateScale: 1,
    recoveries: 0,
    sinceBest: 0,
    validationDue: false,
  };
}

function ending({ progress, plan }: Training): Ending | undefined {
  if (progress.recoveries > mostRecoveries) return 'notFinite';
  if (progress.validationDue) return undefined;
  if (progress.steps >= plan.steps) return 'budget';
  return progress.sinceBest >= plan.patience ? 'converged' : undefined;
}

function train(training: Training): StepReport | undefined {
  const { network, plan, window, optimizer, progress } = training;
  const { kernels, parameters } = network;
  const gradient = computeGradient(training);
  if (!gradient) return undefined;
  const { loss, norm } = gradient;
  const learningRate = learningRateAt(plan, progress.steps) * progress.rateScale;
  const good = Number.isFinite(loss) && Number.isFinite(norm);
  if (good) {
    const { clip, weightDecay } = plan;
    const settings = { learningRate, clip, weightDecay };
    update(kernels, optimizer, parameters, window.gradients, norm, settings);
    carryState(network.states, window.records);
  } else {
    recover(training);
  }
  moveOn(training);
  return {
    kind: 'trained',
    step: training.progress.steps,
    loss,
    gradientNorm: norm,
    learningRate,
    tokens: plan.B * plan.T,
    recovered: !good,
  };
}

/**
 * Everything of a step that can be interrupted.
 * @returns undefined where it was, or where a helper thread was lost: then the step is done again,
 *   with the same random numbers
 */
function computeGradient(training: Training): { loss: number; norm: number } | undefined {
  const { network, window, sample } = training;
  const before = training.random.state();
  try {
    readWindow(training.streams, training.stream, window.inputs, window.targets);
    if (sample) training.sampler?.draw(training.random, sample.ids, sample.logQ);
    forward(network, window);
    const loss = backward(network, window, sample);
    const norm = gradientNorm(network.kernels, window.gradients);
    if (!network.kernels.interrupted()) return { loss, norm };
  } catch (error) {
    if (!(error instanceof HelperLost)) throw error;
  }
  training.random = randomFrom(before);
  return undefined;
}

function moveOn(training: Training): void {
  const { network, plan, window, streams, stream, progress } = training;
  training.stream = advance(streams, stream, training.random);
  if (training.stream.epoch !== stream.epoch) resetState(network.states, window.records);
  const steps = progress.steps + 1;
  const validationDue = steps % plan.validateEvery === 0 || steps === plan.steps;
  training.progress = { ...training.progress, steps, validationDue };
}

/** Back to the best weights known, with half the learning rate. */
function recover(training: Training): void {
  const { network, optimizer, window, best } = training;
  network.parameters.values.set(best);
  resetOptimizer(network.kernels, optimizer);
  resetState(network.states, window.records);
  const { rateScale, recoveries } = training.progress;
  training.progress = {
    ...training.progress,
    rateScale: rateScale / 2,
    recoveries: recoveries + 1,
  };
}

function validate(training: Training): StepReport | undefined {
  const { network, best } = training;
  const loss = measureLoss(training);
  if (loss === undefined) return undefined;
  const { bestLoss = Infinity, steps, sinceBest } = training.progress;
  // A weight that no validation text reaches can be lost without being heard of.
  const good = Number.isFinite(loss) && isSound(training);
  const better = good && loss < bestLoss;
  if (better) best.set(network.parameters.values);
  if (!good) recover(training);
  training.progress = {
    ...training.progress,
    validationDue: false,
    ...(better ? { bestLoss: loss, bestStep: steps, sinceBest: 0 } : { sinceBest: sinceBest + 1 }),
  };
  return { kind: 'validated', step: steps, loss, best: better };
}

function isSound({ network }: Training): boolean {
  return Number.isFinite(network.kernels.squaredNorm(network.parameters.values));
}

function takePosition({ random, optimizer, progress, stream }: Training): TrainerPosition {
  return { progress, stream, random: random.state(), powers: { ...optimizer.powers } };
}

function measureLoss({ validation }: Training): number | undefined {
  try {
    return validation.measure();
  } catch (error) {
    if (error instanceof HelperLost) return undefined;
    throw error;
  }
}

function takeState(training: Training): TrainerState {
  const { network, window, optimizer } = training;
  return {
    position: takePosition(training),
    tensors: writeState(network, window, optimizer.moments),
  };
}

function resume(training: Training, { position, tensors }: TrainerState): void {
  const { network, window, optimizer } = training;
  if (training.loaded) training.best.set(training.loaded);
  readState(network, window, optimizer.moments, tensors);
  optimizer.powers = { ...position.powers };
  training.random = randomFrom(position.random);
  training.stream = position.stream;
  training.progress = position.progress;
}
