/**
 * Handles the analyst's contract: pictures of a document through its model, and the model files.
 * Reads tokens in slices and answers for at most `mostTokens` of them.
 */
import type { AnalystContract } from '../shared/questions/analyst';
import type { GateName } from '../shared/model/gateNames';
import { gateNames } from '../shared/model/gateNames';
import { success } from '../shared/failures';
import { mostTokens, mostUnits } from '../shared/pages/panel';
import type { ImportContract } from '../shared/model/importing';
import type { Handlers } from '../shared/wire/rpc';
import type { TensorContract } from '../shared/model/tensors';
import { transferred } from '../shared/wire/rpc';
import { cellSteps } from './questions/cellSteps';
import { explanationAt } from './questions/explain/explain';
import { gateOverview } from './questions/gates/gateOverview';
import type { Clock } from './platform/clock';
import { createOrderer } from './questions/gates/unitOrder';
import { coloursOf } from './questions/colours/colours';
import type { LongQuestionMemory } from './models/longQuestionMemory';
import type { Documents } from './documents/documents';
import type { DocumentView } from './view/documentView';
import { gateOf } from './questions/gates/gateLetters';
import type { createLessonQuestions } from './questions/lessons';
import type { Looking } from './documents/look';
import type { ActivationsOptions } from './questions/activations';
import { createActivations } from './questions/activations';
import { createMemoryQuestions } from './questions/memory/memoryQuestions';
import type { ModelFiles } from './models/modelFiles';
import { predictionAt } from './questions/predict';
import { vocabularyFit } from './documents/vocabularyFit';
import { createFindSimilar } from './search/findSimilar';
import { createSubstitutedChanges } from './questions/colours/substitutedColours';
import type { UnitIndexes } from './search/unitIndexes';
import { createUnitQuestions } from './questions/units';
import type { FindUnitsOptions } from './search/findUnits';
import { createFindUnits } from './search/findUnits';
import { createWhatIfQuestions } from './questions/whatIf';

export interface AnalystOptions {
  readonly documents: Documents;
  readonly looking: Looking;
  readonly clock: Clock;
  /** For questions that take seconds, beside the others. */
  readonly lookingLong: Looking;
  readonly memory: LongQuestionMemory;
  readonly indexes: UnitIndexes;
  readonly modelFiles: ModelFiles;
  readonly createKernels: FindUnitsOptions['createKernels'];
  readonly withinTime: FindUnitsOptions['withinTime'];
  readonly lessonQuestions: ReturnType<typeof createLessonQuestions>;
  readonly importer: Handlers<ImportContract>;
  readonly files: ActivationsOptions['files'];
  readonly checksum: ActivationsOptions['checksum'];
  readonly tensorFiles: Handlers<TensorContract>;
  /** Called at every question: counts, for faults. */
  readonly asked: () => void;
}

