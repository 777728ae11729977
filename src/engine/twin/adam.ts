/**
 * One step of Adam (Kingma & Ba 2015) as PyTorch writes it, with decoupled weight decay (Loshchilov
 * & Hutter 2019) where it is not zero. The oracle of the fast kernel.
 */
import type { AdamMoments, AdamStep, Floats } from '../kernels/kernels';

export function adam(
  weights: Floats,
  gradient: Floats,
  moments: AdamMoments,
  step: AdamStep,
): void {
  const { m, v } = moments;
  const { beta1, beta2, epsilon, correction1, correction2 } = step;
  const rate = step.learningRate / correction1;
  const keep = 1 - step.learningRate * step.weightDecay;
  for (let n = 0; n < weights.length; n++) {
    const g = gradient[n] * step.gradientScale;
    m[n] = beta1 * m[n] + (1 - beta1) * g;
    v[n] = beta2 * v[n] + (1 - beta2) * g * g;
    weights[n] = keep * weights[n] - (rate * m[n]) / (Math.sqrt(v[n] / correction2) + epsilon);
  }
}
