import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addNumbers,
  countBins,
  figuresOf,
  histogramBins,
  noMoments,
} from '../../../../src/engine/files/safetensors/tensorStatistics';
import type { TensorFigures } from '../../../../src/engine/files/safetensors/tensorStatistics';

function gathered(pieces: readonly Float64Array[]): TensorFigures {
  const moments = noMoments();
  for (const piece of pieces) addNumbers(moments, piece);
  const bins = new Float64Array(histogramBins);
  for (const piece of pieces) countBins(bins, moments, piece);
  return figuresOf(moments, bins);
}

/** Every sum with what rounding took from it carried along (Neumaier). */
function exactSum(numbers: readonly number[]): number {
  let [sum, lost] = [0, 0];
  for (const number of numbers) {
    const next = sum + number;
    lost += Math.abs(sum) >= Math.abs(number) ? sum - next + number : number - next + sum;
    sum = next;
  }
  return sum + lost;
}

const ordinary = fc.double({ min: -1e6, max: 1e6, noNaN: true });
const anything = fc.oneof(
  { weight: 8, arbitrary: ordinary },
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity),
);

describe('The statistics of a tensor', () => {
  it('are those of a plain reading in double precision, however the tensor is cut', () => {
    fc.assert(
      fc.property(fc.array(fc.array(anything, { maxLength: 40 }), { maxLength: 5 }), (pieces) => {
        const all = pieces.flat();
        const finite = all.filter(Number.isFinite);
        const figures = gathered(pieces.map((piece) => Float64Array.from(piece)));
        expect(figures.numbers).toBe(all.length);
        expect(figures.zeros).toBe(all.filter((number) => number === 0).length);
        expect(figures.nans).toBe(all.filter(Number.isNaN).length);
        expect(figures.numbers - figures.nans - figures.infinities).toBe(finite.length);
        expect(figures.bins.reduce((sum, count) => sum + count, 0)).toBe(finite.length);
        expect(figures.finite === undefined).toBe(finite.length === 0);
        if (finite.length === 0) return;
        const { low, high, mean, deviation = NaN } = figures.finite!;
        expect([low, high]).toEqual([
          Math.min(...finite.map((x) => x + 0)),
          Math.max(...finite.map((x) => x + 0)),
        ]);
        const scale = Math.max(...finite.map(Math.abs), 1e-300);
        const exact = exactSum(finite) / finite.length;
        const variance = exactSum(finite.map((x) => (x - exact) * (x - exact))) / finite.length;
        expect(Math.abs(mean - exact)).toBeLessThanOrEqual(1e-12 * scale);
        expect(Math.abs(deviation - Math.sqrt(variance))).toBeLessThanOrEqual(1e-12 * scale);
      }),
    );
  });

  it('keep a small deviation around a large mean', () => {
    const numbers = Float64Array.from({ length: 100_000 }, (_, n) => 1e9 + (n % 2));
    const { mean, deviation } = gathered([
      numbers.subarray(0, 33_333),
      numbers.subarray(33_333),
    ]).finite!;
    expect(mean).toBeCloseTo(1e9 + 0.5, 6);
    expect(deviation).toBeCloseTo(0.5, 9);
  });

  it('count each bin from the lowest to the highest number, both included', () => {
    const numbers = Float64Array.from({ length: 3200 }, (_, n) => n / 3200 - 2);
    const { bins, finite } = gathered([numbers, Float64Array.of(NaN, -1, Infinity)]);
    expect([finite?.low, finite?.high]).toEqual([-2, -1]);
    expect(bins[0]).toBe(100);
    expect(bins.at(-1)).toBe(101);
    expect(gathered([Float64Array.of(7, 7, 7)]).bins[0]).toBe(3);
  });

  it('bear the ends of double precision', () => {
    const most = Number.MAX_VALUE;
    const { finite, bins } = gathered([Float64Array.of(most, most, -most), Float64Array.of(most)]);
    expect(finite).toEqual({ low: -most, high: most, mean: expect.closeTo(most / 2, -295) });
    expect([bins[0], bins.at(-1)]).toEqual([1, 3]);
    for (const tiny of [5e-324, 1e-322, 1e-308]) {
      const figures = gathered([Float64Array.of(tiny, 0)]);
      expect(figures.bins.reduce((sum, count) => sum + count, 0)).toBe(2);
      expect(figures.finite).toMatchObject({ low: 0, high: tiny });
    }
  });

  it('have nothing to say of no number at all', () => {
    const { finite, numbers } = gathered([]);
    expect([finite, numbers]).toEqual([undefined, 0]);
  });
});