export function createAnalyst(options: AnalystOptions): Handlers<AnalystContract> {
  const { documents, looking, lookingLong, memory, indexes, clock, modelFiles, asked } = options;
  const long = { looking: lookingLong, memory, modelFiles, asked };
  const substituted = createSubstitutedChanges(memory);
  return {
    ...documents.handlers,
    ...createMemoryQuestions(long),
    ...createUnitQuestions(long),
    ...createFindUnits({ ...options, looking: lookingLong }),
    ...options.lessonQuestions,
    ...createFindSimilar({ looking: lookingLong, indexes, asked }),
    ...options.importer,
    ...createActivations({ ...options, looking: lookingLong }),
    ...options.tensorFiles,
    ...createWhatIfQuestions(long),

    overview(request, job) {
      asked();
      return looking(request, job, async (look) => {
        const { ids, model, text, versions } = look.view;
        let unknown = 0;
        let token = 0;
        await look.until(() => {
          const end = Math.min(ids.length, token + 500);
          for (; token < end; token++) if (ids.id(token) === model.vocabulary.unknown) unknown++;
          return token >= ids.length;
        });
        const { shape } = model.network;
        const cursorToken = text.indexAt(request.offset);
        return success({
          ...versions,
          tokens: ids.length,
          layers: shape.L,
          hiddenSize: shape.H,
          tokenKind: shape.tokens,
          unknownShare: ids.length === 0 ? 0 : unknown / ids.length,
          cursorToken,
          cursorInside: cursorToken >= 0 && request.offset <= text.end(cursorToken),
        });
      });
    },

    gateMap(request, job) {
      asked();
      return looking(request, job, async (look) => {
        const { view } = look;
        const { from, count } = cutRange(view, request);
        const layer = Math.min(request.layer, view.predictor.layers.length - 1);
        const { H } = view.model.network.shape;
        const all = new Float32Array(count * H);
        const order = createOrderer(H, from, request.order);
        const approximate = await look.read(from, count, (token) => {
          const reading = view.predictor.layers[layer];
          all.set(gateOf(reading, request.gate), (token - from) * H);
          order.note(reading);
        });
        const units = request.chosen
          ? request.chosen.filter((unit) => unit < H).slice(0, mostUnits)
          : order.units(all).slice(0, Math.min(request.units, mostUnits));
        const values = new Float32Array(count * units.length);
        for (let t = 0; t < count; t++) {
          units.forEach((unit, n) => (values[t * units.length + n] = all[t * H + unit]));
        }
        const answer = { ...view.versions, from, ...labels(view, from, count), units, values };
        return transferred(success({ ...answer, approximate }), [values.buffer]);
      });
    },

    unitTable(request, job) {
      asked();
      return looking(request, job, async (look) => {
        const { view } = look;
        const { from, count } = cutRange(view, request);
        const layer =
          view.predictor.layers[Math.min(request.layer, view.predictor.layers.length - 1)];
        const unit = Math.min(request.unit, view.model.network.shape.H - 1);
        const gates = emptyGates(count);
        const approximate = await look.read(from, count, (token) => {
          for (const name of gateNames) gates[name][token - from] = gateOf(layer, name)[unit];
        });
        const { tokens } = labels(view, from, count);
        return success({ ...view.versions, from, unit, tokens, gates, approximate });
      });
    },

    gateOverview(request, job) {
      asked();
      return looking(request, job, (look) => gateOverview(look, request, clock));
    },

    cellSteps(request, job) {
      asked();
      return looking(request, job, (look) => cellSteps(look, request));
    },

    colours(request, job) {
      asked();
      const through = request.measure.by === 'substituted' ? lookingLong : looking;
      return through(request, job, (look) => coloursOf(look, request, substituted));
    },

    explain(request, job) {
      asked();
      return looking(request, job, (look) => explanationAt(look, request, clock));
    },

    predict(request, job) {
      asked();
      return looking(request, job, async (look) => success(await predictionAt(look, request)));
    },

    snapshots(request, job) {
      asked();
      return looking(request, job, async ({ view }) => {
        const snapshots = (await view.model.snapshots?.list()) ?? [];
        return success({ ...view.versions, snapshots });
      });
    },

    describeModel(request) {
      asked();
      return modelFiles.describe(request);
    },

    listModels({ paths }) {
      asked();
      return modelFiles.list(paths);
    },

    vocabularyFit(request, job) {
      asked();
      return looking(request, job, async (look) => success(await vocabularyFit(look)));
    },

    async exportModel(request) {
      asked();
      const exported = await modelFiles.export(request);
      const content = exported.ok ? exported.value.content : undefined;
      return content ? transferred(exported, [content.buffer]) : exported;
    },

    deleteModel(request) {
      asked();
      return modelFiles.remove(request.path);
    },
  };
}

function cutRange(
  { ids }: DocumentView,
  request: { readonly from: number; readonly count: number },
): { from: number; count: number } {
  const from = Math.min(Math.max(0, request.from), ids.length);
  return { from, count: Math.max(0, Math.min(request.count, mostTokens, ids.length - from)) };
}

function labels({ text, ids, model }: DocumentView, from: number, count: number) {
  const indices = Array.from({ length: count }, (_, n) => from + n);
  return {
    tokens: indices.map((index) => text.token(index)),
    spans: indices.map((index) => ({ start: text.start(index), end: text.end(index) })),
    known: indices.map((index) => ids.id(index) !== model.vocabulary.unknown),
  };
}

const emptyGates = (count: number): Record<GateName, Float32Array<ArrayBuffer>> => ({
  inputGate: new Float32Array(count),
  forgetGate: new Float32Array(count),
  candidate: new Float32Array(count),
  outputGate: new Float32Array(count),
  cellState: new Float32Array(count),
  hiddenState: new Float32Array(count),
});
