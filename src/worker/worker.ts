/**
 * The entry of every thread: takes the seat that it was given and starts the role. The role's tools are
 * built here and nowhere else.
 */
import * as v from 'valibot';
import type { HelperSeat } from '../engine/kernels/helper';
import { abandonSeat, serveHelper } from '../engine/kernels/helper';
import type { AnalystContract } from '../shared/contracts/analyst';
import type { LaboratoryContract, LaboratoryNews } from '../shared/contracts/laboratory';
import type { ReaderContract } from '../shared/contracts/reader';
import type { Handlers, Remote } from '../shared/wire/rpc';
import { connect } from '../shared/wire/rpc';
import type { ThreadSeat } from '../shared/wire/threads';
import type { AnalystNews } from '../shared/questions/editor/similar';
import { ControlWord } from '../shared/wire/threads';
import type { TrainerContract, TrainerNews } from '../shared/contracts/trainer';
import { createAnalyst } from './analyst';
import type { Chore } from './scheduling/background';
import { createBackground } from './scheduling/background';
import { createLongQuestionMemory } from './models/longQuestionMemory';
import { createDocuments } from './documents/documents';
import { faultPoint } from './platform/threads/plannedFault';
import { createIndexAhead } from './search/indexAhead';
import { createLaboratory } from './laboratory/laboratory';
import { createLessonQuestions } from './questions/lessons';
import { createExamples } from './examples/exampleAnswers';
import { createSeries } from './series/seriesAnswers';
import { averagedModels } from './training/examples/averagedModels';
import { createExporter } from './exports/exportModel';
import { createImporter } from './importing/importModel';
import { createLooking, createCompletionLooking } from './documents/look';
import { createModelFiles } from './models/modelFiles';
import { createModels } from './models/models';
import { dieOnBug } from './platform/threads/dieOnBug';
import { systemClock as clock } from './platform/clock';
import { beforeTheEnd, endThread, isTrap, carryOutFault } from './platform/threads/endThread';
import { checksum } from './platform/checksum';
import { createFiles } from './platform/disk/files';
import { handOver } from './platform/threads/jobThread';
import { createScribes, serveScribe } from './platform/threads/scribe';
import { givenAtStart, threadPort } from './platform/threads/threadPort';
import { platformEngine, usualThreads } from './platform/wasm';
import { createWithinTime } from './platform/withinTime';
import { createPairAnswers } from './pairs/pairAnswers';
import { createPairModels } from './taskModels/pairModels';
import { createReader } from './reader';
import { encodeScribeJob } from './models/encodeModelFile';
import { createSlices } from './scheduling/slices';
import { createTensorFiles } from './tensors/tensorFiles';
import { createTrainerThread } from './trainer';
import { createUnitIndexes } from './search/unitIndexes';
import { searchUntrained, type UntrainedSearch } from './search/untrainedSearch';

const seatSchema = v.object({
  role: v.picklist(['trainer', 'reader', 'analyst', 'laboratory']),
  control: v.instance(SharedArrayBuffer),
  incarnation: v.number(),
  fault: v.exactOptional(v.string()),
});

/** Made by this same program in the thread that started this one. */
const helperSchema = v.object({
  role: v.literal('helper'),
  seat: v.custom<HelperSeat>((seat) => typeof seat === 'object' && seat !== null),
});

const scribeSchema = v.object({
  role: v.literal('scribe'),
});

const untrainedSearchSchema = v.object({
  role: v.literal('untrainedSearch'),
  job: v.custom<UntrainedSearch>((job) => typeof job === 'object' && job !== null),
});

const beatEvery = 100;
/** Milliseconds that a question may read on to be exact: a hover waits less than a picture. */
const patience = { reader: 60, analyst: 300, long: 20_000 } as const;

function start(given: unknown): void {
  const helper = v.safeParse(helperSchema, given);
  if (helper.success) return help(helper.output.seat);
  if (v.is(scribeSchema, given)) return serveScribe(encodeScribeJob);
  const search = v.safeParse(untrainedSearchSchema, given);
  if (search.success)
    return void searchUntrained(search.output.job, platformEngine()).then(handOver);
  const seat = v.parse(seatSchema, given);
  const control = new Int32Array(seat.control);
  clock.every(beatEvery, () => void Atomics.add(control, ControlWord.heartbeat, 1));
  if (seat.role === 'trainer') serveTrainer(seat, control);
  else if (seat.role === 'laboratory') serveLaboratory(seat);
  else serveQuestions(seat, seat.role);
}

