/** Hard attention: one place forwards, and backwards straight through, as if the shares had been used. */
import { describe, expect, it } from 'vitest';
import { random } from '../../../../src/engine/random';
import {
  exactTanh,
  lookAround,
  lookBack,
  type Glance,
} from '../../../../src/engine/training/pairs/attention';

const width = 3;
const positions = 4;

function glanceOf(kind: Glance['kind'], states: Float64Array, queries: Float64Array): Glance {
  return {
    ...{ kind, B: 1, width, room: positions, roomSteps: 1, states, queries, keys: states },
    ...{ sourceLengths: Int32Array.of(positions), steps: Int32Array.of(1), tanh: exactTanh },
  };
}

const { between } = random(4);
const numbers = (count: number) => Float64Array.from({ length: count }, () => between(-1, 1));
const states = numbers(positions * width);
const query = numbers(width);
const asked = numbers(width);

function sharesAt(q: Float64Array, h: Float64Array) {
  const [shares, contexts] = [new Float64Array(positions), new Float64Array(width)];
  lookAround(glanceOf('hard', h, q), shares, contexts);
  return { shares, contexts };
}

describe('hard attention', () => {
  const { shares, contexts } = sharesAt(query, states);
  const place = shares.indexOf(Math.max(...shares));

  it('takes the state of the highest share as it is', () => {
    expect([...contexts]).toEqual([...states.subarray(place * width, (place + 1) * width)]);
  });

  it('passes its gradient straight through', () => {
    // One place, and what the shares differ from themselves as they were: 0, with the shares' slope.
    const loss = (q: Float64Array, h: Float64Array): number => {
      const now = sharesAt(q, h).shares;
      let sum = 0;
      for (let j = 0; j < positions; j++) {
        const factor = Number(j === place) + now[j] - shares[j];
        for (let n = 0; n < width; n++) sum += factor * h[j * width + n] * asked[n];
      }
      return sum;
    };
    const found = { states: new Float64Array(positions * width), queries: new Float64Array(width) };
    lookBack(
      glanceOf('hard', states, query),
      shares,
      { contexts: asked, ...found, keys: found.states },
      new Float64Array(positions),
    );
    const moved = (values: Float64Array, n: number, by: number) =>
      values.map((value, k) => (k === n ? value + by : value));
    for (let n = 0; n < width; n++) {
      const slope =
        (loss(moved(query, n, 1e-6), states) - loss(moved(query, n, -1e-6), states)) / 2e-6;
      expect(found.queries[n]).toBeCloseTo(slope, 6);
    }
    for (let n = 0; n < positions * width; n++) {
      const slope =
        (loss(query, moved(states, n, 1e-6)) - loss(query, moved(states, n, -1e-6))) / 2e-6;
      expect(found.states[n]).toBeCloseTo(slope, 6);
    }
  });
});

describe('soft attention that takes one place', () => {
  it('shares as before, and takes the state of the highest share as it is', () => {
    const soft = [new Float64Array(positions), new Float64Array(width)] as const;
    lookAround(glanceOf('dot', states, query), ...soft);
    const [shares, contexts] = [new Float64Array(positions), new Float64Array(width)];
    lookAround({ ...glanceOf('dot', states, query), takesOne: true }, shares, contexts);
    const place = shares.indexOf(Math.max(...shares));
    expect([...shares]).toEqual([...soft[0]]);
    expect([...contexts]).toEqual([...states.subarray(place * width, (place + 1) * width)]);
    expect([...contexts]).not.toEqual([...soft[1]]);
  });
});
