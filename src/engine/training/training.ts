/**
 * A training as mutable values: what it holds in memory, how it begins, and how it is taken out and
 * put back. What a step does to it is in `trainingStep.ts`, when in `trainer.ts`; what it reads and is
 * asked is its objective's. All memory is taken in `allocate`; whatever can change is in the values of `Training`, so that a training that is put
 * back ends in the same bytes.
 */
import type { Floats } from '../kernels/kernels';
import { initialise, type Network } from '../network/network';
import { random, randomFrom, type Random } from '../random';
import type { Objective, ReadPosition } from './objective';
import { createOptimizer, resetOptimizer, type Optimizer } from './optimizer';
import type { Plan } from './plan';
import { readState, writeState, type TrainerPosition, type TrainerState } from './trainerState';

export interface TrainingOptions {
  readonly network: Network;
  readonly objective: Objective;
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
  readonly objective: Objective;
  readonly optimizer: Optimizer;
  /** Where it started, if not from weights made here. */
  readonly loaded: Floats | undefined;
  readonly best: Floats;
  plan: Plan;
  random: Random;
  position: ReadPosition;
  progress: TrainerPosition['progress'];
}

export function allocate({ network, objective, plan, start }: TrainingOptions): Training {
  const { kernels, layout, parameters } = network;
  return {
    ...{ network, objective },
    optimizer: createOptimizer(kernels, layout.length),
    loaded: start === 'new' ? undefined : parameters.values.slice(),
    best: kernels.floats(layout.length),
    plan,
    random: random(plan.seed),
    position: { epoch: 0, at: 0 },
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

/** From the first weights, in the same memory. */
export function restart(training: Training, plan: Plan): void {
  const { network, optimizer, objective, best, loaded } = training;
  training.plan = plan;
  training.random = random(plan.seed);
  if (loaded) network.parameters.values.set(loaded);
  else initialise(network, training.random, objective.counts, plan.memory);
  best.set(network.parameters.values);
  resetOptimizer(network.kernels, optimizer);
  objective.startAnew();
  training.position = { epoch: 0, at: 0 };
  training.progress = beginning;
}

export function takePosition({ random, optimizer, progress, position }: Training): TrainerPosition {
  return { progress, stream: position, random: random.state(), powers: { ...optimizer.powers } };
}

export function takeState(training: Training): TrainerState {
  const { network, objective, optimizer } = training;
  return {
    position: takePosition(training),
    tensors: writeState(network, objective, optimizer.moments),
  };
}

export function resume(training: Training, { position, tensors }: TrainerState): void {
  const { network, objective, optimizer } = training;
  if (training.loaded) training.best.set(training.loaded);
  readState(network, objective, optimizer.moments, tensors);
  optimizer.powers = { ...position.powers };
  training.random = randomFrom(position.random);
  training.position = position.stream;
  training.progress = position.progress;
}
