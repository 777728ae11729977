import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areSpanLabels, spansOf } from '../../../../src/engine/tasks/formats/spanLabels';
import {
  accuracyOf,
  pairedDifference,
  unpairedDifference,
} from '../../../../src/engine/tasks/metrics/accuracy';
import { confusionOf, figuresOf, macroF1 } from '../../../../src/engine/tasks/metrics/confusion';
import { classRow, labelDifference, labelRow } from '../../../../src/engine/tasks/metrics/rows';
import { spanDifference, spanResult } from '../../../../src/engine/tasks/metrics/spans';

const labels = (text: string) => text.split(' ');

describe('Accuracy', () => {
  it('comes with its standard error: 1.3 points for 77 % of 1,066', () => {
    const { accuracy, standardError } = accuracyOf(820, 1066);
    expect(accuracy).toBeCloseTo(76.92, 2);
    expect(standardError).toBeCloseTo(1.29, 2);
    expect(accuracyOf(0, 0)).toEqual({ accuracy: 0, standardError: 0, count: 0 });
  });

  it('of two on the same examples is a tie below two standard errors of what differs', () => {
    const wanted = new Array<number>(100).fill(1);
    const wrong = (...from: [number, number][]) =>
      wanted.map((_, at) => (from.some(([low, high]) => at >= low && at < high) ? 0 : 1));
    // 10 that only one gets right, 4 that only the other does: 6 points, error sqrt(0.14 - 0.0036) / 10.
    const close = pairedDifference(wrong([0, 4]), wrong([4, 14]), wanted);
    expect(close.points).toBeCloseTo(6, 9);
    expect(close.standardError).toBeCloseTo(10 * Math.sqrt(0.14 - 0.0036), 9);
    expect(close.tie).toBe(true);
    expect(pairedDifference(wrong(), wrong([0, 10]), wanted)).toMatchObject({
      points: 10,
      tie: false,
    });
    expect(pairedDifference(wanted, wanted, wanted)).toMatchObject({ points: 0, tie: true });
  });

  it('of two on different examples adds both errors', () => {
    const difference = unpairedDifference(accuracyOf(80, 100), accuracyOf(70, 100));
    expect(difference).toMatchObject({ tie: true });
    expect(difference.standardError).toBeCloseTo(Math.hypot(4, Math.sqrt(21)), 9);
  });
});

describe('Confusion', () => {
  const wanted = [0, 0, 1, 2, 2];
  const given = [0, 1, 1, 0, 2];

  it('knows the examples of each cell, and all that are wrong', () => {
    const confusion = confusionOf(given, wanted, 3);
    expect(confusion.examples(2, 0)).toEqual([3]);
    expect(confusion.count(1, 2)).toBe(0);
    expect(confusion.wrong).toEqual([1, 3]);
  });

  it('has every example in exactly one cell', () => {
    const judgement = fc.tuple(fc.nat(4), fc.nat(4));
    fc.assert(
      fc.property(fc.array(judgement), (pairs) => {
        const confusion = confusionOf(
          pairs.map(([one]) => one),
          pairs.map(([, two]) => two),
          5,
        );
        const all = [0, 1, 2, 3, 4].flatMap((row) =>
          [0, 1, 2, 3, 4].flatMap((column) => confusion.examples(row, column)),
        );
        expect(all.sort((a, b) => a - b)).toEqual(pairs.map((_, at) => at));
      }),
    );
  });

  it('says precision, recall and F1 of each class', () => {
    const [none, one, two] = figuresOf(given, wanted, 3);
    expect(none).toEqual({ precision: 50, recall: 50, f1: 50, count: 2 });
    expect(one).toMatchObject({ precision: 50, recall: 100, count: 1 });
    expect(two).toMatchObject({ precision: 100, recall: 50, count: 2 });
    expect(macroF1(figuresOf([0], [0], 3))).toBe(100);
    expect(
      classRow(
        [0, 1].map((n) => ({ text: '', start: 0, end: 0, class: n })),
        [0, 0],
        2,
      ),
    ).toEqual({
      ...{
        accuracy: 50,
        standardError: expect.closeTo(35.36, 1),
        macroF1: expect.closeTo(33.33, 1),
      },
    });
  });
});

