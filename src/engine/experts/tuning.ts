/**
 * Tunes mixture weights on held-out text by expectation maximisation, from nothing but the
 * probabilities that the experts gave to its tokens. One pseudo-count an expert keeps every weight
 * above 0 and prevents a few tokens from deciding everything.
 */

import { log } from '../math';

/** The text's probabilities are [T][K], row-major: token by token, one entry an expert. */
export interface TunedWeights {
  /** [K], sums to 1. */
  readonly weights: Float64Array;
  /** Mean natural log probability of the tokens under these weights; NaN without tokens. */
  readonly meanLogProbability: number;
}

const rounds = 200;
const settled = 1e-7;

export function tuneWeights(probabilities: Float64Array, experts: number): TunedWeights {
  const tokens = probabilities.length / experts;
  let weights = new Float64Array(experts).fill(1 / experts);
  for (let round = 0; round < rounds; round++) {
    const next = maximise(probabilities, weights);
    const moved = next.reduce((most, w, k) => Math.max(most, Math.abs(w - weights[k])), 0);
    weights = next;
    if (moved < settled) break;
  }
  return { weights, meanLogProbability: sumOfLogs(probabilities, weights) / tokens };
}

/**
 * Chooses among variants of one expert (a cache's thetas, say) the one whose best mixture with the
 * others is most likely.
 * @param others [T][K - 1]; @param variants each [T]
 * @returns the variant's index and the K weights, the variant's last
 */
export function chooseVariant(
  others: Float64Array,
  variants: readonly Float64Array[],
): TunedWeights & { readonly variant: number } {
  const tunings = variants.map((variant) => {
    const tokens = variant.length;
    const rest = tokens > 0 ? others.length / tokens : 0;
    const joined = new Float64Array(tokens * (rest + 1));
    for (let t = 0; t < tokens; t++) {
      joined.set(others.subarray(t * rest, (t + 1) * rest), t * (rest + 1));
      joined[t * (rest + 1) + rest] = variant[t];
    }
    return tuneWeights(joined, rest + 1);
  });
  let best = 0;
  tunings.forEach((tuning, index) => {
    if (tuning.meanLogProbability > tunings[best].meanLogProbability) best = index;
  });
  return { ...tunings[best], variant: best };
}

/** One round: each expert's new weight is its expected share of the tokens. */
function maximise(probabilities: Float64Array, weights: Float64Array): Float64Array<ArrayBuffer> {
  const experts = weights.length;
  const shares = new Float64Array(experts).fill(1);
  for (let at = 0; at < probabilities.length; at += experts) {
    let sum = 0;
    for (let k = 0; k < experts; k++) sum += weights[k] * probabilities[at + k];
    if (!(sum > 0)) continue;
    for (let k = 0; k < experts; k++) shares[k] += (weights[k] * probabilities[at + k]) / sum;
  }
  const total = shares.reduce((sum, share) => sum + share, 0);
  return shares.map((share) => share / total);
}

function sumOfLogs(probabilities: Float64Array, weights: Float64Array): number {
  const experts = weights.length;
  let sum = 0;
  for (let at = 0; at < probabilities.length; at += experts) {
    let p = 0;
    for (let k = 0; k < experts; k++) p += weights[k] * probabilities[at + k];
    sum += log(p);
  }
  return sum;
}
