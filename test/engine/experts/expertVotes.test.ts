import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createExpertVotes,
  experts,
  mixVotes,
  newWordsMass,
  sharesOfWord,
  weightsOfSpeakers,
  type ExpertVotes,
} from '../../../src/engine/experts/expertVotes';

const share = fc.double({ min: 0, max: 1, noNaN: true });
const weights = fc.array(share, { minLength: experts, maxLength: experts });
const speaking = fc
  .array(fc.boolean(), { minLength: experts, maxLength: experts })
  .filter((speaks) => speaks.includes(true));
const size = 4;

function opinionsOf(values: readonly number[], speaks: readonly boolean[]): ExpertVotes {
  const votes = createExpertVotes(size);
  votes.parts.forEach((part, k) => {
    part.set(values.slice(k * size, (k + 1) * size));
    const total = part.reduce((sum, p) => sum + p, 0);
    part.forEach((p, word) => (part[word] = total > 0 ? p / total : 1 / size));
    votes.speaks[k] = speaks[k];
  });
  return votes;
}
const values = fc.array(share, { minLength: experts * size, maxLength: experts * size });

describe('the opinions of experts', () => {
  it('mix into a distribution, whichever experts are silent', () => {
    fc.assert(
      fc.property(values, weights, speaking, (given, trust, speaks) => {
        const out = new Float64Array(size);
        mixVotes(opinionsOf(given, speaks), trust, out);
        expect(out.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 10);
      }),
    );
  });

  it('give the weight of silent experts to the others, and equal weight to all if none has any', () => {
    expect(weightsOfSpeakers([0.5, 0.25, 0.25], [true, false, true])).toEqual([2 / 3, 0, 1 / 3]);
    expect(weightsOfSpeakers([0, 1, 0], [true, false, true])).toEqual([0.5, 0, 0.5]);
  });

  it('share a word among the experts by what each gave, and an impossible word among none', () => {
    const votes = createExpertVotes(2);
    votes.parts[0][1] = 0.3;
    votes.parts[1][1] = 0.1;
    votes.speaks.splice(0, experts, true, true, false);
    expect(sharesOfWord(votes, [0.5, 0.5, 0], 1)).toEqual([0.3 / 0.4, 0.1 / 0.4, 0]);
    expect(sharesOfWord(votes, [0.5, 0.5, 0], 0)).toEqual([0, 0, 0]);
  });

  it('leave less to new words the longer a prefix is, and never nothing', () => {
    expect(newWordsMass(0.1, 100, 100)).toBeCloseTo(0.1, 12);
    expect(newWordsMass(0.1, 0, 99)).toBeCloseTo(0.001, 12);
  });
});
