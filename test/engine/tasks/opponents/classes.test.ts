import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wordsOf } from '../../../../src/engine/tasks/inputs/classWords';
import { judged, majority } from '../../../../src/engine/tasks/opponents/classJudge';
import { naiveBayes } from '../../../../src/engine/tasks/opponents/naiveBayes';

const example = (text: string, judgement: number) => ({ words: text.split(' '), class: judgement });

const train = [
  example('a fine fine film', 1),
  example('a dull film', 0),
  example('a fine day', 1),
  example('so dull', 0),
  example('so so', 1),
];

/** Written out over all features: the definition. */
function byDefinition(words: string[], classes: number, alpha: number): number[] {
  const features = [...new Set(train.flatMap((one) => one.words))];
  return Array.from({ length: classes }, (_, judgement) => {
    const here = train.filter((one) => one.class === judgement);
    const count = (feature: string) => here.filter((one) => one.words.includes(feature)).length;
    const all = features.reduce((sum, feature) => sum + count(feature) + alpha, 0);
    const known = new Set(words.filter((word) => features.includes(word)));
    return [...known].reduce(
      (sum, word) => sum + Math.log((count(word) + alpha) / all),
      Math.log(here.length / train.length),
    );
  });
}

describe('The majority', () => {
  it('is the most frequent class, whatever is read', () => {
    expect(judged(majority(train, 2), ['dull'])).toBe(1);
  });
});

describe('Naive Bayes', () => {
  it('is what its definition says, by words that are present', () => {
    const word = fc.constantFrom('a', 'fine', 'dull', 'film', 'so', 'day', 'new');
    fc.assert(
      fc.property(fc.array(word, { maxLength: 8 }), fc.constantFrom(0.5, 1, 2), (words, alpha) => {
        const scores = naiveBayes(train, 2, { pairs: false, alpha }).judge(words);
        byDefinition(words, 2, alpha).forEach((score, at) =>
          expect(scores[at]).toBeCloseTo(score, 9),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('by pairs knows more of a text than its words', () => {
    const pairs = [example('not good', 0), example('good not', 1)];
    const bayes = naiveBayes(pairs, 2, { pairs: true, alpha: 2 });
    expect(judged(bayes, ['not', 'good'])).toBe(0);
    expect(judged(bayes, ['good', 'not'])).toBe(1);
  });

  it('names the words that speak most for a class', () => {
    const bayes = naiveBayes(train, 2, { pairs: false, alpha: 1 });
    const [first] = bayes.strongest(0, 1);
    expect(first).toEqual({ word: 'dull', weight: bayes.weight('dull', 0) });
    expect(bayes.weight('dull', 1)).toBeCloseTo(-bayes.weight('dull', 0), 12);
    expect(bayes.weight('new', 0)).toBe(0);
  });

  it('does not ask in which order the examples came', () => {
    const judges = [train, train.toReversed()].map((some) =>
      naiveBayes(some, 2, { pairs: false, alpha: 1 }).judge(['a', 'dull', 'so']),
    );
    expect([...judges[0]]).toEqual([...judges[1]]);
  });
});

describe('The words of a text', () => {
  it('are in lower case, with signs by themselves', () => {
    expect(wordsOf("It's WELL-made, isn't it?")).toEqual(
      "it's well - made , isn't it ?".split(' '),
    );
  });
});
