/**
 * How a prediction compares with what came. Bits and rank are of the LSTM alone.
 */
import type { Floats } from '../kernels/kernels';

/** -log2 p of the word that came. */
export function bits(probabilities: Floats, id: number): number {
  return -Math.log2(probabilities[id]);
}

/** 1 = the most probable class; ties count as before it. */
export function rank(probabilities: Floats, id: number): number {
  const p = probabilities[id];
  let above = 0;
  for (let v = 0; v < probabilities.length; v++) if (probabilities[v] >= p && v !== id) above++;
  return above + 1;
}

/** The most probable classes that pass, best first; ties by id. */
export function top(
  probabilities: Floats,
  count: number,
  passes: (id: number) => boolean,
): { id: number; probability: number }[] {
  const best: { id: number; probability: number }[] = [];
  for (let id = 0; id < probabilities.length; id++) {
    const probability = probabilities[id];
    const last = best.length === count ? best[count - 1].probability : -1;
    if (probability <= last || !passes(id)) continue;
    const place = best.findIndex((candidate) => candidate.probability < probability);
    best.splice(place < 0 ? best.length : place, 0, { id, probability });
    if (best.length > count) best.pop();
  }
  return best;
}
