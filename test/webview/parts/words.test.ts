import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { spokenWord, visibleWord } from '../../../webview/parts/words';

describe('A word on the page', () => {
  it('shows white space as signs', () => {
    expect(visibleWord('\n')).toBe('↵');
    expect(visibleWord('\n\n')).toBe('↵↵');
    expect(visibleWord('\n'.repeat(7))).toBe('↵×7');
    expect(visibleWord('\t')).toBe('⇥');
    expect(visibleWord(' ')).toBe('␣');
    expect(visibleWord('\u00a0')).toBe('‹U+00A0›');
  });

  it('shows what could hide or turn text', () => {
    expect(visibleWord('a\u202eb')).toBe('a‹U+202E›b');
    expect(visibleWord('\u0000')).toBe('␀');
    expect(visibleWord('\ud800')).toBe('\ufffd');
    expect(visibleWord('\u200b')).toBe('‹U+200B›');
    expect(visibleWord('\u200d')).toBe('‹U+200D›');
  });

  it('leaves words, joined scripts and emoji as they are', () => {
    for (const word of ['citizens', 'l’été', 'می‌خواهم', '👩‍👩‍👧', '語', '<b>&amp;']) {
      expect(visibleWord(word)).toBe(word);
    }
  });

  it('never shows nothing, and never a control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (token) => {
        const word = visibleWord(token);
        expect(word.length).toBeGreaterThan(0);
        expect(word).not.toMatch(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('is spoken where signs would not be', () => {
    expect(spokenWord('\n')).toBe('line break');
    expect(spokenWord('\n\n\n')).toBe('3 line breaks');
    expect(spokenWord('citizens')).toBe('citizens');
  });
});
