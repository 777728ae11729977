/**
 * Which words stand for the vocabulary in a sampled softmax: a systematic sample with unequal
 * chances (Madow 1949). Chances are proportional to count^0.75 (Mikolov et al. 2013), capped at 1;
 * they add up to the sample's size, so laying them end to end on a line and picking the words under
 * u, u + 1, u + 2 … with one random u gives distinct words, each with exactly its chance. One
 * random number and one pass over the vocabulary a step, and logQ is exact.
 */
import { log, threeQuarterPower } from '../../math';
import type { Random } from '../../random';

export interface Sampler {
  readonly size: number;
  /** Draws into `ids` and `logQ`, both [size]. */
  draw(random: Random, ids: Int32Array, logQ: Float32Array | Float64Array): void;
}

export function createSampler(counts: ArrayLike<number>, size: number): Sampler {
  const chances = inclusionChances(counts, size);
  const logChances = chances.map(log);
  return {
    size,
    draw(random, ids, logQ) {
      let next = random.next();
      let line = 0;
      let drawn = 0;
      for (let id = 0; id < chances.length && drawn < size; id++) {
        line += chances[id];
        if (line <= next) continue;
        ids[drawn] = id;
        logQ[drawn] = logChances[id];
        drawn++;
        next++;
      }
      fillUp(ids, logQ, drawn, logChances);
    },
  };
}

/** Rounding can leave the line a hair too short for the last word: then the first one left out. */
function fillUp(
  ids: Int32Array,
  logQ: Float32Array | Float64Array,
  drawn: number,
  logChances: Float64Array,
): void {
  for (let id = logChances.length - 1; drawn < ids.length; id--) {
    if (ids.subarray(0, drawn).includes(id)) continue;
    ids[drawn] = id;
    logQ[drawn] = logChances[id];
    drawn++;
  }
}

/** Proportional to (count + 1)^0.75, capped at 1, adding up to `size`. */
function inclusionChances(counts: ArrayLike<number>, size: number): Float64Array {
  const weights = Float64Array.from(counts, (count) => threeQuarterPower(count + 1));
  if (size > weights.length) throw new RangeError('A sample larger than the vocabulary');
  // Capping some raises the factor for the rest, which may cap more; it ends, for each round caps one at least.
  let factor = 0;
  for (let before = -1, capped = 0; capped !== before;) {
    before = capped;
    let rest = 0;
    capped = 0;
    for (const weight of weights) {
      if (factor * weight >= 1) capped++;
      else rest += weight;
    }
    factor = rest > 0 ? (size - capped) / rest : factor;
  }
  return weights.map((weight) => Math.min(1, factor * weight));
}
