/**
 * Handles the analyst's contract: the panel's questions from their table, what else the host asks about
 * a document, searches, and the model files. Dispatches to the answers; computes nothing.
 */
import { through, type Steps } from '../engine/steps';
import { recognisingTask } from '../engine/tasks/formats/recognise';
import { findingNumericColumns } from '../engine/tasks/series/reading/readSeries';
import type { AnalystContract } from '../shared/contracts/analyst';
import { failed, success } from '../shared/failures';
import type { ImportContract } from '../shared/model/importing';
import type { ModelFilesContract } from '../shared/model/modelFiles';
import type { TensorContract } from '../shared/model/tensors';
import { unitKey } from '../shared/model/unitNames';
import { nextWordQuestions } from '../shared/questions/panelQuestions';
import type { AveragesContract } from '../shared/questions/editor/averages';
import type { ForgetContract } from '../shared/questions/editor/learnt';
import type { UnitNamesContract } from '../shared/questions/units';
import type { Handlers, Job } from '../shared/wire/rpc';
import { transferred } from '../shared/wire/rpc';
import type { Documents } from './documents/documents';
import type { Looking } from './documents/look';
import { vocabularyFit } from './documents/vocabularyFit';
import type { createExamples } from './examples/exampleAnswers';
import type { createPairAnswers } from './pairs/pairAnswers';
import type { Exporter } from './exports/exportModel';
import { testModel, type TestTools } from './modelTests/modelTests';
import type { LongQuestionMemory } from './models/longQuestionMemory';
import type { ModelFiles } from './models/modelFiles';
import type { Clock } from './platform/clock';
import type { ActivationsOptions } from './questions/activations';
import { createActivations } from './questions/activations';
import { cellChecks } from './questions/cells';
import { coloursOf } from './questions/colours/colours';
import { judgedColours } from './questions/colours/judgedColours';
import { createSubstitutedChanges } from './questions/colours/substitutedColours';
import { createUnitScale } from './questions/colours/unitScale';
import { overview } from './questions/gates/overview';
import type { LabelTokens } from './questions/labelledChange';
import type { createLessonQuestions } from './questions/lessons';
import type { BesideNeeds } from './questions/gradient/beside';
import { panelAnswers } from './questions/panelAnswers';
import { counted, serveQuestions } from './questions/serveQuestions';
import { createFindSimilar } from './search/findSimilar';
import type { FindUnitsOptions } from './search/findUnits';
import { createFindUnits } from './search/findUnits';
import { labelTokens } from './search/tokenLabels';
import type { Slices } from './scheduling/slices';
import type { UnitIndexes } from './search/unitIndexes';
import type { createSeries } from './series/seriesAnswers';

export interface AnalystOptions {
  readonly documents: Documents;
  readonly looking: Looking;
  readonly slices: Slices;
  readonly clock: Clock;
  /** For questions that take seconds, alongside the others. */
  readonly lookingLong: Looking;
  readonly memory: LongQuestionMemory;
  readonly indexes: UnitIndexes;
  readonly modelFiles: ModelFiles;
  readonly withinTime: FindUnitsOptions['withinTime'];
  readonly createKernels: TestTools['createKernels'];
  readonly lessonQuestions: ReturnType<typeof createLessonQuestions>;
  readonly importer: Handlers<ImportContract>;
  readonly exporter: Exporter;
  readonly averages: Handlers<AveragesContract>['averageModels'];
  readonly examples: ReturnType<typeof createExamples>;
  readonly pairs: ReturnType<typeof createPairAnswers>;
  readonly series: ReturnType<typeof createSeries>;
  readonly files: ActivationsOptions['files'] & BesideNeeds['files'] & TestTools['files'];
  readonly checksum: ActivationsOptions['checksum'];
  readonly tensorFiles: Handlers<TensorContract>;
  /** Called at every question: counts, for faults. */
  readonly asked: () => void;
}

