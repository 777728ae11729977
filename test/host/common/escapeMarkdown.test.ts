import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeWord } from '../../../src/host/common/escapeMarkdown';

describe('A word of the text in Markdown', () => {
  it('stays the word it is when it is made of letters', () => {
    expect(escapeWord('Bürger')).toBe('Bürger');
    expect(escapeWord('語')).toBe('語');
  });

  it('cannot format, link, quote code or make a table', () => {
    expect(escapeWord('[a](http://b)')).toBe('\\[a\\]\\(http\\:\\/\\/b\\)');
    expect(escapeWord('`x`|*y*_z_')).toBe('\\`x\\`\\|\\*y\\*\\_z\\_');
    expect(escapeWord('www.example.com')).toBe('www\\.example\\.com');
  });

  it('cannot be HTML or an icon', () => {
    expect(escapeWord('<img src=x>&lt;')).toBe('&lt;img src\\=x&gt;&amp;lt\\;');
    expect(escapeWord('$(zap)')).toBe('\\$\\(zap\\)');
  });

  it('has a picture for line breaks and white space', () => {
    expect(escapeWord('\n\n')).toBe('⏎⏎');
    expect(escapeWord('\r\n')).toBe('⏎');
    expect(escapeWord('\t')).toBe('␣');
  });

  it('names what would be invisible: controls, direction marks, lone surrogates', () => {
    expect(escapeWord('a\u0000b')).toBe('a‹U\\+0000›b');
    expect(escapeWord('\u202eabc')).toBe('‹U\\+202E›abc');
    expect(escapeWord('\ud800')).toBe('‹U\\+D800›');
  });

  it('is cut after 40 characters, never in the middle of one', () => {
    expect(escapeWord('😀'.repeat(50))).toBe(`${'😀'.repeat(40)}…`);
  });

  it('is always one line, whatever it is made of, with every special character escaped', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(anything, (word) => {
        const shown = escapeWord(word);
        expect(shown).not.toMatch(/[\r\n\u2028\u2029\p{Cc}\p{Cs}]/u);
        const bare = shown.replace(/\\[!-/:-@[-`{-~]|&(?:amp|lt|gt);/g, '');
        expect(bare).not.toMatch(/[!-/:-@[-`{-~]/);
      }),
    );
  });
});
