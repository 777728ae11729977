/**
 * Imports a model that was trained elsewhere. The header decides whether it is one; then memory is
 * estimated, and only then numbers are read. Nothing is stored before everything is checked, parity
 * included: a record that does not agree is reported, not refused, because the record may be wrong.
 */
import { recogniseModel } from '../../engine/files/foreign/foreignModel';
import type { NamedTensors } from '../../engine/files/modelFile';
import { encodeModelFile } from '../../engine/files/modelFile';
import { readFacts } from '../../engine/files/modelMetadata';
import type { Kernels } from '../../engine/kernels/kernels';
import { countParameters } from '../../engine/network/shape';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type {
  Examination,
  ImportContract,
  ImportReport,
  ImportRequest,
  TensorNames,
  WordsExamination,
} from '../../shared/model/importing';
import type { Handlers, Job } from '../../shared/wire/rpc';
import { sameModel } from '../../shared/model/importing';
import { readForeign, rowOf } from './foreignWeights';
import type { Planned } from './importPlan';
import { megabyte, planImport } from './importPlan';
import { listWords, refusal } from './importWords';
import { keptTraining } from './keptTraining';
import { leftOutOf, partsOf } from './leftOut';
import type { KernelOptions } from '../platform/engineParts';
import { checkParity, passBytes } from './parity';
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
    examineImport: ({ file, names }) =>
      withForeignFile<Examination>(files, file, (opened) =>
        examine(opened, file.name, names, breathe),
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
  name: string,
  names: Partial<TensorNames>,
  breathe: () => Promise<void>,
): Promise<Result<Examination, Failure>> {
  if (readFacts(header.metadata, 'any').ok) return success({ kind: 'own' });
  const recognised = recogniseModel(header, names);
  switch (recognised.kind) {
    case 'question':
      return success(recognised);
    case 'failure':
      return refusal(name, recognised.failure);
    case 'model': {
      const { names: found, shape, isUnsure } = recognised.model;
      const leftOut = await leftOutOf(source, header.tensors, recognised.model, breathe);
      return success({ kind: 'foreign', names: found, rows: shape.V, leftOut, isUnsure });
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
  const { name } = request.file;
  const recognised = recogniseModel(header, request.names);
  if (recognised.kind === 'failure') return refusal(name, recognised.failure);
  if (recognised.kind === 'question') return failed({ kind: 'stale' });
  const listed = await listWords(recognised.model, request, files);
  if (!listed.ok) return listed;
  const { words, unknown } = listed.value;
  if (unknown.kind !== 'unclear') return success({ kind: 'settled' });
  const rows = unknown.suspects.slice(0, 2 * mostOthers);
  const suspects = rows.map((row) => words[row]);
  const ends = new Set([...words.slice(0, mostOthers), ...words.slice(-mostOthers)]);
  for (const suspect of suspects) ends.delete(suspect);
  return success({ kind: 'question', suspects, others: [...ends] });
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

/** Where weights leave a choice between cells, the record decides; without one, it is the usual cell. */
async function readWith(
  opened: ForeignFile,
  request: ImportRequest,
  importing: Importing,
): Promise<Result<ReadModel, Failure>> {
  const first = await readAs(opened, request, importing, request.cell);
  if (!first.ok || !first.value.planned.model.isUnsure) return first;
  const { parity } = first.value;
  if (!parity || parity.largest <= sameModel) return first;
  const other = await readAs(opened, request, importing, 'rnnRelu');
  const isBetter = other.ok && (other.value.parity?.largest ?? Infinity) <= sameModel;
  return isBetter ? other : first;
}

async function readAs(
  opened: ForeignFile,
  request: ImportRequest,
  importing: Importing,
  plain: ImportRequest['cell'],
): Promise<Result<ReadModel, Failure>> {
  const { breathe } = importing;
  const { name } = request.file;
  const plan = await planImport(opened, request, importing.files, plain);
  if (!plan.ok) return plan;
  const planned = plan.value;
  const damage = await opened.check?.(partsOf(planned.model), breathe);
  if (damage) return failed(damage);
  const { source, tensors } = opened;
  const weights = await readForeign({ source, tensors, ...planned }, planned.facts.shape, breathe);
  if (!(weights instanceof Map)) return refusal(name, weights);
  const parity = await parityOf(planned, weights, importing);
  if (parity && 'overflowAfter' in parity) {
    return refusal(name, { kind: 'overflow', token: parity.overflowAfter });
  }
  return success({ planned, weights, ...(parity ? { parity } : {}) });
}

async function parityOf(
  { facts: { shape }, record, unknownRow }: Planned,
  weights: NamedTensors,
  { createKernels, breathe }: Importing,
): Promise<Awaited<ReturnType<typeof checkParity>> | undefined> {
  if (!record) return undefined;
  const kernels = createKernels({
    threads: 1,
    // Rows are padded, so a little more than the weights.
    budgetBytes:
      8 * countParameters(shape) + passBytes(shape, record.losses.length) + 64 * megabyte,
    interrupted: () => false,
  });
  try {
    const idOf = (token: number): number => rowOf(unknownRow, token);
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