export function createAnalyst(options: AnalystOptions): Handlers<AnalystContract> {
  const { documents, looking, lookingLong, indexes, asked } = options;
  const long = { ...options, looking: lookingLong };
  const { slices } = options;
  const { findSimilar, ...indexing } = createFindSimilar({ looking: lookingLong, indexes });
  const labelled: LabelTokens = (look, labels, stretch) =>
    labelTokens(look, labels, stretch, options);
  const questions = {
    ...serveQuestions(nextWordQuestions, panelAnswers({ ...options, labelTokens: labelled }), {
      ...{ looking, lookingLong },
    }),
    ...documentQuestions(options),
    ...modelFileQuestions(options),
    ...createFindUnits(long),
    ...createActivations(long),
    ...options.examples,
    ...options.pairs,
    ...options.series,
    findSimilar,
  };
  const inSlices = <T>(steps: Steps<T>, job: Job) =>
    through(steps, (step) => slices.run(job, step));
  return {
    ...documents.handlers,
    ...cellChecks,
    averageModels: options.averages,
    async recogniseTask({ name, text }, job) {
      const read = await inSlices(recognisingTask(text, name), job);
      return read ? success(read.value) : failed({ kind: 'stale' });
    },
    async numericColumns({ name, text }, job) {
      const found = await inSlices(findingNumericColumns(text), job);
      if (!found) return failed({ kind: 'stale' });
      const { value: read } = found;
      return read.ok ? success(read.value) : failed({ kind: 'badExamples', name, flaw: read.flaw });
    },
    testModel: (request, job) =>
      slices.aside(() =>
        testModel(request, { ...options, until: (step) => slices.run(job, step) }),
      ),
    ...counted(questions, asked),
    ...indexing,
    ...options.lessonQuestions,
    ...options.importer,
    ...options.tensorFiles,
  };
}

/** What the host asks about a document, whatever the panel shows. */
function documentQuestions({ looking, lookingLong, memory, examples }: AnalystOptions) {
  const colours = { changesOf: createSubstitutedChanges(memory), scaleOf: createUnitScale() };
  return {
    overview: (request, job) => looking(request, job, (look) => overview(look, request)),
    async colours(request, job) {
      const { measure } = request;
      if (measure.by === 'judged') {
        const range = await examples.judgedRange(request, job);
        return range.ok ? success(judgedColours(range.value)) : range;
      }
      const through = measure.by === 'substituted' ? lookingLong : looking;
      return through(request, job, (look) => coloursOf(look, { ...request, measure }, colours));
    },
    vocabularyFit: (request, job) =>
      looking(request, job, async (look) => success(await vocabularyFit(look))),
  } satisfies Partial<Handlers<AnalystContract>>;
}

function modelFileQuestions({
  modelFiles,
  exporter,
}: Pick<AnalystOptions, 'modelFiles' | 'exporter'>): Handlers<
  ModelFilesContract & UnitNamesContract & ForgetContract
> {
  return {
    describeModel: (request) => modelFiles.describe(request),
    listModels: ({ paths }) => modelFiles.list(paths),
    async exportModel(request) {
      const exported = await exporter(request);
      const content = exported.ok ? exported.value.content : undefined;
      return content ? transferred(exported, [content.buffer]) : exported;
    },
    nameModel: ({ path, name }) => modelFiles.nameModel(path, name),
    deleteModel: ({ path }) => modelFiles.remove(path),
    deleteAllModels: ({ folder }) => modelFiles.removeEverything(folder),
    removeLeftovers: ({ folder }) => modelFiles.removeLeftovers(folder),
    nameUnit: ({ path, layer, unit, name }) =>
      modelFiles.nameUnit(path, unitKey(layer, unit), name),
    async forget({ path, ...request }) {
      const forgotten = await modelFiles.forget(path, request);
      return forgotten.ok ? success(undefined) : forgotten;
    },
  };
}
