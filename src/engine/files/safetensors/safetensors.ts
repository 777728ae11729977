/**
 * The safetensors format, in and out: named tensors after a JSON header. Reading is strict (sizes are
 * checked against the file before anything is allocated; no gap, overlap, duplicate key, NaN or
 * infinity) and copies nothing: the tensors are views into the bytes given.
 */
import type { SafetensorsFailure } from './fileFailures';
import { LENGTH_BYTES, LONGEST_HEADER, parseSafetensorsHeader } from './safetensorsHeader';
import { BYTES_OF, countNumbers, firstNotFinite, storedType } from './storedTensor';
import type { StoredTensor } from './storedTensor';

export { describeFileFailure } from './fileFailures';
export type { SafetensorsFailure } from './fileFailures';
export { bytesOfHeader, parseSafetensorsHeader } from './safetensorsHeader';
export type { TensorEntry } from './safetensorsHeader';
export { readFloats, readIntegers } from './storedTensor';
export type { StoredTensor, StoredType } from './storedTensor';

export interface TensorFile {
  readonly metadata: ReadonlyMap<string, string>;
  readonly tensors: ReadonlyMap<string, StoredTensor>;
}

export type ParsedTensorFile =
  | { readonly ok: true; readonly file: TensorFile }
  | { readonly ok: false; readonly failure: SafetensorsFailure };

/** @param bytes the whole file; the tensors found are views into it */
export function parseSafetensors(bytes: Uint8Array): ParsedTensorFile {
  const parsed = parseSafetensorsHeader(bytes, bytes.length);
  if (!parsed.ok) return parsed;
  const tensors = new Map<string, StoredTensor>();
  for (const [name, { dtype, shape, begin, end }] of parsed.header.tensors) {
    const tensor = { dtype: storedType(dtype), shape, bytes: bytes.subarray(begin, end) };
    const index = firstNotFinite(tensor);
    if (index >= 0) return { ok: false, failure: { kind: 'notFinite', tensor: name, index } };
    tensors.set(name, tensor);
  }
  return { ok: true, file: { metadata: new Map(parsed.header.metadata), tensors } };
}

/** A file that {@link parseSafetensors} would refuse must not be written. */
function checkWritable(name: string, tensor: StoredTensor): void {
  const numbers = countNumbers(tensor.shape);
  if (numbers === undefined || numbers * BYTES_OF[tensor.dtype] !== tensor.bytes.length) {
    throw new RangeError(
      `tensor ${name}: ${tensor.bytes.length} bytes for [${tensor.shape.join()}]`,
    );
  }
  const index = firstNotFinite(tensor);
  if (index >= 0) throw new RangeError(`tensor ${name} is not finite at index ${index}`);
  if (name === '__metadata__') throw new RangeError('a tensor cannot be called __metadata__');
}

/** Wide types first, so that each tensor is aligned; then by name. The same for the same tensors. */
function inFileOrder(tensors: ReadonlyMap<string, StoredTensor>): [string, StoredTensor][] {
  return [...tensors].sort(
    ([name, a], [other, b]) =>
      BYTES_OF[b.dtype] - BYTES_OF[a.dtype] || (name < other ? -1 : name > other ? 1 : 0),
  );
}

/** `{"key":value,…}`, also for a key `__proto__`, which an object literal would swallow. */
function jsonObject(members: Iterable<readonly [string, string]>): string {
  return `{${[...members].map(([key, json]) => `${JSON.stringify(key)}:${json}`).join(',')}}`;
}

type Described = readonly (readonly [string, Pick<StoredTensor, 'dtype' | 'shape'>])[];

function headerBytes(metadata: ReadonlyMap<string, string>, ordered: Described): Uint8Array {
  const members: [string, string][] = [];
  if (metadata.size > 0) {
    const texts = [...metadata].map(([key, text]) => [key, JSON.stringify(text)] as const);
    members.push(['__metadata__', jsonObject(texts)]);
  }
  let begin = 0;
  for (const [name, { dtype, shape }] of ordered) {
    const end = begin + (countNumbers(shape) ?? 0) * BYTES_OF[dtype];
    members.push([name, JSON.stringify({ dtype, shape, data_offsets: [begin, end] })]);
    begin = end;
  }
  return new TextEncoder().encode(jsonObject(members));
}

/** Bytes of the header that a file with these tensors would have. */
export const headerLengthOf = (metadata: ReadonlyMap<string, string>, tensors: Described): number =>
  Math.ceil(headerBytes(metadata, tensors).length / 8) * 8;

/**
 * The bytes of a file; the same for the same metadata, in the same order, and the same tensors.
 * @throws RangeError when a tensor's bytes do not fit its shape or are not finite, or when the
 * header would be longer than 16 MB
 */
export function serialiseSafetensors(
  metadata: ReadonlyMap<string, string>,
  tensors: ReadonlyMap<string, StoredTensor>,
): Uint8Array<ArrayBuffer> {
  for (const [name, tensor] of tensors) checkWritable(name, tensor);
  const ordered = inFileOrder(tensors);
  const header = headerBytes(metadata, ordered);
  const headerLength = Math.ceil(header.length / 8) * 8;
  if (headerLength > LONGEST_HEADER) throw new RangeError(`a header of ${headerLength} bytes`);
  const dataStart = LENGTH_BYTES + headerLength;
  const dataLength = ordered.reduce((sum, [, { bytes }]) => sum + bytes.length, 0);
  const file = new Uint8Array(dataStart + dataLength);
  new DataView(file.buffer).setUint32(0, headerLength, true);
  file.set(header, LENGTH_BYTES);
  file.fill(0x20, LENGTH_BYTES + header.length, dataStart);
  let at = dataStart;
  for (const [, { bytes }] of ordered) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}
