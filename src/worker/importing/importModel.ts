/**
 * Imports a model that was trained elsewhere. The header decides whether it is one; then memory is
 * estimated, and only then numbers are read. Nothing is stored before everything is checked, parity
 * included: a record that does not agree is reported, not refused, because the record may be wrong.
 */
import { recogniseModel } from '../../engine/files/foreign/foreignModel';
import type { NamedTensors } from '../../engine/files/modelFile';
import { encodeModelFile } from '../../engine/files/modelFile';
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import { claimsToBeOurs, readFacts } from '../../engine/files/modelMetadata';
import type { Kernels } from '../../engine/kernels/kernels';
import { countParameters } from '../../engine/network/shape';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type {
  Asked,
  Examination,
  ImportContract,
  ImportReport,
  ImportRequest,
  WordsExamination,
} from '../../shared/model/importing';
import type { Handlers, Job } from '../../shared/wire/rpc';
import { sameModel } from '../../shared/model/importing';
import { readForeign, rowOf } from './foreignWeights';
import type { Planned, Told } from './importPlan';
import { megabyte, planImport } from './importPlan';
import { listWords, refusal } from './importWords';
import { keptTraining } from './keptTraining';
import { namesOfAnswers } from './importAnswers';
import { leftOutOf, partsOf } from './leftOut';
import type { KernelOptions } from '../platform/engineParts';
import { checkParity, passBytes } from './parity';
import { checkTaskParity } from './taskParity';
import type { Files } from '../platform/disk/files';
import type { ForeignFile, ForeignHeader } from '../tensors/foreignHeader';
import { withForeignFile } from '../tensors/foreignFile';

export interface Importing {
  readonly files: Files;
  readonly createKernels: (options: KernelOptions) => Kernels;
  readonly breathe: () => Promise<void>;
}

/** Nobody waits for the answer any longer. Thrown and caught in this file only. */
class CalledOff extends Error {}

export function createImporter(importing: Importing): Handlers<ImportContract> {
  const { files, breathe } = importing;
  return {
    examineImport: (request) =>
      withForeignFile<Examination>(files, request.file, (opened) =>
        examine(opened, request, breathe),
      ),
    examineWords: (request) =>
      withForeignFile<WordsExamination>(files, request.file, (opened) =>
        examineWords(opened, request, files),
      ),
    importModel: (request, job) =>
      withForeignFile(files, request.file, async (opened) => {
        try {
          return await importFrom(opened, request, job, importing);
        } catch (error) {
          if (error instanceof CalledOff) return failed({ kind: 'stale' });
          throw error;
        }
      }),
  };
}

async function examine(
  { source, ...header }: ForeignFile,
  { file: { name }, names, task }: Parameters<ImportContract['examineImport']>[0],
  breathe: () => Promise<void>,
): Promise<Result<Examination, Failure>> {
  const own = readFacts(header.metadata, 'any');
  if (own.ok) return success({ kind: 'own' });
  if (claimsToBeOurs(header.metadata)) {
    return failed({ kind: 'notImported', name, reason: describeFileFailure(own.failure) });
  }
  const recognised = recogniseModel(header, names, { task });
  switch (recognised.kind) {
    case 'question':
      return success(recognised);
    case 'failure':
      return refusal(name, recognised.failure);
    case 'model': {
      const { names: found, shape, isUnsure } = recognised.model;
      const leftOut = await leftOutOf(source, header.tensors, recognised.model, breathe);
      const answers = shape.outputs === undefined ? {} : { answers: shape.outputs };
      return success({
        ...{ kind: 'foreign', names: found, rows: shape.V, leftOut, isUnsure, ...answers },
      });
    }
    default:
      return recognised satisfies never;
  }
}

/** So many of the words that look like no class are shown, from either end. */
const mostOthers = 20;

