import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostTokens } from '../../../../src/shared/questions/gates';
import type { Geometry } from '../../../../webview/gates/map/geometry';
import {
  cellAt,
  columnLeft,
  columnOf,
  contentWidth,
  rowHeightFor,
  rowTop,
  scrollKeepingMiddle,
  scrollToRow,
  scrollToToken,
  unitRowAt,
  visibleRows,
  visibleTokens,
  windowAround,
  zoomFor,
  zooms,
} from '../../../../webview/gates/map/geometry';

const geometries: fc.Arbitrary<Geometry> = fc
  .record({
    width: fc.integer({ min: 200, max: 3000 }),
    height: fc.integer({ min: 200, max: 1200 }),
    tokens: fc.integer({ min: 1, max: 50_000 }),
    rows: fc.integer({ min: 1, max: 512 }),
    level: fc.integer({ min: 0, max: zooms.length - 1 }),
    across: fc.double({ min: 0, max: 1, noNaN: true }),
    down: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map(({ width, height, tokens, rows, level, across, down }) => {
    const zoom = zoomFor(level, width);
    const rowHeight = rowHeightFor(rows, height);
    const sizes = { width, height, tokens, rows, ...zoom, rowHeight };
    const room = Math.max(0, contentWidth(sizes) - width);
    const below = Math.max(0, rows * rowHeight - (height - 74));
    return { ...sizes, scrollLeft: room * across, scrollTop: below * down };
  });

const columnStart = (g: Geometry, token: number): number => columnOf(g, token) * g.tokensPerColumn;

describe('The geometry of the map', () => {
  it('finds at the middle of a cell that cell', () => {
    fc.assert(
      fc.property(geometries, fc.nat(), fc.nat(), (g, t, r) => {
        const seen = visibleTokens(g);
        const rows = visibleRows(g);
        const token = columnStart(g, seen.from + (t % Math.max(1, seen.count)));
        const row = rows.from + (r % Math.max(1, rows.count));
        const x = columnLeft(g, columnOf(g, token)) + g.columnWidth / 2;
        const y = rowTop(g, row) + g.rowHeight / 2;
        // A cell at the edge may have its middle under the gutter or the strip of words.
        if (x < 40 || y < 74) return;
        expect(cellAt(g, x, y)).toEqual({ token, row });
      }),
    );
  });

  it('asks for a window that covers what is in view and is never too large', () => {
    fc.assert(
      fc.property(geometries, (g) => {
        const seen = visibleTokens(g);
        if (g.tokensPerColumn > 1) return;
        const window = windowAround(seen, g.tokens);
        expect(window.count).toBeGreaterThan(0);
        expect(window.count).toBeLessThanOrEqual(mostTokens);
        expect(window.from + window.count).toBeLessThanOrEqual(g.tokens);
        expect(window.from).toBeLessThanOrEqual(seen.from);
        expect(window.from + window.count).toBeGreaterThanOrEqual(seen.from + seen.count);
      }),
    );
  });

  it('shows 50,000 words at once where one asks for it', () => {
    const g = { ...zoomFor(0, 900), tokens: 50_000 };
    expect(contentWidth(g)).toBeLessThan(900);
  });

  it('brings a token and a row into view, and stays where they are already', () => {
    fc.assert(
      fc.property(geometries, fc.nat(), fc.nat(), (g, t, r) => {
        const token = t % g.tokens;
        const row = r % g.rows;
        const moved = { ...g, scrollLeft: scrollToToken(g, token), scrollTop: scrollToRow(g, row) };
        const seen = visibleTokens(moved);
        expect(token).toBeGreaterThanOrEqual(seen.from);
        expect(token).toBeLessThan(seen.from + seen.count);
        expect(scrollToToken(moved, token)).toBe(moved.scrollLeft);
        expect(rowTop(moved, row)).toBeGreaterThanOrEqual(74 - 1e-6);
        expect(scrollToRow(moved, row)).toBeCloseTo(moved.scrollTop);
      }),
    );
  });

  it('knows the strip of words, the gutter of units and the empty page', () => {
    const g: Geometry = {
      width: 600,
      height: 400,
      scrollLeft: 0,
      scrollTop: 0,
      tokens: 10,
      rows: 4,
      tokensPerColumn: 1,
      columnWidth: 16,
      rowHeight: 20,
    };
    expect(cellAt(g, 41, 10)).toEqual({ token: 0, row: -1 });
    expect(cellAt(g, 10, 100)).toBeUndefined();
    expect(unitRowAt(g, 10, 100)).toBe(1);
    expect(unitRowAt(g, 10, 20)).toBeUndefined();
    expect(cellAt(g, 500, 100)).toBeUndefined();
    expect(cellAt(g, 60, 300)).toBeUndefined();
  });

  it('keeps the token in the middle there over another zoom', () => {
    const g = { width: 840, height: 500, scrollLeft: 2000, scrollTop: 0, tokens: 5000, rows: 32 };
    const words = { ...g, tokensPerColumn: 1, columnWidth: 10, rowHeight: 10 };
    const columns = { ...words, tokensPerColumn: 16, columnWidth: 4 };
    // 240 words are left of the middle, in 15 columns.
    expect(scrollKeepingMiddle(words, { ...words, columnWidth: 20 })).toBe(4400);
    expect(scrollKeepingMiddle(columns, words)).toBe(95_600);
    expect(scrollKeepingMiddle(words, columns)).toBe(0);
  });
});
