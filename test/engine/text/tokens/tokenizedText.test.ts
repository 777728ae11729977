import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenizedText } from '../../../../src/engine/text/tokens/tokenizedText';
import type { TokenizedText } from '../../../../src/engine/text/tokens/tokenizedText';
import { tokenText, tokenize } from '../../../../src/engine/text/tokens/tokenizer';
import type { TokenKind } from '../../../../src/engine/text/tokens/tokenizer';
import { mixedText, unspacedText } from './oracle';

/** Side by side: a property looks at some thousand texts. */
interface Tokens {
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  readonly words: readonly string[];
}

function afresh(text: string, kind: TokenKind): Tokens {
  const { count, starts, ends } = tokenize(text, kind);
  return {
    starts: Array.from(starts.subarray(0, count)),
    ends: Array.from(ends.subarray(0, count)),
    words: Array.from({ length: count }, (_, i) => tokenText(text, starts[i], ends[i], kind)),
  };
}

function tokensOf(text: TokenizedText): Tokens {
  const each = <T>(one: (index: number) => T): T[] =>
    Array.from({ length: text.count }, (_, i) => one(i));
  return {
    starts: each((i) => text.start(i)),
    ends: each((i) => text.end(i)),
    words: each((i) => text.token(i)),
  };
}

interface Edit {
  readonly at: number;
  readonly share: number;
  readonly text: string;
}

/** Applies the edit, at a share of the text, and checks the tokens and the reported change. */
function editAndCheck(text: TokenizedText, edit: Edit): void {
  const before = tokensOf(text);
  const offset = Math.floor(edit.at * (text.text.length + 1));
  const length = Math.floor(edit.share * (text.text.length - offset + 1));
  const expected = text.text.slice(0, offset) + edit.text + text.text.slice(offset + length);
  const { firstChanged, removed, inserted } = text.edit({ offset, length, text: edit.text });
  const after = tokensOf(text);
  expect(text.text).toBe(expected);
  expectTokens(after, afresh(expected, text.kind));
  expect(after.words.length).toBe(before.words.length - removed + inserted);
  expectTokens(after, before, { to: firstChanged });
  expectSame(after.words, before.words, {
    from: firstChanged + inserted,
    other: firstChanged + removed,
  });
}

function expectTokens(seen: Tokens, wanted: Tokens, stretch: Stretch = {}): void {
  expectSame(seen.words, wanted.words, stretch);
  expectSame(seen.starts, wanted.starts, stretch);
  expectSame(seen.ends, wanted.ends, stretch);
}

/** From a place on, which is another in the other list, and up to a place. */
interface Stretch {
  readonly from?: number;
  readonly other?: number;
  readonly to?: number;
}

/** Compares from one place of each on; `toEqual` would take most of the time, and tells better what differs. */
function expectSame<T>(
  seen: readonly T[],
  wanted: readonly T[],
  { from = 0, other = 0, to = Infinity }: Stretch,
): void {
  const end = Math.min(Math.max(seen.length, wanted.length + from - other), to);
  for (let at = from; at < end; at++) {
    if (seen[at] !== wanted[at + other - from]) {
      expect(seen.slice(from, end)).toEqual(wanted.slice(other));
      expect.fail(`the tokens differ at ${at}`);
    }
  }
}

const kind = fc.constantFrom<TokenKind>('words', 'words', 'words', 'characters', 'whitespace');
const short = fc.double({ min: 0, max: 0.05, noNaN: true });
const edits = fc.array(
  fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    share: fc.oneof(fc.constant(0), short, fc.double({ min: 0, max: 0.999, noNaN: true })),
    text: fc.oneof(
      mixedText,
      fc.constantFrom('', '\n', '\r', 'a', "'", '\u200d', '\ud83d', '字', '\ufeff'),
    ),
  }),
  { minLength: 1, maxLength: 6 },
);

