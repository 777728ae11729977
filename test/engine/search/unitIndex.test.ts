import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createUnitIndex, indexBytes } from '../../../src/engine/search/unitIndex';
import { random } from '../../../src/engine/random';

const H = 5;
/** Hidden states that hold on for a few tokens, so that spans are on. */
function course(tokens: number, seed: number, units = H): Float32Array[] {
  const dice = random(seed);
  const h = new Float32Array(units);
  return Array.from({ length: tokens }, () => {
    for (let j = 0; j < units; j++) if (dice.next() < 0.3) h[j] = dice.between(-1, 1);
    return h.slice();
  });
}

function indexed(states: readonly Float32Array[], capacity = states.length) {
  const onFrom = new Float64Array(states[0].length).fill(0.3);
  const index = createUnitIndex(onFrom, capacity, new Float32Array(4));
  states.forEach((h, t) => {
    index.front[0] = t + 1;
    index.note(t, [{ h }]);
  });
  return index;
}

const isOn = (states: readonly Float32Array[], row: number, t: number): boolean =>
  row % 2 === 0 ? states[t][row >> 1] >= Math.fround(0.3) : states[t][row >> 1] <= -0.3;
const rowsOver = (states: readonly Float32Array[], from: number, end: number): number[] =>
  Array.from({ length: 2 * states[0].length }, (_, row) => row).filter((row) => {
    for (let t = from; t < end; t++) if (!isOn(states, row, t)) return false;
    return true;
  });

describe('The index of units', () => {
  it('finds the units that are on over a span, in agreement with the states', () => {
    const states = course(200, 1);
    const index = indexed(states);
    for (const [from, end] of [
      [0, 1],
      [31, 34],
      [60, 70],
      [199, 200],
    ]) {
      expect(index.onOver(from, end)).toEqual(rowsOver(states, from, end));
    }
    expect(index.onOver(5, 5)).toEqual([]);
    expect(index.onOver(199, 201)).toEqual([]);
  });

  it('ranks other spans by the units on over both, as a share of those on over either', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.integer({ min: 1, max: 70 }),
        fc.integer({ min: 1, max: 330 }),
        // Up to eight on together, and more.
        fc.constantFrom(H, 20, 60),
        (seed, length, tokens, units) => {
          const states = course(tokens, seed, units);
          const index = indexed(states);
          const start = seed % tokens;
          const end = Math.min(tokens, start + Math.min(length, 1 + (seed % 4)));
          const size = end - start;
          const rows = index.onOver(start, end);
          const except = { start, end };
          const found = index.similar({ rows, length: size, most: 5, except });
          const all = Array.from({ length: tokens - size + 1 }, (_, token) => token)
            .filter((token) => token >= end || token + size <= start)
            .map((token) => {
              const on = rowsOver(states, token, token + size);
              const shared = on.filter((row) => rows.includes(row)).length;
              return { token, shared, likeness: shared / (rows.length + on.length - shared) };
            })
            .filter(({ shared }) => shared > 0)
            .sort((one, other) => other.likeness - one.likeness || one.token - other.token);
          expect(found[0]).toEqual(all[0]);
          for (const one of found) expect(all).toContainEqual(one);
          for (const [n, one] of found.entries()) {
            for (const other of found.slice(n + 1)) {
              expect(Math.abs(one.token - other.token)).toBeGreaterThanOrEqual(size);
              expect(other.likeness).toBeLessThanOrEqual(one.likeness);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('looks at spans longer than a word of bits', () => {
    const tokens = 400;
    const on = (t: number): boolean => (t >= 20 && t < 120) || (t >= 250 && t < 350);
    const states = Array.from({ length: tokens }, (_, t) =>
      new Float32Array(H).fill(Number(on(t))),
    );
    const index = indexed(states);
    const rows = index.onOver(20, 120);
    expect(rows).toHaveLength(H);
    const query = { rows, length: 100, most: 9, except: { start: 20, end: 120 } };
    expect(index.similar(query)).toEqual([{ token: 250, shared: H, likeness: 1 }]);
  });

  it('resumes where the text changed and arrives at the same result', () => {
    const states = course(10_000, 3);
    const index = indexed(states, 12_000);
    const ids = { length: 10_000, id: (t: number): number => (t === 9000 ? -1 : t) };
    index.follow(ids);
    expect(index.reached).toBe(8192);
    expect(index.front[0]).toBe(8192);
    const others = course(10_000, 4);
    const now = states.map((h, t) => (t < 8192 ? h : others[t]));
    for (let t = 8192; t < 10_000; t++) index.note(ids.id(t), [{ h: now[t] }]);
    for (const from of [8000, 8190, 9000, 9990]) {
      expect(index.onOver(from, from + 3)).toEqual(rowsOver(now, from, from + 3));
    }
    index.follow({ length: 100, id: (t) => t });
    expect(index.reached).toBe(0);
  });

  it('of a million tokens and 128 units takes less than 64 MB', () => {
    expect(indexBytes(128, 1_000_000, 2 * 128)).toBeLessThan(64 << 20);
  });
});
