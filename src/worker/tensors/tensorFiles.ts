/**
 * Reads safetensors files of any origin, and what torch.save wrote: the header first, then statistics of one tensor at a time, by
 * positioned reads of at most 2 MB between which other questions are answered. Keeps of an open file
 * its header and the statistics that were worked out; never its numbers, but of a file that was sent.
 * Allocates nothing for what a file only announces.
 */
import { recurrentPart } from '../../engine/files/foreign/gateBlocks';
import type { RecurrentPart } from '../../engine/files/foreign/gateBlocks';
import {
  BYTES_OF,
  isStoredType,
  readFloats,
  whyNotRead,
} from '../../engine/files/safetensors/storedTensor';
import type { StoredType } from '../../engine/files/safetensors/storedTensor';
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
import type { TensorContract, TensorRow } from '../../shared/model/tensors';
import type { ByteSource, Files } from '../platform/disk/files';
import { withByteSource } from './byteSources';
import type { ShownTensor, ShownTensors } from './shownTensors';
import { cut, readShown } from './shownTensors';

interface Looking {
  readonly files: Pick<Files, 'visit' | 'stamp'>;
  /** Lets other questions run. */
  readonly breathe: () => Promise<void>;
}

interface OpenFile {
  readonly file: FileSource;
  readonly stamp: string | undefined;
  readonly tensors: ShownTensors;
  readonly known: Map<number, TensorStatistics>;
}

type ReadableTensor = ShownTensor & { readonly dtype: StoredType };

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
        const pause = pauseOf(() => job.cancelled);
        const shown = await withByteSource(files, file, (source) =>
          readShown(source, file.name, pause),
        );
        if (!shown.ok) return shown;
        const { tensors } = shown.value;
        open.set(key, { file, stamp, tensors, known: new Map() });
        return success(shown.value.file);
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
      if (isScattered(entry, gates)) return scattered(asked.tensors.nameAt(place, bounds.name));
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

/** Its numbers are not just those from its beginning to its end, part by part. */
const isScattered = (
  { strides, begin, end, dtype, numbers }: ShownTensor,
  gates: number,
): boolean =>
  strides !== undefined &&
  (gates > 0 || !isStoredType(dtype) || end - begin !== numbers * BYTES_OF[dtype]);

const scattered = (name: string): Result<never, Failure> =>
  failed({
    kind: 'notShown',
    name: cut(name, bounds.name),
    reason:
      'It is a view of another tensor, whose numbers lie between its own; it is read when the model is imported.',
  });

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

/** A longer name than these is no part of a layer. */
const longestName = 4000;

function partAt(tensors: ShownTensors, place: number): RecurrentPart | undefined {
  const name = tensors.nameAt(place, longestName);
  return name.length < longestName ? recurrentPart(tensors, name) : undefined;
}

function rowOf(
  tensors: ShownTensors,
  place: number,
  { dtype, shape, dimensions, numbers, begin, end }: ShownTensor,
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
