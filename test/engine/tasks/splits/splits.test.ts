import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassExamples, LabelExamples } from '../../../../src/engine/tasks/examples';
import { splitClasses } from '../../../../src/engine/tasks/splits/classSplit';
import { splitLabels } from '../../../../src/engine/tasks/splits/labelSplit';

/** @param names of the classes, an example each; its text is its place, or as given */
function classes(names: readonly string[], texts = names.map((_, at) => `${at}`)): ClassExamples {
  const known = [...new Set(names)];
  const examples = names.map((name, at) => ({
    ...{ text: texts[at], start: at, end: at, class: known.indexOf(name) },
  }));
  return { task: 'classes', classes: known, examples };
}

function labels(texts: readonly string[]): LabelExamples {
  const sentences = texts.map((text) => ({
    ...{ words: text.split(' '), starts: [], labels: new Uint16Array(text.split(' ').length) },
  }));
  return { task: 'labels', labels: ['O'], spans: false, sentences };
}

describe('Classes are divided', () => {
  const twenty = Array.from({ length: 40 }, (_, at) => (at % 2 === 0 ? 'a' : 'b'));

  it('within each class: every tenth tests, the one before it stops the training', () => {
    const { train, valid, test } = splitClasses(classes(twenty));
    expect(test.map(({ text }) => text)).toEqual(['18', '19', '38', '39']);
    expect(valid.map(({ text }) => text)).toEqual(['16', '17', '36', '37']);
    expect(train).toHaveLength(32);
  });

  it('in ten ways, each example tested in one of them', () => {
    const tested = Array.from({ length: 10 }, (_, at) =>
      splitClasses(classes(twenty), { tenth: at + 1 }).test.map(({ text }) => Number(text)),
    );
    expect(tested.flat().sort((a, b) => a - b)).toEqual(twenty.map((_, at) => at));
  });

  it('with something to learn from and to test in every class, however few there are', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    fc.assert(
      fc.property(fc.array(name, { minLength: 2, maxLength: 60 }), (names) => {
        const enough = names.filter((one) => names.filter((other) => other === one).length > 1);
        const parts = splitClasses(classes(enough));
        const all = [...parts.train, ...parts.valid, ...parts.test];
        expect(new Set(all).size).toBe(enough.length);
        for (const one of new Set(enough.map((each) => [...new Set(enough)].indexOf(each)))) {
          expect(parts.train.some((example) => example.class === one)).toBe(true);
          expect(parts.test.some((example) => example.class === one)).toBe(true);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('so that no text that is learnt tests too; in a test of its own such texts are counted', () => {
    const texts = twenty.map((_, at) => (at === 18 ? '0' : `${at}`));
    const parts = splitClasses(classes(twenty, texts));
    expect(parts.duplicates).toBe(1);
    expect(parts.test.map(({ text }) => text)).toEqual(['19', '38', '39']);
    const test = classes(['a', 'b'], ['0', 'new']);
    expect(splitClasses(classes(twenty), { test })).toMatchObject({
      ...{ duplicates: 1, test: test.examples },
    });
  });
});

describe('Sentences are divided', () => {
  it('by distinct text: one that stands twice is never learnt from and tested with', () => {
    const text = fc.integer({ min: 0, max: 40 }).map((number) => `the ${number}`);
    fc.assert(
      fc.property(
        fc.array(text, { minLength: 3, maxLength: 100 }),
        fc.integer({ min: 1, max: 10 }),
        (texts, tenth) => {
          const parts = splitLabels(labels(texts), { tenth });
          const of = (part: typeof parts.train) =>
            new Set(part.map(({ words }) => words.join(' ')));
          const [train, valid, test] = [of(parts.train), of(parts.valid), of(parts.test)];
          expect([...train].filter((one) => test.has(one) || valid.has(one))).toEqual([]);
          expect(parts.train.length + parts.valid.length + parts.test.length).toBe(texts.length);
          const distinct = new Set(texts).size;
          if (distinct > 2) expect(Math.min(train.size, valid.size, test.size)).toBeGreaterThan(0);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('every tenth distinct one to test, every twentieth of the others to stop', () => {
    const texts = Array.from({ length: 100 }, (_, at) => `the ${at}`);
    const { train, valid, test } = splitLabels(labels(texts));
    expect(test.map(({ words }) => Number(words[1]))).toEqual([
      9, 19, 29, 39, 49, 59, 69, 79, 89, 99,
    ]);
    expect([train.length, valid.length]).toEqual([86, 4]);
  });

  it('from a test of their own without loss, with those counted that are also learnt', () => {
    const texts = Array.from({ length: 40 }, (_, at) => `the ${at}`);
    const parts = splitLabels(labels(texts), { test: labels(['the 0', 'the end']) });
    expect([parts.train.length, parts.valid.length, parts.test.length]).toEqual([38, 2, 2]);
    expect(parts.duplicates).toBe(1);
  });
});
