/**
 * The order in which training reads its text: B streams side by side, each a B-th of the text, T
 * tokens of each in a step, the state carried on. At the end of an epoch all start again, shifted by
 * a random part of a window, so that the cuts fall elsewhere.
 */
import type { Random } from '../../random';
import type { ReadPosition } from '../objective';

export interface Streams {
  readonly B: number;
  readonly T: number;
  /** Tokens in each stream's part. */
  readonly length: number;
  readonly ids: Int32Array;
}

/** @param ids the training text, validation blocks cut out; at least B (T + 1) tokens */
export function createStreams(ids: Int32Array, B: number, T: number): Streams {
  const length = Math.floor(ids.length / B);
  if (length < T + 1) throw new RangeError(`${ids.length} tokens are too few for ${B} x ${T}`);
  return { B, T, length, ids };
}

/** Fills one window, [T][B]. @param position `at`: where in its part every stream reads */
export function readWindow(
  streams: Streams,
  { at }: ReadPosition,
  inputs: Int32Array,
  targets: Int32Array,
): void {
  const { B, T, length, ids } = streams;
  for (let t = 0; t < T; t++) {
    for (let b = 0; b < B; b++) {
      inputs[t * B + b] = ids[b * length + at + t];
      targets[t * B + b] = ids[b * length + at + t + 1];
    }
  }
}

/** The position after a step; a new epoch begins where another window would not fit. */
export function advance(streams: Streams, position: ReadPosition, random: Random): ReadPosition {
  const at = position.at + streams.T;
  if (at + streams.T + 1 <= streams.length) return { epoch: position.epoch, at };
  const slack = Math.min(streams.T, streams.length - streams.T);
  return { epoch: position.epoch + 1, at: random.below(slack) };
}