describe('Spans', () => {
  it.each([
    ['O B-x I-x O', ['1-3 x']],
    ['B-x B-x', ['0-1 x', '1-2 x']],
    // Broken, as conlleval reads it.
    ['O I-x I-x', ['1-3 x']],
    ['B-x I-y', ['0-1 x', '1-2 y']],
    ['I-x O I-x', ['0-1 x', '2-3 x']],
    // Other schemes.
    ['S-x B-x E-x I-x', ['0-1 x', '1-3 x', '3-4 x']],
    ['U-x B-y L-y O', ['0-1 x', '1-3 y']],
    ['B I O', ['0-2 ']],
  ])('are read from labels: %s', (text, spans) => {
    expect(spansOf(labels(text)).map(({ from, to, type }) => `${from}-${to} ${type}`)).toEqual(
      spans,
    );
  });

  it('come back from BIO labels that were made of them', () => {
    const part = fc.record({
      length: fc.integer({ min: 1, max: 3 }),
      type: fc.constantFrom('', 'x', 'y'),
    });
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const made: string[] = [];
        const spans = parts.flatMap(({ length, type }) => {
          const from = made.length;
          for (let n = 0; n < length; n++)
            made.push(type === '' ? 'O' : `${n === 0 ? 'B' : 'I'}-${type}`);
          return type === '' ? [] : [{ from, to: from + length, type }];
        });
        expect(spansOf(made)).toEqual(spans);
        expect(areSpanLabels(made)).toBe(made.includes('O') && spans.length > 0);
      }),
    );
  });

  it('are right only as a whole, with their type; untyped without it', () => {
    const wanted = labels('B-x I-x O B-y O B-x');
    const given = labels('B-x I-x O B-x O O');
    const result = spanResult([{ given, wanted }]);
    expect(result).toMatchObject({ precision: 50, count: 3 });
    expect(result.recall).toBeCloseTo(100 / 3, 9);
    expect(result.f1).toBeCloseTo(40, 9);
    expect(result.untyped).toMatchObject({ precision: 100, f1: expect.closeTo(80, 9) });
  });

  it('have an error that is drawn from a seed, and shrinks with more sentences', () => {
    const [hit, miss] = ['B-x O', 'O O'].map((given) => ({
      given: labels(given),
      wanted: labels('B-x O'),
    }));
    const of = (times: number) =>
      spanResult(Array.from({ length: times }, () => [hit, miss]).flat());
    expect(of(50)).toEqual(of(50));
    expect(of(50).standardError).toBeGreaterThan(1.5 * of(200).standardError);
    expect(spanResult([hit, hit]).standardError).toBe(0);
    const [all, none] = [hit, miss].map((one) => Array.from({ length: 30 }, () => one));
    expect(spanDifference(all, none)).toMatchObject({ points: 100, tie: false });
    expect(spanDifference(all, all)).toMatchObject({ points: 0, tie: true });
  });
});

describe('A row of labels', () => {
  const words = labels('a dog barks');
  const test = [{ words, starts: [0, 2, 6], labels: Uint16Array.of(0, 1, 2) }];

  it('tells words that were seen from those that were not', () => {
    const row = labelRow(
      { labels: ['D', 'N', 'V'], spans: false },
      test,
      [[0, 1, 1]],
      new Set(['a', 'barks']),
    );
    expect(row).toMatchObject({ accuracy: expect.closeTo(66.67, 1), known: 50, unknown: 100 });
  });

  it('has no token accuracy where labels are spans', () => {
    const names = { labels: ['O', 'B-x', 'I-x'], spans: true };
    const row = labelRow(names, test, [[0, 1, 2]], new Set());
    expect(row).toEqual({
      ...{ precision: 100, recall: 100, f1: 100, standardError: 0 },
      untyped: { precision: 100, recall: 100, f1: 100 },
    });
    expect(labelDifference(names, test, [[0, 1, 2]], [[0, 0, 0]]).points).toBe(100);
  });
});
