/**
 * The header of a safetensors file, read strictly: which tensors lie where. Looks at nothing behind
 * the header, so that a big file can be read piece by piece, and promises what the format asks for:
 * the tensors fill the rest of the file without gap or overlap.
 */
import * as v from 'valibot';
import type { SafetensorsFailure } from './fileFailures';
import { BYTES_OF, countNumbers, isStoredType } from './storedTensor';
import type { StoredType } from './storedTensor';

/** Bytes; what a header may have at most. */
export const LONGEST_HEADER = 16 * 1024 * 1024;
/** Bytes of the header's length, with which a file begins. */
export const LENGTH_BYTES = 8;
/** Header, description, shape: nothing in a header lies deeper. */
const DEEPEST = 3;

/** Where a tensor lies; offsets from the beginning of the file, in bytes. */
export interface TensorEntry {
  readonly dtype: StoredType;
  readonly shape: readonly number[];
  readonly begin: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly metadata: ReadonlyMap<string, string>;
  /** In the order in which they lie in the file. */
  readonly tensors: ReadonlyMap<string, TensorEntry>;
}

export type ParsedHeader =
  | { readonly ok: true; readonly header: SafetensorsHeader }
  | { readonly ok: false; readonly failure: SafetensorsFailure };

/** Thrown and caught in this file only: reading stops at the first failure. */
class HeaderProblem extends Error {
  constructor(readonly failure: SafetensorsFailure) {
    super(failure.kind);
  }
}

function stop(failure: SafetensorsFailure): never {
  throw new HeaderProblem(failure);
}

/** The length of the header that follows the first 8 bytes. */
function headerLength(bytes: Uint8Array, fileLength: number): number {
  if (bytes.length < LENGTH_BYTES) stop({ kind: 'noHeader', bytes: bytes.length });
  const view = new DataView(bytes.buffer, bytes.byteOffset, LENGTH_BYTES);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 0x100000000;
  const available = fileLength - LENGTH_BYTES;
  if (length > LONGEST_HEADER) stop({ kind: 'headerTooLong', length, limit: LONGEST_HEADER });
  if (length > available) stop({ kind: 'headerBeyondFile', length, available });
  return length;
}

function decodeText(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return stop({ kind: 'headerNotJson', reason: 'is not UTF-8 text' });
  }
}

/** Position behind the string literal that begins at `start`, the text's end if it has no end. */
function afterString(json: string, start: number): number {
  let at = start + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === '\\' ? 2 : 1;
  return at + 1;
}

/** Whether a string literal that ends here is a key. */
function isKey(json: string, end: number): boolean {
  let at = end;
  while (' \t\n\r'.includes(json.charAt(at)) && at < json.length) at++;
  return json[at] === ':';
}

/**
 * Finds what JSON.parse swallows: a key that stands twice in one object. Asks for valid JSON of
 * bounded depth.
 */
function checkKeys(json: string): void {
  const open: Set<string>[] = [];
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '{' || character === '[') open.push(new Set());
    else if (character === '}' || character === ']') open.pop();
    else if (character === '"') {
      const end = afterString(json, at);
      if (isKey(json, end)) {
        const key = v.parse(v.string(), JSON.parse(json.slice(at, end)));
        const keys = open[open.length - 1];
        if (keys.has(key)) stop({ kind: 'duplicateKey', key });
        keys.add(key);
      }
      at = end - 1;
    }
  }
}

/** Refuses deep nesting before JSON.parse builds it. */
function checkDepth(json: string): void {
  let depth = 0;
  for (let at = 0; at < json.length; at++) {
    const character = json[at];
    if (character === '"') at = afterString(json, at) - 1;
    else if (character === '{' || character === '[') depth++;
    else if (character === '}' || character === ']') depth--;
    if (depth > DEEPEST) stop({ kind: 'headerNotJson', reason: 'is nested too deeply' });
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return stop({ kind: 'headerNotJson', reason: 'is not valid JSON' });
  }
}

/** Own properties alone, so that a tensor may be called `__proto__`. */
function entriesOf(value: unknown): [string, unknown][] | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isObject ? Object.entries(value) : undefined;
}

function readMetadata(value: unknown): Map<string, string> {
  const entries = entriesOf(value) ?? stop({ kind: 'badMetadata', key: '__metadata__' });
  const metadata = new Map<string, string>();
  for (const [key, text] of entries) {
    if (typeof text !== 'string') return stop({ kind: 'badMetadata', key });
    metadata.set(key, text);
  }
  return metadata;
}

