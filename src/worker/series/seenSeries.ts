/**
 * A document seen through a model of a series, held still while one question is answered: its rows, the
 * parts that were learnt from, and who predicts without a network. An edit or newer weights in the
 * middle make the answer stale.
 */
import type { Steps } from '../../engine/steps';
import { allocatePass, type Pass } from '../../engine/network/window';
import { fittingOpponents, type Opponents } from '../../engine/tasks/series/opponents';
import type { ReadSeries } from '../../engine/tasks/series/readAtRows';
import { readingSeries } from '../../engine/tasks/series/reading/readSeries';
import { lengthOfSeries, splitSeries, type Series } from '../../engine/tasks/series/series';
import type { SeriesSplit } from '../../engine/tasks/series/series';
import { stepsAtOnce } from '../../engine/training/series/seriesReader';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { Versions } from '../../shared/model/versions';
import type { Subject } from '../../shared/model/weights';
import type { Job } from '../../shared/wire/rpc';
import type { Documents } from '../documents/documents';
import { Stale } from '../documents/look';
import { whileUnchanged } from '../documents/lookingThrough';
import { rawText, type MirroredDocument } from '../documents/mirroredDocument';
import type { Slices } from '../scheduling/slices';
import type { OpenedSeriesModel, SeriesModels } from '../taskModels/seriesModels';
import { rowSpans, type RowSpans } from './rowSpans';

/** What stays while text and weights stay. */
interface Held {
  readonly model: OpenedSeriesModel;
  readonly series: Series;
  readonly read: ReadSeries;
  readonly spans: RowSpans;
  /** Where the network did not learn from this text: as if it had. */
  readonly split: SeriesSplit;
  readonly isLearnt: boolean;
  readonly versions: Versions & { readonly approximate: false };
  /** In steps where they are not known yet. */
  opponents(): Steps<Opponents>;
}

export interface SeenSeries extends Held {
  /** Of this manner of looking alone. */
  readonly pass: Pass;
  /** Goes on in slices until `step` says true. @throws Stale */
  until(step: () => boolean): Promise<void>;
}

export type LookingAtSeries = <T>(
  request: Subject,
  job: Job,
  answer: (seen: SeenSeries) => Promise<Result<T, Failure>>,
) => Promise<Result<T, Failure>>;

interface Needs {
  readonly documents: Pick<Documents, 'find'>;
  readonly models: SeriesModels;
  readonly slices: Slices;
}

/** @returns ways to look: in the queue of short questions, or alongside it */
export function createLookingAtSeries({ documents, models, slices }: Needs): {
  readonly short: LookingAtSeries;
  readonly long: LookingAtSeries;
} {
  const held = new WeakMap<MirroredDocument, Held>();

  async function see(request: Subject, job: Job): Promise<Result<Held, Failure>> {
    const document = documents.find(request.documentKey);
    if (!document || job.cancelled) return failed({ kind: 'stale' });
    if (request.weights?.kind === 'snapshot') return failed({ kind: 'noSnapshot' });
    const { source, key } = document;
    const name = nameOf(key);
    if (!source) return failed({ kind: 'noModel', name });
    const model = await models.load(source);
    if (documents.find(key) !== document || document.source !== source) {
      return failed({ kind: 'stale' });
    }
    // A training has not published its first weights yet.
    if (!model && source.kind === 'live') return failed({ kind: 'stale' });
    if (!model) return failed({ kind: 'notJudging', name });
    const found = await heldOf(document, model, { job, slices, before: held.get(document) });
    if (documents.find(key) !== document || document.source !== source) throw new Stale();
    if (found.ok) held.set(document, found.value);
    return found;
  }

  const looking = (queued: Slices['queued']): LookingAtSeries => {
    const passes = new WeakMap<OpenedSeriesModel['network'], Pass>();
    const passOf = ({ network }: OpenedSeriesModel): Pass => {
      const pass = passes.get(network) ?? allocatePass(network, stepsAtOnce, 1, 'given');
      passes.set(network, pass);
      return pass;
    };
    return (request, job, answer) =>
      queued(async () => {
        try {
          const seen = await see(request, job);
          if (!seen.ok) return seen;
          const document = documents.find(request.documentKey);
          const { model } = seen.value;
          const until = untilStale(document, seen.value, job, slices);
          return await answer({ ...seen.value, pass: passOf(model), until });
        } catch (error) {
          if (error instanceof Stale) return failed({ kind: 'stale' });
          throw error;
        }
      });
  };
  return { short: looking(slices.queued), long: looking(slices.aside) };
}

/** What was held still fits, or as much of it as newer weights leave. */
async function heldOf(
  document: MirroredDocument,
  model: OpenedSeriesModel,
  {
    job,
    slices,
    before,
  }: { readonly job: Job; readonly slices: Slices; readonly before?: Held | undefined },
): Promise<Result<Held, Failure>> {
  const versions: Held['versions'] = {
    ...{ documentVersion: document.version, modelVersion: model.version() },
    approximate: false,
  };
  const isSame =
    before?.model === model && before.versions.documentVersion === versions.documentVersion;
  if (isSame) return success({ ...before, versions });
  const text = rawText(document);
  const { columns } = model.facts.task;
  // Fewer rows than are needed to learn can still be continued.
  const wishes = { columns: columns.map(({ name }) => name), fewest: 1 };
  const read = await whileUnchanged(readingSeries(text, wishes), document, job, slices);
  if (!read.ok) {
    return failed({ kind: 'badExamples', name: nameOf(document.key), flaw: read.flaw });
  }
  const series = read.value;
  const isLearnt = isOwn(document.key, model.facts.documentKey);
  const split = splitOf(model, lengthOfSeries(series), isLearnt);
  const values = series.columns.map((column) => column.values);
  return success({
    ...{ model, series, split, isLearnt },
    versions: { ...versions, modelVersion: model.version() },
    read: { network: model.network, columns, values },
    spans: rowSpans(text, series.lines),
    opponents: once(() => fittingOpponents(values[0], split)),
  });
}

/** From a terminal, the file's path stands there. */
const isOwn = (key: string, learnt: string): boolean =>
  learnt === key || `file://${learnt}` === decoded(key);

/** Rows that were added since test as well; where rows are gone, the last ones are. */
function splitOf({ facts }: OpenedSeriesModel, rows: number, isLearnt: boolean): SeriesSplit {
  const { split } = facts.task;
  if (!isLearnt || !split) {
    const { valid, test } = splitSeries(rows);
    // Of very few rows, those before the last are all there is to count.
    return { valid: Math.max(1, valid), test: Math.max(1, test), end: rows };
  }
  return { valid: Math.min(split.valid, rows), test: Math.min(split.test, rows), end: rows };
}

function once<T>(make: () => Steps<T>): () => Steps<T> {
  let made: { readonly value: T } | undefined;
  return function* () {
    made ??= { value: yield* make() };
    return made.value;
  };
}

function untilStale(
  document: MirroredDocument | undefined,
  { model, versions }: Held,
  job: Job,
  slices: Slices,
): SeenSeries['until'] {
  const isStale = (): boolean =>
    document?.version !== versions.documentVersion || model.version() !== versions.modelVersion;
  return async (step) => {
    const whole = await slices.run(job, () => {
      if (isStale()) throw new Stale();
      return step();
    });
    if (!whole) throw new Stale();
  };
}

const nameOf = (key: string): string => decoded(key.split('/').at(-1) ?? key);

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
