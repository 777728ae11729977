/**
 * A document read by a network, so that any of its tokens can be asked about at once. Records of all
 * gates would not fit (100k tokens x 128 units x 6 = 307 MB), so only one state in 64 tokens is kept,
 * in 256 where the network is wide or the text long, and the rest is read again when asked for. The
 * state is zero before the document's first token; where the reading has not come that far, an answer
 * is *approximate*: it starts at a state from before an edit, or at least 512 tokens back from zero.
 *
 * After an edit the reading goes on until it meets the one before, up to rounding: from there on that
 * holds again. So an edit costs a few hundred tokens, not the rest of the document.
 *
 * Along the way it notes how much each layer erased, wrote and showed at each token, for the
 * percentiles.
 */
import type { Predictor } from '../network/predictor';
import type { RecurrentState } from '../network/state';
import type { Overviews } from './overviews';
import { createMeasures, createMeter, type MeasureKind, type Measures } from './measures';
import type { TokenChange } from '../text/tokens/tokenizedText';
import { createReadingMarks, within } from './readingMarks';

export interface TraceText {
  /** Tokens in the document. */
  readonly length: number;
  id(token: number): number;
}

export interface Trace {
  /** Tokens of which the reading from the beginning is known, without a gap. */
  readonly reached: number;
  /** Reads on in the background. @returns whether the end is reached */
  advance(tokens: number): boolean;
  /** The text was edited. */
  follow(change: TokenChange): void;
  /**
   * The nearest state that is known before a token, for callers that read the rest in slices: up to 767
   * tokens of a wide network take seconds. It is the state before token `at`.
   */
  nearest(token: number): {
    readonly state: RecurrentState;
    readonly at: number;
    readonly approximate: boolean;
  };
  /** Reads a token on from such a state. */
  read(token: number, state: RecurrentState): void;
  /**
   * Keeps an approximate state before a token, for callers that will soon ask about a place just after
   * it.
   */
  keepGuess(token: number, state: RecurrentState): void;
  /** The state before a token, and whether it was started short. */
  stateBefore(token: number): { readonly state: RecurrentState; readonly approximate: boolean };
  /**
   * Reads `count` tokens from `from`. During `visit`, `predictor.layers` show token t and `before`
   * is the state before it.
   * @returns whether it was started short
   */
  visit(
    from: number,
    count: number,
    visit: (token: number, before: RecurrentState) => void,
  ): { readonly approximate: boolean };
  /** Of one layer's measures over the tokens read so far. */
  percentile(layer: number, kind: MeasureKind, value: number): { share: number; of: number };
  quantiles(layer: number, kind: MeasureKind, shares: readonly number[]): readonly number[];
}

/** Tokens between two kept states, at least and at most. */
const strides = { least: 64, most: 256 } as const;
/** Of kept states, within these strides. */
const mostBytes = 1 << 24;
/** Tokens that are read from zero before an approximate answer, and from a guess at most. */
const warmUp = 512;
/** Answers about places near to one another begin at the same token. */
const warmUpStep = 256;
/** Some ten times what rounding leaves between two readings that began apart (measured: 2e-6). */
const rounding = 2e-5;

/** A state before token `at`. */
interface Known {
  readonly at: number;
  readonly state: RecurrentState;
}

/** @param overviews hear of the tokens that are read on the way where they have come to them */
export function createTrace(
  predictor: Predictor,
  text: () => TraceText,
  overviews?: Overviews,
): Trace {
  const stateBytes = predictor.start().byteLength;
  const marks = createReadingMarks({
    apart: () => strideOf(text().length, stateBytes),
    isSame: within(rounding),
  });
  marks.meets(0, predictor.start());
  const measures: Measures = createMeasures(predictor.layers.length);
  const meter = createMeter(predictor.network);
  let reached = 0;
  /** The state before token `reached`. */
  let front = predictor.start();
  let guess: Known | undefined;

  const read = (token: number, state: RecurrentState): void => {
    predictor.read(text().id(token), state);
    predictor.layers.forEach((layer, l) => measures.note(l, token, meter(l, layer)));
  };

  const nearest: Trace['nearest'] = (token) => {
    if (token === reached) return { state: front.slice(), at: token, approximate: false };
    const mark = marks.last(token);
    if (mark && token < reached) {
      return { state: mark.state.slice(), at: mark.at, approximate: false };
    }
    const known = latest(token, [{ at: reached, state: front }, mark, guess]);
    if (known) {
      return { state: known.state.slice(), at: known.at, approximate: known.at > reached };
    }
    const at = Math.max(0, token - (token % warmUpStep) - warmUp);
    return { state: predictor.start(), at, approximate: at > 0 };
  };

  const stateBefore = (token: number): { state: RecurrentState; approximate: boolean } => {
    const { state, at, approximate } = nearest(token);
    for (let t = at; t < token; t++) read(t, state);
    return { state, approximate };
  };

  /** At the last mark up to the token. */
  function goOnAt(token: number): void {
    const mark = marks.last(token);
    reached = mark?.at ?? 0;
    front = mark?.state.slice() ?? predictor.start();
    marks.meets(reached, front);
  }

  return {
    get reached() {
      return reached;
    },
    advance(tokens) {
      const { length } = text();
      for (let n = 0; n < tokens && reached < length; n++) {
        read(reached, front);
        if (overviews?.noted === reached) overviews.note(reached, predictor.layers);
        reached++;
        const met = marks.meets(reached, front);
        if (met !== undefined) goOnAt(met);
      }
      return reached >= length;
    },
    follow(change) {
      measures.replace(change);
      marks.follow(change);
      if (guess && change.firstChanged < guess.at) guess = undefined;
      if (reached > change.firstChanged) goOnAt(change.firstChanged);
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

const strideOf = (tokens: number, stateBytes: number): number =>
  Math.max(strides.least, Math.min(strides.most, Math.ceil((tokens * stateBytes) / mostBytes)));

/** The last before the token, of those that are worth going on from. */
const latest = (token: number, some: readonly (Known | undefined)[]): Known | undefined =>
  some
    .filter((one) => one !== undefined)
    .filter(({ at }) => at <= token && token - at <= warmUp)
    .toSorted((one, other) => other.at - one.at)
    .at(0);
