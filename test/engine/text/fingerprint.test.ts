import { describe, expect, it } from 'vitest';
import { fingerprint, similarity } from '../../../src/engine/text/fingerprint';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';

function sketch(text: string): number[] {
  return fingerprint(tokenizedText(text, 'words'));
}

/** Prose of words drawn by a fixed linear congruential sequence. */
function prose(seed: number, words: number): string {
  let state = seed;
  const drawn = Array.from({ length: words }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return `w${state >>> 24}`;
  });
  return drawn.join(' ');
}

describe('fingerprint', () => {
  it('is the same for the same words, whatever the line ends', () => {
    const text = prose(1, 300).replaceAll(' w7', '\nw7');
    expect(sketch(text.replaceAll('\n', '\r\n'))).toEqual(sketch(text));
    expect(similarity(sketch(text), sketch(text))).toBe(1);
  });

  it('still has 16 integers of 32 bits', () => {
    const minima = sketch('It was the best of times, it was the worst of times.');
    expect(minima).toHaveLength(16);
    for (const minimum of minima) expect(minimum).toBe(minimum >>> 0);
    expect(minima).toMatchInlineSnapshot(`
      [
        743212538,
        306996755,
        144245580,
        251282297,
        158059721,
        601330037,
        349629213,
        512506472,
        533696865,
        135538448,
        95984440,
        653923487,
        4573730,
        42440196,
        183836714,
        498162047,
      ]
    `);
  });

  it('knows an edited text again and a foreign one not', () => {
    const text = prose(2, 2000);
    const edited = text.slice(0, 4000) + ' something new here ' + text.slice(4100) + ' and an end';
    expect(similarity(sketch(text), sketch(edited))).toBeGreaterThan(0.7);
    expect(similarity(sketch(text), sketch(prose(3, 2000)))).toBe(0);
  });

  it('estimates the share of common shingles', () => {
    // Half of the text in common: a third of all the shingles of both.
    const shares = Array.from({ length: 60 }, (_, seed) => {
      const [one, two, common] = [
        prose(seed, 400),
        prose(seed + 1000, 400),
        prose(seed + 2000, 400),
      ];
      return similarity(sketch(`${one} ${common}`), sketch(`${common} ${two}`));
    });
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(Math.abs(mean - 1 / 3)).toBeLessThan(0.06);
  });

  it('takes a text of fewer than five tokens for one shingle, and no text for nothing', () => {
    expect(similarity(sketch('two words'), sketch('two  words'))).toBe(1);
    expect(similarity(sketch('two words'), sketch('two swords'))).toBe(0);
    expect(similarity(sketch(''), sketch(''))).toBe(0);
    expect(similarity([], [])).toBe(0);
  });
});
