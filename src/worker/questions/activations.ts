/**
 * Handles *Export Activations…*: reads the text once, from the beginning of what is asked for, and
 * writes every block of words to its places in the file. In memory are one block of all quantities (at most
 * 4 MB, at least one word) and 17 bytes per word; never more, however long the text. All that is
 * counted in the file counts from 0: layers, units and places in the text.
 */
import type { NpyArray } from '../../engine/files/npy';
import {
  bytesOfArray,
  bytesOfElement,
  lengthInSigns,
  longestWord,
  npyHeader,
  wordArray,
} from '../../engine/files/npy';
import { longestZip, zipHeaders, zipLayout } from '../../engine/files/storedZip';
import type {
  ActivationsContract,
  ActivationsRequest,
  WrittenActivations,
} from '../../shared/questions/editor/activations';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { networkName } from '../../shared/model/cells';
import { unitKey } from '../../shared/model/unitNames';
import type { Floats } from '../../engine/kernels/kernels';
import type { Handlers } from '../../shared/wire/rpc';
import type { Look, Looking } from '../documents/look';
import type { ByteSink, Files } from '../platform/disk/files';

export interface ActivationsOptions {
  /** For long questions. */
  readonly looking: Looking;
  readonly files: Pick<Files, 'fill'>;
  /** CRC-32, continued. */
  readonly checksum: (bytes: Uint8Array, before: number) => number;
}

const blockBytes = 4_000_000;
/** Words read on at once on the way to the first one. */
const tokensAtOnce = 16;
/** Looked up at once. */
const wordsAtOnce = 500;

export function createActivations(options: ActivationsOptions): Handlers<ActivationsContract> {
  const progress = new Map<string, number>();
  return {
    writeActivations(request, job) {
      const { documentKey } = request;
      const note = (share: number): void => void progress.set(documentKey, share);
      return options
        .looking(request, job, (look) => writeAll(look, request, { ...options, note }))
        .finally(() => progress.delete(documentKey));
    },
    activationsProgress: ({ documentKey }) => progress.get(documentKey) ?? 0,
  };
}

interface Writing extends ActivationsOptions {
  readonly note: (share: number) => void;
}

interface Words {
  readonly from: number;
  readonly count: number;
}

async function writeAll(
  look: Look,
  request: ActivationsRequest,
  writing: Writing,
): Promise<Result<WrittenActivations, Failure>> {
  const words = wordsOf(look, request.span);
  if (words.count === 0) return failed({ kind: 'noToken' });
  const surprises = { bits: new Float32Array(words.count), rank: new Int32Array(words.count) };
  const small = await smallArrays(look, request, words, surprises);
  const { H } = look.view.model.network.shape;
  const read = quantitiesOf(look);
  const gates = read.map(({ name }) => ({ name, type: '<f4', shape: [words.count, H] }));
  const arrays: readonly NpyArray[] = [...gates, ...small];
  const headers = arrays.map(npyHeader);
  const layout = zipLayout(
    arrays.map((array, n) => ({
      name: `${array.name}.npy`,
      length: headers[n].length + bytesOfArray(array),
    })),
  );
  if (layout.length > longestZip) {
    return failed({ kind: 'tooManyActivations', gigabytes: layout.length / 1e9 });
  }
  const checksums = headers.map((header) => writing.checksum(header, 0));
  const written = await writing.files.fill(request.path, async (sink) => {
    for (const [n, header] of headers.entries()) await sink.put(layout.entries[n].begin, header);
    const put = async (n: number, offset: number, bytes: Uint8Array): Promise<void> => {
      checksums[n] = writing.checksum(bytes, checksums[n]);
      await sink.put(layout.entries[n].begin + headers[n].length + offset, bytes);
    };
    await readGates(look, { ...words, read }, surprises, writing, async (at, values) => {
      const offset = 4 * at * H;
      for (const [n, one] of values.entries()) await put(n, offset, one);
    });
    for (const [n, array] of small.entries()) {
      await inParts(array, (offset, bytes) => put(gates.length + n, offset, bytes));
    }
    await putAll(sink, zipHeaders(layout, checksums));
  });
  if (!written.ok) return written;
  return success({ ...look.view.versions, ...words, bytes: layout.length });
}

async function inParts(
  array: SmallArray,
  put: (offset: number, bytes: Uint8Array) => Promise<void>,
): Promise<void> {
  const size = bytesOfElement(array.type);
  const all = bytesOfArray(array) / size;
  const most = Math.max(1, Math.floor(blockBytes / 4 / size));
  for (let at = 0; at < all; at += most) {
    await put(at * size, array.part(at, Math.min(most, all - at)));
  }
}

async function putAll(sink: ByteSink, parts: ReturnType<typeof zipHeaders>): Promise<void> {
  for (const { at, bytes } of parts) await sink.put(at, bytes);
}

/** The words that a span touches. */
function wordsOf({ view: { text } }: Look, span: ActivationsRequest['span']): Words {
  if (!span) return { from: 0, count: text.count };
  let from = Math.max(0, text.indexAt(span.start));
  if (from < text.count && text.end(from) <= span.start) from++;
  const last = text.indexAt(span.end - 1);
  return { from, count: Math.max(0, last + 1 - from) };
}

/** Of each word before it was read: filled in as the text is read. */
interface Surprises {
  readonly bits: Float32Array<ArrayBuffer>;
  readonly rank: Int32Array<ArrayBuffer>;
}

