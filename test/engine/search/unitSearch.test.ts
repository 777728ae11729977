import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halvesOf, runsOf } from '../../../src/engine/search/labels';
import { createFastRanker } from '../../../src/engine/search/fastRanks';
import { areaUnderCurve, createRanker, type Ranker } from '../../../src/engine/search/ranks';
import { createUnitSearch, heldOut, shiftCount } from '../../../src/engine/search/unitSearch';
import { random } from '../../../src/engine/random';
import { createKernels } from '../kernels/wasmFixture';

/** The definition: pairs of a labelled and an unlabelled value, ties counted half. */
function slowArea(values: ArrayLike<number>, labels: ArrayLike<number>): number {
  let won = 0;
  let pairs = 0;
  for (let a = 0; a < values.length; a++) {
    for (let b = 0; b < values.length; b++) {
      if (!labels[a] || labels[b]) continue;
      pairs++;
      won += values[a] > values[b] ? 1 : values[a] === values[b] ? 0.5 : 0;
    }
  }
  return won / pairs;
}

function fastArea(values: Float32Array, labels: ArrayLike<number>): number {
  const ranks = new Int32Array(values.length);
  createRanker(values.length).rank(values, ranks);
  let sum = 0;
  let labelled = 0;
  for (let n = 0; n < values.length; n++) {
    if (!labels[n]) continue;
    sum += ranks[n];
    labelled++;
  }
  return areaUnderCurve(sum, labelled, values.length);
}

const float = fc.float({ noNaN: true, noDefaultInfinity: true });
/** Few different values, so that many are equal; and any. */
const activation = fc.oneof(fc.constantFrom(-0, 0, 1, -1, 0.5), float);

describe('The area under the curve', () => {
  it('is the share of the pairs in which the labelled value is higher, ties counted half', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(activation, fc.boolean()), { minLength: 2, maxLength: 60 }),
        (pairs) => {
          const values = Float32Array.from(pairs, ([value]) => value);
          const labels = pairs.map(([, label]) => Number(label));
          fc.pre(labels.includes(0) && labels.includes(1));
          expect(fastArea(values, labels)).toBeCloseTo(slowArea(values, labels), 12);
        },
      ),
    );
  });

  it('is a half for a constant, and 1 for the labels themselves', () => {
    const labels = [0, 1, 1, 0, 1, 0, 0];
    expect(fastArea(new Float32Array(7).fill(3), labels)).toBe(0.5);
    expect(fastArea(Float32Array.from(labels), labels)).toBe(1);
    expect(
      fastArea(
        Float32Array.from(labels, (label) => -label),
        labels,
      ),
    ).toBe(0);
  });

  it('is NaN if all or none are labelled', () => {
    const values = Float32Array.from([1, 2, 3]);
    expect(fastArea(values, [0, 0, 0])).toBeNaN();
    expect(fastArea(values, [1, 1, 1])).toBeNaN();
  });

  it('loses nothing on long texts', () => {
    const tokens = 100_000;
    const dice = random(4);
    const labels = Uint8Array.from({ length: tokens }, (_, n) => Number(n % 50 < 10));
    const values = Float32Array.from(labels, (label) => label + dice.below(3));
    // Of equal shares of 0, 1, 2 and 1, 2, 3: won 6 of 9 pairs, even 2.
    expect(fastArea(values, labels)).toBeCloseTo(7 / 9, 2);
  });
});

const labelsOf = (text: string): number[] => Array.from(text, (letter) => Number(letter === '#'));

const rankers: [string, (most: number) => Ranker][] = [
  ['the plain one', createRanker],
  ['the one in machine code', (most) => createFastRanker(createKernels, most)],
];

