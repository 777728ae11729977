/**
 * Reads what torch.save wrote as data: the directory of the archive, its description of the tensors, and
 * where each lies. No number is read here. Takes no more memory than the file has bytes, and 1 MB.
 */
import type { ForeignEntry } from '../../engine/files/foreign/foreignParts';
import type { Checkpoint } from '../../engine/files/pytorch/checkpoint';
import { readCheckpoint } from '../../engine/files/pytorch/checkpoint';
import { readPickle } from '../../engine/files/pytorch/pickle';
import type { TorchFailure } from '../../engine/files/pytorch/torchFailures';
import type { ZipEntry } from '../../engine/files/pytorch/zipDirectory';
import {
  contentsAfter,
  directoryPlace,
  headerBytes,
  readDirectory,
  tailBytes,
} from '../../engine/files/pytorch/zipDirectory';
import { checksum } from '../platform/checksum';
import type { ByteSource } from '../platform/disk/files';

export interface TorchFile {
  readonly tensors: ReadonlyMap<string, ForeignEntry>;
  /** What else is in the checkpoint, by the names at its top. */
  readonly beside: readonly string[];
  /** Whether the parts that these tensors lie in are as they were written. */
  check(names: readonly string[], breathe: () => Promise<void>): Promise<TorchFailure | undefined>;
}

type Reading<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: TorchFailure };

const refused = (failure: TorchFailure) => ({ ok: false, failure }) as const;
const fine = <T>(value: T) => ({ ok: true, value }) as const;

/** Of a part: bytes in the table of contents at least, and in memory: no less than it takes, which a test measures. */
const leastOfEntry = 46;
export const bytesOfEntry = 560;
/** What may be built beside what the file is large; where the archive's end is looked for is part of it. */
const spare = (1 << 20) - 2 * tailBytes;
/** Bytes read at once where only a checksum is wanted. */
const atOnce = 1 << 20;

interface Archive {
  readonly source: ByteSource;
  readonly entries: ReadonlyMap<string, ZipEntry>;
  /** Of the names of all that torch.save writes. */
  readonly folder: string;
  /** Whether checksums were written: PyTorch can leave them out. */
  readonly hasChecksums: boolean;
}

export async function readTorchFile(source: ByteSource): Promise<Reading<TorchFile>> {
  const opened = await openArchive(source);
  if (!opened.ok) return opened;
  const archive = opened.value;
  const room = source.length + spare - archive.entries.size * bytesOfEntry;
  const read = await readDescription(archive, room);
  if (!read.ok) return read;
  const { value, spent } = read.value;
  const found = readCheckpoint(value, room - spent);
  if (!found.ok) return found;
  const { beside, tensors } = found.checkpoint;
  const placed = await placeTensors(archive, tensors);
  if (!placed.ok) return placed;
  const check: TorchFile['check'] = (names, breathe) => {
    const parts = names.map((name) => tensors.get(name)).filter((one) => one !== undefined);
    const storages = parts.flatMap((one) => ('madeBy' in one ? [] : [one.storage]));
    return firstDamaged(archive, new Set(storages), breathe);
  };
  return fine({ tensors: placed.value, beside, check });
}

/** The bytes of the pickle are gone when it is read. @param room bytes that both may take */
async function readDescription(archive: Archive, room: number) {
  const pickle = await contentsOf(archive, 'data.pkl', room);
  if (!pickle.ok) return pickle;
  const read = readPickle(pickle.value, room - pickle.value.length);
  return read.ok ? fine(read) : refused({ kind: 'badPickle', trouble: read.trouble });
}

