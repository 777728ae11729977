/**
 * A document read by a network, so that any of its tokens can be asked about at once. Records of all
 * gates would not fit (100k tokens x 128 units x 6 = 307 MB), so only the state before every 256th
 * token is kept and the rest is read again when asked for. The state is zero before the document's
 * first token; where the reading has not come that far, an answer starts at least 512 tokens back
 * from zero, and is *approximate*.
 *
 * Along the way it notes how much each layer erased, wrote and showed at each token, for the
 * percentiles.
 */
import type { Predictor, LstmState } from '../model/predictor';
import type { Overviews } from './overviews';
import { measureLayer, type MeasureKind, type Measures, createMeasures } from './measures';

export interface TraceText {
  /** Tokens in the document. */
  readonly length: number;
  id(token: number): number;
}

export interface Trace {
  /** Tokens read from the beginning without a gap. */
  readonly reached: number;
  /** Reads on in the background. @returns whether the end is reached */
  advance(tokens: number): boolean;
  /** The text changed at this token: everything from here on must be read again. */
  invalidate(from: number): void;
  /**
   * The nearest state that is known before a token, for who reads the rest in slices: up to 767
   * tokens of a wide network take seconds. It is the state before token `at`.
   */
  nearest(token: number): {
    readonly state: LstmState;
    readonly at: number;
    readonly approximate: boolean;
  };
  /** Reads a token on from such a state. */
  read(token: number, state: LstmState): void;
  /** Keeps an approximate state before a token, for who asks about a place soon behind it. */
  keepGuess(token: number, state: LstmState): void;
  /** The state before a token, and whether it was started short. */
  stateBefore(token: number): { readonly state: LstmState; readonly approximate: boolean };
  /**
   * Reads `count` tokens from `from`. During `visit`, `predictor.layers` show token t and `before`
   * is the state before it.
   * @returns whether it was started short
   */
  visit(
    from: number,
    count: number,
    visit: (token: number, before: LstmState) => void,
  ): { readonly approximate: boolean };
  /** Of one layer's measures over the tokens read so far. */
  percentile(layer: number, kind: MeasureKind, value: number): { share: number; of: number };
  quantiles(layer: number, kind: MeasureKind, shares: readonly number[]): readonly number[];
}

const stride = 256;
/** Tokens that are read on from a guess at most: to start anew behind it costs as many. */
const guessReach = 512;

/** @param overviews hear of every token that is read on the way, in order */
export function createTrace(
  predictor: Predictor,
  text: () => TraceText,
  overviews?: Overviews,
): Trace {
  /** kept[k] is the state before token 256 k. */
  const kept: LstmState[] = [predictor.start()];
  const measures: Measures = createMeasures(predictor.network.shape.L);
  let reached = 0;
  /** The state before token `reached`. */
  let front = predictor.start();
  let guess: { readonly at: number; readonly state: LstmState } | undefined;

  const read = (token: number, state: LstmState): void => {
    predictor.read(text().id(token), state);
    predictor.layers.forEach((layer, l) => measures.note(l, token, measureLayer(layer)));
  };

  const nearest: Trace['nearest'] = (token) => {
    if (token === reached) return { state: front.slice(), at: token, approximate: false };
    const exact = token < reached;
    if (!exact && guess && guess.at <= token && token - guess.at <= guessReach) {
      return { state: guess.state.slice(), at: guess.at, approximate: true };
    }
    const block = Math.floor(token / stride);
    const from = exact ? block : Math.max(kept.length - 1, block - 2);
    const known = kept.at(from);
    const state = known ? known.slice() : predictor.start();
    return { state, at: from * stride, approximate: !known };
  };

  const stateBefore = (token: number): { state: LstmState; approximate: boolean } => {
    const { state, at, approximate } = nearest(token);
    for (let t = at; t < token; t++) read(t, state);
    return { state, approximate };
  };

  return {
    get reached() {
      return reached;
    },
    advance(tokens) {
      const end = Math.min(text().length, reached + tokens);
      for (; reached < end; reached++) {
        if (reached % stride === 0) kept[reached / stride] = front.slice();
        read(reached, front);
        overviews?.note(reached, predictor.layers);
      }
      return reached >= text().length;
    },
    invalidate(from) {
      measures.forget(from);
      if (guess && from < guess.at) guess = undefined;
      if (from >= reached) return;
      const block = Math.floor(from / stride);
      kept.length = block + 1;
      front = kept[block].slice();
      reached = block * stride;
      overviews?.forget(reached);
    },
    nearest,
    read,
    keepGuess(token, state) {
      guess = { at: token, state: state.slice() };
    },
    stateBefore,
    visit(from, count, visit) {
      const { state, approximate } = stateBefore(from);
      const end = Math.min(text().length, from + count);
      const before = state.slice();
      for (let t = from; t < end; t++) {
        before.set(state);
        read(t, state);
        visit(t, before);
      }
      return { approximate };
    },
    percentile: (layer, kind, value) => measures.percentile(layer, kind, value),
    quantiles: (layer, kind, shares) => measures.quantiles(layer, kind, shares),
  };
}
