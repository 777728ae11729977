/**
 * Reads safetensors files of any origin: the header first, then statistics of one tensor at a time, by
 * positioned reads of at most 2 MB between which other questions are answered. Keeps of an open file
 * its header and the statistics that were worked out; never its numbers, but of a file that was sent.
 * Allocates nothing for what a file only announces.
 */
import { describeFileFailure } from '../../engine/files/safetensors/fileFailures';
import { recogniseModel } from '../../engine/files/foreign/foreignModel';
import { recurrentPart } from '../../engine/files/foreign/gateBlocks';
import type { RecurrentPart } from '../../engine/files/foreign/gateBlocks';
import { claimsToBeOurs } from '../../engine/files/modelMetadata';
import type { SafetensorsHeader } from '../../engine/files/safetensors/safetensorsHeader';
import {
  BYTES_OF,
  isStoredType,
  readFloats,
  whyNotRead,
} from '../../engine/files/safetensors/storedTensor';
import type { StoredType } from '../../engine/files/safetensors/storedTensor';
import type { TensorTable } from '../../engine/files/safetensors/tensorTable';
import type { DescribedTensor } from '../../engine/files/safetensors/tensorDescription';
import type {
  Moments,
  TensorFigures,
  TensorStatistics,
} from '../../engine/files/safetensors/tensorStatistics';
import {
  addMoments,
  addNumbers,
  countBins,
  figuresOf,
  histogramBins,
  noMoments,
} from '../../engine/files/safetensors/tensorStatistics';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { FileSource } from '../../shared/model/importing';
import type { Handlers } from '../../shared/wire/rpc';
import { tensorBounds as bounds } from '../../shared/model/tensors';
import type { TensorContract, TensorFile, TensorRow } from '../../shared/model/tensors';
import type { ByteSource, Files } from '../platform/disk/files';
import { readSafetensorsHeader, onlyAPointer } from './safetensorsReader';
import { withByteSource } from './byteSources';

interface Looking {
  readonly files: Pick<Files, 'visit' | 'stamp'>;
  /** Lets other questions run. */
  readonly breathe: () => Promise<void>;
}

interface OpenFile {
  readonly file: FileSource;
  readonly stamp: string | undefined;
  readonly tensors: SafetensorsHeader['tensors'];
  readonly known: Map<number, TensorStatistics>;
}

type ReadableTensor = DescribedTensor & { readonly dtype: StoredType };

/** Numbers read at once. */
const atOnce = 1 << 18;

/** Nobody waits for the answer any longer. Thrown and caught in this file only. */
class CalledOff extends Error {}

const stale = failed<Failure>({ kind: 'stale' });

export function createTensorFiles({ files, breathe }: Looking): Handlers<TensorContract> {
  const open = new Map<number, OpenFile>();
  const pauseOf = (isOver: () => boolean) => async (): Promise<void> => {
    await breathe();
    if (isOver()) throw new CalledOff();
  };
  const stampOf = (file: FileSource): Promise<string | undefined> =>
    'path' in file ? files.stamp(file.path) : Promise.resolve(undefined);
  return {
    openTensors: ({ key, file }, job) =>
      unlessCalledOff(async () => {
        const stamp = await stampOf(file);
        const header = await withByteSource(files, file, (source) =>
          soundHeader(
            source,
            file.name,
            pauseOf(() => job.cancelled),
          ),
        );
        if (!header.ok) return header;
        const { tensors } = header.value.header;
        open.set(key, { file, stamp, tensors, known: new Map() });
        return success(described(header.value.header, header.value.bytes));
      }),
    tensorRows({ key, from, count }) {
      const asked = open.get(key);
      if (!asked) return stale;
      const end = Math.min(asked.tensors.size, from + Math.min(count, bounds.rows));
      const rows: TensorRow[] = [];
      for (let place = from; place < end; place++) {
        const entry = asked.tensors.at(place);
        if (entry) rows.push(rowOf(asked.tensors, place, entry));
      }
      return success(rows);
    },
    async tensorStatistics({ key, place }, job) {
      const asked = open.get(key);
      const entry = asked?.tensors.at(place);
      if (!asked || !entry) return stale;
      const known = asked.known.get(place);
      if (known) return success(known);
      const { dtype } = entry;
      if (!isStoredType(dtype)) return withheld(dtype);
      const gates = partAt(asked.tensors, place)?.gates.length ?? 0;
      const pause = pauseOf(() => job.cancelled || !open.has(key));
      return unlessCalledOff(async () => {
        const found = await withByteSource(files, asked.file, async (source) => {
          // What is open cannot change its place any more: looked at before, and after.
          if ((await stampOf(asked.file)) !== asked.stamp) return stale;
          return success(await statisticsOf(source, { ...entry, dtype }, gates, pause));
        });
        if ((await stampOf(asked.file)) !== asked.stamp) return stale;
        if (found.ok) asked.known.set(place, found.value);
        return found;
      });
    },
    closeTensors: ({ key }) => void open.delete(key),
  };
}

