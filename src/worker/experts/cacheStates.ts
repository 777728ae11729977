/**
 * The network's states at the words before the cursor, as the neural cache holds them, and the state at
 * the cursor itself. Moves with the cursor: reads on where the text goes on, starts over where the
 * cursor jumps. At once it reads a few dozen words back; the rest is read in the background.
 */
import { cacheSize } from '../../engine/experts/ensemble';
import {
  createNeuralCache,
  forgetFrom,
  remember,
  type NeuralCache,
} from '../../engine/experts/neuralCache';
import type { Predictor } from '../../engine/network/predictor';
import type { RecurrentState } from '../../engine/network/state';

export interface CacheStates {
  readonly cache: NeuralCache;
  /** Tokens read: the state is the one before this token. */
  readonly reached: number;
  /** Reads up to a token, at most so many; `visit` comes before each is read. */
  readTo(token: number, tokens: number, visit: Visit): boolean;
  readonly state: RecurrentState;
  /** [H] of the top layer; the same array at every call. */
  hidden(): Float32Array;
  /** Whether it has read from far enough back for a cache that is full, or from the beginning. */
  covers(token: number): boolean;
  /** The text changed from this token on. */
  invalidate(from: number): void;
}

/** @param state before the token */
export type Visit = (token: number, state: RecurrentState) => void;

export interface CacheText {
  /** The model's id of a token. */
  modelId(token: number): number;
  /** What the cache says instead. */
  word(token: number): number;
}

/**
 * @param from the first token that it reads
 * @param start the state before it, not kept
 */
export function createCacheStates(
  predictor: Predictor,
  text: CacheText,
  from: number,
  start: RecurrentState,
): CacheStates {
  const { shape, states } = predictor.network;
  const { H } = shape;
  const cache = createNeuralCache(cacheSize, H);
  const hidden = new Float32Array(H);
  const state = start.slice();
  const { length } = state;
  /** States before the latest tokens, to go back a little; by token modulo their number. */
  const kept =
    state instanceof Float32Array
      ? new Float32Array(goBack * length)
      : new Float64Array(goBack * length);
  const placeOf = (token: number): number => (token % goBack) * length;
  let reached = from;

  const showHidden = (): Float32Array => {
    hidden.set(states.top(state, H));
    return hidden;
  };
  return {
    cache,
    state,
    get reached() {
      return reached;
    },
    hidden: showHidden,
    covers: (token) => from === 0 || token - from >= cacheSize,
    readTo(token, tokens, visit) {
      const end = Math.min(token, reached + tokens);
      for (; reached < end; reached++) {
        visit(reached, state);
        const word = text.word(reached);
        if (word > 0) remember(cache, showHidden(), word, reached);
        kept.set(state, placeOf(reached));
        predictor.read(text.modelId(reached), state);
      }
      return reached >= token;
    },
    invalidate(changed) {
      if (changed >= reached) return;
      forgetFrom(cache, changed);
      if (changed >= from && reached - changed <= goBack) {
        state.set(kept.subarray(placeOf(changed), placeOf(changed) + length));
        reached = changed;
      } else {
        reached = Infinity; // nothing that follows is known: whoever asks starts over
      }
    },
  };
}

/** How many tokens an edit may lie back without the states before it being read again. */
const goBack = 64;
