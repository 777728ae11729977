/**
 * A ZIP archive whose files are stored as they are, so that every byte's place is known before the
 * first is written: the contents can be written in any order, the headers last, when the checksums
 * are known. No ZIP64: below 4 GB. (PKWARE's APPNOTE 4.3; the same bytes for the same contents, so
 * the date is always the format's first day.)
 */
export interface ZipEntry {
  readonly name: string;
  readonly length: number;
}

export interface PlacedEntry extends ZipEntry {
  /** Of its header. */
  readonly at: number;
  /** Of its contents. */
  readonly begin: number;
}

export interface ZipLayout {
  readonly entries: readonly PlacedEntry[];
  /** Of the whole archive. */
  readonly length: number;
}

export interface PlacedBytes {
  readonly at: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

export const longestZip = 2 ** 32 - 1;

const headerBytes = 30;
const directoryBytes = 46;
const endBytes = 22;

export function zipLayout(entries: readonly ZipEntry[]): ZipLayout {
  let at = 0;
  const placed = entries.map(({ name, length }) => {
    const entry = { name, length, at, begin: at + headerBytes + name.length };
    at = entry.begin + length;
    return entry;
  });
  const directory = entries.reduce((all, { name }) => all + directoryBytes + name.length, 0);
  return { entries: placed, length: at + directory + endBytes };
}

/**
 * Everything but the contents.
 * @param checksums CRC-32 of each entry's contents
 */
export function zipHeaders(
  { entries, length }: ZipLayout,
  checksums: readonly number[],
): PlacedBytes[] {
  const directory = entries.map((entry, n) => {
    // Comment, disk, attributes inside and outside, place of the header.
    const after: Field[] = [short(0), short(0), short(0), [0, 4], [entry.at, 4]];
    return record(0x02014b50, [short(20)], entry, checksums[n], after);
  });
  const size = directory.reduce((all, bytes) => all + bytes.length, 0);
  const start = length - endBytes - size;
  const end = fields([
    [0x06054b50, 4],
    ...[0, 0, entries.length, entries.length].map(short),
    [size, 4],
    [start, 4],
    short(0),
  ]);
  return [
    ...entries.map((entry, n) => ({
      at: entry.at,
      bytes: record(0x04034b50, [], entry, checksums[n], []),
    })),
    { at: start, bytes: joined([...directory, end]) },
  ];
}

type Field = readonly [value: number, bytes: 2 | 4];

const short = (value: number): Field => [value, 2];

/** What header and directory have in common; the directory has more before and after it. */
function record(
  signature: number,
  before: readonly Field[],
  { name, length }: ZipEntry,
  checksum: number,
  after: readonly Field[],
): Uint8Array<ArrayBuffer> {
  const head = fields([
    [signature, 4],
    ...before,
    // Version 2.0, no flags, stored, midnight of 1980-01-01.
    ...[20, 0, 0, 0, 0x21].map(short),
    [checksum, 4],
    [length, 4],
    [length, 4],
    short(name.length),
    short(0),
    ...after,
  ]);
  return joined([head, Uint8Array.from(name, (sign) => sign.charCodeAt(0))]);
}

function fields(list: readonly Field[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(list.reduce((all, [, size]) => all + size, 0));
  const view = new DataView(bytes.buffer);
  let at = 0;
  for (const [value, size] of list) {
    if (size === 2) view.setUint16(at, value, true);
    else view.setUint32(at, value, true);
    at += size;
  }
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((all, part) => all + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
