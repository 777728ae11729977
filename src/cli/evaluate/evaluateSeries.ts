/**
 * `evaluate FILE --task series`: how far each prediction of the next value is off in the last tenth of a
 * series, and how a roll-out's error grows with its horizon.
 */
import { createForecasting } from '../../engine/tasks/series/forecasting';
import type { ErrorDifference } from '../../engine/tasks/series/measures';
import { lengthOfSeries, splitSeries } from '../../engine/tasks/series/series';
import {
  network,
  seriesReport,
  type ReportRow,
  type SeriesReport,
} from '../../engine/tasks/series/seriesReport';
import type { Console } from '../command';
import { parseExampleOptions } from '../examples/exampleOptions';
import { columnsWished, seriesFrom } from '../examples/seriesFile';
import { trainSeries } from '../examples/trainedSeries';

/** @returns the exit code; @throws UsageError */
export async function evaluateSeries(args: readonly string[], terminal: Console): Promise<number> {
  const options = parseExampleOptions(args);
  const [path = ''] = options.paths;
  const series = await seriesFrom(path, columnsWished(options));
  const trained = await trainSeries(series, splitSeries(lengthOfSeries(series)), options);
  const forecasting = createForecasting(trained.network, trained.columns);
  const report = seriesReport(series, forecasting, options.horizon);
  trained.dispose();
  const ours = { [network]: { ...report.rows[network], training: trained.facts } };
  const full = { ...report, files: options.paths, rows: { ...report.rows, ...ours } };
  terminal.print(options.json ? JSON.stringify(full) : table(report));
  return 0;
}

function table(report: SeriesReport): string {
  const { column, numeric, others, dates, examples, rows, season } = report;
  const { train, valid, test } = examples;
  const beside = others.length > 0 ? `, with ${others.join(', ')} read as well` : '';
  const choice = numeric.length > 1 ? ` of ${numeric.length} columns of numbers` : '';
  const skips =
    dates && dates.skips > 0 ? `; ${dates.skips} places skip dates, and nothing is filled in` : '';
  const when = dates ? `; ${dates.first} to ${dates.last}${skips}` : '';
  const head = `${column}${choice}${beside}; train ${train}, valid ${valid}, test ${test}${when}`;
  const repeats = season === undefined ? 'no season found' : `a season of ${season} rows`;
  const lines = Object.entries(rows).map(([name, row]) => `${name.padEnd(18)}${figuresOf(row)}`);
  return [head, repeats, ...lines, verdict(report), ...rollOutTable(report)].join('\n');
}

function figuresOf({ mse, mae, standardError, against }: ReportRow): string {
  const compared = against ? `; ${comparison(against.network)}` : '';
  return `squared error ${number(mse)} (standard error ${number(standardError)}), absolute ${number(mae)}${compared}`;
}

const comparison = ({ mse, tie }: ErrorDifference): string =>
  tie ? 'a tie with the network' : `${number(Math.abs(mse))} ${mse > 0 ? 'above' : 'below'} it`;

function verdict({ verdict: found, bestOpponent }: SeriesReport): string {
  switch (found) {
    case 'better':
      return `The network predicts the next value better than the best opponent, ${bestOpponent}.`;
    case 'worse':
      return `The network predicts the next value worse than the best opponent, ${bestOpponent}.`;
    case 'tie':
      return `The network ties with the best opponent, ${bestOpponent}: it knows nothing more of the next value.`;
    default:
      return found satisfies never;
  }
}

function rollOutTable({ rollOut: { horizon, origins, rows } }: SeriesReport): string[] {
  const shown = [1, 2, 4, 8, 16, 32, 64, 128, horizon].filter((h) => h <= horizon);
  const horizons = [...new Set(shown)].sort((one, other) => one - other);
  const head = `Squared error so many rows ahead, over ${origins} roll-outs`;
  const line = (name: string, texts: readonly string[]): string =>
    `${name.padEnd(18)}${texts.map((text) => text.padStart(11)).join('')}`;
  return [
    head,
    line('', horizons.map(String)),
    ...Object.entries(rows).map(([name, { mse }]) =>
      line(
        name,
        horizons.map((h) => number(mse[h - 1] ?? 0)),
      ),
    ),
  ];
}

/** Four digits that say something. */
const number = (value: number): string => String(Number(value.toPrecision(4)));
