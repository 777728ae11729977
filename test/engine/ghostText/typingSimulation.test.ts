import { describe, expect, it } from 'vitest';
import { simulateTyping, typed } from '../../../src/engine/ghostText/typingSimulation';
import { createPrefixIndex } from '../../../src/engine/ghostText/prefixIndex';

const words = ['', 'lighthouse', 'lightning', 'sea', 'the'];
const index = createPrefixIndex(words, () => true);
const mixed = Float64Array.of(0.1, 0.3, 0.2, 0.3, 0.1);
const typing = (token: string, opens = true) =>
  typed(index, mixed, { token, isWord: true, opens }, 4);
const always = () => true;

describe('typing with suggestions', () => {
  it('offers the likeliest word that still saves enough letters', () => {
    const { moments } = typing('lightning');
    expect(moments[0]).toMatchObject({ letters: 0, word: 'lighthouse', probability: 0.3 });
    expect(moments.at(-1)).toMatchObject({ letters: 5, word: 'lighthouse' });
    // Behind "lightn" three letters of lightning are left.
    expect(moments.some(({ letters }) => letters > 5)).toBe(false);
    expect(moments.some(({ word }) => word === 'sea')).toBe(false);
  });

  it('offers nothing before the first letter where no word may begin', () => {
    expect(typing('lighthouse', false).moments[0]).toMatchObject({ letters: 1 });
  });

  it('takes a right suggestion at once, and pays one key for it', () => {
    const played = simulateTyping([typing('lighthouse')], always);
    expect(played).toMatchObject({ words: 1, displays: 1, right: 1, misled: 0 });
    expect(played).toMatchObject({ cost: 1, fullCost: 11 });
  });

  it('counts a suggestion that stays while its letters are typed as one display', () => {
    const played = simulateTyping([typing('lightning')], always);
    expect(played).toMatchObject({ displays: 1, right: 0, misled: 1, cost: 10 });
  });

  it('shows and saves nothing where nothing is probable enough', () => {
    const played = simulateTyping([typing('lighthouse')], ({ probability }) => probability > 0.99);
    expect(played).toMatchObject({ displays: 0, misled: 0, cost: 11 });
  });

  it('counts what is shown where punctuation is typed, but not its keys', () => {
    const comma = typed(index, mixed, { token: ',', isWord: false, opens: true }, 4);
    expect(simulateTyping([comma], always)).toMatchObject({
      words: 0,
      displays: 1,
      right: 0,
      fullCost: 0,
    });
  });
});
