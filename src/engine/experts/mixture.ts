/**
 * A linear mixture of experts whose weights follow the text: the Bayesian average over a fixed set of
 * weightings. Each weighting is believed in proportion to its prior times the probability that it gave
 * to the text so far, so in total the mixture is never more than -ln(prior) nats worse than the best of
 * them. Among them are the tuned weights (prior 1/2), every expert alone (1/4 together) and a grid over
 * all weightings (1/4 together). An expert whose tuned weight is 0 never contributes.
 */
export interface Mixture {
  /** Number of experts K. */
  readonly experts: number;
  /** [P][K] the weightings; each sums to 1. */
  readonly weightings: Float64Array;
  /** [P] belief in each; sums to 1. */
  readonly beliefs: Float64Array;
  /** [K] the weights to mix with now: the believed average. */
  readonly weights: Float64Array;
}

const tunedPrior = 0.5;
const alonePrior = 0.25;
const gridPrior = 0.25;
/** Steps of the grid along each weight. */
const gridSteps = 6;
/** A belief that rounding would end could never come back. */
const faintest = 1e-300;

/** @param tuned [K] weights from `tuneWeights` or stored ones; scaled to sum to 1; 0 leaves one out */
export function createMixture(tuned: ArrayLike<number>): Mixture {
  const experts = tuned.length;
  const all = Array.from(tuned);
  const isHeard = (weighting: readonly number[]): boolean =>
    weighting.every((weight, k) => weight === 0 || all[k] > 0);
  const alone = all.map((_, k) => oneHot(experts, k)).filter(isHeard);
  const grid = compositions(gridSteps, experts)
    .map((steps) => steps.map((n) => n / gridSteps))
    .filter(isHeard);
  const total = all.reduce((sum, weight) => sum + weight, 0);
  const weightings = [all.map((weight) => weight / total), ...alone, ...grid];
  const beliefs = Float64Array.from(weightings, (_, point) => {
    if (point === 0) return tunedPrior;
    return point <= alone.length ? alonePrior / alone.length : gridPrior / grid.length;
  });
  const mixture: Mixture = {
    experts,
    weightings: Float64Array.from(weightings.flat()),
    beliefs,
    weights: new Float64Array(experts),
  };
  average(mixture);
  return mixture;
}

/**
 * Learns from one token of the text.
 * @param probabilities [K] what each expert gave it; a token that all considered impossible teaches
 * nothing
 */
export function observe(mixture: Mixture, probabilities: ArrayLike<number>): void {
  const { beliefs, weightings, experts } = mixture;
  let total = 0;
  for (let point = 0; point < beliefs.length; point++) {
    total += beliefs[point] * likelihood(weightings, point, probabilities, experts);
  }
  if (!(total > 0)) return;
  for (let point = 0; point < beliefs.length; point++) {
    const here = likelihood(weightings, point, probabilities, experts);
    beliefs[point] = Math.max(faintest, (beliefs[point] * here) / total);
  }
  average(mixture);
}

function likelihood(
  weightings: Float64Array,
  point: number,
  probabilities: ArrayLike<number>,
  experts: number,
): number {
  let sum = 0;
  for (let k = 0; k < experts; k++) sum += weightings[point * experts + k] * probabilities[k];
  return sum;
}

function average({ weights, weightings, beliefs, experts }: Mixture): void {
  weights.fill(0);
  for (let point = 0; point < beliefs.length; point++) {
    for (let k = 0; k < experts; k++) {
      weights[k] += beliefs[point] * weightings[point * experts + k];
    }
  }
}

function oneHot(length: number, at: number): number[] {
  return Array.from({ length }, (_, k) => (k === at ? 1 : 0));
}

/** All ways to write `total` as a sum of `parts` whole numbers, 0 included. */
function compositions(total: number, parts: number): number[][] {
  if (parts <= 1) return [[total]];
  return Array.from({ length: total + 1 }, (_, first) =>
    compositions(total - first, parts - 1).map((rest) => [first, ...rest]),
  ).flat();
}
