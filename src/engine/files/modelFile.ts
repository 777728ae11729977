/**
 * A trained model as one `.safetensors` file: PyTorch's names for the best weights, unpadded; under
 * `resume.` the last weights and Adam's moments; everything else in the metadata. Pure: bytes in,
 * bytes out, the same bytes for the same model. Writing to disk is the worker's business.
 */
import { layOut } from '../network/shape';
import type { ModelShape } from '../network/shape';
import type { FileFailure } from './safetensors/fileFailures';
import { factsAsMetadata, readFacts, writeFacts } from './modelMetadata';
import type { ModelFacts } from './modelMetadata';
import { parseSafetensors, serialiseSafetensors } from './safetensors/safetensors';
import { headerLengthOf } from './safetensors/safetensors';
import type { StoredTensor, TensorFile } from './safetensors/safetensors';
import { LONGEST_HEADER } from './safetensors/safetensorsHeader';
import { readFloats } from './safetensors/storedTensor';

export type { ModelFacts } from './modelMetadata';

/** Tensors by their PyTorch names, row-major, unpadded. */
export type NamedTensors = ReadonlyMap<string, Float32Array>;

/** What a training needs to continue as if it had never stopped. */
export interface ResumePoint {
  /** JSON of the trainer's state: positions, random state, steps done. */
  readonly state: unknown;
  /** The last weights, which need not be the best. */
  readonly last: NamedTensors;
  /** Adam's first and second moments. */
  readonly m: NamedTensors;
  readonly v: NamedTensors;
}

export interface StoredModel extends ModelFacts {
  /** The best weights. */
  readonly weights: NamedTensors;
  readonly resume?: ResumePoint;
}

export type DecodedModel =
  | { readonly ok: true; readonly model: StoredModel }
  | { readonly ok: false; readonly failure: FileFailure };

const RESUME_PARTS = ['last', 'm', 'v'] as const;

/** Name and shape of every tensor of a model's weights, in the order of the layout. */
export function modelTensors(shape: ModelShape): ReadonlyMap<string, readonly number[]> {
  return new Map(layOut(shape, 1).places.map((place) => [place.name, place.shape]));
}

/** Bytes that a file's description may have, the words of the model among it. */
export const longestHeader = LONGEST_HEADER;

/**
 * Why {@link encodeModelFile} would throw on a model with these facts, without resume point, before
 * there are any numbers; undefined where the file can be written.
 */
export function whyNotWritten(facts: ModelFacts): FileFailure | undefined {
  const metadata = factsAsMetadata(facts, undefined);
  const read = readFacts(metadata, 'any');
  if (!read.ok) return read.failure;
  const tensors = [...modelTensors(facts.shape)].map(
    ([name, shape]) => [name, { dtype: 'F32', shape }] as const,
  );
  const length = headerLengthOf(metadata, tensors);
  return length > LONGEST_HEADER
    ? { kind: 'headerTooLong', length, limit: LONGEST_HEADER }
    : undefined;
}

/** A view: little-endian as the file, like WebAssembly and every machine that VS Code runs on. */
function storedTensor(numbers: Float32Array, shape: readonly number[]): StoredTensor {
  const bytes = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  return { dtype: 'F32', shape, bytes };
}

function storeInto(
  file: Map<string, StoredTensor>,
  prefix: string,
  tensors: NamedTensors,
  shape: ModelShape,
): void {
  const expected = modelTensors(shape);
  if (tensors.size !== expected.size)
    throw new RangeError(`${tensors.size} tensors in "${prefix}"`);
  for (const [name, dimensions] of expected) {
    const numbers = tensors.get(name);
    if (numbers === undefined) throw new RangeError(`no tensor ${prefix}${name}`);
    file.set(prefix + name, storedTensor(numbers, dimensions));
  }
}

/**
 * @throws RangeError or TypeError when the tensors are not those of the shape or anything in the
 * model is not finite: the file would not be readable
 */
