/**
 * What one step does to a training: what its objective reads and an update of the weights, or a validation. A
 * step either happens whole or, when interrupted, not at all: weights, moments, state and randomness
 * change only after everything that can be interrupted is done. When a number is no longer finite, the
 * best weights are restored.
 */
import { HelperLost } from '../kernels/failures';
import { randomFrom } from '../random';
import { gradientNorm, resetOptimizer, update } from './optimizer';
import { learningRateAt } from './plan';
import type { Training } from './training';

/** What one call of `step` did. */
export type StepReport =
  | {
      readonly kind: 'trained';
      /** Steps done, this one included. */
      readonly step: number;
      /** Nats per token or answer; an estimate with a sampled softmax. */
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
      /** As the objective measures; lower is better. */
      readonly loss: number;
      readonly best: boolean;
    };

export type Ending = 'budget' | 'converged' | 'notFinite';

/** Roll-backs after which a training gives up. */
export const mostRecoveries = 5;

export function ending({ progress, plan }: Training): Ending | undefined {
  if (progress.recoveries > mostRecoveries) return 'notFinite';
  if (progress.validationDue) return undefined;
  if (progress.steps >= plan.steps) return 'budget';
  return progress.sinceBest >= plan.patience ? 'converged' : undefined;
}

export function train(training: Training): StepReport | undefined {
  const { network, plan, objective, optimizer, progress } = training;
  const { kernels, parameters } = network;
  const gradient = computeGradient(training);
  if (!gradient) return undefined;
  const { loss, norm } = gradient;
  const learningRate = learningRateAt(plan, progress.steps) * progress.rateScale;
  const good = Number.isFinite(loss) && Number.isFinite(norm);
  if (good) {
    const { clip, weightDecay } = plan;
    const settings = { learningRate, clip, weightDecay };
    update(kernels, optimizer, parameters, objective.gradients, norm, settings);
  } else {
    recover(training);
  }
  moveOn(training, good);
  return {
    kind: 'trained',
    step: training.progress.steps,
    loss,
    gradientNorm: norm,
    learningRate,
    tokens: objective.tokens,
    recovered: !good,
  };
}

/**
 * Everything of a step that can be interrupted.
 * @returns undefined where it was, or where a helper thread was lost: then the step is done again,
 *   with the same random numbers
 */
function computeGradient(training: Training): { loss: number; norm: number } | undefined {
  const { network, objective } = training;
  const before = training.random.state();
  try {
    const loss = objective.gradient(training.position, training.random);
    const norm = gradientNorm(network.kernels, objective.gradients);
    if (!network.kernels.interrupted()) return { loss, norm };
  } catch (error) {
    if (!(error instanceof HelperLost)) throw error;
  }
  training.random = randomFrom(before);
  return undefined;
}

function moveOn(training: Training, good: boolean): void {
  const { plan, objective, position, progress } = training;
  training.position = objective.advance(position, training.random);
  if (!good) objective.startAnew();
  const steps = progress.steps + 1;
  const validationDue = steps % plan.validateEvery === 0 || steps === plan.steps;
  training.progress = { ...progress, steps, validationDue };
}

/** Back to the best weights known, with half the learning rate. */
function recover(training: Training): void {
  const { network, optimizer, objective, best } = training;
  network.parameters.values.set(best);
  resetOptimizer(network.kernels, optimizer);
  objective.startAnew();
  const { rateScale, recoveries } = training.progress;
  training.progress = {
    ...training.progress,
    rateScale: rateScale / 2,
    recoveries: recoveries + 1,
  };
}

export function validate(training: Training): StepReport | undefined {
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

function measureLoss({ objective }: Training): number | undefined {
  try {
    return objective.measure();
  } catch (error) {
    if (error instanceof HelperLost) return undefined;
    throw error;
  }
}

/** Whether the current weights are finite. */
export function isSound({ network }: Training): boolean {
  return Number.isFinite(network.kernels.squaredNorm(network.parameters.values));
}
