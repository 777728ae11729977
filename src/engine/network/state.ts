/**
 * Where a part of a recurrent state lies. A state is what a network is given with the next token: of
 * every layer the arrays that its cell carries (an LSTM h and c, others one or four), in one piece of
 * plain memory, layer by layer [carried][H], padded as the kernels pad; of a network on a window of words
 * the words before. It says nothing of what a cell computes, nor of how a layer's tensors are stored.
 *
 * Nobody else computes a place in a state, and only `window.ts` allocates the records that the
 * functions here move states into and out of.
 */
import type { State } from '../kernels/compiledCell';
import type { Floats } from '../kernels/kernels';

/** Plain memory: copy it, keep it, go back to it. */
export type RecurrentState = Float32Array | Float64Array;

export interface StateLayout {
  /** Of each layer, in their order; the first is what the layer shows. */
  readonly layers: readonly (readonly State[])[];
  /** Units of a part, with padding. */
  readonly H: number;
  /** Words before that a window reads; 0 where layers carry what they need. */
  readonly words: number;
  /** Of a state, in numbers. */
  readonly length: number;
  /** Where a part begins. */
  offset(layer: number, letter: string): number;
  /** A view, [H]. */
  part(state: RecurrentState, layer: number, letter: string): RecurrentState;
  /** A view of what the top layer shows, [H], or of so many units, which leaves the padding out. */
  top(state: RecurrentState, units?: number): RecurrentState;
  /** Before a text's first token. */
  reset(state: RecurrentState): void;
}

/** What a pass keeps of T steps of B streams: of each layer its carried arrays, and the words read. */
export interface Carrier {
  readonly records: readonly CarriedRecord[];
  /** [words + T][B]: first those before the first step. */
  readonly words: Int32Array;
}

/** A carried array each, [T + 1][B][H]; block 0 is the state before the first step. */
export interface CarriedRecord {
  readonly T: number;
  readonly B: number;
  readonly states: readonly Floats[];
}

/** @param H with padding */
export function layOutState(
  layers: readonly (readonly State[])[],
  H: number,
  words = 0,
): StateLayout {
  const begins = layers.map((_, l) => H * layers.slice(0, l).flat().length);
  const offset = (layer: number, letter: string): number => {
    const index = layers[layer].findIndex((state) => state.letter === letter);
    if (index < 0) throw new RangeError(`Layer ${layer} carries no ${letter}.`);
    return begins[layer] + index * H;
  };
  const top = begins[layers.length - 1];
  const carried = H * layers.flat().length;
  return {
    ...{ layers, H, words, offset },
    length: carried + words,
    part(state, layer, letter) {
      const from = offset(layer, letter);
      return state.subarray(from, from + H);
    },
    top: (state, units = H) => state.subarray(top, top + units),
    reset(state) {
      layers.flat().forEach(({ start }, n) => state.fill(start, n * H, (n + 1) * H));
      // As if unknown words had come before.
      state.fill(0, carried);
    },
  };
}

/** A stream stands in this state before the first step. */
export function putState(
  { layers, H, words, length }: StateLayout,
  { records, words: read }: Carrier,
  state: RecurrentState,
  stream = 0,
): void {
  let from = 0;
  records.forEach(({ states }, l) => {
    for (let s = 0; s < layers[l].length; s++, from += H) {
      states[s].set(state.subarray(from, from + H), stream * H);
    }
  });
  const { B } = records[0];
  for (let n = 0; n < words; n++) read[n * B + stream] = state[length - words + n];
}

/** After the last step of a pass with one stream. */
export function takeState(
  { layers, H, words, length }: StateLayout,
  { records, words: read }: Carrier,
  state: RecurrentState,
): void {
  let into = 0;
  records.forEach(({ states, T }, l) => {
    for (let s = 0; s < layers[l].length; s++, into += H)
      state.set(states[s].subarray(T * H), into);
  });
  if (words > 0) state.set(read.subarray(read.length - words), length - words);
}

/** All streams: the state after the last step becomes the one before the first. */
export function carryState(
  { layers, H, words }: StateLayout,
  { records, words: read }: Carrier,
): void {
  records.forEach(({ states, T, B }, l) => {
    for (let s = 0; s < layers[l].length; s++) states[s].copyWithin(0, T * B * H);
  });
  if (words > 0) read.copyWithin(0, read.length - words * records[0].B);
}

/** All streams: the state before a text's first token. */
export function resetState(
  { layers, H, words }: StateLayout,
  { records, words: read }: Carrier,
): void {
  records.forEach(({ states, B }, l) => {
    layers[l].forEach(({ start }, s) => states[s].fill(start, 0, B * H));
  });
  if (words > 0) read.fill(0, 0, words * records[0].B);
}
