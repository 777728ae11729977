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

  it('offers nothing before the first letter if no word can begin there', () => {
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

  it('shows and saves nothing if no word is probable enough', () => {
    const played = simulateTyping([typing('lighthouse')], ({ probability }) => probability > 0.99);
    expect(played).toMatchObject({ displays: 0, misled: 0, cost: 11 });
  });

  it('counts suggestions shown at punctuation, but not its keystrokes', () => {
    const comma = typed(index, mixed, { token: ',', isWord: false, opens: true }, 4);
    expect(simulateTyping([comma], always)).toMatchObject({
      words: 0,
      displays: 1,
      right: 0,
      fullCost: 0,
    });
  });
});

describe('typing with beginnings if no ending is sure', () => {
  const lexicon = ['', 'understand', 'understands', 'understanding', 'sea'];
  const offered = createPrefixIndex(lexicon, () => true);
  const masses = Float64Array.of(0, 0.4, 0.35, 0.15, 0.1);
  const played = (token: string) => {
    const typing = { token, isWord: true, opens: true };
    return simulateTyping([typed(offered, masses, typing, 4, true)], {
      word: () => false,
      stem: ({ stems }) => stems?.findLast(({ probability }) => probability > 0.8),
    });
  };

  it('a right one spares its letters but for the key that takes it; the rest is typed', () => {
    // u, Tab: understand; then s and a space.
    expect(played('understands')).toMatchObject({ displays: 1, right: 1, misled: 0, cost: 4 });
    expect(played('understands').fullCost).toBe(12);
  });

  it('one that is the whole word counts as the word', () => {
    expect(played('understand')).toMatchObject({ displays: 1, right: 1, cost: 2, fullCost: 11 });
  });

  it('one that the word does not begin with is wrong, and saves nothing', () => {
    expect(played('undertone')).toMatchObject({ displays: 1, right: 0, misled: 1, cost: 10 });
  });

  it('appears only after the first letter, and only on request', () => {
    const typing = { token: 'understands', isWord: true, opens: true };
    const [first, second] = typed(offered, masses, typing, 4, true).moments;
    expect(first).not.toHaveProperty('stems');
    expect(second.stems?.at(-1)?.stem).toBe('understand');
    expect(typed(offered, masses, typing, 4).moments[1]).not.toHaveProperty('stems');
  });
});
