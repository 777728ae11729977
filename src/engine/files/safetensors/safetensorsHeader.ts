/**
 * The header of a safetensors file: which tensors lie where. Looks at nothing after the header, so that
 * a big file can be read piece by piece, and promises what the format asks for: the tensors fill the
 * rest of the file without gap or overlap. Ours are read strictly; of others, what the reference
 * implementation (safetensors 0.8) takes is taken.
 */
import type { JsonTrouble } from '../json/jsonScanner';
import { createJsonScanner } from '../json/jsonScanner';
import type { SafetensorsFailure } from './fileFailures';
import type { Extents } from './fileOrder';
import { fileOrder } from './fileOrder';
import type { HeaderScan } from './headerScan';
import { createHeaderScan } from './headerScan';
import { HeaderTexts } from './headerTexts';
import { afterString } from './keyIndex';
import type { Described } from './tensorTable';
import { deepest, describedAt, TensorTable } from './tensorTable';
import { headAt } from '../json/literals';

export type { TensorEntry } from './tensorDescription';

/** `own`: a file that Gatescope wrote, or must be able to have written. */
export type HeaderRules = 'own' | 'foreign';

/** Bytes; what a header of ours may have at most. */
export const LONGEST_HEADER = 16 * 1024 * 1024;
/** And another's, as in the reference. */
const LONGEST_FOREIGN = 100_000_000;
/** Bytes of the header's length, with which a file begins. */
export const LENGTH_BYTES = 8;
/** Header, description, shape: nothing in a header of ours lies deeper. */
const OWN_DEPTH = 3;
/** Bytes read before somebody else may have the thread. */
const SLICE = 1 << 15;

export interface SafetensorsHeader {
  readonly metadata: HeaderTexts;
  /** Entries of the metadata, also those that are not kept. */
  readonly metadataCount: number;
  /** In the order in which they lie in the file. */
  readonly tensors: TensorTable;
  /** Bytes of each type. */
  readonly types: ReadonlyMap<string, number>;
  /** In all tensors together. */
  readonly numbers: number;
}

export type ParsedHeader =
  | { readonly ok: true; readonly header: SafetensorsHeader }
  | { readonly ok: false; readonly failure: SafetensorsFailure };

type HeaderLength =
  | { readonly ok: true; readonly bytes: number }
  | { readonly ok: false; readonly failure: SafetensorsFailure };

const refused = (failure: SafetensorsFailure) => ({ ok: false, failure }) as const;

/**
 * How many bytes from the file's beginning {@link parseSafetensorsHeader} needs.
 * @param start the first 8 bytes at least
 */
export function bytesOfHeader(
  start: Uint8Array,
  fileLength: number,
  rules: HeaderRules = 'own',
): HeaderLength {
  if (start.length < LENGTH_BYTES) return refused({ kind: 'noHeader', bytes: start.length });
  const view = new DataView(start.buffer, start.byteOffset, LENGTH_BYTES);
  const length = view.getUint32(0, true) + view.getUint32(4, true) * 0x100000000;
  const available = fileLength - LENGTH_BYTES;
  const limit = rules === 'own' ? LONGEST_HEADER : LONGEST_FOREIGN;
  if (length > limit) return refused({ kind: 'headerTooLong', length, limit });
  if (length > available) return refused({ kind: 'headerBeyondFile', length, available });
  return { ok: true, bytes: LENGTH_BYTES + length };
}

/**
 * @param bytes the file's beginning: its header at least
 * @param fileLength bytes of the whole file
 */
export function parseSafetensorsHeader(
  bytes: Uint8Array,
  fileLength: number,
  rules: HeaderRules = 'own',
): ParsedHeader {
  const needed = bytesOfHeader(bytes, fileLength, rules);
  if (!needed.ok) return needed;
  if (bytes.length < needed.bytes) {
    const [length, available] = [needed.bytes - LENGTH_BYTES, bytes.length - LENGTH_BYTES];
    return refused({ kind: 'headerBeyondFile', length, available });
  }
  const reading = readHeader(bytes.subarray(0, needed.bytes), fileLength, rules);
  for (;;) {
    const step = reading.next();
    if (step.done) return step.value;
  }
}

/**
 * The same in pieces of a millisecond: yields how many of the bytes must be there for the next.
 * @param bytes length and header, which may still be being filled
 */
