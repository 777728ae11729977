import { describe, expect, it } from 'vitest';
import { readySentence } from '../../../src/host/status/trainingSentences';
import { summary } from '../values';

describe('A training that has ended', () => {
  it('tells its perplexity and when that was reached', () => {
    expect(readySentence('a.txt', summary({ seconds: 63, bestSeconds: 22 }))).toMatch(
      /^a\.txt is ready: validation perplexity 74\.1 at 0:22, no better up to 1:03\./,
    );
    expect(readySentence('a.txt', summary({ seconds: 63, bestSeconds: 62.9 }))).toContain(
      'at 1:02, no better up to 1:03',
    );
    expect(readySentence('a.txt', summary({ seconds: 63 }))).toContain('74.1 after 1:03.');
  });

  it('says where a network adds nothing to the counts', () => {
    const few = { fewWords: 200, countsAlone: true } as const;
    expect(readySentence('a.txt', summary(few))).toMatch(
      /200 words are few for a network.*completed from counts alone\./,
    );
    expect(readySentence('a.txt', summary())).not.toMatch(/counts/);
  });
});
