import { describe, expect, it } from 'vitest';
import { newestCut } from '../../../../src/engine/text/tokens/cut';
import { tokenizedText } from '../../../../src/engine/text/tokens/tokenizedText';
import { continued, formOf } from '../../../../src/engine/text/words/normalForm';
import { isAlphabetic, partsWord, wordBefore } from '../../../../src/engine/text/words/word';

const words = [
  ...['a', "don't", 'O’Neill', 'e\u0301', '漢字', 'ไทย', 'किसान', 'col·lecció', 'צה"ל', "ג'ורג'"],
  ...['пʼять', 'co\u00adop', 'می\u200cخواهم', 'שלום\u200f', 'ភាសា', 'ພາສາ', 'မြန်မာ'],
];

describe('A word of letters', () => {
  it('is distinguished from everything else', () => {
    for (const word of words) expect([word, isAlphabetic(word)]).toEqual([word, true]);
    const others = [
      '',
      '5',
      'x²',
      '_',
      "'",
      '.',
      '\n',
      '<eos>',
      '😀',
      'a"b',
      '"',
      'a\u200bb',
      'a.b',
    ];
    for (const other of others) expect([other, isAlphabetic(other)]).toEqual([other, false]);
  });

  it('is what the tokenizer finds of it at the end of a text, however far it is typed', () => {
    for (const word of words) {
      for (let typed = 1; typed <= word.length; typed++) {
        const text = `x, ${word.slice(0, typed)}`;
        const cut = tokenizedText(text, newestCut('words'));
        const last = cut.token(cut.count - 1);
        if (!isAlphabetic(last) || /[\p{sc=Thai}\p{sc=Han}]|ភា|ພາ|မြန်/u.test(word)) continue;
        expect(wordBefore(text, 2).normalize('NFC')).toBe(last);
      }
    }
  });

  it('being typed may end in an apostrophe', () => {
    expect(wordBefore("l'aujourd'", 2)).toBe("l'aujourd'");
    expect(wordBefore('a col·', 2)).toBe('col·');
    expect(wordBefore('"צה"ל', 2)).toBe('צה"ל');
    expect(wordBefore('say "', 2)).toBe('');
    expect(wordBefore('a·b', 1)).toBe('b');
  });

  it('is parted within, but not before what is unseen, nor within Chinese', () => {
    expect(partsWord("aujourd'hui", 7)).toBe(true);
    expect(partsWord('می\u200cخواهم', 2)).toBe(true);
    expect(partsWord('שלום\u200f', 4)).toBe(false);
    expect(partsWord('word', 0)).toBe(false);
    expect(partsWord('我们', 1)).toBe(true);
    expect(partsWord('我们', 2)).toBe(false);
    expect(partsWord('12', 1)).toBe(false);
  });
});

describe('The spelling of a suggestion', () => {
  it('is that of what was typed, else that of the text before', () => {
    expect(formOf('e\u0301l', 'é', 1)).toBe('NFD');
    expect(formOf('él', 'e\u0301', 2)).toBe('NFC');
    expect(formOf('cr', 'un e\u0301te\u0301 cr', 9)).toBe('NFD');
    expect(formOf('cr', 'un été cr', 7)).toBe('NFC');
  });

  it('continues the typed letters exactly as they were typed', () => {
    const typed = 'e\u0301le';
    expect(continued('éléphant'.replace('lé', 'le'), typed, 'éle', 'NFD')).toBe(`${typed}phant`);
    expect(continued('crème', 'cr', 'cr', 'NFD')).toBe('cre\u0300me');
  });
});
