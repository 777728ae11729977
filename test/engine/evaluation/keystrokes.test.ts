import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lettersTyped, prefixRanges } from '../../../src/engine/evaluation/keystrokes';

/** The definition of design section 6, word for word. */
function typedByDefinition(words: string[], p: Float64Array, target: number): number {
  const letters = [...words[target]];
  for (let typed = 0; typed < letters.length; typed++) {
    const prefix = letters.slice(0, typed).join('');
    const offered = words
      .map((word, id) => ({ word, id }))
      .filter(({ word }) => /^\p{L}/u.test(word) && word.startsWith(prefix))
      .sort((a, b) => p[b.id] - p[a.id] || a.id - b.id)[0];
    if (offered.id === target) return typed;
  }
  return letters.length;
}

const word = fc.string({
  unit: fc.constantFrom('a', 'b', 'é', '𝒳', 'B'),
  minLength: 1,
  maxLength: 5,
});

describe('lettersTyped', () => {
  it('types as long as the definition says', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(word, { minLength: 1, maxLength: 30 }),
        fc.array(fc.nat(5), { minLength: 40, maxLength: 40 }),
        (list, numbers) => {
          const words = ['', ',', ...list, '\n', '12'];
          const p = Float64Array.from(words, (_, id) => numbers[id] / 100);
          const ranges = prefixRanges(words);
          for (let target = 2; target < 2 + list.length; target++) {
            expect(lettersTyped(ranges, p, target)).toBe(typedByDefinition(words, p, target));
          }
        },
      ),
    );
  });

  it('offers words only, however probable the punctuation', () => {
    const ranges = prefixRanges(['', ',', 'lord', 'lady']);
    expect(lettersTyped(ranges, Float64Array.of(0.5, 0.3, 0.15, 0.05), 2)).toBe(0);
    expect(lettersTyped(ranges, Float64Array.of(0.5, 0.3, 0.15, 0.05), 3)).toBe(2);
  });

  it('is the whole word even if a shorter one is likelier', () => {
    const ranges = prefixRanges(['', 'the', 'there']);
    expect(lettersTyped(ranges, Float64Array.of(0, 0.9, 0.1), 2)).toBe(4);
  });
});
