/**
 * The directory of a ZIP archive, at its end: what lies where. ZIP64, too, for files of more than 4 GB.
 * (PKWARE's APPNOTE 4.3.) Reads descriptions only; what is stored lies in the file as it is.
 */
export interface ZipEntry {
  readonly name: string;
  /** Bit 0: encrypted. */
  readonly flags: number;
  /** 0: stored as it is. */
  readonly method: number;
  /** CRC-32 of the contents. */
  readonly checksum: number;
  /** Bytes of the contents, and those that they take in the file. */
  readonly length: number;
  readonly packed: number;
  /** Of its header. */
  readonly at: number;
}

export interface ZipPlace {
  readonly at: number;
  readonly length: number;
}

const endMark = 0x06054b50;
const end64Mark = 0x06064b50;
const locatorMark = 0x07064b50;
const entryMark = 0x02014b50;
const headerMark = 0x04034b50;

const endBytes = 22;
const end64Bytes = 56;
const locatorBytes = 20;
const entryBytes = 46;
export const headerBytes = 30;

const longestComment = 0xffff;
/** Where the end has to be looked for: bytes from the end of the file. */
export const tailBytes = endBytes + longestComment + locatorBytes + end64Bytes;

const all32 = 0xffffffff;

const viewOf = (bytes: Uint8Array): DataView =>
  new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Above 2^53 it is no place in a file. */
const long = (view: DataView, at: number): number => Number(view.getBigUint64(at, true));

/**
 * Where the directory is; undefined where the file does not end as an archive.
 * @param tail the last bytes of the file
 */
export function directoryPlace(tail: Uint8Array, fileLength: number): ZipPlace | undefined {
  const view = viewOf(tail);
  for (let at = tail.length - endBytes; at >= 0; at--) {
    if (view.getUint32(at, true) !== endMark) continue;
    if (at + endBytes + view.getUint16(at + 20, true) !== tail.length) continue;
    const found =
      placeIn64(view, at, fileLength) ??
      place(view.getUint32(at + 16, true), view.getUint32(at + 12, true), fileLength);
    if (found) return found;
  }
  return undefined;
}

function place(at: number, length: number, fileLength: number): ZipPlace | undefined {
  const fits =
    Number.isSafeInteger(at) && Number.isSafeInteger(length) && at + length <= fileLength;
  return fits ? { at, length } : undefined;
}

/** The larger end stands before its locator, which stands before the usual end. */
function placeIn64(view: DataView, end: number, fileLength: number): ZipPlace | undefined {
  const locator = end - locatorBytes;
  if (locator < 0 || view.getUint32(locator, true) !== locatorMark) return undefined;
  const at = long(view, locator + 8) - (fileLength - view.byteLength);
  const isThere = at >= 0 && at + end64Bytes <= view.byteLength;
  if (!isThere || view.getUint32(at, true) !== end64Mark) return undefined;
  return place(long(view, at + 48), long(view, at + 40), fileLength);
}

/** @returns undefined where it is no directory; each name once, the last of its kind */
export function readDirectory(bytes: Uint8Array): ReadonlyMap<string, ZipEntry> | undefined {
  const view = viewOf(bytes);
  const text = new TextDecoder();
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at < bytes.length;) {
    if (at + entryBytes > bytes.length || view.getUint32(at, true) !== entryMark) return undefined;
    const [name, extra, comment] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const begin = at + entryBytes;
    const next = begin + name + extra + comment;
    if (next > bytes.length) return undefined;
    const called = text.decode(bytes.subarray(begin, begin + name));
    entries.set(called, {
      ...{
        name: called,
        flags: view.getUint16(at + 8, true),
        method: view.getUint16(at + 10, true),
      },
      checksum: view.getUint32(at + 16, true),
      ...sizesOf(view, at, viewOf(bytes.subarray(begin + name, begin + name + extra))),
    });
    at = next;
  }
  return entries;
}

/** Those that do not fit into 32 bits stand in a field of their own, in this order. */
function sizesOf(
  view: DataView,
  at: number,
  extra: DataView,
): Pick<ZipEntry, 'length' | 'packed' | 'at'> {
  const short = [24, 20, 42].map((field) => view.getUint32(at + field, true));
  let field = 0;
  let end = 0;
  for (let n = 0; n + 4 <= extra.byteLength; n += 4 + extra.getUint16(n + 2, true)) {
    if (extra.getUint16(n, true) !== 1) continue;
    field = n + 4;
    end = Math.min(extra.byteLength, field + extra.getUint16(n + 2, true));
    break;
  }
  const [length, packed, header] = short.map((value) => {
    if (value !== all32 || field + 8 > end) return value;
    field += 8;
    return long(extra, field - 8);
  });
  return { length, packed, at: header };
}

/** How many bytes after its header's beginning the contents begin. @param header its first 30 bytes */
export function contentsAfter(header: Uint8Array): number | undefined {
  const view = viewOf(header);
  if (header.length < headerBytes || view.getUint32(0, true) !== headerMark) return undefined;
  return headerBytes + view.getUint16(26, true) + view.getUint16(28, true);
}
