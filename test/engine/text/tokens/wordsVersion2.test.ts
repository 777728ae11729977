import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cutOfShape, isOutdated, newestCut } from '../../../../src/engine/text/tokens/cut';
import { cursorAt, nextToken } from '../../../../src/engine/text/tokens/scanner';
import { tokenizedText } from '../../../../src/engine/text/tokens/tokenizedText';
import { tokenText, tokenize } from '../../../../src/engine/text/tokens/tokenizer';
import { unspacedText } from './oracle';
import { versionedText, wordsOfVersion2 } from './oracleVersion2';

const words = newestCut('words');

function tokens(text: string, cut = words): string[] {
  const { count, starts, ends } = tokenize(text, cut);
  return Array.from({ length: count }, (_, i) => tokenText(text, starts[i], ends[i], cut));
}

describe('words of version 2', () => {
  it('are those of the regular expression', () => {
    fc.assert(
      fc.property(versionedText, (text) => {
        expect(tokens(text)).toEqual(wordsOfVersion2(text));
      }),
      { numRuns: 1500 },
    );
  });

  it.each([
    ['a modifier apostrophe', 'пʼять oʻzbek', ['пʼять', 'oʻzbek']],
    ['a soft hyphen', 'co\u00adope\u00adrate', ['co\u00adope\u00adrate']],
    ['a word joiner', 'foo\u2060bar', ['foo\u2060bar']],
    ['direction marks', 'the \u200eאב\u200f, x', ['the', 'אב\u200f', ',', 'x']],
    ['Catalan', 'col·lecció', ['col·lecció']],
    ['gershayim, typed either way', 'צה"ל צה״ל "שלום"', ['צה"ל', 'צה״ל', '"', 'שלום', '"']],
    ['a geresh', "ג'ורג' 'x'", ["ג'ורג'", "'", 'x', "'"]],
    [
      'elisions',
      "l'eau aujourd’hui rock ’n’ roll",
      ["l'eau", 'aujourd’hui', 'rock', '’', 'n', '’', 'roll'],
    ],
    ['a zero-width non-joiner', 'می\u200cخواهم', ['می\u200cخواهم']],
    ['Indic vowel signs', 'किसान किताब।', ['किसान', 'किताब', '।']],
  ])('keep %s', (_, text, expected) => {
    expect(tokens(text)).toEqual(expected);
  });

  it.each([
    ['Lao', 'ພາສາລາວມີຄວາມສຳຄັນ'],
    ['Khmer', 'ភាសាខ្មែរគឺជាភាសាជាតិ'],
    ['Burmese', 'မြန်မာဘာသာစကားသည်'],
    ['Thai', 'ภาษาไทยเป็นภาษาราชการ'],
    ['Chinese', '我喜欢学习语言'],
    ['Japanese', '東京都に住んでいる人々'],
  ])('cut %s as the segmenter does', (_, text) => {
    const segments = new Intl.Segmenter('en', { granularity: 'word' }).segment(text);
    expect(tokens(text)).toEqual([...segments].map(({ segment }) => segment));
    expect(tokens(text).length).toBeGreaterThan(1);
  });

  it('part at a zero-width space, which is none of them', () => {
    expect(tokens('ភាសា\u200bខ្មែរ a\u200bb')).toEqual(['ភាសា', 'ខ្មែរ', 'a', 'b']);
  });

  it('keep to what the design had before: digits, underscores, line breaks, stops, emoji', () => {
    expect(tokens('H2O x_1 3.14 a.b well-known\r\n\r\n👩🏽‍❤️‍💋‍👨🏿🇩🇪🇫🇷')).toEqual(
      [
        'H',
        '2',
        'O',
        'x',
        '_',
        '1',
        '3',
        '.',
        '14',
        'a',
        '.',
        'b',
        'well',
        '-',
        'known',
        '\n',
      ].concat(['👩🏽‍❤️‍💋‍👨🏿', '🇩🇪', '🇫🇷']),
    );
  });

  it('are one word in NFC and NFD, each with its own offsets', () => {
    const text = tokenizedText('éte\u0301 e\u0301té', words);
    expect([text.token(0), text.token(1)]).toEqual(['été', 'été']);
    expect([text.start(1), text.end(1)]).toEqual([5, 9]);
  });

  it('are cut like ordinary prose in version 1', () => {
    const prose = "It’s “so”, she said: don't—well, 3.14 (a_b) naïve… 東京へ。\n\nEnd.";
    expect(tokens(prose)).toEqual(tokens(prose, { kind: 'words', version: 1 }));
  });

  it('are found again from every fresh one', () => {
    const scan = (text: string, position: number) => {
      const cursor = cursorAt(text, words, position);
      const found: { start: number; end: number; fresh: boolean }[] = [];
      while (nextToken(cursor)) {
        found.push({ start: cursor.start, end: cursor.end, fresh: cursor.fresh });
      }
      return found;
    };
    fc.assert(
      fc.property(versionedText, (text) => {
        const all = scan(text, 0);
        all.forEach(({ start, fresh }, index) => {
          if (fresh) expect(scan(text, start)).toEqual(all.slice(index));
        });
      }),
      { numRuns: 60 },
    );
  });

  it('of a letter under 1 MB of what combines are one, in every script', () => {
    for (const letter of ['a', '漢', 'ខ', '!', '1', '😀', 'ש']) {
      expect(tokenize(letter + '\u00ad\u0301'.repeat(500_000), words).count).toBe(1);
    }
  });
});