describe('tokenized text', () => {
  it('has after any edits the tokens of the text tokenized afresh', () => {
    fc.assert(
      fc.property(mixedText, kind, edits, (initial, tokens, changes) => {
        const text = tokenizedText(initial, tokens);
        for (const change of changes) editAndCheck(text, change);
      }),
      { numRuns: 3000 },
    );
  });

  it('does so in texts far longer than it looks back', () => {
    const long = fc
      .array(mixedText, { minLength: 30, maxLength: 60 })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(long, kind, edits, (initial, tokens, changes) => {
        const text = tokenizedText(initial, tokens);
        for (const change of changes) editAndCheck(text, change);
      }),
      { numRuns: 150 },
    );
  });

  it('does so whichever part of the text is examined first', () => {
    const long = fc
      .array(fc.oneof(mixedText, unspacedText), { minLength: 1, maxLength: 40 })
      .map((parts) => parts.join(' '));
    fc.assert(
      fc.property(
        long,
        kind,
        edits,
        fc.constantFrom(-600, 1, 50),
        (initial, tokens, changes, look) => {
          const text = tokenizedText(initial, tokens, look);
          for (const change of changes) editAndCheck(text, change);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('joins and parts emoji sequences and CRLF at every place, far into a text', () => {
    const filler = 'the cat sat on the mat, '.repeat(40);
    const flag = '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}';
    for (const whole of ['👩🏽‍❤️‍💋‍👨🏿', '👨‍👩‍👧‍👦', flag, '🇩🇪🇫🇷', '#️⃣', "o'clock’s", 'a\r\n\r\nb']) {
      for (let at = 1; at < whole.length; at++) {
        for (const between of ['x', '\n', '\r', '\u200d', '\ud83d', '字']) {
          const parted = filler + whole.slice(0, at) + between + whole.slice(at) + filler;
          const text = tokenizedText(parted, 'words');
          const offset = filler.length + at;
          text.edit({ offset, length: between.length, text: '' });
          expectTokens(tokensOf(text), afresh(filler + whole + filler, 'words'));
          text.edit({ offset, length: 0, text: between });
          expectTokens(tokensOf(text), afresh(parted, 'words'));
        }
      }
    }
  });

  it('does so within runs of Han, Kana and Thai of many slices', () => {
    fc.assert(
      fc.property(
        fc.array(unspacedText, { minLength: 1, maxLength: 3 }),
        edits,
        (runs, changes) => {
          const text = tokenizedText(runs.join('。'), 'words');
          for (const change of changes) {
            editAndCheck(text, { ...change, share: Math.min(change.share, 0.1) });
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  it('reports no more than the tokens that an edit touched', () => {
    const text = tokenizedText('the cat sat on the mat\n'.repeat(500), 'words');
    const offset = text.text.indexOf('cat', 5000);
    const index = text.indexAt(offset);
    expect(text.edit({ offset, length: 3, text: 'black dog' })).toEqual({
      firstChanged: index,
      removed: 1,
      inserted: 2,
    });
    expect(text.edit({ offset: 0, length: 0, text: '' })).toMatchObject({
      removed: 0,
      inserted: 0,
    });
  });

  it('parts and joins CRLF, emoji and surrogate pairs', () => {
    const text = tokenizedText('a\r\nb 👨👩 \ud83d', 'words');
    const words = () => tokensOf(text).words;
    text.edit({ offset: 2, length: 0, text: 'x' });
    expect(words()).toEqual(['a', 'x', '\n', 'b', '👨', '👩', '\ud83d']);
    text.edit({ offset: 2, length: 1, text: '' });
    expect(text.end(1)).toBe(3);
    text.edit({ offset: text.text.indexOf('👩'), length: 0, text: '\u200d' });
    text.edit({ offset: text.text.length, length: 0, text: '\ude00' });
    expect(words()).toEqual(['a', '\n', 'b', '👨', '\u200d', '👩', '😀']);
    text.edit({ offset: text.text.indexOf('👩') + 2, length: 0, text: '\u200d👦' });
    expect(words()).toEqual(['a', '\n', 'b', '👨\u200d👩\u200d👦', '😀']);
  });

  it('finds the token at an offset, or the last before it', () => {
    const text = tokenizedText('  one two', 'words');
    expect([0, 1, 2, 4, 5, 6, 9, 100].map((offset) => text.indexAt(offset))).toEqual([
      -1, -1, 0, 0, 0, 1, 1, 1,
    ]);
  });

  it('refuses an edit outside the text and stays as it is', () => {
    const text = tokenizedText('one two', 'words');
    for (const [offset, length] of [
      [8, 0],
      [-1, 0],
      [0, 8],
      [3, -1],
      [0.5, 0],
    ]) {
      expect(() => text.edit({ offset, length, text: 'x' })).toThrow(RangeError);
    }
    expect(tokensOf(text)).toEqual(afresh('one two', 'words'));
  });
});
