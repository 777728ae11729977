import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { knownCell } from '../../../src/engine/cells/cell';
import type { LayerReading } from '../../../src/engine/network/predictor';
import { createOverviews } from '../../../src/engine/reading/overviews';
import { random } from '../../../src/engine/random';

/** A layer of an LSTM below one of a GRU: six quantities and four. */
const cells = ['lstm', 'gru'].map(knownCell);
const letters = cells.map(({ description }) => description.quantities.map(({ letter }) => letter));
const H = 5;
/** Of numbers up to 3: the finest columns are rounded, and their mean once more. */
const tolerance = (2 * 3) / 254 + 1e-6;

/** The same numbers for the same token, without reading those before it. */
function readingsAt(token: number, salt = 0): LayerReading[] {
  return cells.map((cell, l) => {
    const chance = random(token * 10 + l + salt);
    const row = (): Float32Array => Float32Array.from({ length: H }, () => chance.between(-3, 3));
    const empty = new Float32Array(H);
    const values = Object.fromEntries(letters[l].map((letter) => [letter, row()]));
    return { cell, values, before: {}, h: values.h, x: empty };
  });
}

function readUpTo(tokens: number) {
  const overviews = createOverviews(letters, H);
  for (let t = 0; t < tokens; t++) overviews.note(t, readingsAt(t));
  return overviews;
}

const meanOf = (layer: number, letter: string, unit: number, from: number, end: number): number => {
  let sum = 0;
  for (let t = from; t < end; t++) sum += readingsAt(t)[layer].values[letter][unit];
  return sum / (end - from);
};

describe('The overview of a document', () => {
  it('is the mean over each column, to a 254th of the largest in it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.constantFrom(16, 64), (tokens, width) => {
        const overviews = readUpTo(tokens);
        const units = [4, 0, 3];
        const count = Math.ceil(tokens / width);
        for (const letter of ['z', 'h']) {
          const place = { layer: 1, letter };
          const { values, scales } = overviews.columns(place, width, 0, count, units);
          for (let column = 0; column < Math.floor(tokens / width); column++) {
            units.forEach((unit, u) => {
              const shown = (values[column * 3 + u] * scales[column]) / 127;
              const exact = meanOf(1, letter, unit, column * width, (column + 1) * width);
              expect(Math.abs(shown - exact)).toBeLessThan(tolerance);
            });
          }
        }
      }),
      { numRuns: 20 },
    );
  });

  it('has a last column for the remainder, and marks columns that were not read', () => {
    const overviews = readUpTo(20);
    const { values, scales } = overviews.columns({ layer: 0, letter: 'h' }, 16, 0, 4, [2]);
    const exact = meanOf(0, 'h', 2, 16, 20);
    expect(Math.abs((values[1] * scales[1]) / 127 - exact)).toBeLessThan(tolerance);
    expect([...scales].map(Number.isNaN)).toEqual([false, false, true, true]);
    for (let t = 20; t < 40; t++) overviews.note(t, readingsAt(t));
    const later = overviews.columns({ layer: 0, letter: 'h' }, 16, 1, 1, [2]);
    const whole = (later.values[0] * later.scales[0]) / 127;
    expect(Math.abs(whole - meanOf(0, 'h', 2, 16, 32))).toBeLessThan(tolerance);
  });

  it('forgets what an edit has changed, and takes it anew', () => {
    const overviews = readUpTo(600);
    overviews.forget(256);
    const place = { layer: 0, letter: 'o' };
    expect(overviews.columns(place, 256, 0, 2, [1]).scales[1]).toBeNaN();
    for (let t = 256; t < 512; t++) overviews.note(t, readingsAt(t, 5));
    const fresh = createOverviews(letters, H);
    for (let t = 0; t < 512; t++) fresh.note(t, readingsAt(t, t < 256 ? 0 : 5));
    const [one, other] = [overviews, fresh].map((o) =>
      o.columns(place, 16, 0, 32, [0, 1, 2, 3, 4]),
    );
    expect(one).toEqual(other);
  });

  it('takes tokens in their order only', () => {
    expect(() => readUpTo(3).note(5, readingsAt(5))).toThrow();
  });
});
