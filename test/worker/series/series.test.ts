/** What is asked about a series, answered through a model's file. */
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createForecasting } from '../../../src/engine/tasks/series/forecasting';
import { opponentsOf, rollOut } from '../../../src/engine/tasks/series/opponents';
import { splitSeries } from '../../../src/engine/tasks/series/series';
import { seriesReport } from '../../../src/engine/tasks/series/seriesReport';
import { createTwin } from '../../../src/engine/twin/twin';
import { success } from '../../../src/shared/failures';
import {
  mirrorDocument,
  type MirroredDocument,
} from '../../../src/worker/documents/mirroredDocument';
import { systemClock } from '../../../src/worker/platform/clock';
import { createSlices } from '../../../src/worker/scheduling/slices';
import { createSeries } from '../../../src/worker/series/seriesAnswers';
import { walk, waves } from '../../engine/tasks/series/generated';
import { modelOf, networkOf, seriesOf, textOf } from '../../engine/tasks/series/stage';
import { value } from '../house';

const documentKey = 'file:///prices.csv';
const about = { documentKey };
const job = { cancelled: false };
const rows = 400;
const series = seriesOf(waves(rows, 1, 0.1), walk(rows, 2));
const values = series.columns.map((column) => column.values);
const text = textOf(series);
const lines = text.split('\n');
let trained: ReturnType<typeof networkOf>;
let bytes: Uint8Array<ArrayBuffer>;

beforeAll(() => {
  trained = networkOf(series, 3);
  while (!trained.trainer.finished) trained.trainer.step();
  bytes = modelOf(trained, documentKey);
});

interface Stage {
  readonly document: MirroredDocument;
  readonly ask: ReturnType<typeof createSeries>;
}

function open(shown = text, { key = documentKey, model = bytes } = {}): Stage {
  const document = mirrorDocument({ documentKey: key, version: 1, text: shown });
  document.source = { kind: 'file', path: '/m' };
  const ask = createSeries({
    documents: { find: (asked) => (asked === key ? document : undefined) },
    slices: createSlices(systemClock),
    files: { stamp: () => Promise.resolve('1'), read: () => Promise.resolve(success(model)) },
    createKernels: () => createTwin({ interrupted: () => false }),
  });
  return { document, ask };
}

let stage: Stage;
beforeEach(() => (stage = open()));

describe('The overview of a series', () => {
  it('names columns, rows, parts, dates and the cells', async () => {
    const found = value(await stage.ask.seriesOverview(about, job));
    expect(found).toMatchObject({
      ...{ columns: ['c0', 'c1'], rows, units: 32, parts: { valid: 320, test: 360 } },
      dates: { first: '2024-01-01', skips: 0 },
    });
    expect(found.cells.map(({ id }) => id)).toEqual(['gru']);
  });

  it('keeps the parts that were learnt from where rows were added since', async () => {
    const split = splitSeries(rows);
    const longer = `${text}2025-02-04,1,2\n2025-02-05,1,3\n`;
    const added = open(longer, { model: modelOf(trained, documentKey, split) });
    const found = value(await added.ask.seriesOverview(about, job));
    expect([found.rows, found.parts]).toEqual([402, { valid: 320, test: 360 }]);
  });

  it('has no parts of a text that was not learnt from', async () => {
    const other = open(text, { key: 'file:///other.csv' });
    const found = value(await other.ask.seriesOverview({ documentKey: 'file:///other.csv' }, job));
    expect(found.parts).toBeUndefined();
  });

  it('says by its line what cannot be read, and fills in nothing', async () => {
    const flaws = [
      [lines.with(7, '2024-01-07,,3').join('\n'), 'missingValue', 8],
      [lines.with(7, '2024-01-07,high,3').join('\n'), 'notNumber', 8],
      [lines.with(7, '2023-01-07,1,3').join('\n'), 'datesOutOfOrder', 8],
      [text.replace('c1', 'volume'), 'noColumn', undefined],
    ] as const;
    for (const [bad, kind, line] of flaws) {
      const answer = await open(bad).ask.seriesOverview(about, job);
      const flaw = line === undefined ? { kind } : { kind, line };
      expect(answer).toMatchObject({ failure: { kind: 'badExamples', name: 'prices.csv', flaw } });
    }
  });
});