async function unlessCalledOff<T>(
  act: () => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof CalledOff) return stale;
    throw error;
  }
}

const withheld = (dtype: string): Result<never, Failure> =>
  failed({ kind: 'notShown', name: dtype || 'This type', reason: whyNotRead(dtype) });

async function soundHeader(
  source: ByteSource,
  name: string,
  pause: () => Promise<void>,
): Promise<Result<{ readonly header: SafetensorsHeader; readonly bytes: number }, Failure>> {
  const parsed = await readSafetensorsHeader(source, pause);
  if (parsed.ok) return success({ header: parsed.header, bytes: source.length });
  const stranger = await strangerIn(source);
  const reason = stranger
    ? strangers[stranger]
    : `${describeFileFailure(parsed.failure)} Download the file again, or write it again.`;
  return failed({ kind: 'notShown', name, reason });
}

const strangers = {
  pickle:
    'It is a PyTorch pickle file under another name: opening one runs any code that it contains, so Gatescope never reads one. Write the model as safetensors.',
  pointer: onlyAPointer,
} as const;

function described(header: SafetensorsHeader, bytes: number): TensorFile {
  const { metadata, metadataCount, tensors, numbers } = header;
  const types = [...header.types].sort(([, a], [, b]) => b - a).map(([dtype]) => dtype || 'others');
  const heads = metadata.heads(bounds.metadata, bounds.name + 1, bounds.text + 1);
  const entries = heads.map(({ name, text, length }) => ({
    name: cut(name, bounds.name),
    text: cut(text, bounds.text),
    length,
  }));
  const model = claimsToBeOurs(metadata)
    ? 'own'
    : recogniseModel({ tensors, metadata }, {}).kind !== 'failure'
      ? 'foreign'
      : undefined;
  return {
    ...{ bytes, numbers, types, tensors: tensors.size, metadata: entries },
    metadataLeftOut: metadataCount - entries.length,
    ...(model ? { model } : {}),
  };
}

/** Never in the middle of a pair of surrogates. */
function cut(text: string, most: number): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** A longer name than these is no part of a layer. */
const longestName = 4000;

function partAt(tensors: TensorTable, place: number): RecurrentPart | undefined {
  const name = tensors.nameAt(place, longestName);
  return name.length < longestName ? recurrentPart(tensors, name) : undefined;
}

function rowOf(
  tensors: TensorTable,
  place: number,
  { dtype, shape, dimensions, numbers, begin, end }: DescribedTensor,
): TensorRow {
  const part = partAt(tensors, place);
  return {
    ...{ place, name: cut(tensors.nameAt(place, bounds.name + 1), bounds.name), dtype },
    shape: shape.slice(0, bounds.dimensions),
    dimensionsLeftOut: Math.max(0, dimensions - bounds.dimensions),
    numbers,
    bytes: end - begin,
    ...(part ? { part } : {}),
  };
}

/** @param gates into how many blocks of equal size the tensor falls; 0: it is not divided */
async function statisticsOf(
  source: ByteSource,
  entry: ReadableTensor,
  gates: number,
  pause: () => Promise<void>,
): Promise<TensorStatistics> {
  const parts = Math.max(1, gates);
  const moments = Array.from({ length: parts }, noMoments);
  await readParts(source, entry, parts, pause, (part, numbers) =>
    addNumbers(moments[part], numbers),
  );
  const whole = noMoments();
  for (const part of moments) addMoments(whole, part);
  const bins = moments.map(() => new Float64Array(histogramBins));
  if (whole.low < whole.high) {
    await readParts(source, entry, parts, pause, (part, numbers) =>
      countBins(bins[part], whole, numbers),
    );
  } else bins.forEach((counts, part) => (counts[0] = finiteNumbers(moments[part])));
  const all = Float64Array.from(bins[0], (_, bin) =>
    bins.reduce((sum, counts) => sum + counts[bin], 0),
  );
  const blocks: TensorFigures[] =
    gates === 0 ? [] : moments.map((part, n) => figuresOf(part, bins[n]));
  return { whole: figuresOf(whole, all), blocks };
}

const finiteNumbers = ({ numbers, nans, infinities }: Moments): number =>
  numbers - nans - infinities;

/** Piece by piece; no piece lies in two parts. */
async function readParts(
  source: ByteSource,
  { dtype, begin, end, shape }: ReadableTensor,
  parts: number,
  pause: () => Promise<void>,
  take: (part: number, numbers: Float64Array) => void,
): Promise<void> {
  const width = BYTES_OF[dtype];
  const length = (end - begin) / width / parts;
  for (let part = 0; part < parts; part++) {
    for (let at = 0; at < length; at += atOnce) {
      const count = Math.min(atOnce, length - at);
      const bytes = await source.read(begin + (part * length + at) * width, count * width);
      take(part, readFloats({ dtype, shape, bytes }, 'f64'));
      await pause();
    }
  }
}