interface ReadQuantity {
  /** Of its array in the file. */
  readonly name: string;
  /** Of the word that was read last, [units]. */
  readonly values: Floats;
}

const quantitiesOf = ({ view: { predictor } }: Look): ReadQuantity[] =>
  predictor.layers.flatMap(({ cell, values }, layer) =>
    cell.description.quantities.map(({ name, letter }) => ({
      ...{ name: `${name}_l${layer}`, values: values[letter] },
    })),
  );

/**
 * The same readings as those of hover and table, block by block.
 * @param take is given the place of the block's first word among those asked for, and the values
 * [units] of its words, an array for each quantity of each layer
 */
async function readGates(
  look: Look,
  { from, count, read }: Words & { readonly read: readonly ReadQuantity[] },
  surprises: Surprises,
  { note }: Writing,
  take: (at: number, values: readonly Uint8Array[]) => Promise<void>,
): Promise<void> {
  const { view } = look;
  const { trace, predictor, ids } = view;
  const { judge } = view.model;
  const { H } = view.model.network.shape;
  // Exact from the first word on: nothing is started short.
  await look.until(() => from <= trace.reached || trace.advance(tokensAtOnce));
  const { state } = trace.stateBefore(from);
  const rows = Math.max(1, Math.floor(blockBytes / (4 * read.length * H)));
  const block = read.map(() => new Float32Array(rows * H));
  for (let at = 0; at < count; at += rows) {
    const here = Math.min(rows, count - at);
    let row = 0;
    await look.until(() => {
      const first = row;
      for (
        const stop = Math.min(here, first + judge.rows, first + tokensAtOnce);
        row < stop;
        row++
      ) {
        const id = ids.id(from + at + row);
        judge.put(row - first, state, id);
        predictor.read(id, state);
        for (const [n, { values }] of read.entries()) block[n].set(values, row * H);
      }
      // The judge is everybody's: what was put before it is judged at once.
      const judged = judge.judge(row - first);
      for (let n = first; n < row; n++) {
        const { bits, rank } = judged(n - first);
        surprises.bits[at + n] = bits;
        surprises.rank[at + n] = rank;
      }
      return row === here;
    });
    await take(
      at,
      block.map(({ buffer }) => new Uint8Array(buffer, 0, 4 * here * H)),
    );
    note((at + here) / count);
  }
}

type SmallArray = NpyArray & {
  /** The bytes of some elements. */
  readonly part: (from: number, count: number) => Uint8Array;
};

/** What is one number or word each. */
async function smallArrays(
  look: Look,
  { unitNames }: ActivationsRequest,
  { from, count }: Words,
  { bits, rank }: Surprises,
): Promise<SmallArray[]> {
  const { text, ids, model, versions } = look.view;
  const { L, H } = model.network.shape;
  const [start, end] = [new Int32Array(count), new Int32Array(count)];
  const known = new Uint8Array(count);
  let longest = 0;
  let n = 0;
  await look.until(() => {
    for (const stop = Math.min(count, n + wordsAtOnce); n < stop; n++) {
      start[n] = text.start(from + n);
      end[n] = text.end(from + n);
      known[n] = Number(ids.id(from + n) !== model.vocabulary.unknown);
      longest = Math.max(longest, lengthInSigns(text.token(from + n)));
    }
    return n >= count;
  });
  const network = networkName(look.view.predictor.layers.map(({ cell }) => cell.description));
  const about = JSON.stringify({
    ...{ ...versions, from, count, layers: L, units: H, by: 'Gatescope' },
    counting: 'Layers, units and words count from 0 (in the panel words and layers from 1).',
    bits: `Surprise in bits, -log2 of the probability that the ${network} alone gave the word.`,
    rank: `Place of the word among all that the ${network} expected, 1 the most probable.`,
  });
  const token = (place: number): string => text.token(from + place);
  return [
    { name: 'tokens', ...wordsAs(count, Math.min(longest, longestWord), token) },
    { name: 'known', type: '|b1', shape: [count], part: partOf(known) },
    { name: 'start', type: '<i4', shape: [count], part: partOf(start) },
    { name: 'end', type: '<i4', shape: [count], part: partOf(end) },
    { name: 'bits', type: '<f4', shape: [count], part: partOf(bits) },
    { name: 'rank', type: '<i4', shape: [count], part: partOf(rank) },
    ...Array.from({ length: L }, (_, layer) => {
      const names = Array.from({ length: H }, (_, unit) => unitNames[unitKey(layer, unit)] ?? '');
      const widest = Math.max(...names.map(lengthInSigns));
      return { name: `unit_names_l${layer}`, ...wordsAs(H, widest, (unit) => names[unit]) };
    }),
    { name: 'about', ...wordsAs(1, about.length, () => about), shape: [] },
  ];
}

const partOf =
  ({
    buffer,
    BYTES_PER_ELEMENT: size,
  }: Uint8Array | Int32Array | Float32Array): SmallArray['part'] =>
  (from, count) =>
    new Uint8Array(buffer, from * size, count * size);

function wordsAs(
  length: number,
  longest: number,
  word: (n: number) => string,
): Omit<SmallArray, 'name'> {
  const words = wordArray(longest);
  return {
    ...{ type: words.type, shape: [length] },
    part(from, count) {
      const bytes = new Uint8Array(count * bytesOfElement(words.type));
      for (let n = 0; n < count; n++) words.put(word(from + n), bytes, n);
      return bytes;
    },
  };
}
