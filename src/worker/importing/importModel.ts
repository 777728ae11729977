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
import { readForeign, rowOf } from './foreignWeights';
import type { Planned } from './importPlan';
import { megabyte, planImport, readHeader } from './importPlan';
import { listWords, refusal } from './importWords';
import { keptTraining } from './keptTraining';
import { leftOutOf } from './leftOut';
import type { KernelOptions } from '../platform/engineParts';
import { checkParity } from './parity';
import type { ByteSource, Files } from '../platform/disk/files';
import { withByteSource } from '../tensors/byteSources';

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
      withByteSource<Examination>(files, file, (source) =>
        examine(source, file.name, names, breathe),
      ),
    examineWords: (request) =>
      withByteSource<WordsExamination>(files, request.file, (source) =>
        examineWords(source, request, files),
      ),
    importModel: (request, job) =>
      withByteSource(files, request.file, async (source) => {
        try {
          return await importFrom(source, request, job, importing);
        } catch (error) {
          if (error instanceof CalledOff) return failed({ kind: 'stale' });
          throw error;
        }
      }),
  };
}

async function examine(
  source: ByteSource,
  name: string,
  names: Partial<TensorNames>,
  breathe: () => Promise<void>,
): Promise<Result<Examination, Failure>> {
  const read = await readHeader(source, name);
  if (!read.ok) return read;
  if (readFacts(read.value.metadata).ok) return success({ kind: 'own' });
  const recognised = recogniseModel(read.value, names);
  switch (recognised.kind) {
    case 'question':
      return success(recognised);
    case 'failure':
      return refusal(name, recognised.failure);
    case 'model': {
      const { names: found, shape } = recognised.model;
      const leftOut = await leftOutOf(source, read.value, recognised.model, breathe);
      return success({ kind: 'foreign', names: found, rows: shape.V, leftOut });
    }
    default:
      return recognised satisfies never;
  }
}

/** So many of the words that look like no class are shown, from either end. */
const mostOthers = 20;

async function examineWords(
  source: ByteSource,
  request: Parameters<ImportContract['examineWords']>[0],
  files: Files,
): Promise<Result<WordsExamination, Failure>> {
  const { name } = request.file;
  const read = await readHeader(source, name);
  if (!read.ok) return read;
  const recognised = recogniseModel(read.value, request.names);
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
  source: ByteSource,
  request: ImportRequest,
  job: Job,
  importing: Importing,
): Promise<Result<ImportReport, Failure>> {
  const { files } = importing;
  const breathe = async (): Promise<void> => {
    await importing.breathe();
    if (job.cancelled) throw new CalledOff();
  };
  const header = await readHeader(source, request.file.name);
  if (!header.ok) return header;
  const planned = await planImport(header.value, request, files);
  if (!planned.ok) return planned;
  const { facts, unknownRow, model } = planned.value;
  const { shape } = facts;
  const weights = await readForeign({ source, ...header.value, ...planned.value }, shape, breathe);
  if (!(weights instanceof Map)) return refusal(request.file.name, weights);
  const parity = await parityOf(planned.value, weights, importing, breathe);
  if (parity && 'overflowAfter' in parity) {
    return refusal(request.file.name, { kind: 'overflow', token: parity.overflowAfter });
  }
  const training = await keptTraining(source, header.value, request.memoryMB, breathe);
  const others = await leftOutOf(source, header.value, model, breathe);
  const leftOut = others.filter((name) => !(training && name.startsWith('resume.')));
  const { name: file } = request.file;
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
  return success({
    tokens: shape.tokens,
    vocabulary: shape.V - (unknownRow === undefined ? 1 : 0),
    layers: shape.L,
    hiddenSize: shape.H,
    embeddingSize: shape.E,
    tied: shape.tied,
    bytes: bytes.length,
    converted: convertedTypes(planned.value),
    unknownAdded: unknownRow === undefined,
    leftOut,
    ...(parity ? { parity } : {}),
  });
}

async function parityOf(
  { facts: { shape }, record, unknownRow }: Planned,
  weights: NamedTensors,
  { createKernels }: Importing,
  breathe: () => Promise<void>,
): Promise<Awaited<ReturnType<typeof checkParity>> | undefined> {
  if (!record) return undefined;
  const kernels = createKernels({
    threads: 1,
    // Rows are padded, so a little more than the weights.
    budgetBytes: 8 * countParameters(shape) + 64 * megabyte,
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
