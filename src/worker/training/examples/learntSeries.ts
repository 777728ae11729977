/** A table of numbers in time as a training learns from it, and the network beside its opponents on the last rows. */
import type { Steps } from '../../../engine/steps';
import type { Network } from '../../../engine/network/network';
import { createForecasting } from '../../../engine/tasks/series/forecasting';
import { seriesReporting, type SeriesReport } from '../../../engine/tasks/series/seriesReport';
import { readingSeries } from '../../../engine/tasks/series/reading/readSeries';
import { lengthOfSeries, splitSeries, type Series } from '../../../engine/tasks/series/series';
import type { ColumnFacts } from '../../../engine/tasks/series/seriesFacts';
import { makingSeriesTask } from '../../../engine/tasks/series/seriesNetwork';
import { vocabularyOfWords } from '../../../engine/text/words/vocabulary';
import type { Objective } from '../../../engine/training/objective';
import { rowsHeld } from '../../../engine/training/series/seriesReader';
import { failed, success, type Failure, type Result } from '../../../shared/failures';
import { usualHorizon, type TaskResult } from '../../../shared/tasks';
import type { Judging } from './judging';
import type { LearntAsked, LearntTask } from './learntTask';

export function* learntSeries(asked: LearntAsked): Steps<Result<LearntTask, Failure>> {
  const { task: request, name, text, options, chosen, arithmetic } = asked;
  const { columns: wished, horizon = usualHorizon } = request;
  const read = yield* readingSeries(text, { columns: wished ?? [] });
  if (!read.ok) return failed({ kind: 'badExamples', name, flaw: read.flaw });
  const series = read.value;
  const split = splitSeries(lengthOfSeries(series));
  const { seed, memory, hiddenSize } = options;
  const made = { series, split, chosen, seed, memory, arithmetic };
  const task = yield* makingSeriesTask({ ...made, units: hiddenSize || undefined });
  const { columns, shape, plan, perRound } = task;
  return success({
    ...{ kind: 'examples', metric: 'error', vocabulary: vocabularyOfWords([]), shape, perRound },
    facts: {
      ...{ task: 'series', columns: [...columns], split, horizon },
      ...(wished && { wished: [...wished] }),
    },
    trainTokens: split.valid,
    planFor: (steps) => (steps === undefined ? plan : { ...plan, steps }),
    // One reader to stop by, one to judge with.
    held: plan.T + Math.ceil((2 * rowsHeld) / plan.B),
    begin: task.begin,
    open: (network) => ({
      objective: beside(task.objective(network), task.bestOpponent),
      judging: () => judgeSeries(series, { network, columns, horizon }),
    }),
  });
}

/** What differs by less is the same but for rounding, in the square of what the lines leave over. */
const rounding = 1e-9;

/** Measures the error as a share of the best opponent's. */
const beside = (objective: Objective, best: number): Objective => ({
  ...objective,
  measure() {
    const error = objective.measure();
    return error === undefined ? undefined : (error + rounding) / (best + rounding);
  },
});

interface Judged {
  readonly network: Network;
  readonly columns: readonly ColumnFacts[];
  readonly horizon: number;
}

/** In steps; what is known before the last one is no result. */
export function judgeSeries(series: Series, { network, columns, horizon }: Judged): Judging {
  let found: SeriesReport | undefined;
  const reporting = seriesReporting(series, createForecasting(network, columns), { horizon });
  const step = (): boolean => {
    const next = found ? undefined : reporting.next();
    if (next?.done) found = next.value;
    return found !== undefined;
  };
  return {
    ...{ isEnough: false, step },
    result() {
      for (;;) if (step() && found) return resultOf(found);
    },
  };
}

function resultOf({ rows, rollOut, examples, season }: SeriesReport): TaskResult {
  return {
    rows: Object.entries(rows).map(([judge, { mse, mae, standardError, against }]) => ({
      judge,
      figures: { mse, mae, standardError, rolledOut: rollOut.rows[judge].mse },
      ...(against && { against: against.network }),
    })),
    ...{ examples, duplicates: 0 },
    ...(season !== undefined && { season }),
  };
}
