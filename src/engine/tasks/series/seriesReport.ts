/**
 * How far each prediction of the next value is off in the last tenth of a series, the network beside its
 * opponents, and how a roll-out's error grows with its horizon. Plain data.
 */
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
import { opponentsOf, rollOut } from './opponents';
import { lengthOfSeries, splitSeries, type Series } from './series';

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
  const split = splitSeries(lengthOfSeries(series));
  const { test, end, valid } = split;
  const values = series.columns.map((column) => column.values);
  const [judged] = values;
  const wanted = judged.subarray(test, end);
  const horizon = Math.min(wishedHorizon, Math.max(1, Math.floor((end - test) / 2)));
  const origins = originsOf(test, end, horizon);
  const { forecasters, season } = opponentsOf(judged, split);
  const opponents = forecasters.map((forecaster): Predicted => {
    const given = wanted.map((_, n) => forecaster.next(judged, test + n));
    const rolled = origins.map((origin) => rollOut(forecaster, judged, origin, horizon));
    return { name: forecaster.name, given, rolled };
  });
  const ours: Predicted = {
    name: network,
    given: forecasting.next(values, test, end),
    rolled: forecasting.rollOuts(values, origins, horizon),
  };
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
        all.map(({ name, rolled }) => [name, horizonsOf(rolled, judged, origins)]),
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
