/** How surprising tokens of a text are to a network, in bits: of the whole text, or of some stretches of it. */
import type { Network } from '../network/network';
import { createPredictor, type Predictor } from '../network/predictor';
import { createSurpriseBatch } from '../reading/surpriseBatch';

/** Tokens that are judged, `from` to `to` (excluded), read from `start` on with the state of a text's beginning. */
export interface JudgedStretch {
  readonly start: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Goes on when it is asked.
 * @param after called with every judged token when it was read: the predictor's layers show it
 * @returns of each token; NaN of those that are in no stretch
 */
export function* tokenBits(
  network: Network,
  ids: ArrayLike<number>,
  stretches: readonly JudgedStretch[],
  after: (token: number, predictor: Predictor) => void,
): Generator<void, Float32Array<ArrayBuffer>> {
  const predictor = createPredictor(network);
  const judge = createSurpriseBatch(network);
  const bits = new Float32Array(ids.length).fill(NaN);
  for (const { start, from, to } of stretches) {
    const state = predictor.start();
    for (let token = start; token < from; token++) predictor.read(ids[token], state);
    for (let first = from; first < to; first += judge.rows) {
      const count = Math.min(judge.rows, to - first);
      for (let n = 0; n < count; n++) {
        judge.put(n, state, ids[first + n]);
        predictor.read(ids[first + n], state);
        after(first + n, predictor);
      }
      const judged = judge.judge(count);
      for (let n = 0; n < count; n++) bits[first + n] = judged(n).bits;
      yield;
    }
  }
  return bits;
}
