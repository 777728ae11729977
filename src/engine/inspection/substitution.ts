/**
 * What is left of a word: the text is read as it is and once more with another word in its place,
 * everything after it unchanged. Where later predictions and memories no longer differ, the word
 * is forgotten. This is causal: whichever way the word's traces took (through c, through h, through
 * other units), the difference contains all of them.
 *
 * With several alternatives every figure is their weighted mean. Changes of opposite sign cancel in
 * `change`; `size` is the mean of their absolute values, in which nothing cancels.
 */
import type { RecurrentState } from '../network/state';
import type { ParallelReadings } from '../reading/parallelReadings';
import type { TraceText } from '../reading/trace';

export interface Alternative {
  readonly id: number;
  /** Of all alternatives together 1. */
  readonly weight: number;
}

export interface Substitution {
  readonly text: TraceText;
  /** The token that is replaced. */
  readonly at: number;
  /** Before it. */
  readonly state: RecurrentState;
  /** One for each lane but the first, which reads the text as it stands. */
  readonly instead: readonly Alternative[];
  /** Later tokens that are followed; the text must have them. */
  readonly count: number;
}

/** Of each later token, [count]; the first is the one after the word. */
export interface PredictionChanges {
  /** As the text stands. */
  readonly bits: Float64Array;
  /** With the alternatives, minus as it stands: above 0 where the word had helped. */
  readonly change: Float64Array;
  readonly size: Float64Array;
  /** Goes on by a block. @returns whether all is done */
  advance(): boolean;
}

export function comparePredictions(
  readings: ParallelReadings,
  asked: Substitution,
): PredictionChanges {
  const { text, at, count, instead } = asked;
  const [bits, change, size] = [0, 1, 2].map(() => new Float64Array(count));
  const follow = follower(readings, asked, count, (t) => text.id(at + 1 + t));
  return {
    bits,
    change,
    size,
    advance: () =>
      follow((n, t) => {
        bits[n] = readings.bits(t, 0);
        instead.forEach(({ weight }, k) => {
          const by = readings.bits(t, k + 1) - bits[n];
          change[n] += weight * by;
          size[n] += weight * Math.abs(by);
        });
      }),
  };
}

/** Of every unit's memory (without one, of what it shows) after each of the last tokens followed. */
export interface CellChanges {
  /** How many of the last tokens are kept, the replaced one counts among them. */
  readonly kept: number;
  /** [kept][L H] */
  readonly change: Float32Array;
  /** After the last token, [L H]: as the text stands, and the mean absolute change. */
  readonly held: Float64Array;
  readonly size: Float64Array;
  advance(): boolean;
}

/** @param most tokens whose changes are kept */
export function compareCells(
  readings: ParallelReadings,
  asked: Substitution,
  most: number,
): CellChanges {
  const { instead, count } = asked;
  const { L, H } = readings.network.shape;
  // The word itself is read too: its own memories are the first to differ.
  const all = count + 1;
  const kept = Math.min(most, all);
  const change = new Float32Array(kept * L * H);
  const held = new Float64Array(L * H);
  const own = new Float64Array(H);
  const size = new Float64Array(L * H);
  const follow = follower(readings, asked, all);

  const note = (n: number, t: number, layer: number): void => {
    const place = (n - (all - kept)) * L * H + layer * H;
    own.set(readings.held(t, 0, layer));
    const isLast = n === all - 1;
    if (isLast) held.set(own, layer * H);
    instead.forEach(({ weight }, k) => {
      const other = readings.held(t, k + 1, layer);
      for (let j = 0; j < H; j++) {
        const by = weight * (other[j] - own[j]);
        change[place + j] += by;
        if (isLast) size[layer * H + j] += Math.abs(by);
      }
    });
  };
  return {
    kept,
    change,
    held,
    size,
    advance: () =>
      follow((n, t) => {
        if (n < all - kept) return;
        for (let layer = 0; layer < L; layer++) note(n, t, layer);
      }),
  };
}

/** Reads block by block: step 0 is the word or what stands in its place, then the later tokens. */
function follower(
  readings: ParallelReadings,
  { text, at, state, instead }: Substitution,
  steps: number,
  next?: (step: number) => number,
): (visit: (step: number, t: number) => void) => boolean {
  if (instead.length !== readings.B - 1) {
    throw new RangeError(`${instead.length} alternatives for ${readings.B - 1} lanes`);
  }
  let done = 0;
  let begun = false;
  return (visit) => {
    if (!begun) readings.begin(state);
    begun = true;
    const count = Math.min(readings.T, steps - done);
    if (count <= 0) return true;
    readings.read(
      count,
      (t, lane) => (done + t === 0 && lane > 0 ? instead[lane - 1].id : text.id(at + done + t)),
      next && ((t) => next(done + t)),
    );
    for (let t = 0; t < count; t++) visit(done + t, t);
    done += count;
    return done >= steps;
  };
}

/**
 * The most probable classes that pass, their probabilities made to sum to 1: what the network itself
 * would have put in a word's place. Empty where none has any probability.
 */
export function weighted(
  best: readonly { readonly id: number; readonly probability: number }[],
): Alternative[] {
  const sum = best.reduce((total, { probability }) => total + probability, 0);
  return sum > 0 ? best.map(({ id, probability }) => ({ id, weight: probability / sum })) : [];
}

/** As many alternatives as there are lanes for; those that are added weigh nothing. */
export function padded(alternatives: readonly Alternative[], count: number): Alternative[] {
  const [first] = alternatives;
  return Array.from({ length: count }, (_, k) => alternatives[k] ?? { id: first.id, weight: 0 });
}
