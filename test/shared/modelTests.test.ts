/** The schema that editors complete by, and the one that the program checks by, agree on every file of tests. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv from 'ajv';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { boundOf, passes, seedsSentence, testFileSchema } from '../../src/shared/modelTests';

const root = path.resolve(import.meta.dirname, '../..');
const file = path.join(root, 'media/seqtest.schema.json');
const validate = new Ajv({ allErrors: true }).compile(
  JSON.parse(readFileSync(file, 'utf8')) as object,
);

const word = { kind: 'nextWord', name: 'A word', after: 'once upon a', expect: 'time' };
const unit = { kind: 'unit', name: 'A unit', auc: 0.9 };
const task = { kind: 'task', name: 'A task', file: 'reviews.tsv' };
const of = (...tests: readonly object[]) => ({ text: 'story.txt', tests });

const right: readonly object[] = [
  of({ ...word, within: 3 }, { ...word, bits: 2.5 }),
  of({ kind: 'passage', name: 'p', text: 'a b', bits: 9 }),
  of({ ...unit, spans: ['a b'] }, { ...unit, pattern: '[0-9]+' }, { ...unit, brackets: 'any' }),
  of({ ...unit, headings: true, unit: { layer: 0, quantity: 'cellState', unit: 7 }, file: 'b.md' }),
  of({ ...task, accuracy: 70 }, { ...task, f1: 30 }, { ...task, exactMatch: 99.5 }),
  of({ kind: 'class', name: 'c', text: 'a fine film', expect: 'pos', probability: 0.6 }),
  {
    $schema: 'x',
    model: 'm.safetensors',
    train: { steps: 9, task: 'labels' },
    tests: [{ ...word, within: 1 }],
  },
];

const wrong: readonly unknown[] = [
  [],
  {},
  { tests: [{ ...word, within: 1 }] },
  of(),
  of(word),
  of({ ...word, within: 3, bits: 2 }),
  of({ ...word, within: 0 }),
  of({ ...word, within: 1.5 }),
  of({ ...word, within: 1, name: '' }),
  of({ ...word, within: 1, expect: '' }),
  of({ ...word, within: 1, other: true }),
  of({ kind: 'other', name: 'x' }),
  of({ name: 'x' }),
  of({ kind: 'passage', name: 'p', text: 'a b', bits: 0 }),
  of(unit),
  of({ ...unit, spans: [] }),
  of({ ...unit, spans: ['a'], pattern: 'b' }),
  of({ ...unit, headings: false }),
  of({ ...unit, brackets: '<' }),
  of({ ...unit, headings: true, auc: 0.4 }),
  of({ ...unit, headings: true, unit: { layer: -1, quantity: 'x', unit: 0 } }),
  of(task),
  of({ ...task, accuracy: 101 }),
  of({ ...task, accuracy: 1, f1: 1 }),
  of({ kind: 'class', name: 'c', text: 'a', expect: 'b', probability: 2 }),
  { ...of({ ...word, within: 1 }), train: { steps: 0 } },
  { ...of({ ...word, within: 1 }), train: { task: 'chess' } },
  { ...of({ ...word, within: 1 }), more: 1 },
];

describe('A file of tests', () => {
  it.each(right)('is right to the program and to the editor: %j', (tests) => {
    expect(v.safeParse(testFileSchema, tests).issues).toBeUndefined();
    expect(validate(tests), JSON.stringify(validate.errors)).toBe(true);
  });

  it.each(wrong)('is wrong to the program and to the editor: %j', (tests) => {
    expect(v.safeParse(testFileSchema, tests).success).toBe(false);
    expect(validate(tests)).toBe(false);
  });
});

describe('What a test measures', () => {
  it('is what it has a bound for', () => {
    const { tests } = v.parse(
      testFileSchema,
      of(...right.flatMap((one) => (one as { tests: object[] }).tests)),
    );
    expect(tests.map(boundOf)).toEqual([
      { measured: 'rank', bound: 3 },
      { measured: 'bits', bound: 2.5 },
      { measured: 'bits', bound: 9 },
      ...[1, 2, 3, 4].map(() => ({ measured: 'auc', bound: 0.9 })),
      { measured: 'accuracy', bound: 70 },
      { measured: 'f1', bound: 30 },
      { measured: 'exactMatch', bound: 99.5 },
      { measured: 'probability', bound: 0.6 },
      { measured: 'rank', bound: 1 },
    ]);
  });

  it('passes at its bound, and on the side that is better', () => {
    for (const low of ['rank', 'bits'] as const) {
      expect([passes(low, 2, 2), passes(low, 1, 2), passes(low, 3, 2)]).toEqual([
        true,
        true,
        false,
      ]);
    }
    for (const high of ['auc', 'accuracy', 'f1', 'exactMatch', 'probability'] as const) {
      expect([passes(high, 2, 2), passes(high, 1, 2), passes(high, 3, 2)]).toEqual([
        true,
        false,
        true,
      ]);
    }
  });

  it('is told of every seed', () => {
    const outcome = { bound: 3, sentence: '' };
    const seeds = [
      { seed: 1, outcome: { ...outcome, passed: true, value: 2 } },
      { seed: 2, outcome: { ...outcome, passed: false, value: 4.1239 } },
    ];
    expect(seedsSentence(seeds)).toBe('1 of 2 seeds pass (seed 1: 2, seed 2: 4.124).');
  });
});
