/**
 * Imports a model that was trained elsewhere. The header decides whether it is one; then memory is
 * reckoned, and only then numbers are read. Nothing is put away before everything is right, parity
 * included: a record that does not agree is told, not refused, because it may be the record's fault.
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
} from '../../shared/model/importing';
import type { Handlers, Job } from '../../shared/wire/rpc';
import { readForeign, rowOf } from './foreignWeights';
import type { Planned } from './importPlan';
import { megabyte, planImport, readHeader, refusal } from './importPlan';
import type { KernelOptions } from '../platform/engineParts';
import { checkParity } from './parity';
import type { ByteSource, Files } from '../platform/disk/files';
import { withByteSource } from '../tensors/byteSources';

export interface Importing {
  readonly files: Files;
  readonly createKernels: (options: KernelOptions) => Kernels;
  readonly breathe: () => Promise<void>;
}

/** Nobody waits any more. Thrown and caught in this file only. */
class CalledOff extends Error {}

export function createImporter(importing: Importing): Handlers<ImportContract> {
  const { files } = importing;
  return {
    examineImport: ({ file, names }) =>
      withByteSource<Examination>(files, file, async (source) => {
        const read = await readHeader(source, file.name);
        if (!read.ok) return read;
        if (readFacts(read.value.metadata).ok) return success({ kind: 'own' });
        const recognised = recogniseModel(read.value.tensors, names);
        switch (recognised.kind) {
          case 'question':
            return success(recognised);
          case 'failure':
            return refusal(file.name, recognised.failure);
          case 'model': {
            const { names: found, shape, leftOut } = recognised.model;
            return success({ kind: 'foreign', names: found, rows: shape.V, leftOut });
          }
          default:
            return recognised satisfies never;
        }
      }),
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
  const { shape, unknownRow, vocabulary, facts } = planned.value;
  const weights = await readForeign({ source, ...header.value, ...planned.value }, shape, breathe);
  if (!(weights instanceof Map)) return refusal(request.file.name, weights);
  const parity = await parityOf(planned.value, weights, importing, breathe);
  const { name: file } = request.file;
  const bytes = encodeModelFile({
    plan: null,
    steps: 0,
    fingerprint: [],
    history: [],
    unitNames: {},
    ...facts,
    ...{ shape, vocabulary, weights, documentKey: request.documentKey },
    version: 1 + Math.max(facts.version ?? 0, await versionAt(files, request.modelPath)),
    imported: { file, ...(parity ? { parity } : {}) },
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
    ...(parity ? { parity } : {}),
  });
}

async function parityOf(
  { shape, record, unknownRow }: Planned,
  weights: NamedTensors,
  { createKernels }: Importing,
  breathe: () => Promise<void>,
): Promise<ImportReport['parity']> {
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

/** Of the model that is there: whoever reads with it sees by the version that it is another. */
async function versionAt(files: Files, path: string): Promise<number> {
  const header = await files.visit(path, (source) => readHeader(source, ''));
  if (!header.ok || !header.value?.ok) return 0;
  const read = readFacts(header.value.value.metadata);
  return read.ok ? read.value.facts.version : 0;
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
