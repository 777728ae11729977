/** What is generated has the properties that the paper names, whatever the seed. */
import { describe, expect, it } from 'vitest';
import { experiments } from '../../../src/engine/experiments/experiments';
import type { Sequence } from '../../../src/engine/experiments/sequence';
import { isLegal } from '../../../src/engine/experiments/tasks/reber';
import { random } from '../../../src/engine/random';
import { needExperiment } from './oneTrial';

function drawn(id: string, count = 200, seed = 1): Sequence[] {
  const source = needExperiment(id).task.open(random(seed));
  return Array.from({ length: count }, () => source.draw());
}

const symbolsOf = ({ read }: Sequence): number[] =>
  read.kind === 'symbols' ? [...read.symbols] : [];
const numbersOf = ({ read }: Sequence): number[] =>
  read.kind === 'numbers' ? [...read.numbers] : [];
const lengthsOf = (sequences: readonly Sequence[]): readonly [number, number] => {
  const lengths = sequences.map(({ length }) => length);
  return [Math.min(...lengths), Math.max(...lengths)];
};

describe('Every task', () => {
  it.each(experiments.map(({ id }) => id))(
    'keeps to its sizes and asks for something: %s',
    (id) => {
      const { inputs, outputs, longest } = needExperiment(id).task;
      for (const sequence of drawn(id, 40)) {
        const { length, asked, targets, truth = targets } = sequence;
        expect(length).toBeLessThanOrEqual(longest);
        expect(targets.length).toBe(asked.length * outputs);
        expect(truth.length).toBe(targets.length);
        expect([...asked]).toEqual([...asked].sort((a, b) => a - b));
        expect(asked.length).toBeGreaterThan(0);
        expect(asked.at(-1)).toBe(length - 1);
        expect(targets.every(Number.isFinite)).toBe(true);
        if (sequence.read.kind === 'numbers') {
          expect(sequence.read.numbers.length).toBe(length * inputs);
        } else {
          expect(sequence.read.symbols.length).toBe(length);
          expect(symbolsOf(sequence).every((symbol) => symbol >= 0 && symbol < inputs)).toBe(true);
        }
      }
      expect(drawn(id, 5)).toEqual(drawn(id, 5));
    },
  );

  it('has an id of its own, and a title', () => {
    expect(new Set(experiments.map(({ id }) => id)).size).toBe(experiments.length);
    expect(new Set(experiments.map(({ title }) => title)).size).toBe(experiments.length);
  });
});

describe('Noise-free and noisy sequences', () => {
  it('2a are two, which differ at their ends alone', () => {
    const texts = new Set(drawn('2a', 50).map((one) => symbolsOf(one).join(' ')));
    expect(texts.size).toBe(2);
    const [x, y] = [...texts].map((text) => text.split(' '));
    expect([x.length, x.slice(1)]).toEqual([100, y.slice(1)]);
    expect(x[0]).not.toBe(y[0]);
  });

  it.each(['2a', '2b'])('%s end with what they began with', (id) => {
    for (const sequence of drawn(id, 50)) {
      expect(sequence.targets.slice(-101).indexOf(1)).toBe(symbolsOf(sequence)[0]);
    }
  });

  it('2c ask after at least 50 distractors, and after 64 symbols in the mean', () => {
    const sequences = drawn('2c', 2000);
    const lengths = sequences.map(({ length }) => length);
    expect(Math.min(...lengths)).toBe(53);
    // b, x or y, e, 50 and nine more in the mean.
    const mean = lengths.reduce((sum, length) => sum + length, 0) / lengths.length;
    expect(Math.abs(mean - 62)).toBeLessThan(1);
    for (const sequence of sequences) {
      const [b, kept, ...rest] = symbolsOf(sequence);
      expect([b, rest.at(-1)]).toEqual([50, 51]);
      expect(rest.slice(0, -1).every((symbol) => symbol < 50)).toBe(true);
      expect(sequence.targets[kept - 52]).toBe(1);
    }
  });
});

describe('The two-sequence problem', () => {
  const one = ({ truth }: Sequence): boolean => (truth?.[0] ?? 0) > 0.5;

  it('3a tells its class in three numbers, then noise of variance 0.2', () => {
    const sequences = drawn('3a', 400);
    expect(lengthsOf(sequences)).toEqual([100, 110]);
    for (const sequence of sequences) {
      const sign = one(sequence) ? 1 : -1;
      expect(numbersOf(sequence).slice(0, 3)).toEqual([sign, sign, sign]);
      expect(sequence.targets[0]).toBe(one(sequence) ? 1 : 0);
    }
    const noise = sequences.flatMap((sequence) => numbersOf(sequence).slice(3));
    const mean = noise.reduce((sum, x) => sum + x, 0) / noise.length;
    const variance = noise.reduce((sum, x) => sum + (x - mean) ** 2, 0) / noise.length;
    expect(Math.abs(mean)).toBeLessThan(0.01);
    expect(Math.abs(variance - 0.2)).toBeLessThan(0.01);
  });

  it('3b has noise on these three, 3c on its targets, too, which stay 0.2 and 0.8 in the mean', () => {
    const firsts = drawn('3b', 400).map(
      (sequence) => (one(sequence) ? 1 : -1) * numbersOf(sequence)[0],
    );
    expect(new Set(firsts).size).toBe(400);
    expect(Math.abs(firsts.reduce((sum, x) => sum + x, 0) / 400 - 1)).toBeLessThan(0.1);
    const targets = drawn('3c', 2000).map(({ targets, truth = targets }) => targets[0] - truth[0]);
    const variance = targets.reduce((sum, x) => sum + x * x, 0) / targets.length;
    expect(Math.abs(variance - 0.1)).toBeLessThan(0.01);
    expect(new Set(drawn('3c').map(({ truth }) => truth?.[0]))).toEqual(new Set([0.2, 0.8]));
  });

  it('is tested on 256 sequences that are drawn beforehand', () => {
    expect(needExperiment('3a').task.open(random(1)).tests).toHaveLength(256);
  });
});

