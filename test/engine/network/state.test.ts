/** Where the parts of a state lie, for cells that carry one, two and four arrays. */
import { describe, expect, it } from 'vitest';
import {
  carryState,
  layOutState,
  putState,
  resetState,
  takeState,
  type Carrier,
} from '../../../src/engine/network/state';
import type { State } from '../../../src/engine/kernels/compiledCell';
import { smallNetwork } from '../smallNetwork';

const [L, H, T, B] = [3, 4, 2, 3];
const cells = [['h'], ['h', 'c'], ['h', 'c', 'n', 'm']].map((letters) =>
  letters.map((letter): State => ({ letter, start: 0, carries: true })),
);

/** 1, 2, 3 …: every number of a state is another. */
const counting = (length: number): Float64Array => Float64Array.from({ length }, (_, n) => n + 1);

function carrierOf(carried: readonly State[], steps: number, streams: number): Carrier {
  const array = () => new Float64Array((steps + 1) * streams * H);
  const records = Array.from({ length: L }, () => ({
    ...{ T: steps, B: streams, states: carried.map(array) },
  }));
  return { records, words: new Int32Array(0) };
}

const arraysOf = ({ records }: Carrier) => records.flatMap(({ states }) => states);

describe.each(
  cells.map((carried) => ({ carried, letters: carried.map(({ letter }) => letter).join() })),
)('A state that carries $letters', ({ carried }) => {
  const layout = layOutState(
    Array.from({ length: L }, () => carried),
    H,
  );

  it('is made of its parts, layer by layer, without gap or overlap', () => {
    const state = counting(layout.length);
    const parts = Array.from({ length: L }, (_, l) =>
      carried.flatMap(({ letter }) => [...layout.part(state, l, letter)]),
    );
    expect(parts.flat()).toEqual([...state]);
  });

  it('shows the projection what the top layer carries first', () => {
    const state = counting(layout.length);
    expect(layout.top(state)).toEqual(layout.part(state, L - 1, carried[0].letter));
    expect(layout.top(state, H - 1)).toEqual(layout.top(state).subarray(0, H - 1));
  });

  it('gives views, so that what is written into a part stands in the state', () => {
    const state = new Float32Array(layout.length);
    layout.part(state, 1, carried[0].letter).fill(7);
    expect(state.indexOf(7)).toBe(layout.offset(1, carried[0].letter));
    expect(state.filter((x) => x === 7)).toHaveLength(H);
  });

  it('comes back whole from the records of a pass without change', () => {
    const carrier = carrierOf(carried, 1, 1);
    const state = counting(layout.length);
    putState(layout, carrier, state);
    for (const values of arraysOf(carrier)) values.copyWithin(H, 0);
    const after = new Float64Array(layout.length);
    takeState(layout, carrier, after);
    expect(after).toEqual(state);
  });

  it('goes into one stream of several and leaves the others alone', () => {
    const carrier = carrierOf(carried, T, B);
    const state = counting(layout.length);
    putState(layout, carrier, state, 1);
    for (const [l, { states }] of carrier.records.entries()) {
      for (const [s, values] of states.entries()) {
        const others = new Float64Array(H);
        const expected = [...others, ...layout.part(state, l, carried[s].letter), ...others];
        expect([...values.subarray(0, B * H)]).toEqual(expected);
        expect(values.subarray(B * H).every((x) => x === 0)).toBe(true);
      }
    }
  });

  it('is carried from the last step to the next pass, and zero once it is reset', () => {
    const carrier = carrierOf(carried, T, B);
    for (const values of arraysOf(carrier)) values.set(counting((T + 1) * B * H));
    carryState(layout, carrier);
    for (const values of arraysOf(carrier)) {
      expect(values.subarray(0, B * H)).toEqual(values.subarray(T * B * H));
    }
    resetState(layout, carrier);
    for (const values of arraysOf(carrier)) {
      expect([...values.subarray(0, B * H + 1)]).toEqual([...new Float64Array(B * H), B * H + 1]);
    }
  });
});

it('An LSTM carries h before c', () => {
  const { states, layout } = smallNetwork({ L: 2 });
  const { H } = layout.padded;
  const places = [0, 1].flatMap((l) => [states.offset(l, 'h'), states.offset(l, 'c')]);
  expect(places).toEqual([0, H, 2 * H, 3 * H]);
  expect(states.length).toBe(4 * H);
});