describe('An odd text', () => {
  it('of 1,000 columns is read for those that the network knows', async () => {
    const names = Array.from({ length: 1000 }, (_, n) => `c${999 - n}`);
    const row = (t: number): string => names.map((_, n) => String((n * 7 + t * t) % 11)).join(',');
    const wide = [names.join(','), ...Array.from({ length: 45 }, (_, t) => row(t))].join('\n');
    const found = value(await open(wide).ask.seriesOverview(about, job));
    expect([found.columns, found.rows]).toEqual([['c0', 'c1'], 45]);
  });

  it('whose values are all the same, or of one row, breaks nothing', async () => {
    const flat = seriesOf(new Float64Array(60).fill(3), new Float64Array(60).fill(4));
    for (const shown of [textOf(flat), 'c0,c1\n1,2\n']) {
      const { ask } = open(shown);
      const { rows: count } = value(await ask.seriesOverview(about, job));
      const stretch = { ...about, from: 0, to: count, column: 0, points: 50 };
      const { predicted } = value(await ask.seriesPredictions(stretch, job));
      expect(predicted.subarray(1).every(Number.isFinite)).toBe(true);
      const { paths } = value(await ask.seriesRollOut({ ...about, row: count, steps: 9 }, job));
      expect(paths.every(({ values: path }) => path.every(Number.isFinite))).toBe(true);
      value(await ask.seriesResult({ ...about, horizon: 9 }, job));
    }
  });
});

describe('The row of the cursor', () => {
  it('is found from any place of its line, with what was expected of it', async () => {
    const row = 123;
    const start = text.indexOf(lines[row + 1]);
    const expected = createForecasting(trained.network, trained.columns).next(values, row, row + 1);
    for (const offset of [start, start + 5, start + lines[row + 1].length]) {
      const found = value(await stage.ask.seriesPlace({ ...about, offset }, job));
      expect(found).toMatchObject({ row, date: lines[row + 1].slice(0, 10) });
      expect(found.values).toEqual(values.map((column) => column[row]));
      expect(found.predicted[0]).toBeCloseTo(expected[0], 4);
      expect(text.slice(found.span.start, found.span.end)).toBe(lines[row + 1]);
    }
  });

  it('is the first one above all of them, of which nothing was expected', async () => {
    const found = value(await stage.ask.seriesPlace({ ...about, offset: 0 }, job));
    expect([found.row, found.predicted[0]]).toEqual([0, NaN]);
    const last = value(await stage.ask.seriesPlace({ ...about, offset: text.length }, job));
    expect(last.row).toBe(rows - 1);
  });
});

describe('A stretch', () => {
  const asked = { ...about, from: 100, to: 200, column: 0 };

  it('has every row where they are few, with its place in the text', async () => {
    const found = value(await stage.ask.seriesStretch({ ...asked, points: 200 }, job));
    expect([...found.rows]).toEqual(Array.from({ length: 100 }, (_, n) => 100 + n));
    expect([...found.values]).toEqual([...values[0].subarray(100, 200)]);
    expect(found.dates?.[0]).toBe(lines[101].slice(0, 10));
    expect(text.slice(found.starts[7], found.ends[7])).toBe(lines[108]);
  });

  it('of many rows has the lowest and the highest of each piece', async () => {
    const found = value(
      await stage.ask.seriesStretch({ ...asked, from: 0, to: rows, points: 20 }, job),
    );
    expect(found.rows.length).toBeLessThanOrEqual(20);
    const piece = values[0].subarray(0, 40);
    expect([...found.values.subarray(0, 2)].sort((one, other) => one - other)).toEqual([
      Math.min(...piece),
      Math.max(...piece),
    ]);
    expect(Math.max(...found.values)).toBe(Math.max(...values[0]));
  });

  it('has a prediction of each of its rows, the same whether they stand alone or together', async () => {
    const request = { ...asked, column: 1 };
    const all = value(await stage.ask.seriesPredictions({ ...request, points: 200 }, job));
    const few = value(await stage.ask.seriesPredictions({ ...request, points: 10 }, job));
    few.rows.forEach((row, n) => {
      const place = all.rows.indexOf(row);
      expect(few.predicted[n]).toBeCloseTo(all.predicted[place], 4);
    });
    const drawn = value(await stage.ask.seriesStretch({ ...request, points: 10 }, job));
    expect([...few.rows]).toEqual([...drawn.rows]);
  });

  it('of another text than the page knows of is stale', async () => {
    const beyond = { ...asked, to: rows + 1, points: 20 };
    for (const answer of [
      await stage.ask.seriesStretch(beyond, job),
      await stage.ask.seriesStretch({ ...asked, column: 2, points: 20 }, job),
      await stage.ask.seriesPredictions(beyond, job),
    ]) {
      expect(answer).toMatchObject({ failure: { kind: 'stale' } });
    }
  });
});

