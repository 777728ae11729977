import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tokenText, tokenize } from '../../../../src/engine/text/tokens/tokenizer';
import type { TokenKind } from '../../../../src/engine/text/tokens/tokenizer';
import { mixedText, wordsByExpression } from './oracle';

function tokens(text: string, kind: TokenKind = 'words'): string[] {
  const { count, starts, ends } = tokenize(text, kind);
  return Array.from({ length: count }, (_, i) => tokenText(text, starts[i], ends[i], kind));
}

function spans(text: string, kind: TokenKind = 'words'): [number, number][] {
  const { count, starts, ends } = tokenize(text, kind);
  return Array.from({ length: count }, (_, i) => [starts[i], ends[i]]);
}

/** `toEqual` takes most of the time where thousands of lists are equal, and only tells better what differs. */
function expectSame(seen: readonly string[], wanted: readonly string[]): void {
  const isSame = seen.length === wanted.length && seen.every((token, n) => token === wanted[n]);
  if (!isSame) expect(seen).toEqual(wanted);
}

describe('words', () => {
  it('finds the same tokens as the regular expression', () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        expectSame(tokens(text), wordsByExpression(text));
      }),
      { numRuns: 20_000 },
    );
  });

  it('puts every code point in the class that the regular expression gives it', () => {
    // Planes 0, 1 and 14 (variation selectors, tags) whole; of the others every 61st.
    const points: string[] = [];
    for (let point = 0; point < 0x110000; point++) {
      const plane = point >>> 16;
      if (plane < 2 || (plane === 14 && point < 0xe0400) || point % 61 === 0) {
        points.push(String.fromCodePoint(point));
      }
    }
    for (let first = 0; first < points.length; first += 1000) {
      const text = points
        .slice(first, first + 1000)
        .map((point) => `a${point}a ${point}\u0301 ${point}\ufe0f`)
        .join(' ');
      expectSame(tokens(text), wordsByExpression(text));
    }
  });

  it('gives ascending spans that miss nothing but white space', () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        let end = 0;
        for (const [start, next] of spans(text)) {
          expect(start).toBeGreaterThanOrEqual(end);
          expect(next).toBeGreaterThan(start);
          expect(text.slice(end, start)).toMatch(/^\s*$/);
          end = next;
        }
        expect(text.slice(end)).toMatch(/^\s*$/);
      }),
    );
  });

  it('keeps the offsets of CRLF text', () => {
    expect(spans('a\r\n\r\nb')).toEqual([
      [0, 1],
      [1, 5],
      [5, 6],
    ]);
    expect(tokens('a\r\n\r\nb')).toEqual(['a', '\n', 'b']);
  });

  it('reads a lone carriage return as white space and drops a byte order mark', () => {
    expect(tokens('a\rb')).toEqual(['a', 'b']);
    expect(spans('\ufeffa')).toEqual([[1, 2]]);
  });

  it('keeps a word with its apostrophes and an emoji sequence whole', () => {
    expect(tokens("'tis o'clock’s 👩🏽‍❤️‍💋‍👨🏿!")).toEqual(["'", 'tis', "o'clock’s", '👩🏽‍❤️‍💋‍👨🏿', '!']);
  });

  it('takes a word, a digit run and a line of 1 MB each for one token', () => {
    for (const unit of ['a', "b'", '7', '_', '\n', '\r\n', '𝒜']) {
      const text = unit.repeat(1_000_000 / unit.length);
      expect(tokenize(text, 'words').count).toBeLessThanOrEqual(2);
    }
  });

  it('takes a letter under 1 MB of marks for one token, in every script', () => {
    for (const letter of ['a', '漢', 'ไ', '!']) {
      expect(tokenize(letter + '\u0301'.repeat(1_000_000), 'words').count).toBe(1);
    }
  });

  it('cuts Chinese, Japanese and Thai beside Latin letters', () => {
    expect(tokens('abc漢字def')).toEqual(['abc', '漢字', 'def']);
    expect(tokens('我喜欢学习')).toEqual(['我', '喜欢', '学习']);
    expect(tokens('ภาษาไทย')).toEqual(['ภาษา', 'ไทย']);
  });

  it('cuts a run longer than a slice at word boundaries only', () => {
    const sentence = '我喜欢学习语言因为它们非常有趣而且有用';
    const expected = wordsByExpression(sentence.repeat(20));
    expect(expected.join('').length).toBeLessThan(512);
    const long = tokens(sentence.repeat(200));
    expect(long.join('')).toBe(sentence.repeat(200));
    expect(new Set(long)).toEqual(new Set(expected));
  });

  it('cuts the same words wherever a long run begins, once the slices have met', () => {
    const random = Array.from({ length: 6000 }, (_, i) =>
      String.fromCharCode(0x4e00 + (Math.imul(i + 1, 2654435761) >>> 20)),
    ).join('');
    const whole = spans(random).map(([start]) => start);
    const later = spans(random.slice(7)).map(([start]) => start + 7);
    const tail = (starts: number[]) => starts.filter((start) => start > 4500);
    expect(tail(later)).toEqual(tail(whole));
  });

  it('never leaves half a surrogate pair', () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        for (const [start, end] of [...spans(text), ...spans(text, 'characters')]) {
          expect(/^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(start - 1, start + 1))).toBe(
            false,
          );
          expect(/^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(end - 1, end + 1))).toBe(false);
        }
      }),
    );
  });
});

describe('characters', () => {
  it('gives the code points of the text with CRLF read as LF', () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        const expected = [...text.replace(/^\ufeff/, '').replaceAll('\r\n', '\n')];
        expect(tokens(text, 'characters')).toEqual(expected);
      }),
    );
  });
});

describe('whitespace', () => {
  it('gives the runs between white space, and <eos> at each line break', () => {
    expect(tokens(' the  cat \n\r\n= end', 'whitespace')).toEqual([
      'the',
      'cat',
      '<eos>',
      '<eos>',
      '=',
      'end',
    ]);
    expect(spans('a\r\nb', 'whitespace')).toEqual([
      [0, 1],
      [1, 3],
      [3, 4],
    ]);
  });

  it('agrees with splitting line by line', () => {
    fc.assert(
      fc.property(mixedText, (text) => {
        const lines = text.split(/\r?\n/);
        const expected = lines.flatMap((line, i) => {
          const words = line.split(/\s+/u).filter((word) => word !== '');
          return i < lines.length - 1 ? [...words, '<eos>'] : words;
        });
        expect(tokens(text, 'whitespace')).toEqual(expected);
      }),
    );
  });
});