async function examineWords(
  header: ForeignHeader,
  request: Parameters<ImportContract['examineWords']>[0],
  files: Files,
): Promise<Result<WordsExamination, Failure>> {
  const { file, names, task } = request;
  const { name } = file;
  const recognised = recogniseModel(header, names, { task });
  if (recognised.kind === 'failure') return refusal(name, recognised.failure);
  if (recognised.kind === 'question') return failed({ kind: 'stale' });
  const listed = await listWords(recognised.model, request, files);
  if (!listed.ok) return listed;
  const { words, unknown } = listed.value;
  const count = recognised.model.shape.outputs;
  const named =
    task && count !== undefined
      ? await namesOfAnswers({ task, count }, request, words.length, files)
      : success([]);
  if (!named.ok) return named;
  const nameless = named.value ? {} : { areNameless: true };
  if (unknown.kind !== 'unclear') return success({ kind: 'settled', ...nameless });
  const rows = unknown.suspects.slice(0, 2 * mostOthers);
  const suspects = rows.map((row) => words[row]);
  const ends = new Set([...words.slice(0, mostOthers), ...words.slice(-mostOthers)]);
  for (const suspect of suspects) ends.delete(suspect);
  return success({ kind: 'question', suspects, others: [...ends], ...nameless });
}

async function importFrom(
  opened: ForeignFile,
  request: ImportRequest,
  job: Job,
  importing: Importing,
): Promise<Result<ImportReport, Failure>> {
  const { files } = importing;
  const { name: file } = request.file;
  const breathe = async (): Promise<void> => {
    await importing.breathe();
    if (job.cancelled) throw new CalledOff();
  };
  const read = await readWith(opened, request, { ...importing, breathe });
  if (!read.ok) return read;
  const { planned, weights, parity } = read.value;
  const { facts, unknownRow, model } = planned;
  const training = await keptTraining(opened, request.memoryMB, breathe);
  const others = await leftOutOf(opened.source, opened.tensors, model, breathe);
  const leftOut = others.filter((name) => !(training && name.startsWith('resume.')));
  const bytes = encodeModelFile({
    ...facts,
    ...training,
    weights,
    imported: {
      file,
      ...(parity ? { parity } : {}),
      ...(leftOut.length > 0 ? { leftOut: leftOut.length } : {}),
    },
  });
  const written = await putAway(files, request.modelPath, bytes, file);
  if (!written.ok) return written;
  const { shape } = facts;
  return success({
    ...{ tokens: shape.tokens, cell: shape.cell, isBothWays: shape.direction === 'both' },
    vocabulary: shape.V - (unknownRow === undefined ? 1 : 0),
    ...{ layers: shape.L, hiddenSize: shape.H, embeddingSize: shape.E },
    ...{ tied: model.tied, units: model.units, isAssumed: isAssumed(read.value) },
    bytes: bytes.length,
    converted: convertedTypes(planned),
    unknownAdded: unknownRow === undefined,
    leftOut,
    beside: opened.beside ?? [],
    ...(parity ? { parity } : {}),
    ...(planned.task ? { answering: planned.task } : {}),
    ...(planned.isOwn ? { own: training ? 'unfinished' : 'finished' } : {}),
  });
}

interface ReadModel {
  readonly planned: Planned;
  readonly weights: NamedTensors;
  readonly parity?: NonNullable<ImportReport['parity']>;
}

/** Nothing but a guess says that it is tanh. */
const isAssumed = ({ planned, parity }: ReadModel): boolean =>
  planned.model.isUnsure && (parity === undefined || parity.largest > sameModel);