/** However the thread ends, the others are notified. */
function help(seat: HelperSeat): void {
  beforeTheEnd(() => abandonSeat(seat));
  serveHelper(seat);
}

function serveTrainer(seat: ThreadSeat, control: Int32Array): void {
  const files = createFiles({ clock, fault: faultPoint(seat, 'disk') });
  const fault = faultPoint(seat, 'trainer');
  const handlers = createTrainerThread({
    ...{ clock, files, control },
    modelFiles: createModelFiles({ files }),
    engine: platformEngine(),
    encode: createScribes(clock),
    usualThreads: usualThreads(),
    tell: (method, request) => host.tell(method, request),
    log: (line) => host.tell('log', line),
    stepping: () => carryOutFault(fault()),
  });
  // Whatever throws in the middle of a training leaves it in an unknown state: the next thread
  // resumes from the checkpoint.
  const host = connect<TrainerNews, TrainerContract>(
    threadPort(),
    dieOnBug(handlers, () => true, endThread),
    clock,
    () => undefined,
  );
}

function serveLaboratory(seat: ThreadSeat): void {
  const fault = faultPoint(seat, 'laboratory');
  const handlers = createLaboratory({
    ...{ clock, engine: platformEngine() },
    files: createFiles({ clock, fault: faultPoint(seat, 'disk') }),
    stepping: () => carryOutFault(fault()),
    tell: (what) => host.tell('told', what),
  });
  // A run that throws has left its networks in an unknown state: the next thread begins anew.
  const host = connect<LaboratoryNews, LaboratoryContract>(
    threadPort(),
    dieOnBug(handlers, () => true, endThread),
    clock,
    () => undefined,
  );
}

function serveQuestions(seat: ThreadSeat, role: 'reader' | 'analyst'): void {
  const log = (line: string): void => host.tell('log', line);
  const onBug = (error: unknown): void =>
    log(`bug: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  const files = createFiles({ clock, fault: faultPoint(seat, 'disk') });
  const engine = platformEngine();
  const { createKernels } = engine;
  const modelFiles = createModelFiles({ files });
  const models = createModels({ files, createKernels, log });
  const slices = createSlices(clock);
  const documents = createDocuments({
    models,
    counting: role === 'reader',
    overviews: role === 'analyst',
    changed: () => background(),
    clock,
    onBug,
  });
  const indexes = createUnitIndexes();
  const indexAhead = createIndexAhead({
    ...{ settled: documents.settled, indexes, clock },
    wake: () => background(),
    tell: (news) => host.tell('indexing', news),
  });
  const chores = (): readonly Chore[] =>
    role === 'analyst' ? [...documents.chores(), indexAhead] : documents.chores();
  const background = createBackground({ clock, slices, chores, onBug });
  const lookOptions = { documents, slices, clock, patience: patience[role] };
  const looking = createLooking(lookOptions);
  const fault = faultPoint(seat, role);
  const asked = (): void => {
    carryOutFault(fault());
    background();
  };
  const parts = { documents, looking, asked };
  const host =
    role === 'reader'
      ? serve<ReaderContract>(
          createReader({
            ...parts,
            clock,
            lookingForCompletion: createCompletionLooking(lookOptions),
          }),
          onBug,
        )
      : serve<AnalystContract>(
          createAnalyst({
            ...parts,
            clock,
            lookingLong: createLooking({ ...lookOptions, patience: patience.long, aside: true }),
            ...{ memory: createLongQuestionMemory(), indexes },
            modelFiles,
            lessonQuestions: createLessonQuestions({ engine, modelFiles, clock }),
            ...{ withinTime: createWithinTime(), createKernels, files, checksum, slices },
            importer: createImporter({ files, createKernels, breathe: () => clock.nextTurn() }),
            exporter: createExporter({ files, modelFiles }),
            averages: (request) =>
              averagedModels(request, { files, ...engine, breathe: () => clock.nextTurn() }),
            examples: createExamples({ documents, slices, files, createKernels }),
            pairs: createPairAnswers({
              ...{ documents, slices, createKernels },
              models: createPairModels({ files, createKernels }),
            }),
            series: createSeries({ documents, slices, files, createKernels }),
            tensorFiles: createTensorFiles({ files, breathe: () => clock.nextTurn() }),
          }),
          onBug,
        );
}

function serve<C>(handlers: Handlers<C>, onBug: (error: unknown) => void): Remote<AnalystNews> {
  return connect<AnalystNews, C>(threadPort(), dieOnBug(handlers, isTrap, endThread), clock, onBug);
}

start(givenAtStart);
