/**
 * Adam with the gradient clipped by its global norm: scaled by min(1, clip / (norm + 1e-6)), as
 * PyTorch does. The running powers of beta are products, because powers differ between machines.
 */
import type { AdamMoments, AdamStep, Floats, Kernels } from '../kernels/kernels';
import type { Parameters } from '../network/network';

export interface Optimizer {
  readonly moments: AdamMoments;
  /** beta1^t and beta2^t of the steps taken. */
  powers: { beta1: number; beta2: number };
}

export interface OptimizerSettings {
  readonly learningRate: number;
  readonly clip: number;
  readonly weightDecay: number;
}

const beta1 = 0.9;
const beta2 = 0.999;
const epsilon = 1e-8;

export function createOptimizer(kernels: Kernels, length: number): Optimizer {
  return {
    moments: { m: kernels.floats(length), v: kernels.floats(length) },
    powers: { beta1: 1, beta2: 1 },
  };
}

/** Forgets all that was learnt about the gradient's size. */
export function resetOptimizer(kernels: Kernels, optimizer: Optimizer): void {
  kernels.fill(optimizer.moments.m, 0);
  kernels.fill(optimizer.moments.v, 0);
  optimizer.powers = { beta1: 1, beta2: 1 };
}

/** The gradient's norm before clipping. */
export function gradientNorm(kernels: Kernels, gradients: Parameters): number {
  return Math.sqrt(kernels.squaredNorm(gradients.values));
}

export function update(
  kernels: Kernels,
  optimizer: Optimizer,
  weights: Parameters,
  gradients: Parameters,
  norm: number,
  settings: OptimizerSettings,
): void {
  const powers = {
    beta1: optimizer.powers.beta1 * beta1,
    beta2: optimizer.powers.beta2 * beta2,
  };
  const step = {
    learningRate: settings.learningRate,
    beta1,
    beta2,
    epsilon,
    correction1: 1 - powers.beta1,
    correction2: 1 - powers.beta2,
    gradientScale: Math.min(1, settings.clip / (norm + 1e-6)),
    weightDecay: settings.weightDecay,
  };
  // The decoder's bias, the last tensor, starts as the words' shares in the text: not to be forgotten.
  const end = weights.values.length;
  const bias = end - weights.decoder.b.length;
  adamOn(kernels, { from: 0, to: bias }, weights, gradients, optimizer.moments, step);
  const kept = { ...step, weightDecay: 0 };
  adamOn(kernels, { from: bias, to: end }, weights, gradients, optimizer.moments, kept);
  optimizer.powers = powers;
}

function adamOn(
  kernels: Kernels,
  { from, to }: { readonly from: number; readonly to: number },
  { values }: Parameters,
  gradients: Parameters,
  { m, v }: AdamMoments,
  step: AdamStep,
): void {
  const part = (floats: Floats): Floats => floats.subarray(from, to);
  const moments = { m: part(m), v: part(v) };
  kernels.adam(part(values), part(gradients.values), moments, step);
}
