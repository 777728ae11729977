/** The answers to what is asked about a series: an entry here for each in `shared/questions/series.ts`. */
import { lengthOfSeries } from '../../engine/tasks/series/series';
import { success, type Failure, type Result } from '../../shared/failures';
import type { Subject } from '../../shared/model/weights';
import type { AskedOfThread } from '../../shared/questions/question';
import type { SeriesOverview, SeriesQuestions } from '../../shared/questions/series';
import type { Handlers, Job } from '../../shared/wire/rpc';
import type { Documents } from '../documents/documents';
import type { Slices } from '../scheduling/slices';
import type { OpenedModelsOptions } from '../taskModels/openedModels';
import { createSeriesModels } from '../taskModels/seriesModels';
import { layerCells } from '../view/layerCells';
import { seriesResult, seriesRollOut } from './forecasts';
import { seriesFollowing, seriesGates } from './gates';
import { createLookingAtSeries, type LookingAtSeries, type SeenSeries } from './seenSeries';
import { seriesPlace, seriesPredictions, seriesStretch } from './stretches';

export interface SeriesOptions extends OpenedModelsOptions {
  readonly documents: Pick<Documents, 'find'>;
  readonly slices: Slices;
}

export function createSeries(options: SeriesOptions): Handlers<AskedOfThread<SeriesQuestions>> {
  const models = createSeriesModels(options);
  const { short, long } = createLookingAtSeries({ ...options, models });
  return {
    seriesOverview: served(short, seriesOverview),
    seriesPlace: served(short, seriesPlace),
    seriesStretch: served(short, seriesStretch),
    seriesPredictions: served(long, seriesPredictions),
    seriesGates: served(long, seriesGates),
    seriesRollOut: served(long, seriesRollOut),
    seriesResult: served(long, seriesResult),
    seriesFollowing: served(long, seriesFollowing),
  };
}

type Answer<R, A> = (
  seen: SeenSeries,
  request: R,
) => Result<A, Failure> | Promise<Result<A, Failure>>;

const served =
  <R, A>(looking: LookingAtSeries, answer: Answer<R, A>) =>
  (request: R & Subject, job: Job): Promise<Result<A, Failure>> =>
    looking(request, job, async (seen) => answer(seen, request));

function seriesOverview(seen: SeenSeries): Result<SeriesOverview, Failure> {
  const { series, model, split, isLearnt, versions } = seen;
  const { dates, skips } = series;
  const rows = lengthOfSeries(series);
  return success({
    ...{ ...versions, columns: series.columns.map(({ name }) => name), rows },
    ...(isLearnt && { parts: { valid: split.valid, test: split.test } }),
    ...(dates && { dates: { first: dates[0], last: dates[rows - 1], skips } }),
    ...{ cells: layerCells(model.network), units: model.network.shape.H },
  });
}