describe.each(rankers)('A ranker, %s,', (_, create) => {
  it('gives each value twice its midrank, in one text after another', () => {
    const ranker = create(60);
    const memory = ranker.integers(60);
    fc.assert(
      fc.property(fc.array(activation, { maxLength: 60 }), (list) => {
        const values = Float32Array.from(list);
        const ranks = memory.subarray(0, values.length);
        ranker.rank(values, ranks);
        const expected = Array.from(values, (value) => {
          const below = values.filter((other) => other < value).length;
          const equal = values.filter((other) => other === value).length;
          return 2 * below + equal + 1;
        });
        expect([...ranks]).toEqual(expected);
      }),
    );
  });

  it('adds up the ranks of labels that are moved on in a circle', () => {
    const ranker = create(1);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const dice = random(seed);
        const count = 1 + dice.below(700);
        const numbers = (length: number, below: number): Int32Array => {
          const drawn = Array.from({ length }, () => dice.below(below));
          const array = ranker.integers(length);
          array.set(drawn.sort((one, other) => one - other));
          return array;
        };
        // Sums of more than 32 bits, more labels than are taken at a time, and several at one place.
        const ranks = numbers(count, 2 ** 31);
        const labels = numbers(dice.below(600), count);
        const shifts = numbers(12, count);
        const sums = new Float64Array(shifts.length);
        ranker.shiftedSums(ranks, labels, shifts, sums);
        const expected = Array.from(shifts, (shift) =>
          labels.reduce((sum, label) => sum + ranks[(label + shift) % count], 0),
        );
        expect([...sums]).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});

describe('Halves of labels', () => {
  it('each have half of the runs, and tokens of both kinds', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (labels) => {
        const runs = runsOf(labels.map(Number));
        fc.pre(runs.length >= 4);
        const halves = halvesOf(runs, labels.length);
        expect(halves.map((half) => half.runs.length)).toEqual([
          runs.length >> 1,
          runs.length - (runs.length >> 1),
        ]);
        for (const { from, length, runs: own, labelled } of halves) {
          expect(labelled).toBeGreaterThan(0);
          expect(labelled).toBeLessThan(length);
          const marked = labels.slice(from, from + length).filter(Boolean).length;
          expect(marked).toBe(labelled);
          expect(own.every(({ start, end }) => start >= 0 && end <= length)).toBe(true);
        }
        expect(halves[0].length + halves[1].length).toBe(labels.length);
      }),
    );
  });

  it('find runs at both ends', () => {
    expect(runsOf(labelsOf('##..#'))).toEqual([
      { start: 0, end: 2 },
      { start: 4, end: 5 },
    ]);
    expect(runsOf([])).toEqual([]);
  });
});

/** Spans of 5 to 24 tokens all over a text. */
function scattered(tokens: number, seed: number): Uint8Array {
  const dice = random(seed);
  const labels = new Uint8Array(tokens);
  for (let at = dice.below(40); at < tokens; at += 30 + dice.below(60)) {
    labels.fill(1, at, at + 5 + dice.below(20));
  }
  return labels;
}

