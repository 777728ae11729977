import { describe, expect, it } from 'vitest';
import { allocatePass } from '../../../../src/engine/network/window';
import { createForecasting } from '../../../../src/engine/tasks/series/forecasting';
import { predictAtRows } from '../../../../src/engine/tasks/series/readAtRows';
import { correlationOf } from '../../../../src/engine/tasks/series/seriesGates';
import { evenRows, thinnedRows } from '../../../../src/engine/tasks/series/thinning';
import { walk, waves } from './generated';
import { networkOf, seriesOf } from './stage';

const rows = 900;
const series = seriesOf(waves(rows, 1, 0.1), walk(rows, 2));
const values = series.columns.map((column) => column.values);

describe('A series that is read for some rows', () => {
  const { network, columns, trainer } = networkOf(series, 2);
  while (!trainer.finished) trainer.step();
  const pass = allocatePass(network, 64, 1, 'given');
  const read = { network, columns, values };
  const predictedAt = (asked: readonly number[]): number[] => {
    const { predicted, step } = predictAtRows(read, pass, asked);
    while (!step());
    return [...predicted[0]];
  };

  it('expects of each what it expects where all are read', () => {
    const all = createForecasting(network, columns).next(values, 300, rows);
    const asked = [300, 301, 420, 899];
    predictedAt(asked).forEach((value, n) => expect(value).toBeCloseTo(all[asked[n] - 300], 6));
  });

  it('expects nothing of the first row, and something of the second', () => {
    const [first, second] = predictedAt([0, 1]);
    expect(first).toBe(NaN);
    expect(second).toBeCloseTo(createForecasting(network, columns).next(values, 1, 2)[0], 6);
  });

  it('goes on from a row alone as it does next to others', () => {
    const { rollOuts } = createForecasting(network, columns);
    const [together] = rollOuts(values, [700, 650], 20);
    const [alone] = rollOuts(values, [700], 20);
    alone.forEach((value, n) => expect(value).toBeCloseTo(together[n], 6));
    const shorter = values.map((column) => column.subarray(0, 700));
    expect([...rollOuts(shorter, [700], 20)[0]]).toEqual([...alone]);
  });
});

describe('Rows that stand for many', () => {
  it('are all of them where they are few', () => {
    expect([...thinnedRows(values[0], 3, 7, 10)]).toEqual([3, 4, 5, 6]);
    expect([...evenRows(3, 7, 10)]).toEqual([3, 4, 5, 6]);
  });

  it('keep a single peak and a single hole, in their order', () => {
    const flat = new Float64Array(10_000);
    flat[4321] = 9;
    flat[4300] = -9;
    const thinned = [...thinnedRows(flat, 0, flat.length, 100)];
    expect(thinned.length).toBeLessThanOrEqual(100);
    expect(thinned).toContain(4321);
    expect(thinned).toContain(4300);
    expect(thinned).toEqual([...thinned].sort((one, other) => one - other));
  });

  it('are as far apart as each other', () => {
    expect([...evenRows(10, 35, 10)]).toEqual([10, 13, 16, 19, 22, 25, 28, 31, 34]);
  });
});

describe('A correlation', () => {
  it('is 1 or -1 where a unit goes with a column, and 0 where it never changes', () => {
    const units = Float32Array.of(1, -2, 5, 2, -4, 5, 3, -6, 5);
    const column = [10, 20, 30];
    const found = [0, 1, 2].map((unit) => correlationOf(units, 3, unit, column));
    expect(found[0]).toBeCloseTo(1, 6);
    expect(found[1]).toBeCloseTo(-1, 6);
    expect(found[2]).toBe(0);
  });
});
