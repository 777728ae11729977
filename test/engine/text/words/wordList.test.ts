import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unknownAmong } from '../../../../src/engine/text/words/unknownNames';
import { parseWordList, whyNoneFits } from '../../../../src/engine/text/words/wordList';

const problem = (content: string, isJson: boolean, rows = 3): string => {
  const list = parseWordList(content, { isJson, rows });
  return list.ok ? '' : list.problem;
};

describe('An imported vocabulary', () => {
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

  it('never throws, whatever the input', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.boolean(), (content, isJson) => {
        const list = parseWordList(content, { isJson, rows: 3 });
        if (list.ok) expect(new Set(list.words).size).toBe(list.words.length);
        else expect(list.problem.length).toBeGreaterThan(10);
      }),
    );
  });
});

describe('A vocabulary of another program', () => {
  const words = ['<unk>', 'the', 'constructor', '__proto__'];
  const ids = `{${words.map((word, id) => `${JSON.stringify(word)}:${id}`).join()}}`;
  const fromOne = `{${words.map((word, id) => `${JSON.stringify(word)}:${id + 1}`).join()}}`;
  const lines = (line: (word: string, id: number) => string) => words.map(line).join('\n');
  const read = (content: string, isJson: boolean, rows = words.length) =>
    parseWordList(content, { isJson, rows });

  it.each([
    ['ids by word, whatever the words are called', ids, true],
    ['torchtext, by id', JSON.stringify({ freqs: {}, itos: words }), true],
    ['torchtext, by word', `{"stoi":${ids},"unk_index":0}`, true],
    ['words by id', JSON.stringify(Object.fromEntries(words.map((w, id) => [id, w]))), true],
    ['pairs', JSON.stringify(words.map((word, id) => [word, id])), true],
    ['Hugging Face', `{"model":{"type":"WordLevel","vocab":${ids},"unk_token":"<unk>"}}`, true],
    ['lines with ids', lines((word, id) => `${word}\t${id}`), false],
    ['lines with ids before', lines((word, id) => `${id} ${word}`), false],
    ['lines with ids below a title', `word,id\n${lines((word, id) => `${word},${id}`)}`, false],
    ['lines with counts', lines((word, id) => `${word} ${900 - 300 * (id >> 1)}`), false],
    ['lines with ids and counts', lines((word, id) => `${word}\t${id}\t${90 - id}`), false],
    ['JSON under another name', JSON.stringify(words), false],
  ])('is read: %s', (_, content, isJson) => {
    expect(read(content, isJson)).toMatchObject({ ok: true, words });
  });

  it('leaves row 0 to padding where its ids begin at 1, as Keras has them', () => {
    const keras = JSON.stringify({ config: { word_index: fromOne, oov_token: '<unk>' } });
    for (const content of [fromOne, keras]) {
      expect(read(content, true, 5)).toMatchObject({ words: ['<padding>', ...words] });
    }
    expect(problem(fromOne, true, 4)).toMatch(/ids go from 1 to 4.*from 0/);
  });

  it.each([
    ['{"the": 900, "of": 500}', true, /if the numbers are counts, write only the words/],
    ['the 7\nof 9\nto 8', false, /neither as rows.*nor as counts/],
    ['a 1\nb 0', false, /neither as rows/],
    ['{"itos": ["a", "b"], "stoi": {"b": 0, "a": 1}}', true, /“itos” and “stoi” differ/],
    ['{"model": {"type": "BPE", "vocab": {"a": 0, "b": 1}}}', true, /pieces of words \(BPE\)/],
    ['{"layers": {"a": []}}', true, /neither a JSON array/],
    [`[${'0,'.repeat(9000)}0]`, true, /more than 4,\d+ entries/],
  ])('is refused with what to write instead: %s', (content, isJson, said) => {
    expect(problem(content, isJson, 2)).toMatch(said);
  });

  it('is refused if no text can contain any of its words', () => {
    expect(whyNoneFits(['the 12', 'of 9'], 'whitespace')).toMatch(
      /none of its words, such as "the 12"/,
    );
    expect(whyNoneFits(['w0', 'w1', '<unk>'], 'words')).toMatch(/split by Gatescope’s rules/);
    expect(whyNoneFits(['\u0120the', '\u0120of', 'ing'], 'whitespace')).toMatch(/pieces/);
    expect(whyNoneFits(['the', '<unk>'], 'whitespace')).toBeUndefined();
    expect(whyNoneFits(['<pad>', '<unk>'], 'characters')).toBeUndefined();
  });
});

describe('The class of unknown words', () => {
  it.each([
    ...['<unk>', '<UNK>', '[UNK]', '<unknown>', '<UNKNOWN>', '<oov>', '<OOV>', '@@UNKNOWN@@'],
    ...['xxunk', 'UNK', 'unk', '_UNK', '_UNK_', '__UNK__', 'OOV', '{unk}', '<|unk|>', 'UNKNOWN'],
    ...['UNKNOWN_TOKEN', '<unk_token>', '<rare>', '$UNK$', '#UNK#', '<out-of-vocabulary>'],
  ])('is found by its name: %s', (name) => {
    expect(unknownAmong(['the', 'unknown', name, '<pad>', '<s>'])).toEqual({ kind: 'row', row: 2 });
  });

  it('is what the file calls it, else the surest name', () => {
    expect(unknownAmong(['the', '<x>', '<unk>'], '<x>')).toEqual({ kind: 'row', row: 1 });
    expect(unknownAmong(['unk', '<unk>'])).toEqual({ kind: 'row', row: 1 });
  });

  it('is ambiguous if no name fits or several do', () => {
    expect(unknownAmong(['the', 'unknown', '<pad>'])).toEqual({ kind: 'unclear', suspects: [1] });
    expect(unknownAmong(['<unk>', '<UNK>'])).toEqual({ kind: 'unclear', suspects: [0, 1] });
    expect(unknownAmong(['the', 'cat'])).toEqual({ kind: 'unclear', suspects: [] });
  });

  it('is none among characters', () => {
    expect(unknownAmong(['a', ' ', '\n', '😀'])).toEqual({ kind: 'none' });
  });
});
