import { describe, expect, it } from 'vitest';
import {
  farthestTile,
  isLeap,
  tokensPerTile,
  visibleTiles,
  wantedTiles,
} from '../../../../../webview/gates/map/tiles/wantedTiles';

const text = { tokens: 1000, tokensPerTile: 100 };

describe('The tiles that the map wants', () => {
  it('are those in view and one on each side, from the middle outwards', () => {
    expect(wantedTiles(text, { from: 310, count: 80 })).toEqual([3, 2, 4]);
    expect(wantedTiles(text, { from: 310, count: 160 })).toEqual([3, 4, 2, 5]);
  });

  it('are cut to the text', () => {
    expect(wantedTiles(text, { from: 0, count: 50 })).toEqual([0, 1]);
    expect(wantedTiles(text, { from: 950, count: 50 })).toEqual([9, 8]);
    expect(wantedTiles({ ...text, tokens: 901 }, { from: 850, count: 50 })).toEqual([8, 9, 7]);
  });

  it('are none where there is no text, or nothing of it is in view', () => {
    expect(wantedTiles(undefined, { from: 0, count: 50 })).toEqual([]);
    expect(wantedTiles(text, undefined)).toEqual([]);
    expect(wantedTiles(text, { from: 0, count: 0 })).toEqual([]);
    expect(visibleTiles(text, undefined)).toEqual([]);
  });

  it('are visible where they hold a token in view', () => {
    expect(visibleTiles(text, { from: 300, count: 100 })).toEqual([3]);
    expect(visibleTiles(text, { from: 299, count: 102 }).toSorted()).toEqual([2, 3, 4]);
  });

  it('are given up from the farthest one on', () => {
    expect(farthestTile([3, 9, 1], 4)).toBe(9);
    expect(farthestTile([], 4)).toBeUndefined();
  });

  it('are left by a leap of more than a quarter of the view', () => {
    const from = (token: number) => ({ from: token, count: 100 });
    expect(isLeap(from(0), from(25))).toBe(false);
    expect(isLeap(from(0), from(26))).toBe(true);
    expect(isLeap(from(26), from(0))).toBe(true);
    expect(isLeap(undefined, from(26))).toBe(false);
  });

  it('have as many tokens as 128 kB hold, so that a frame can take one in', () => {
    for (const units of [1, 32, 128, 256, 512]) {
      expect(4 * units * tokensPerTile(units)).toBeLessThanOrEqual(131_072);
    }
  });
});