async function openArchive(source: ByteSource): Promise<Reading<Archive>> {
  const count = Math.min(tailBytes, source.length);
  const place = directoryPlace(await source.read(source.length - count, count), source.length);
  if (!place) return refused({ kind: 'cut', bytes: source.length });
  const parts = Math.floor(place.length / leastOfEntry);
  if (parts * bytesOfEntry + place.length > source.length + spare)
    return refused({ kind: 'tooManyParts', parts });
  const entries = readDirectory(await source.read(place.at, place.length));
  if (!entries) return refused({ kind: 'damaged', entry: 'table of contents' });
  const pickle = [...entries.keys()].find((name) => /^(?:[^/]*\/)?data\.pkl$/.test(name));
  if (pickle === undefined) return refused({ kind: 'noPickle' });
  const folder = pickle.slice(0, -'data.pkl'.length);
  if (entries.has(`${folder}constants.pkl`)) return refused({ kind: 'scripted' });
  const archive = { source, entries, folder, hasChecksums: true };
  const order = await contentsOf(archive, 'byteorder', 64);
  if (order.ok && new TextDecoder().decode(order.value) === 'big') {
    return refused({ kind: 'bigEndian' });
  }
  // The shortest part shows whether checksums were written at all.
  const version = await contentsOf(archive, 'version', 64);
  return fine({ ...archive, hasChecksums: version.ok });
}

/** Where the contents begin. */
async function placeOf(
  { source, entries, folder }: Archive,
  name: string,
): Promise<Reading<ZipEntry & { readonly begin: number }>> {
  const entry = entries.get(folder + name);
  if (!entry) return refused({ kind: 'damaged', entry: name });
  if ((entry.flags & 1) === 1) return refused({ kind: 'encrypted', entry: name });
  if (entry.method !== 0) return refused({ kind: 'packed', entry: name });
  const { at, length } = entry;
  const isThere = Number.isSafeInteger(at + length) && at + headerBytes <= source.length;
  const after = isThere ? contentsAfter(await source.read(at, headerBytes)) : undefined;
  if (after === undefined || at + after + length > source.length) {
    return refused({ kind: 'damaged', entry: name });
  }
  return fine({ ...entry, begin: at + after });
}

async function contentsOf(
  archive: Archive,
  name: string,
  most = Number.MAX_SAFE_INTEGER,
): Promise<Reading<Uint8Array>> {
  const place = await placeOf(archive, name);
  if (!place.ok) return place;
  const { begin, length } = place.value;
  if (length > most) return refused({ kind: 'damaged', entry: name });
  const bytes = await archive.source.read(begin, length);
  const isAsWritten = !archive.hasChecksums || checksum(bytes, 0) === place.value.checksum;
  return isAsWritten ? fine(bytes) : refused({ kind: 'damaged', entry: name });
}

type Described = Checkpoint['tensors'];

async function placeTensors(
  archive: Archive,
  described: Described,
): Promise<Reading<ReadonlyMap<string, ForeignEntry>>> {
  const begins = new Map<string, { readonly begin: number; readonly length: number }>();
  const tensors = new Map<string, ForeignEntry>();
  for (const [name, tensor] of described) {
    if ('madeBy' in tensor) {
      tensors.set(name, { dtype: '', shape: [], begin: 0, end: 0, madeBy: tensor.madeBy });
      continue;
    }
    const { dtype, shape, strides, storage, begin, end } = tensor;
    const known = begins.get(storage);
    const place = known ? fine(known) : await placeOf(archive, `data/${storage}`);
    if (!place.ok) {
      const isMissing = !archive.entries.has(`${archive.folder}data/${storage}`);
      return isMissing ? refused({ kind: 'noStorage', tensor: name }) : place;
    }
    begins.set(storage, place.value);
    if (end > place.value.length) return refused({ kind: 'noStorage', tensor: name });
    tensors.set(name, {
      ...{ dtype, shape, begin: place.value.begin + begin, end: place.value.begin + end },
      ...(strides ? { strides } : {}),
    });
  }
  return fine(tensors);
}

async function firstDamaged(
  archive: Archive,
  storages: ReadonlySet<string>,
  breathe: () => Promise<void>,
): Promise<TorchFailure | undefined> {
  if (!archive.hasChecksums) return undefined;
  for (const storage of storages) {
    const place = await placeOf(archive, `data/${storage}`);
    if (!place.ok) return place.failure;
    const { begin, length, checksum: expected } = place.value;
    let sum = 0;
    for (let at = 0; at < length; at += atOnce) {
      sum = checksum(await archive.source.read(begin + at, Math.min(atOnce, length - at)), sum);
      await breathe();
    }
    if (sum !== expected) return { kind: 'damaged', entry: `data/${storage}` };
  }
  return undefined;
}
