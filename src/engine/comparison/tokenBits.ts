/** How surprising every token of a text is to a network that reads it from the beginning, in bits. */
import type { Network } from '../network/network';
import { createPredictor, type Predictor } from '../network/predictor';
import { createSurpriseBatch } from '../reading/surpriseBatch';

/**
 * Goes on when it is asked.
 * @param after called with every token when it was read: the predictor's layers show it
 */
export function* tokenBits(
  network: Network,
  ids: ArrayLike<number>,
  after: (token: number, predictor: Predictor) => void,
): Generator<void, Float32Array<ArrayBuffer>> {
  const predictor = createPredictor(network);
  const judge = createSurpriseBatch(network);
  const bits = new Float32Array(ids.length);
  const state = predictor.start();
  for (let from = 0; from < ids.length; from += judge.rows) {
    const count = Math.min(judge.rows, ids.length - from);
    for (let n = 0; n < count; n++) {
      judge.put(n, state, ids[from + n]);
      predictor.read(ids[from + n], state);
      after(from + n, predictor);
    }
    const judged = judge.judge(count);
    for (let n = 0; n < count; n++) bits[from + n] = judged(n).bits;
    yield;
  }
  return bits;
}
