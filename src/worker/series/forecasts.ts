/** How a series goes on from a row, and how far each prediction is off where it was not learnt from. */
import { through, type Steps } from '../../engine/steps';
import { rollOutOn, roomFor } from '../../engine/tasks/series/opponents';
import { lengthOfSeries } from '../../engine/tasks/series/series';
import {
  network,
  seriesReporting,
  type SeriesReport,
} from '../../engine/tasks/series/seriesReport';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { SeriesResult, SeriesRollOut } from '../../shared/questions/series';
import type { SeenSeries } from './seenSeries';

/** Rows before the first one that is predicted, beside it. */
const shownBefore = 60;

export async function seriesRollOut(
  seen: SeenSeries,
  { row, steps }: { readonly row: number; readonly steps: number },
): Promise<Result<SeriesRollOut, Failure>> {
  const { series, read, model, versions, until } = seen;
  const rows = lengthOfSeries(series);
  if (row < 1 || row > rows) return failed({ kind: 'stale' });
  const [judged] = read.values;
  const [own] = model.forecasting.rollOuts(read.values, [row], steps);
  const paths = [{ name: network, values: Float64Array.from(own) }];
  const room = roomFor(judged, steps);
  const known = await through(seen.opponents(), until);
  if (!known) return failed({ kind: 'stale' });
  const { forecasters } = known.value;
  await until(() => {
    const { name } = forecasters[paths.length - 1];
    const values = rollOutOn(room, forecasters[paths.length - 1], row, steps);
    paths.push({ name, values: Float64Array.from(values) });
    return paths.length > forecasters.length;
  });
  const { dates } = series;
  return success({
    ...{ ...versions, row, paths },
    actual: judged.slice(row, row + steps),
    before: judged.slice(Math.max(0, row - shownBefore), row),
    ...(dates && { dates: dates.slice(row, row + steps) }),
  });
}

/** Fewer rows say nothing of how good a prediction is. */
const fewestJudged = 2;

export async function seriesResult(
  seen: SeenSeries,
  { horizon }: { readonly horizon: number },
): Promise<Result<SeriesResult, Failure>> {
  const { series, model, versions, split, until } = seen;
  if (split.end - split.test < fewestJudged || split.valid < fewestJudged) return success(versions);
  function* reporting(): Steps<SeriesReport> {
    const opponents = yield* seen.opponents();
    return yield* seriesReporting(series, model.forecasting, { horizon, split, opponents });
  }
  const found = await through(reporting(), until);
  return success({ ...versions, ...(found && { report: found.value }) });
}