describe('Adding and multiplication', () => {
  it.each(['adding', 'multiplication'])('%s ask for what two marks single out', (id) => {
    const sequences = drawn(id, 2000);
    expect(lengthsOf(sequences)).toEqual([100, 110]);
    for (const sequence of sequences) {
      const pairs = Array.from({ length: sequence.length }, (_, t) =>
        numbersOf(sequence).slice(2 * t, 2 * t + 2),
      );
      const marked = pairs.flatMap(([, mark], t) => (mark === 1 ? [t] : []));
      expect(marked).toHaveLength(2);
      expect(marked.some((t) => t < 10)).toBe(true);
      expect(Math.max(...marked)).toBeLessThan(50);
      expect(pairs.at(-1)?.[1]).toBe(-1);
      const neutral = id === 'adding' ? 0 : 1;
      const [a, b] = marked.map((t) => (t === 0 ? neutral : pairs[t][0]));
      expect(sequence.targets[0]).toBeCloseTo(id === 'adding' ? 0.5 + (a + b) / 4 : a * b, 12);
      expect(sequence.targets[0]).toBeGreaterThanOrEqual(0);
      expect(sequence.targets[0]).toBeLessThanOrEqual(1);
    }
  });
});

describe('Temporal order', () => {
  it.each([
    [
      '6a',
      [
        [10, 20],
        [50, 60],
      ],
    ],
    [
      '6b',
      [
        [10, 20],
        [33, 43],
        [66, 76],
      ],
    ],
  ] as const)('%s names the order of X and Y, and every class comes', (id, places) => {
    const sequences = drawn(id, 400);
    expect(lengthsOf(sequences)).toEqual([100, 110]);
    const classes = new Set<number>();
    for (const sequence of sequences) {
      const text = symbolsOf(sequence);
      const relevant = text.flatMap((symbol, t) => (symbol >= 6 ? [t] : []));
      expect(relevant).toHaveLength(places.length);
      relevant.forEach((t, n) => {
        expect(t).toBeGreaterThanOrEqual(places[n][0]);
        expect(t).toBeLessThanOrEqual(places[n][1]);
      });
      const name = relevant.reduce((sum, t) => 2 * sum + text[t] - 6, 0);
      expect(sequence.targets[name]).toBe(1);
      expect([text[0], text.at(-1)]).toEqual([4, 5]);
      classes.add(name);
    }
    expect(classes.size).toBe(1 << places.length);
  });
});

describe('The contrasts', () => {
  it('parity asks after each bit for the parity so far', () => {
    for (const sequence of drawn('parity')) {
      let ones = 0;
      symbolsOf(sequence).forEach((bit, t) => {
        ones += bit;
        expect(sequence.targets[2 * t + (ones % 2)]).toBe(1);
      });
    }
  });

  it('parity of 500 bits and delayed XOR ask for what their bits say', () => {
    for (const sequence of drawn('parity500', 20)) {
      expect(sequence.targets[0]).toBe(numbersOf(sequence).filter((bit) => bit === 1).length % 2);
    }
    for (const sequence of drawn('xor')) {
      const pairs = numbersOf(sequence);
      const marked = pairs.flatMap((mark, n) => (n % 2 === 1 && mark === 1 ? [(n - 1) / 2] : []));
      expect(marked).toHaveLength(2);
      const [a, b] = marked.map((t) => pairs[2 * t]);
      expect(sequence.targets[0]).toBe(a === b ? 0 : 1);
      expect(marked[1] - marked[0]).toBeGreaterThanOrEqual(20);
    }
  });

  it('selective copying asks for the letters in their order, at the marks', () => {
    for (const sequence of drawn('selectiveCopying')) {
      const text = symbolsOf(sequence);
      const letters = text.filter((symbol) => symbol < 4);
      expect(letters).toHaveLength(3);
      expect([...sequence.asked].map((t) => text[t])).toEqual([5, 5, 5]);
      letters.forEach((letter, n) => expect(sequence.targets[4 * n + letter]).toBe(1));
    }
  });

  it.each(['countTwo', 'countThree'])(
    '%s lets the next letter come where the count is full',
    (id) => {
      const letters = id === 'countTwo' ? 2 : 3;
      for (const sequence of needExperiment(id).task.open(random(1)).tests) {
        const n = sequence.kind ?? 0;
        const text = symbolsOf(sequence);
        expect(text.join('')).toBe(
          ['0', '1', '2']
            .slice(0, letters)
            .map((a) => a.repeat(n))
            .join(''),
        );
        expect(isLegal(sequence, sequence.truth ?? new Float64Array())).toBe(true);
        const last = (sequence.truth ?? sequence.targets).slice(-letters - 1);
        if (n > 1) expect([...last]).toEqual([...Array.from({ length: letters }, () => 0), 1]);
      }
    },
  );

  it('agreement asks for the number of the first noun, whatever stands between', () => {
    const kinds = new Set<number>();
    for (const sequence of drawn('agreement')) {
      const text = symbolsOf(sequence);
      expect(sequence.targets[text[0] < 4 ? 0 : 1]).toBe(1);
      expect(text.filter((symbol) => symbol === 8)).toHaveLength(sequence.kind ?? NaN);
      kinds.add(sequence.kind ?? NaN);
    }
    expect([...kinds].sort()).toEqual([0, 1, 2, 3, 4]);
  });
});
