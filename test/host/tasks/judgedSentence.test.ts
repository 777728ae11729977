/** What a selection was judged as. */
import { describe, expect, it } from 'vitest';
import type { JudgedText } from '../../../src/shared/questions/examples';
import { judgedSentence } from '../../../src/host/tasks/judgedSentence';

describe('A selection', () => {
  it('is judged a class, with the next ones and the unknown words', () => {
    const judged: JudgedText = {
      ...{ task: 'classes', names: ['bad', 'good', 'so-so'], given: 1 },
      ...{ probabilities: [0.125, 0.75, 0.125], words: 12, unknownWords: 1 },
    };
    expect(judgedSentence(judged)).toMatch(
      /^Judged good 75%; bad 13%, so-so 13%\. 1 of its 12 words is unknown to the network\.$/,
    );
    expect(judgedSentence({ ...judged, unknownWords: 0 })).not.toContain('unknown');
  });

  it('has a label for each of its words, the first thirty', () => {
    const judged: JudgedText = {
      ...{ task: 'labels', names: ['DET', 'NOUN'], words: ['The', 'film'] },
      ...{ given: [0, 1], probabilities: [0.9, 0.9] },
    };
    expect(judgedSentence(judged)).toBe('The DET · film NOUN');
    const many = {
      ...judged,
      words: Array<string>(32).fill('a'),
      given: Array<number>(32).fill(0),
    };
    expect(judgedSentence(many)).toMatch(/· and 2 more words$/);
  });
});