describe('The search', () => {
  const tokens = 4000;
  const labels = scattered(tokens, 1);
  const search = () => createUnitSearch(runsOf(labels), tokens, random(1));

  it('measures a unit that follows the labels near 1, also where it is low over them', () => {
    const dice = random(2);
    const noisy = (sign: number) =>
      Float32Array.from(labels, (label) => sign * label + dice.between(-0.6, 0.6));
    for (const sign of [1, -1]) {
      const tester = search();
      const areas = tester.areas(noisy(sign));
      expect(heldOut(areas)).toBeGreaterThan(0.95);
      expect(areas.first >= 0.5).toBe(sign === 1);
      expect(tester.bestShifted()).toBeLessThan(0.75);
    }
  });

  it('reports the second half alone', () => {
    const tester = search();
    const cut = tester.halves[1].from;
    // Right on the first half, the very opposite on the second.
    const values = Float32Array.from(labels, (label, n) => (n < cut ? label : 1 - label));
    expect(heldOut(tester.areas(values))).toBe(0);
  });

  it('shifts labels as if they had been written anew', () => {
    const dice = random(9);
    const values = Float32Array.from({ length: tokens }, () => dice.below(5));
    const tester = search();
    tester.areas(values);
    const best = tester.bestShifted();
    // The same by hand: all shifts that it may draw, of both halves, by the definition.
    const areas = tester.halves.map(({ from, length }) => {
      const own = values.subarray(from, from + length);
      const marks = labels.subarray(from, from + length);
      return Array.from({ length: 40 }, (_, n) => {
        const shift = 30 + n * 20;
        const moved = marks.map((_, t) => marks[(t - shift + length) % length]);
        return fastArea(own, moved);
      });
    });
    const [, second] = areas;
    expect(Math.max(...second.map((area) => Math.max(area, 1 - area)))).toBeGreaterThan(
      best - 0.08,
    );
    expect(best).toBeGreaterThan(0.5);
    expect(best).toBeLessThan(0.7);
  });

  it('measures under each shift what the definition says of the moved labels', () => {
    const short = 400;
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), (seed) => {
        const dice = random(seed);
        const marks = scattered(short, seed);
        marks.fill(1, 0, dice.below(3));
        marks.fill(1, short - dice.below(3));
        const values = Float32Array.from({ length: short }, () => dice.below(4));
        const tester = createUnitSearch(runsOf(marks), short, random(seed));
        const areas = tester.areas(values);
        // The shifts are drawn of the first half first.
        const drawn = random(seed);
        const underShifts = tester.halves.map(({ from, length, runs }) => {
          const longest = Math.max(...runs.map(({ start, end }) => end - start));
          const least = Math.max(1, Math.min(longest, length >> 2));
          const own = values.subarray(from, from + length);
          const here = marks.subarray(from, from + length);
          const under = (shift: number) =>
            fastArea(
              own,
              here.map((_, t) => here[(t - shift + length) % length]),
            );
          expect(under(0)).toBe(from === 0 ? areas.first : areas.second);
          return Array.from({ length: shiftCount }, () =>
            under(least + drawn.below(length - 2 * least + 1)),
          );
        });
        const [firsts, seconds] = underShifts;
        const best = Math.max(...firsts.map((first, n) => heldOut({ first, second: seconds[n] })));
        expect(tester.bestShifted()).toBe(best);
      }),
      { numRuns: 10 },
    );
  });

  it('measures one half after the other as both at once', () => {
    const dice = random(3);
    const values = Float32Array.from({ length: tokens }, () => dice.below(9));
    const whole = search();
    const areas = whole.areas(values);
    const tester = search();
    const [one, two] = tester.halves;
    const sides = new Uint8Array(shiftCount);
    expect(tester.area(0, values.subarray(0, one.length))).toBe(areas.first);
    tester.noteSides(sides);
    // Other units are measured in between.
    tester.area(0, values.map((value) => -value).subarray(0, one.length));
    expect(tester.area(1, values.subarray(two.from))).toBe(areas.second);
    expect(tester.bestShiftedOn(sides)).toBe(whole.bestShifted());
  });

  it('finds the same with the ranker in machine code, whatever the length of its labels', () => {
    const dice = random(7);
    const values = Float32Array.from({ length: tokens }, () => dice.below(500));
    const words = Uint8Array.from({ length: tokens }, () => Number(dice.below(9) === 0));
    for (const marks of [labels, words]) {
      const found = rankers.map(([, create]) => {
        const tester = createUnitSearch(runsOf(marks), tokens, random(1), create(tokens));
        return [tester.areas(values), tester.bestShifted()];
      });
      expect(found[1]).toEqual(found[0]);
    }
  });

  it('lets labels without a meaning seldom beat the best of 200 shifts', () => {
    // A unit that wanders slowly fits any spans somewhat: that is why labels are shifted.
    let beaten = 0;
    const trials = 60;
    for (let trial = 0; trial < trials; trial++) {
      const dice = random(100 + trial);
      let wandering = 0;
      const values = Float32Array.from(
        { length: tokens },
        () => (wandering = 0.97 * wandering + dice.between(-1, 1)),
      );
      const tester = createUnitSearch(runsOf(scattered(tokens, trial)), tokens, random(1));
      if (heldOut(tester.areas(values)) > tester.bestShifted()) beaten++;
    }
    // By chance once in 201.
    expect(beaten).toBeLessThanOrEqual(3);
    expect(shiftCount).toBe(200);
  });
});