export function* readHeader(
  bytes: Uint8Array,
  fileLength: number,
  rules: HeaderRules,
): Generator<number, ParsedHeader, undefined> {
  const strict = rules === 'own';
  const dataStart = bytes.length;
  const numbers = { dataStart, available: fileLength - dataStart };
  const scan = createHeaderScan(bytes, { strict, ...numbers });
  const depth = strict ? OWN_DEPTH : deepest;
  const scanner = createJsonScanner(bytes, LENGTH_BYTES, depth, scan);
  let begins = LENGTH_BYTES;
  for (let at = LENGTH_BYTES; at < dataStart || at === LENGTH_BYTES;) {
    at = Math.min(at + SLICE, dataStart);
    yield at;
    if (!strict) while (isSpace(bytes[begins]) && begins < at) begins++;
    if (begins < at || at === dataStart) {
      if (bytes[begins] !== 0x7b || begins === dataStart) return refused(notJson.noObject);
    }
    const trouble = scanner.advance(at) ?? (at === dataStart ? scanner.end() : undefined);
    if (trouble) return refused(notJson[trouble]);
  }
  if (scan.failure) return refused(scan.failure);
  return yield* arranged(bytes, scan, { strict, ...numbers }, fileLength);
}

const isSpace = (byte: number): boolean =>
  byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;

const notJson: Readonly<Record<JsonTrouble | 'noObject', SafetensorsFailure>> = {
  noObject: { kind: 'headerNotJson', reason: 'does not begin with {' },
  notUtf8: { kind: 'headerNotJson', reason: 'is not UTF-8 text' },
  notJson: { kind: 'headerNotJson', reason: 'is not valid JSON' },
  tooDeep: { kind: 'headerNotJson', reason: 'is nested too deeply' },
};

function* arranged(
  bytes: Uint8Array,
  scan: HeaderScan,
  rules: { strict: boolean; dataStart: number; available: number },
  fileLength: number,
): Generator<number, ParsedHeader, undefined> {
  const keys = scan.keys.slice(0, scan.count);
  const { large, index } = scan;
  // As every writer leaves it: then nothing more has to be known of any tensor.
  if (!scan.isInOrder || scan.covered !== fileLength) {
    const extents = yield* extentsOf(keys, { bytes, large, rules });
    const sorting = fileOrder(extents, keys.length);
    let sorted = sorting.next();
    for (; !sorted.done; sorted = sorting.next()) yield 0;
    const order = sorted.value;
    const failure = uncovered(bytes, { ...extents, keys }, order, rules.dataStart, fileLength);
    if (failure) return refused(failure);
    for (let n = 0; n < keys.length; n++) order[n] = keys[order[n]];
    keys.set(order);
  }
  const header = {
    metadata: new HeaderTexts(bytes, scan.texts),
    metadataCount: scan.textCount,
    tensors: new TensorTable({ bytes, keys, index, large, rules }),
    types: scan.types,
    numbers: scan.numbers,
  };
  return { ok: true, header };
}

const describedAtOnce = 1 << 10;

/** Read once more: they are too many to be kept for a file that is in order. */
function* extentsOf(keys: Uint32Array, header: Described): Generator<number, Extents, undefined> {
  const [begin, end] = [new Float64Array(keys.length), new Float64Array(keys.length)];
  for (const [n, keyAt] of keys.entries()) {
    ({ begin: begin[n], end: end[n] } = describedAt(header, keyAt));
    if (n % describedAtOnce === 0) yield 0;
  }
  return { begin, end };
}

/** In file order, every byte of dataStart..fileLength in exactly one tensor. */
function uncovered(
  bytes: Uint8Array,
  { begin, end, keys }: Extents & Pick<HeaderScan, 'keys'>,
  order: Uint32Array,
  dataStart: number,
  fileLength: number,
): SafetensorsFailure | undefined {
  const nameOf = (n: number): string => headAt(bytes, keys[n], afterString(bytes, keys[n]), 200);
  let covered = dataStart;
  for (const [place, n] of order.entries()) {
    const [from, tensor] = [begin[n], () => nameOf(n)];
    if (from < covered) {
      return { kind: 'overlap', tensor: tensor(), other: nameOf(order[place - 1]) };
    }
    if (from > covered) return { kind: 'gap', before: tensor(), bytes: from - covered };
    covered = end[n];
  }
  const bytesLeft = fileLength - covered;
  return bytesLeft > 0 ? { kind: 'trailingBytes', bytes: bytesLeft } : undefined;
}