describe('Gates along the rows', () => {
  const asked = { ...about, from: 100, to: 200, layer: 0, quantity: 'hidden', units: 4 };

  it('are of the units that vary most, a value a row', async () => {
    const overview = value(await stage.ask.seriesOverview(about, job));
    const quantity = overview.cells[0].first;
    const found = value(await stage.ask.seriesGates({ ...asked, quantity, rows: 50 }, job));
    expect([found.rows.length, found.units.length, found.values.length]).toEqual([50, 4, 200]);
    const spread = (k: number): number => {
      const own = Array.from(found.rows, (_, n) => found.values[n * 4 + k]);
      const mean = own.reduce((sum, one) => sum + one, 0) / own.length;
      return own.reduce((sum, one) => sum + (one - mean) ** 2, 0);
    };
    expect(spread(0)).toBeGreaterThanOrEqual(spread(3));
  });

  it('are refused where the cell has no such quantity', async () => {
    const answer = await stage.ask.seriesGates({ ...asked, quantity: 'cellar', rows: 50 }, job);
    expect(answer).toMatchObject({ failure: { kind: 'noQuantity', name: 'cellar' } });
  });

  it('go with columns more or less closely, the closest unit first', async () => {
    const { cells } = value(await stage.ask.seriesOverview(about, job));
    const question = { ...about, layer: 0, quantity: cells[0].carried[0], units: 5 };
    const { units } = value(await stage.ask.seriesFollowing(question, job));
    const strengths = units.map((unit) =>
      Math.max(...[...unit.values, ...unit.changes].map(Math.abs)),
    );
    expect(strengths).toEqual([...strengths].sort((one, other) => other - one));
    expect(strengths[0]).toBeGreaterThan(0.5);
    expect(strengths[0]).toBeLessThanOrEqual(1);
  });
});

describe('A roll-out', () => {
  it('goes on from a row as the network and its opponents do, beside what came', async () => {
    const found = value(await stage.ask.seriesRollOut({ ...about, row: 380, steps: 30 }, job));
    const [own] = createForecasting(trained.network, trained.columns).rollOuts(values, [380], 30);
    const { forecasters } = opponentsOf(values[0], splitSeries(rows));
    expect(found.paths.map(({ name }) => name)).toEqual([
      'network',
      ...forecasters.map(({ name }) => name),
    ]);
    own.forEach((one, n) => expect(found.paths[0].values[n]).toBeCloseTo(one, 4));
    expect([...found.paths[1].values]).toEqual([...rollOut(forecasters[0], values[0], 380, 30)]);
    expect([...found.actual]).toEqual([...values[0].subarray(380)]);
    expect(found.dates).toHaveLength(20);
    expect(found.before.at(-1)).toBe(values[0][379]);
  });

  it('goes on after the last row, where nothing is known', async () => {
    const found = value(await stage.ask.seriesRollOut({ ...about, row: rows, steps: 5 }, job));
    expect([found.actual.length, found.paths[0].values.length]).toEqual([0, 5]);
  });
});

describe('The result', () => {
  it('is of the last tenth, with errors by horizon', async () => {
    const { report } = value(await stage.ask.seriesResult({ ...about, horizon: 10 }, job));
    const own = createForecasting(trained.network, trained.columns);
    const expected = seriesReport(series, own, 10);
    expect(report?.examples).toEqual({ train: 320, valid: 40, test: 40 });
    expect(report?.rows.yesterday.mse).toBe(expected.rows.yesterday.mse);
    expect(report?.verdict).toBe(expected.verdict);
    expect(report?.rows.network.mse).toBeCloseTo(expected.rows.network.mse, 4);
    expect(report?.rollOut.rows.network.mse).toHaveLength(10);
  });

  it('is none where the network learnt from all rows', async () => {
    const whole = { valid: 360, test: rows, end: rows };
    const all = open(text, { model: modelOf(trained, documentKey, whole) });
    const answer = value(await all.ask.seriesResult({ ...about, horizon: 10 }, job));
    expect(answer.report).toBeUndefined();
  });

  it('is called off', async () => {
    const answer = await stage.ask.seriesResult({ ...about, horizon: 10 }, { cancelled: true });
    expect(answer).toMatchObject({ failure: { kind: 'stale' } });
  });
});

describe('A model of another task', () => {
  it('answers nothing about a series', async () => {
    const other = open(text, { model: new Uint8Array(8) });
    expect(await other.ask.seriesOverview(about, job)).toMatchObject({
      failure: { kind: 'notJudging' },
    });
  });
});