export function encodeModelFile(model: StoredModel): Uint8Array<ArrayBuffer> {
  const { weights, resume, ...facts } = model;
  const tensors = new Map<string, StoredTensor>();
  storeInto(tensors, '', weights, model.shape);
  for (const part of resume === undefined ? [] : RESUME_PARTS) {
    if (resume !== undefined) storeInto(tensors, `resume.${part}.`, resume[part], model.shape);
  }
  // A state of its own object: a file with `resume.` tensors always has one to go with them.
  const state = resume === undefined ? undefined : { state: resume.state };
  return serialiseSafetensors(writeFacts(facts, state), tensors);
}

/**
 * How long the header of the model's file will be, in bytes: known before there is anything to put
 * after it.
 * @param state as in the model's `ResumePoint`
 */
export function modelHeaderLength(facts: ModelFacts, state: unknown): number {
  const tensors = [...expectedTensors(facts.shape, true)].map(
    ([name, shape]) => [name, { dtype: 'F32', shape }] as const,
  );
  return headerLengthOf(writeFacts(facts, { state }), tensors);
}

/** The first thing wrong with the tensors, if anything is: each present, F32 and of its shape. */
function findMismatch(
  { tensors }: TensorFile,
  expected: ReadonlyMap<string, readonly number[]>,
): FileFailure | undefined {
  for (const [tensor, shape] of expected) {
    const found = tensors.get(tensor);
    if (found === undefined) return { kind: 'missingTensor', tensor };
    if (found.dtype !== 'F32') return { kind: 'wrongType', tensor, dtype: found.dtype };
    if (found.shape.join() !== shape.join()) {
      return { kind: 'wrongShape', tensor, shape: found.shape, expected: shape };
    }
  }
  for (const tensor of tensors.keys()) {
    if (!expected.has(tensor)) return { kind: 'unexpectedTensor', tensor };
  }
  return undefined;
}

function expectedTensors(shape: ModelShape, resumable: boolean): Map<string, readonly number[]> {
  const weights = modelTensors(shape);
  const expected = new Map(weights);
  for (const part of resumable ? RESUME_PARTS : []) {
    for (const [name, dimensions] of weights) expected.set(`resume.${part}.${name}`, dimensions);
  }
  return expected;
}

function readTensors(
  { tensors }: TensorFile,
  prefix: string,
  shape: ModelShape,
  read: (tensor: StoredTensor) => Float32Array = copied,
): NamedTensors {
  const numbers = new Map<string, Float32Array>();
  for (const name of modelTensors(shape).keys()) {
    const tensor = tensors.get(prefix + name);
    if (tensor !== undefined) numbers.set(name, read(tensor));
  }
  return numbers;
}

function readResume(file: TensorFile, shape: ModelShape, stored: object): ResumePoint {
  return {
    state: 'state' in stored ? stored.state : undefined,
    last: readTensors(file, 'resume.last.', shape),
    m: readTensors(file, 'resume.m.', shape),
    v: readTensors(file, 'resume.v.', shape),
  };
}

const copied = (tensor: StoredTensor): Float32Array => readFloats(tensor, 'f32');

/**
 * @param bytes the whole file; the model shares no memory with it
 * @param numbers unless its tensors may be views of it (`viewFloats`): for callers that load a large
 * model into a network and keep neither
 * @param expected `next`: only of the next word, anything else is refused by its task
 */
export function decodeModelFile(
  bytes: Uint8Array,
  numbers = copied,
  expected: 'next' | 'any' = 'next',
): DecodedModel {
  const parsed = parseSafetensors(bytes);
  if (!parsed.ok) return parsed;
  const { file } = parsed;
  const read = readFacts(file.metadata, expected);
  if (!read.ok) return read;
  const { facts, resumeState } = read.value;
  const resumable = typeof resumeState === 'object' && resumeState !== null;
  const failure = findMismatch(file, expectedTensors(facts.shape, resumable));
  if (failure !== undefined) return { ok: false, failure };
  const weights = readTensors(file, '', facts.shape, numbers);
  const model: StoredModel = { ...facts, weights };
  if (!resumable) return { ok: true, model };
  return { ok: true, model: { ...model, resume: readResume(file, facts.shape, resumeState) } };
}

/** The model as it is exported: it cannot be trained further, so it is a quarter of the size. */
export function withoutResume(model: StoredModel): StoredModel {
  const { resume: _, ...exported } = model;
  return exported;
}