describe('a text cut by version 2', () => {
  const edits = fc.array(
    fc.record({
      at: fc.double({ min: 0, max: 0.999, noNaN: true }),
      share: fc.oneof(fc.constant(0), fc.double({ min: 0, max: 0.05, noNaN: true })),
      text: fc.oneof(
        versionedText,
        fc.constantFrom('', '"', '·', '\u00ad', '\u200b', '\u0301', 'ש'),
      ),
    }),
    { minLength: 1, maxLength: 5 },
  );
  const long = fc
    .array(
      fc.oneof({ weight: 6, arbitrary: versionedText }, { weight: 1, arbitrary: unspacedText }),
      {
        maxLength: 24,
      },
    )
    .map((parts) => parts.join(' '));

  it('has after any edits the tokens of the text cut afresh', () => {
    fc.assert(
      fc.property(long, edits, fc.constantFrom(-600, 1, 1024), (initial, changes, look) => {
        const text = tokenizedText(initial, words, look);
        for (const { at, share, text: inserted } of changes) {
          const offset = Math.floor(at * (text.length + 1));
          const length = Math.floor(share * (text.length - offset + 1));
          text.edit({ offset, length, text: inserted });
        }
        const { count, starts, ends } = tokenize(text.text, words);
        const spans = Array.from({ length: text.count }, (_, i) => [text.start(i), text.end(i)]);
        const afresh = Array.from({ length: count }, (_, i) => [starts[i], ends[i]]);
        if (JSON.stringify(spans) !== JSON.stringify(afresh)) expect(spans).toEqual(afresh);
      }),
      { numRuns: 200 },
    );
  });
});

describe('The cut of a model', () => {
  it('is version 1 if none is stated', () => {
    expect(cutOfShape({ tokens: 'words' })).toEqual({ kind: 'words', version: 1 });
    expect(cutOfShape({ tokens: 'words', cut: 2 })).toEqual(words);
    expect(tokens('l·l', cutOfShape({ tokens: 'words' }))).toEqual(['l', '·', 'l']);
  });

  it('is outdated if the newest rules may cut differently', () => {
    expect(isOutdated(cutOfShape({ tokens: 'words' }))).toBe(true);
    expect(isOutdated(cutOfShape({ tokens: 'whitespace' }))).toBe(true);
    expect(isOutdated(cutOfShape({ tokens: 'characters' }))).toBe(false);
    expect(isOutdated(words)).toBe(false);
  });
});
