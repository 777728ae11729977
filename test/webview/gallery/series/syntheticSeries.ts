/** A model of a series, made up: a wave that turns in 25 days, its last tenth as test, and a second column. */
import type { Handlers } from '../../../../src/shared/wire/rpc';
import type { PanelJudging } from '../../../../src/shared/pages/panel';
import type { AskedByPage } from '../../../../src/shared/questions/question';
import type {
  SeriesOverview,
  SeriesQuestions,
  SeriesReport,
} from '../../../../src/shared/questions/series';
import { layerCellOf } from '../../../layerCells';

const versions = { documentVersion: 3, modelVersion: 12, approximate: false } as const;
export const syntheticRows = 4000;
const cursorRow = 3700;
const columns = ['temperature (°C)', 'rain'];
const widthOfRow = 20;

const valueAt = (row: number, column: number): number =>
  column === 0
    ? 12 + 6 * Math.sin(row / 4) + Math.sin(row * 1.7)
    : Math.abs(Math.sin(row / 9)) * 30;
const expectedAt = (row: number, column: number): number =>
  row === 0 ? NaN : valueAt(row, column) + 0.6 * Math.sin(row * 2.3);
const dateOf = (row: number): string =>
  new Date(Date.UTC(2014, 0, 1 + row)).toISOString().slice(0, 10);
const spanOf = (row: number) => ({ start: widthOfRow * row, end: widthOfRow * row + 19 });

export const syntheticSeriesJudging: PanelJudging = {
  ...{ documentVersion: 3, modelVersion: 12, offset: 20 * cursorRow },
  task: { task: 'series', names: [], columns: ['temperature (°C)', 'rain'] },
};

const overview: SeriesOverview = {
  ...{ ...versions, columns, rows: syntheticRows, parts: { valid: 3200, test: 3600 } },
  dates: { first: dateOf(0), last: dateOf(syntheticRows - 1), skips: 3 },
  ...{ cells: [layerCellOf('lstm')], units: 32 },
};

const judges = ['yesterday', 'lastSeason', 'straightLine', 'autoregression', 'network'];
const errors = [5.1, 0.92, 18.4, 0.39, 0.21];

function reportOf(horizon: number): SeriesReport {
  const rows = judges.map((name, n) => {
    const row = { mse: errors[n], mae: Math.sqrt(errors[n]) * 0.8, standardError: errors[n] / 14 };
    const difference = { mse: errors[n] - 0.21, standardError: 0.02, tie: false };
    return [name, name === 'network' ? row : { ...row, against: { network: difference } }];
  });
  const byHorizon = judges.map((name, n) => {
    const mse = Array.from(
      { length: horizon },
      (_, h) => errors[n] * (1 + 4 * (1 - Math.exp(-h / 9))),
    );
    return [name, { mse, mae: mse.map(Math.sqrt) }];
  });
  return {
    ...{ task: 'series', column: columns[0], others: [columns[1]], numeric: columns },
    examples: { train: 3200, valid: 400, test: 400 },
    ...{ rows: Object.fromEntries(rows), standardError: 0.015, season: 25 },
    ...{ bestOpponent: 'autoregression', verdict: 'better' },
    rollOut: { horizon, origins: 64, rows: Object.fromEntries(byHorizon) },
  };
}

const rowsIn = (from: number, to: number, most: number): Uint32Array<ArrayBuffer> => {
  const every = Math.max(1, Math.ceil((to - from) / most));
  return Uint32Array.from({ length: Math.ceil((to - from) / every) }, (_, n) => from + n * every);
};

export function syntheticSeries(
  note: (method: string, request: unknown) => void,
): Handlers<AskedByPage<SeriesQuestions>> {
  return {
    seriesOverview: () => ({ ok: true, value: overview }),
    seriesPlace(asked) {
      note('seriesPlace', asked);
      const row =
        'row' in asked
          ? asked.row
          : Math.min(syntheticRows - 1, Math.floor(asked.offset / widthOfRow));
      const value = {
        ...{ ...versions, row, date: dateOf(row), span: spanOf(row) },
        values: columns.map((_, c) => valueAt(row, c)),
        predicted: columns.map((_, c) => expectedAt(row, c)),
      };
      return { ok: true, value };
    },
    seriesStretch(asked) {
      note('seriesStretch', asked);
      const { from, to, column, points } = asked;
      const rows = rowsIn(from, to, points);
      const value = {
        ...{ ...versions, from, to, column, rows },
        values: Float64Array.from(rows, (row) => valueAt(row, column)),
        dates: Array.from(rows, dateOf),
        starts: rows.map((row) => spanOf(row).start),
        ends: rows.map((row) => spanOf(row).end),
      };
      return { ok: true, value };
    },
    seriesPredictions({ from, to, column, points }) {
      const rows = rowsIn(from, to, points);
      const predicted = Float64Array.from(rows, (row) => expectedAt(row, column));
      return { ok: true, value: { ...versions, rows, predicted } };
    },
    seriesGates(asked) {
      note('seriesGates', asked);
      const rows = rowsIn(asked.from, asked.to, asked.rows);
      const units = Array.from({ length: asked.units }, (_, n) => 3 * n + 1);
      const values = new Float32Array(rows.length * units.length);
      rows.forEach((row, n) =>
        units.forEach((unit, k) => {
          values[n * units.length + k] = 0.5 + 0.5 * Math.sin(row / (3 + unit) + unit);
        }),
      );
      return {
        ok: true,
        value: { ...versions, rows, units, values, dates: Array.from(rows, dateOf) },
      };
    },
    seriesRollOut(asked) {
      note('seriesRollOut', asked);
      const { row, steps } = asked;
      const known = Math.max(0, Math.min(steps, syntheticRows - row));
      const pathOf = (name: string, off: number) => ({
        name,
        values: Float64Array.from(
          { length: steps },
          (_, n) => valueAt(row + n, 0) + off * Math.sin(n / 3),
        ),
      });
      const value = {
        ...{ ...versions, row },
        paths: [
          pathOf('network', 0.8),
          ...judges.slice(0, 4).map((name, n) => pathOf(name, n + 1)),
        ],
        actual: Float64Array.from({ length: known }, (_, n) => valueAt(row + n, 0)),
        before: Float64Array.from({ length: Math.min(60, row) }, (_, n) =>
          valueAt(row - Math.min(60, row) + n, 0),
        ),
        dates: Array.from({ length: known }, (_, n) => dateOf(row + n)),
      };
      return { ok: true, value };
    },
    seriesResult(asked) {
      note('seriesResult', asked);
      return { ok: true, value: { ...versions, report: reportOf(asked.horizon) } };
    },
    seriesFollowing(asked) {
      note('seriesFollowing', asked);
      const units = Array.from({ length: asked.units }, (_, n) => ({
        unit: 2 * n + 1,
        values: [0.97 - n / 20, -0.2],
        changes: [0.1, 0.05 * n],
      }));
      return { ok: true, value: { ...versions, from: 2000, to: 4000, units } };
    },
  };
}
