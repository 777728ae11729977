import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseWordList } from '../../../../src/engine/text/words/wordList';

const problem = (content: string, isJson: boolean, rows = 3): string => {
  const list = parseWordList(content, { isJson, rows });
  return list.ok ? '' : list.problem;
};

describe('A vocabulary from elsewhere', () => {
  it('is read as lines, as a JSON array and as an object from word to id', () => {
    const words = ['<unk>', 'the', 'cat'];
    for (const [content, isJson] of [
      ['\ufeff<unk>\r\nthe\r\ncat\r\n', false],
      ['["<unk>", "the", "cat"]', true],
      ['{"cat": 2, "<unk>": 0, "the": 1}', true],
    ] as const) {
      expect(parseWordList(content, { isJson, rows: 3 })).toEqual({ ok: true, words });
    }
  });

  it.each([
    ['', false, /it is empty/],
    ['a\n\nb\n', false, /line 2 is empty.*write JSON/],
    ['a\nb\na\n', false, /line 1 and line 3 are both "a"/],
    ['["a", ""]', true, /id 1 is empty/],
    ['[1]', true, /neither a JSON array of words nor an object/],
    ['[', true, /not valid JSON/],
    ['{"a": 0, "b": 2}', true, /"b" has the id 2, but 2 words have the ids 0 to 1/],
    ['{"a": 0, "b": 0}', true, /"a" and "b" have the same id 0/],
    ['{"a": 0.5}', true, /id 0\.5/],
  ])('is refused with what is wrong and what to do: %j', (content, isJson, said) => {
    expect(problem(content, isJson)).toMatch(said);
  });

  it('never throws, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.boolean(), (content, isJson) => {
        const list = parseWordList(content, { isJson, rows: 3 });
        if (list.ok) expect(new Set(list.words).size).toBe(list.words.length);
        else expect(list.problem.length).toBeGreaterThan(10);
      }),
    );
  });
});
