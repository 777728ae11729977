/**
 * Training as a stepper: its owner calls `step()` until it is `finished`, and decides when. Reads no
 * clock. A step either happens whole or, when interrupted, not at all (`trainingStep.ts`); so a
 * training that is interrupted, stored and resumed ends in the same bytes.
 */
import type { Floats } from '../kernels/kernels';
import type { Tensors } from '../network/network';
import { nextWord, type TrainingText } from './nextWord/nextWord';
import type { Objective } from './objective';
import { stretched, type Plan } from './plan';
import type { TrainerPosition, TrainerState } from './trainerState';
import {
  allocate,
  restart,
  resume,
  takePosition,
  takeState,
  type TrainingOptions,
} from './training';
import { ending, isSound, train, validate, type Ending, type StepReport } from './trainingStep';

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
  readonly best: BestWeights | undefined;
  /** Everything needed to continue elsewhere, besides the best weights. */
  state(): TrainerState;
  /** The same without copying: flat arrays that change with the next step. */
  glance(): TrainerGlance;
  /** Goes on, to end after another number of steps in all: more than are done. */
  stretch(steps: number): void;
  /** Starts again from the first weights, in the same memory; B, T and samples must stay. */
  restart(plan: Plan): void;
}

export interface BestWeights {
  /** As its objective measures: nats per token, or the share of wrong answers. */
  readonly loss: number;
  /** 0: those that it started from. */
  readonly step: number;
  /** Validations after it, none of them better. */
  readonly validationsSince: number;
  readonly values: Floats;
}

/** What a state is made of: `last`, `m` and `v` in the network's layout, `carried` unpadded copies. */
export interface TrainerGlance {
  readonly position: TrainerPosition;
  readonly last: Floats;
  readonly m: Floats;
  readonly v: Floats;
  readonly carried: Tensors;
}

/**
 * A step; in front of the first one what it starts from is measured, because of a short text nothing
 * better may come.
 */
export const stepFromStart = (trainer: Trainer): StepReport | undefined =>
  trainer.best || trainer.stepsDone > 0 ? trainer.step() : trainer.validate();

/** On an objective, or on the next word of a text. */
export type TrainerOptions = Omit<TrainingOptions, 'objective'> &
  ({ readonly objective: Objective } | { readonly text: TrainingText });

export function createTrainer(options: TrainerOptions): Trainer {
  const { network, plan } = options;
  const objective =
    'objective' in options ? options.objective : nextWord(network, options.text, plan);
  const training = allocate({ ...options, objective });
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
      return training.objective.epochs(training.position);
    },
    get finished() {
      return ending(training);
    },
    get recoveries() {
      return training.progress.recoveries;
    },
    sound: () => isSound(training),
    get best() {
      const { bestLoss, bestStep, sinceBest } = training.progress;
      return bestLoss === undefined || bestStep === undefined
        ? undefined
        : {
            loss: bestLoss,
            step: bestStep,
            validationsSince: sinceBest,
            values: training.best,
          };
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
      carried: training.objective.carried(),
    }),
    stretch(steps) {
      const { progress, plan } = training;
      if (steps <= progress.steps) throw new RangeError(`${progress.steps} steps are done already`);
      training.plan = stretched(plan, progress.steps, steps);
    },
    restart: (plan) => restart(training, plan),
  };
}
