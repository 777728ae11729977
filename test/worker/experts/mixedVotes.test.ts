import { describe, expect, it } from 'vitest';
import {
  askExperts,
  createMixedVotes,
  mixVotesAt,
  named,
  trustedWeights,
} from '../../../src/worker/experts/mixedVotes';
import { sentence, writing } from './writing';

const tuned = [0.4, 0.4, 0.2];
const total = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((sum, value) => sum + value, 0);

describe('The votes about a place, mixed,', () => {
  it('sum to 1, and are of the place asked about last', () => {
    const { counts, text } = writing(0, sentence.repeat(20));
    const mixed = createMixedVotes(counts);
    for (const word of ['keeper', 'painted', 'lighthouse']) {
      const position = text.indexAt(text.text.indexOf(word));
      askExperts(mixed, position, undefined);
      mixVotesAt(mixed, position, tuned, 0);
      expect(total(mixed.probabilities)).toBeCloseTo(1, 9);
      const best = mixed.probabilities.indexOf(Math.max(...mixed.probabilities));
      expect(counts.lexicon.words[best]).toBe(word);
    }
  });

  it('have room for the words that the text has meanwhile', () => {
    const { counts, text } = writing(0, sentence.repeat(3));
    const mixed = createMixedVotes(counts);
    const ask = () => {
      askExperts(mixed, text.count, undefined);
      mixVotesAt(mixed, text.count, tuned, 0);
      return mixed.probabilities;
    };
    const before = ask();
    expect(ask()).toBe(before);
    counts.replace(text.edit({ offset: 0, length: 0, text: 'so many new words came along ' }));
    expect(ask()).toHaveLength(counts.lexicon.size);
  });

  it('do not know a word from the one place that is asked about', () => {
    const { counts, text } = writing(0, `${sentence.repeat(3)}a zeppelin landed`);
    const mixed = createMixedVotes(counts);
    const position = text.indexAt(text.text.indexOf('zeppelin'));
    const zeppelin = counts.idAt(position);
    const probabilityAt = (place: number) => {
      askExperts(mixed, place, undefined);
      mixVotesAt(mixed, place, tuned, 0);
      return mixed.probabilities[zeppelin];
    };
    expect(probabilityAt(position)).toBe(0);
    expect(total(mixed.probabilities)).toBeCloseTo(1, 9);
    expect(probabilityAt(position + 1)).toBeGreaterThan(0);
  });
});

describe('The weights', () => {
  it('trust n-gram and cache half as much where they have seen few tokens', () => {
    expect(trustedWeights(tuned, 300, 300)).toEqual([0.2, 0.4, 0.1]);
    expect(trustedWeights(tuned, 0, 0)).toEqual([0, 0.4, 0]);
    expect(trustedWeights(tuned, 3e9, 3e9)[0]).toBeCloseTo(0.4, 6);
  });

  it('name the shares of the three experts', () => {
    expect(named([0.5, 0.3, 0.2])).toEqual({ ngram: 0.5, network: 0.3, cache: 0.2 });
  });
});
