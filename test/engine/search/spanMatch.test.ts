import { describe, expect, it } from 'vitest';
import { createSpanMatcher } from '../../../src/engine/search/spanMatch';
import { random } from '../../../src/engine/random';

const high = (pattern: string): Float32Array =>
  Float32Array.from(pattern, (letter) => Number(letter === '#'));

describe('A single span', () => {
  it('is matched by a unit that is on over all of it and off beside it', () => {
    const matcher = createSpanMatcher({ start: 4, end: 6 }, 24);
    expect(matcher.note(high('....##......##..........'))).toEqual({ side: 'high', elsewhere: 1 });
    expect(matcher.note(high('....###.................'))).toBeUndefined();
    expect(matcher.note(high('...##...................'))).toBeUndefined();
    const low = high('....##..................').map((value) => -value);
    expect(matcher.note(low)).toEqual({ side: 'low', elsewhere: 0 });
  });

  it('may begin or end the text', () => {
    const first = createSpanMatcher({ start: 0, end: 2 }, 16);
    expect(first.note(high('##..............'))).toEqual({ side: 'high', elsewhere: 0 });
    const last = createSpanMatcher({ start: 14, end: 16 }, 16);
    expect(last.note(high('..............##'))).toEqual({ side: 'high', elsewhere: 0 });
  });

  it('says that units without a meaning match other spans as often', () => {
    const tokens = 2000;
    const matcher = createSpanMatcher({ start: 1001, end: 1003 }, tokens);
    const dice = random(3);
    let matching = 0;
    for (let unit = 0; unit < 300; unit++) {
      const values = Float32Array.from({ length: tokens }, () => dice.next());
      if (matcher.note(values)) matching++;
    }
    const { spans, asMany } = matcher.compared();
    expect(matching).toBeGreaterThan(5);
    expect(spans).toBe(tokens - 1 - 3);
    expect(asMany / spans).toBeGreaterThan(0.05);
  });

  it('stands out if units follow it and nothing else', () => {
    const tokens = 500;
    const matcher = createSpanMatcher({ start: 100, end: 103 }, tokens);
    const dice = random(5);
    for (let unit = 0; unit < 40; unit++) {
      const values = Float32Array.from(
        { length: tokens },
        (_, n) => dice.next() + (n >= 100 && n < 103 ? 5 : n === 99 || n === 103 ? -5 : 0),
      );
      expect(matcher.note(values)).toMatchObject({ side: 'high' });
    }
    expect(matcher.compared().asMany).toBe(0);
  });
});
