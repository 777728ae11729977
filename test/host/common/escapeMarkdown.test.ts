import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../../src/host/common/escapeMarkdown';

describe('A word of the text in Markdown', () => {
  it('stays the word it is when it is made of letters', () => {
    expect(escapeMarkdown('Bürger')).toBe('Bürger');
    expect(escapeMarkdown('語')).toBe('語');
  });

  it('cannot format, link, quote code or make a table', () => {
    expect(escapeMarkdown('[a](http://b)')).toBe('\\[a\\]\\(http\\:\\/\\/b\\)');
    expect(escapeMarkdown('`x`|*y*_z_')).toBe('\\`x\\`\\|\\*y\\*\\_z\\_');
    expect(escapeMarkdown('www.example.com')).toBe('www\\.example\\.com');
  });

  it('cannot be HTML or an icon', () => {
    expect(escapeMarkdown('<img src=x>&lt;')).toBe('&lt;img src\\=x&gt;&amp;lt\\;');
    expect(escapeMarkdown('$(zap)')).toBe('\\$\\(zap\\)');
  });

  it('has a picture for line breaks and white space', () => {
    expect(escapeMarkdown('\n\n')).toBe('⏎⏎');
    expect(escapeMarkdown('\r\n')).toBe('⏎');
    expect(escapeMarkdown('\t')).toBe('␣');
  });

  it('names what would be invisible: controls, direction marks, lone surrogates', () => {
    expect(escapeMarkdown('a\u0000b')).toBe('a‹U\\+0000›b');
    expect(escapeMarkdown('\u202eabc')).toBe('‹U\\+202E›abc');
    expect(escapeMarkdown('\ud800')).toBe('‹U\\+D800›');
  });

  it('is cut after 40 characters, never in the middle of one', () => {
    expect(escapeMarkdown('😀'.repeat(50))).toBe(`${'😀'.repeat(40)}…`);
  });

  it('is always one line, whatever it is made of, with every special character escaped', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.integer({ min: 0, max: 0xffff })).map((units) => String.fromCharCode(...units)),
    );
    fc.assert(
      fc.property(anything, (word) => {
        const shown = escapeMarkdown(word);
        expect(shown).not.toMatch(/[\r\n\u2028\u2029\p{Cc}\p{Cs}]/u);
        const bare = shown.replace(/\\[!-/:-@[-`{-~]|&(?:amp|lt|gt);/g, '');
        expect(bare).not.toMatch(/[!-/:-@[-`{-~]/);
      }),
    );
  });
});