const descriptionSchema = v.strictObject({
  dtype: v.string(),
  shape: v.array(v.number()),
  data_offsets: v.strictTuple([v.number(), v.number()]),
});

const isSize = (value: number): boolean => Number.isSafeInteger(value) && value >= 0;

/**
 * @param dataStart offset of the numbers in the file
 * @param available bytes of numbers that the file has
 */
function readEntry(
  tensor: string,
  described: unknown,
  dataStart: number,
  available: number,
): TensorEntry {
  const parsed = v.safeParse(descriptionSchema, described, { abortEarly: true });
  if (!parsed.success) return stop({ kind: 'badDescription', tensor });
  const { dtype, shape } = parsed.output;
  const [begin, end] = parsed.output.data_offsets;
  if (!isStoredType(dtype)) return stop({ kind: 'unknownType', tensor, dtype });
  if (!shape.every(isSize)) stop({ kind: 'badShape', tensor, shape });
  const expected = (countNumbers(shape) ?? Infinity) * BYTES_OF[dtype];
  if (!Number.isSafeInteger(expected)) stop({ kind: 'tooManyNumbers', tensor, shape });
  if (!isSize(begin) || !isSize(end) || begin > end) stop({ kind: 'badDescription', tensor });
  if (end > available) stop({ kind: 'beyondFile', tensor, end, available });
  if (end - begin !== expected) {
    stop({ kind: 'wrongSize', tensor, expected, actual: end - begin });
  }
  return { dtype, shape, begin: dataStart + begin, end: dataStart + end };
}

type NamedEntry = readonly [name: string, entry: TensorEntry];

/** In file order, every byte of dataStart..fileLength in exactly one tensor. */
function checkCoverage(
  entries: readonly NamedEntry[],
  dataStart: number,
  fileLength: number,
): void {
  let covered = dataStart;
  let other = '';
  for (const [tensor, { begin, end }] of entries) {
    if (begin < covered) stop({ kind: 'overlap', tensor, other });
    if (begin > covered) stop({ kind: 'gap', before: tensor, bytes: begin - covered });
    covered = end;
    other = tensor;
  }
  if (covered < fileLength) stop({ kind: 'trailingBytes', bytes: fileLength - covered });
}

function readHeader(bytes: Uint8Array, fileLength: number): SafetensorsHeader {
  const length = headerLength(bytes, fileLength);
  const dataStart = LENGTH_BYTES + length;
  if (bytes.length < dataStart) {
    stop({ kind: 'headerBeyondFile', length, available: bytes.length - LENGTH_BYTES });
  }
  const json = decodeText(bytes.subarray(LENGTH_BYTES, dataStart));
  if (json[0] !== '{') stop({ kind: 'headerNotJson', reason: 'does not begin with {' });
  checkDepth(json);
  const described = entriesOf(parseJson(json)) ?? [];
  checkKeys(json);
  let metadata = new Map<string, string>();
  const entries: NamedEntry[] = [];
  for (const [name, value] of described) {
    if (name === '__metadata__') metadata = readMetadata(value);
    else entries.push([name, readEntry(name, value, dataStart, fileLength - dataStart)]);
  }
  entries.sort(([, a], [, b]) => a.begin - b.begin || a.end - b.end);
  checkCoverage(entries, dataStart, fileLength);
  return { metadata, tensors: new Map(entries) };
}

/**
 * How many bytes from the file's beginning {@link parseSafetensorsHeader} needs.
 * @param start the first 8 bytes at least
 */
export function bytesOfHeader(
  start: Uint8Array,
  fileLength: number,
):
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly failure: SafetensorsFailure } {
  try {
    return { ok: true, bytes: LENGTH_BYTES + headerLength(start, fileLength) };
  } catch (problem) {
    if (problem instanceof HeaderProblem) return { ok: false, failure: problem.failure };
    throw problem;
  }
}

/**
 * @param bytes the file's beginning: its header at least
 * @param fileLength bytes of the whole file
 */
export function parseSafetensorsHeader(bytes: Uint8Array, fileLength: number): ParsedHeader {
  try {
    return { ok: true, header: readHeader(bytes, fileLength) };
  } catch (problem) {
    if (problem instanceof HeaderProblem) return { ok: false, failure: problem.failure };
    throw problem;
  }
}
