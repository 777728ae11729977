import { describe, expect, it } from 'vitest';
import { decodeModelFile, encodeModelFile } from '../../../../src/engine/files/modelFile';
import { createForecasting } from '../../../../src/engine/tasks/series/forecasting';
import {
  openSeriesModel,
  storedSeriesModel,
} from '../../../../src/engine/tasks/series/seriesModel';
import { seriesReport } from '../../../../src/engine/tasks/series/seriesReport';
import { walk, waves } from './generated';
import { kernels, networkOf, seriesOf } from './stage';

describe('the network of a series', () => {
  it('begins as the linear prediction that errs least', () => {
    const series = seriesOf(walk(120, 1));
    const { network, columns } = networkOf(series);
    const report = seriesReport(series, createForecasting(network, columns), 5);
    const { rows, bestOpponent, verdict, rollOut } = report;
    const { mse } = rows.network;
    expect([rows.yesterday.mse, rows.autoregression.mse].map((it) => Math.abs(it - mse))).toContain(
      0,
    );
    expect([verdict, rollOut.horizon]).toEqual(['tie', 5]);
    expect(rollOut.rows.network.mse[4]).toBeGreaterThan(rollOut.rows.network.mse[0]);
    expect(rows[bestOpponent].against?.network.tie).toBe(true);
  });

  it('is scaled by what it learns from alone', () => {
    const values = walk(120, 2);
    const [one, other] = [values, values.map((value, t) => (t < 108 ? value : 1e6))].map(
      (column) => networkOf(seriesOf(column)).columns[0],
    );
    expect(one).toEqual(other);
  });

  it('is stored and goes on with another series as before', () => {
    const series = seriesOf(waves(120, 3, 0.1), walk(120, 4));
    const { network, columns, trainer } = networkOf(series, 2);
    while (!trainer.finished) trainer.step();
    const facts = { plan: trainer.plan, version: 1, steps: 2, history: [], documentKey: 'a.csv' };
    const bytes = encodeModelFile(storedSeriesModel(network, columns, facts));
    expect(decodeModelFile(bytes)).toMatchObject({
      failure: { kind: 'otherTask', task: 'series' },
    });
    const decoded = decodeModelFile(bytes, undefined, 'any');
    if (!decoded.ok) throw new Error('It cannot be read');
    const model = openSeriesModel(kernels, decoded.model);
    const values = series.columns.map((column) => column.values);
    const again = model.rollOuts(values, [120], 6)[0];
    const before = createForecasting(network, columns).rollOuts(values, [120], 6)[0];
    expect(model.facts.columns.map(({ name }) => name)).toEqual(['c0', 'c1']);
    again.forEach((value, n) => expect(value).toBeCloseTo(before[n], 4));
  });

  it('gives the same weights again', () => {
    const weights = [1, 2].map(() => {
      const { network, trainer } = networkOf(seriesOf(walk(120, 5)), 2);
      while (!trainer.finished) trainer.step();
      return Float64Array.from(network.parameters.values);
    });
    expect(weights[0]).toEqual(weights[1]);
  });
});