/** Where weights leave a choice, the record decides; without one, a plain RNN has the usual cell. */
async function readWith(
  opened: ForeignFile,
  request: ImportRequest,
  importing: Importing,
): Promise<Result<ReadModel, Failure>> {
  const { cell, pooling } = request;
  const first = await readAs(opened, request, importing, { cell, pooling });
  if (!first.ok) return first;
  const { planned, parity } = first.value;
  const isOpen = pooling === undefined && planned.task?.kind === 'classes';
  if (isOpen && !parity) return refusal(request.file.name, { kind: 'noPooling' });
  if (!parity || parity.largest <= sameModel) return first;
  let smallest = parity.largest;
  for (const other of othersOf(planned, isOpen)) {
    const read = await readAs(opened, request, importing, other);
    const largest = read.ok ? (read.value.parity?.largest ?? Infinity) : Infinity;
    if (largest <= sameModel) return read;
    smallest = Math.min(smallest, largest);
  }
  return isOpen ? refusal(request.file.name, { kind: 'otherPooling', smallest }) : first;
}

/** What else it could be, and neither its weights nor a person says. */
function othersOf({ model, task }: Planned, isOpen: boolean): readonly Choice[] {
  const cells = model.isUnsure ? (['rnn', 'rnnRelu'] as const) : [undefined];
  const asked = task?.kind === 'classes' ? task.asked : undefined;
  const poolings = isOpen ? (['last', 'mean', 'maximum'] as const) : [pooledBy(asked)];
  return cells.flatMap((cell) => poolings.map((pooling) => ({ cell, pooling })));
}

const pooledBy = (asked: Asked | undefined): Choice['pooling'] =>
  asked === 'each' ? undefined : asked;

/** What the weights do not show. */
type Choice = Pick<Told, 'cell' | 'pooling'>;

async function readAs(
  opened: ForeignFile,
  request: ImportRequest,
  importing: Importing,
  told: Told,
): Promise<Result<ReadModel, Failure>> {
  const { breathe } = importing;
  const { name } = request.file;
  const plan = await planImport(opened, request, importing.files, told);
  if (!plan.ok) return plan;
  const planned = plan.value;
  const damage = await opened.check?.(partsOf(planned.model), breathe);
  if (damage) return failed(damage);
  const { source, tensors } = opened;
  const weights = await readForeign({ source, tensors, ...planned }, planned.facts.shape, breathe);
  if (!(weights instanceof Map)) return refusal(name, weights);
  const parity = await parityOf(planned, weights, request.memoryMB, importing);
  if (parity && 'overflowAfter' in parity) {
    return refusal(name, { kind: 'overflow', token: parity.overflowAfter });
  }
  return success({ planned, weights, ...(parity ? { parity } : {}) });
}

async function parityOf(
  { facts: { shape }, record, unknownRow, task }: Planned,
  weights: NamedTensors,
  memoryMB: number,
  { createKernels, breathe }: Importing,
): Promise<Awaited<ReturnType<typeof checkParity>> | undefined> {
  if (!record) return undefined;
  const kernels = createKernels({
    threads: 1,
    // Rows are padded, so a little more than the weights.
    budgetBytes: task
      ? memoryMB * megabyte
      : 8 * countParameters(shape) + passBytes(shape, record.losses.length) + 64 * megabyte,
    interrupted: () => false,
  });
  try {
    const idOf = (token: number): number => rowOf(unknownRow, token);
    if (task && 'sequences' in record) {
      return checkTaskParity(kernels, shape, weights, task.asked, record, idOf);
    }
    if ('sequences' in record) return undefined;
    return await checkParity(kernels, shape, weights, record, idOf, breathe);
  } finally {
    kernels.dispose();
  }
}

async function putAway(
  files: Files,
  path: string,
  bytes: Uint8Array,
  name: string,
): Promise<Result<void, Failure>> {
  const held = await files.lock(path);
  if (!held.ok) return held;
  if (!held.value) return failed({ kind: 'trainedElsewhere', name });
  try {
    return await files.write(path, bytes);
  } finally {
    await held.value.release();
  }
}

function convertedTypes({ header, model }: Planned): string[] {
  const left = new Set(model.leftOut);
  const types = [...header.tensors].flatMap(([name, { dtype }]) => (left.has(name) ? [] : [dtype]));
  return [...new Set(types)].filter((dtype) => dtype !== 'F32');
}
