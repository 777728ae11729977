/**
 * Where a part of a recurrent state lies. A state is what a network is given with the next token:
 * of every layer the arrays that its cell carries (an LSTM h and c, others one or four), in one piece
 * of plain memory, [L][carried][H], padded as the kernels pad. It says nothing of what a cell
 * computes, nor of how a layer's tensors are stored.
 *
 * Nobody else computes a place in a state, and only `window.ts` allocates the records that the
 * functions here move states into and out of.
 */
import type { Floats } from '../kernels/kernels';

/** Plain memory: copy it, keep it, go back to it. */
export type RecurrentState = Float32Array | Float64Array;

export interface StateLayout<Name extends string = string> {
  /** In their order; the first is what the layer above reads. */
  readonly carried: readonly Name[];
  /** Units of a part, with padding. */
  readonly H: number;
  /** Of a state, in numbers. */
  readonly length: number;
  /** Where a part begins. */
  offset(layer: number, name: Name): number;
  /** A view, [H]. */
  part(state: RecurrentState, layer: number, name: Name): RecurrentState;
  /** A view of what the projection reads, [H], or of so many units, which leaves the padding out. */
  top(state: RecurrentState, units?: number): RecurrentState;
}

/**
 * What a pass keeps of a layer: each carried array of T steps of B streams, [T + 1][B][H]; block 0
 * is the state before the first step.
 */
export type CarriedRecord<Name extends string> = Readonly<Record<Name, Floats>> & {
  readonly T: number;
  readonly B: number;
};

/** @param H with padding */
export function layOutState<Name extends string>(
  carried: readonly Name[],
  L: number,
  H: number,
): StateLayout<Name> {
  const offset = (layer: number, name: Name): number =>
    (layer * carried.length + carried.indexOf(name)) * H;
  const top = (L - 1) * carried.length * H;
  return {
    ...{ carried, H, offset },
    length: L * carried.length * H,
    part(state, layer, name) {
      const from = offset(layer, name);
      return state.subarray(from, from + H);
    },
    top: (state, units = H) => state.subarray(top, top + units),
  };
}

/** A stream stands in this state before the first step. */
export function putState<Name extends string>(
  layout: StateLayout<Name>,
  records: readonly CarriedRecord<Name>[],
  state: RecurrentState,
  stream = 0,
): void {
  for (let l = 0; l < records.length; l++) {
    for (const name of layout.carried) {
      records[l][name].set(layout.part(state, l, name), stream * layout.H);
    }
  }
}

/** After the last step of a pass with one stream. */
export function takeState<Name extends string>(
  layout: StateLayout<Name>,
  records: readonly CarriedRecord<Name>[],
  state: RecurrentState,
): void {
  for (let l = 0; l < records.length; l++) {
    for (const name of layout.carried) {
      state.set(records[l][name].subarray(records[l].T * layout.H), layout.offset(l, name));
    }
  }
}

/** All streams: the state after the last step becomes the one before the first. */
export function carryState<Name extends string>(
  { carried, H }: StateLayout<Name>,
  records: readonly CarriedRecord<Name>[],
): void {
  for (const record of records) {
    for (const name of carried) record[name].copyWithin(0, record.T * record.B * H);
  }
}

/** All streams: the state before a text's first token, zero. */
export function resetState<Name extends string>(
  { carried, H }: StateLayout<Name>,
  records: readonly CarriedRecord<Name>[],
): void {
  for (const record of records) {
    for (const name of carried) record[name].fill(0, 0, record.B * H);
  }
}
