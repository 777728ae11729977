/** Tables to learn from: what they are recognised and read as, and that nothing in them is by chance. */
import { describe, expect, it } from 'vitest';
import { tableIds, tableText } from '../../../src/engine/lessons/tables';
import { readPairs } from '../../../src/engine/tasks/pairs/readPairs';
import { readSeries } from '../../../src/engine/tasks/series/reading/readSeries';
import { tables } from '../../../src/shared/lessons/tables';

describe('A table to learn from', () => {
  it.each(tableIds)('%s is offered, and the same for the same seed', (id) => {
    expect(tables.map((table) => table.id)).toContain(id);
    expect(tableText(id)).toBe(tableText(id, 1));
    expect(tableText(id, 2)).not.toBe(tableText(id, 1));
  });

  it('of words is read as pairs of letters, each word with its mirror image', () => {
    const text = tableText('turnedWords');
    const read = readPairs(text);
    if (!read.ok) throw new Error(read.flaw.kind);
    expect(read.value.units).toEqual({ source: 'letters', target: 'letters' });
    expect(new Set(read.value.pairs.map(({ source }) => source)).size).toBe(3000);
    for (const { source, target } of read.value.pairs) {
      expect(Array.from(target).reverse().join('')).toBe(source);
    }
  });

  it('of dates is read as pairs, whose targets are all dates of one form', () => {
    const text = tableText('dates');
    const read = readPairs(text);
    if (!read.ok) throw new Error(read.flaw.kind);
    expect(read.value.pairs.every(({ target }) => /^(19|20)\d\d-\d\d-\d\d$/.test(target))).toBe(
      true,
    );
  });

  it('of prices is read as a series of three columns, of the size that it says', () => {
    const text = tableText('price');
    const read = readSeries(text, { columns: ['price', 'tide', 'mood'] });
    if (!read.ok) throw new Error(read.flaw.kind);
    const [price, tide, mood] = read.value.columns.map(({ values }) => values);
    expect(read.value.numeric).toEqual(['price', 'tide', 'mood']);
    const meanSquare = (values: ArrayLike<number>): number =>
      Array.from(values).reduce((sum, value) => sum + value * value, 0) / values.length;
    const steps = price.slice(1).map((value, t) => value - price[t]);
    expect(meanSquare(steps)).toBeCloseTo(1, 0);
    expect(meanSquare(tide)).toBeCloseTo(0.5 + 0.18 + 0.09, 1);
    expect(meanSquare(mood)).toBeCloseTo(0.51, 1);
  });
});
