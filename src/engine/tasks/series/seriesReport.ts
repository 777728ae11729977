/**
 * How far each prediction of the next value is off in the last tenth of a series, the network beside its
 * opponents, and how a roll-out's error grows with its horizon. Plain data.
 */
import { inOneGo, type Steps } from '../../steps';
import type { Forecasting } from './forecasting';
import {
  errorDifference,
  horizonsOf,
  originsOf,
  seriesRow,
  type ErrorDifference,
  type Horizons,
  type SeriesRow,
} from './measures';
import { streamsAtOnce } from '../../training/series/seriesReader';
import { fittingOpponents, rollOutOn, roomFor, type Opponents } from './opponents';
import { lengthOfSeries, splitSeries, type Series, type SeriesSplit } from './series';

export interface ReportRow extends SeriesRow {
  /** This row's mean squared error and the network's: positive where the network is better. */
  readonly against?: { readonly network: ErrorDifference };
}

export interface SeriesReport {
  readonly task: 'series';
  /** What is predicted. */
  readonly column: string;
  /** Read beside it. */
  readonly others: readonly string[];
  /** All columns of numbers that the file has. */
  readonly numeric: readonly string[];
  readonly dates?: { readonly first: string; readonly last: string; readonly skips: number };
  readonly examples: { readonly train: number; readonly valid: number; readonly test: number };
  readonly rows: Readonly<Record<string, ReportRow>>;
  /** Of the network's mean squared error. */
  readonly standardError: number;
  /** Rows after which the series resembles itself; none where it does not. */
  readonly season?: number;
  readonly bestOpponent: string;
  readonly verdict: 'better' | 'tie' | 'worse';
  /** Errors by horizon, the next value first, over as many roll-outs of the test. */
  readonly rollOut: {
    readonly horizon: number;
    readonly origins: number;
    readonly rows: Readonly<Record<string, Horizons>>;
  };
}

/** The network's row. */
export const network = 'network';

interface Predicted {
  readonly name: string;
  /** Of each row of the test. */
  readonly given: Float64Array;
  readonly rolled: readonly Float64Array[];
}

/** @param wishedHorizon at most half of the test */
export function seriesReport(
  series: Series,
  forecasting: Forecasting,
  wishedHorizon: number,
): SeriesReport {
  return inOneGo(seriesReporting(series, forecasting, { horizon: wishedHorizon }));
}

export interface Reporting {
  readonly horizon: number;
  /** Of the rows that were learnt from, where they are not all of these; else by the tenths. */
  readonly split?: SeriesSplit;
  /** Where they are known already. */
  readonly opponents?: Opponents;
}

/** Rows of the test that are predicted in one go. */
const rowsAtOnce = 2000;

/** The same with a pause after each part, for whoever has to answer meanwhile. */
export function* seriesReporting(
  series: Series,
  forecasting: Forecasting,
  options: Reporting,
): Steps<SeriesReport> {
  const { split = splitSeries(lengthOfSeries(series)) } = options;
  const { test, end, valid } = split;
  const values = series.columns.map((column) => column.values);
  const [judged] = values;
  const wanted = judged.subarray(test, end);
  const horizon = Math.min(options.horizon, Math.max(1, Math.floor((end - test) / 2)));
  const origins = originsOf(test, end, horizon);
  const { forecasters, season } = options.opponents ?? (yield* fittingOpponents(judged, split));
  yield;
  const room = roomFor(judged, horizon);
  const opponents: Predicted[] = [];
  for (const forecaster of forecasters) {
    const given = wanted.map((_, n) => forecaster.next(judged, test + n));
    yield;
    const rolled = origins.map((origin) => rollOutOn(room, forecaster, origin, horizon));
    opponents.push({ name: forecaster.name, given, rolled });
    yield;
  }
  const given = new Float64Array(wanted.length);
  for (let from = test; from < end; from += rowsAtOnce) {
    given.set(forecasting.next(values, from, Math.min(end, from + rowsAtOnce)), from - test);
    yield;
  }
  const rolled: Float64Array[] = [];
  for (let from = 0; from < origins.length; from += streamsAtOnce) {
    const some = origins.slice(from, from + streamsAtOnce);
    rolled.push(...forecasting.rollOuts(values, some, horizon));
    yield;
  }
  const ours: Predicted = { name: network, given, rolled };
  const all = [...opponents, ours];
  const rows = rowsOf(all, ours, wanted);
  const best = opponents.reduce((one, other) =>
    rows[other.name].mse < rows[one.name].mse ? other : one,
  );
  return {
    ...{ task: 'series', ...columnsOf(series) },
    examples: { train: valid, valid: test - valid, test: end - test },
    ...{ rows, standardError: rows[network].standardError },
    ...(season !== undefined && { season }),
    ...{ bestOpponent: best.name, verdict: verdictOf(rows[best.name]) },
    rollOut: {
      ...{ horizon, origins: origins.length },
      rows: Object.fromEntries(
        all.map(({ name, rolled: paths }) => [name, horizonsOf(paths, judged, origins)]),
      ),
    },
  };
}

function columnsOf({ columns, dates, numeric, skips }: Series) {
  const [{ name }, ...others] = columns;
  return {
    ...{ column: name, others: others.map((column) => column.name), numeric },
    ...(dates && { dates: { first: dates[0], last: dates[dates.length - 1], skips } }),
  };
}

function rowsOf(
  all: readonly Predicted[],
  ours: Predicted,
  wanted: Float64Array,
): Record<string, ReportRow> {
  const entries = all.map(({ name, given }): [string, ReportRow] => {
    const row = seriesRow(given, wanted);
    if (name === network) return [name, row];
    return [name, { ...row, against: { network: errorDifference(given, ours.given, wanted) } }];
  });
  return Object.fromEntries(entries);
}

function verdictOf({ against }: ReportRow): SeriesReport['verdict'] {
  if (!against || against.network.tie) return 'tie';
  return against.network.mse > 0 ? 'better' : 'worse';
}
