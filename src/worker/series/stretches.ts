/** A stretch of a series as it is drawn: its rows, what was expected of them, and the row of the cursor. */
import { predictAtRows } from '../../engine/tasks/series/readAtRows';
import { lengthOfSeries } from '../../engine/tasks/series/series';
import { thinnedRows } from '../../engine/tasks/series/thinning';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { SeriesPlace, SeriesPredictions, SeriesStretch } from '../../shared/questions/series';
import { rowAt } from './rowSpans';
import type { SeenSeries } from './seenSeries';

interface Asked {
  readonly from: number;
  readonly to: number;
  readonly column: number;
  readonly points: number;
}

/** Text and model are others than the page knows of. */
const otherText = failed({ kind: 'stale' } as const);

export function seriesStretch(seen: SeenSeries, asked: Asked): Result<SeriesStretch, Failure> {
  const { series, spans, versions } = seen;
  const rows = rowsOf(seen, asked);
  if (!rows) return otherText;
  const { values } = series.columns[asked.column];
  const { dates } = series;
  return success({
    ...{ ...versions, from: asked.from, to: asked.to, column: asked.column, rows },
    values: Float64Array.from(rows, (row) => values[row]),
    ...(dates && { dates: Array.from(rows, (row) => dates[row]) }),
    starts: rows.map((row) => spans.starts[row]),
    ends: rows.map((row) => spans.ends[row]),
  });
}

export async function seriesPredictions(
  seen: SeenSeries,
  asked: Asked,
): Promise<Result<SeriesPredictions, Failure>> {
  const rows = rowsOf(seen, asked);
  if (!rows) return otherText;
  const { predicted, step } = predictAtRows(seen.read, seen.pass, rows);
  await seen.until(step);
  return success({ ...seen.versions, rows, predicted: predicted[asked.column] });
}

function rowsOf(
  { series }: SeenSeries,
  { from, to, column, points }: Asked,
): Uint32Array<ArrayBuffer> | undefined {
  if (column >= series.columns.length || from >= to || to > lengthOfSeries(series)) {
    return undefined;
  }
  return thinnedRows(series.columns[column].values, from, to, points);
}

export async function seriesPlace(
  seen: SeenSeries,
  asked: { readonly row: number } | { readonly offset: number },
): Promise<Result<SeriesPlace, Failure>> {
  const { series, spans, versions, read } = seen;
  const row = 'row' in asked ? asked.row : rowAt(spans, asked.offset);
  if (row >= lengthOfSeries(series)) return otherText;
  const { predicted, step } = predictAtRows(read, seen.pass, [row]);
  await seen.until(step);
  return success({
    ...{ ...versions, row },
    ...(series.dates && { date: series.dates[row] }),
    values: series.columns.map(({ values }) => values[row]),
    predicted: predicted.map(([value]) => value),
    span: { start: spans.starts[row], end: spans.ends[row] },
  });
}
