/** Where the parts of a state lie, for cells that carry one, two and four arrays. */
import { describe, expect, it } from 'vitest';
import {
  carryState,
  layOutState,
  putState,
  resetState,
  takeState,
  type CarriedRecord,
} from '../../../src/engine/network/state';
import { smallNetwork } from '../smallNetwork';

const [L, H, T, B] = [3, 4, 2, 3];
const cells = [['h'], ['h', 'c'], ['h', 'c', 'n', 'm']];

/** 1, 2, 3 …: every number of a state is another. */
const counting = (length: number): Float64Array => Float64Array.from({ length }, (_, n) => n + 1);

function recordsOf(carried: readonly string[], steps: number, streams: number) {
  return Array.from({ length: L }, (): CarriedRecord<string> => {
    const arrays = carried.map((name) => [name, new Float64Array((steps + 1) * streams * H)]);
    const named = Object.fromEntries(arrays) as Record<string, Float64Array>;
    return { T: steps, B: streams, ...named } as CarriedRecord<string>;
  });
}

describe.each(cells.map((carried) => ({ carried })))(
  'A state that carries $carried',
  ({ carried }) => {
    const layout = layOutState(carried, L, H);

    it('is made of its parts, layer by layer, without gap or overlap', () => {
      const state = counting(layout.length);
      const parts = Array.from({ length: L }, (_, l) =>
        carried.flatMap((name) => [...layout.part(state, l, name)]),
      );
      expect(parts.flat()).toEqual([...state]);
    });

    it('shows the projection what the top layer carries first', () => {
      const state = counting(layout.length);
      expect(layout.top(state)).toEqual(layout.part(state, L - 1, carried[0]));
      expect(layout.top(state, H - 1)).toEqual(layout.top(state).subarray(0, H - 1));
    });

    it('gives views, so that what is written into a part stands in the state', () => {
      const state = new Float32Array(layout.length);
      layout.part(state, 1, carried[0]).fill(7);
      expect(state.indexOf(7)).toBe(layout.offset(1, carried[0]));
      expect(state.filter((x) => x === 7)).toHaveLength(H);
    });

    it('comes back whole from the records of a pass without change', () => {
      const records = recordsOf(carried, 1, 1);
      const state = counting(layout.length);
      putState(layout, records, state);
      for (const record of records) {
        for (const name of carried) record[name].copyWithin(H, 0);
      }
      const after = new Float64Array(layout.length);
      takeState(layout, records, after);
      expect(after).toEqual(state);
    });

    it('goes into one stream of several and leaves the others alone', () => {
      const records = recordsOf(carried, T, B);
      const state = counting(layout.length);
      putState(layout, records, state, 1);
      for (const [l, record] of records.entries()) {
        for (const name of carried) {
          const others = new Float64Array(H);
          const expected = [...others, ...layout.part(state, l, name), ...others];
          expect([...record[name].subarray(0, B * H)]).toEqual(expected);
          expect(record[name].subarray(B * H).every((x) => x === 0)).toBe(true);
        }
      }
    });

    it('is carried from the last step to the next pass, and zero once it is reset', () => {
      const records = recordsOf(carried, T, B);
      for (const record of records)
        for (const name of carried) record[name].set(counting((T + 1) * B * H));
      carryState(layout, records);
      for (const record of records) {
        for (const name of carried) {
          expect(record[name].subarray(0, B * H)).toEqual(record[name].subarray(T * B * H));
        }
      }
      resetState(layout, records);
      for (const record of records) {
        for (const name of carried) {
          expect([...record[name].subarray(0, B * H + 1)]).toEqual([
            ...new Float64Array(B * H),
            B * H + 1,
          ]);
        }
      }
    });
  },
);

it('An LSTM carries h before c', () => {
  const { states, layout } = smallNetwork({ L: 2 });
  const { H } = layout.padded;
  const places = [0, 1].flatMap((l) => [states.offset(l, 'h'), states.offset(l, 'c')]);
  expect(places).toEqual([0, H, 2 * H, 3 * H]);
  expect(states.length).toBe(4 * H);
});
