import { describe, expect, it } from 'vitest';
import type { Substitution } from '../../../src/shared/questions/memory';
import { contrast, parseColour } from '../../../webview/colours/colour';
import {
  forgettingSentences,
  lastFelt,
  quotedIn,
  strongest,
} from '../../../webview/memory/forgetting';
import { wordStyle } from '../../../webview/memory/substitution/wordColours';
import { createPalette } from '../../../webview/colours/palette';

function answer(changes: readonly number[], toTheEnd = false): Substitution {
  const change = Float32Array.from(changes);
  const words = changes.map((_, n) => `w${n}`);
  const passage = (from: number, tokens: readonly string[]) => ({
    ...{ from, tokens },
    spans: tokens.map(() => ({ start: 0, end: 1 })),
    known: tokens.map(() => true),
  });
  return {
    ...{ documentVersion: 1, modelVersion: 1, token: 30, likely: [], approximate: false, toTheEnd },
    instead: [{ word: 'queen', probability: 1 }],
    context: passage(29, ['the', 'king']),
    later: passage(31, words),
    bits: change.map(() => 5),
    change,
    size: change.map(Math.abs),
  };
}
const quiet = (count: number): number[] => Array.from({ length: count }, () => 0.05);

describe('Where a word is forgotten', () => {
  it('is after the last prediction that changes by more than 0.1 bit', () => {
    const [end, most] = forgettingSentences(answer([2, -3, 0.02, 0.11, ...quiet(200)]));
    expect(end).toBe(
      'After “w3” (word 35), 4 words later, no later prediction changes by more than 0.1 bit within the 204 words followed.',
    );
    expect(most).toBe(
      'The strongest change is at “w1” (word 33): −3.00 bits, it would have been more expected without “king”.',
    );
  });

  it('is read from a chart whose tips mark words outside the vocabulary', () => {
    const words = { tokens: ['king', 'Nym', '\n'], known: [true, false, true] };
    expect([0, 1, 2].map((n) => quotedIn(words, n))).toEqual(['“king”', '“Nym” ○', '“line break”']);
  });

  it('is nowhere within the words followed where the last of them still feels it', () => {
    const [end] = forgettingSentences(answer([1, 1, 1, 1, 1, 1, 1, 0.3]));
    expect(end).toMatch(/^“king” is still felt at “w7”.*Follow more words/);
  });

  it('is not asked for where the text ends', () => {
    expect(forgettingSentences(answer([1, 0.3], true))[0]).toBe(
      'It is felt up to the last word of the text, “w1” (word 33).',
    );
    expect(forgettingSentences(answer([], true))).toEqual([
      '“king” is the last word of the text: nothing comes after it.',
    ]);
  });

  it('is at once where nothing changes', () => {
    const [only, ...more] = forgettingSentences(answer(quiet(40), true));
    expect(only).toContain('No later prediction changes by more than 0.1 bit up to the end');
    expect(more).toEqual([]);
  });

  it('counts what cancels in the mean', () => {
    const cancelling = { ...answer([0.01, 0, 0]), size: Float32Array.of(1.5, 0, 0) };
    expect(lastFelt(cancelling.size)).toBe(0);
    expect(forgettingSentences(cancelling).join(' ')).toContain('1.50 bits on average, up with');
  });

  it('knows the strongest of none', () => {
    expect(strongest(new Float32Array(0))).toBe(-1);
    expect(lastFelt(Float32Array.of(0.09, 0.05))).toBe(-1);
  });
});

describe('The colours of words', () => {
  const kinds = ['light', 'dark', 'highContrast', 'highContrastLight'] as const;
  it.each(kinds)('keep a contrast of 4.5 between word and ground in %s themes', (kind) => {
    const ground = kind === 'light' || kind === 'highContrastLight' ? 255 : 20;
    const palette = createPalette('diverging', kind, [ground, ground, ground]);
    for (let value = -2; value <= 2; value += 0.01) {
      const style = wordStyle(value, 1.5, palette);
      if (Math.abs(value) <= 0.1) expect(style).toBeUndefined();
      if (!style) continue;
      const [back, ink] = [parseColour(style.backgroundColor), parseColour(style.color)];
      expect(back && ink && contrast(back, ink)).toBeGreaterThan(4.5);
    }
  });
});
