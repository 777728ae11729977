/**
 * The weights of a foreign file in the places where a model of ours has them: in single precision,
 * and the class of unknown words first. Where the model has no such class, one is added: it reads as
 * the mean of all words, and its probability is below e^-30 wherever it is asked for, because its
 * logit is at least 30 below the largest. Memory: the weights themselves and one piece.
 */
import type { ForeignFailure } from '../../engine/files/foreign/foreignFailures';
import { originOf, type ForeignModel } from '../../engine/files/foreign/foreignModel';
import { modelTensors } from '../../engine/files/modelFile';
import { readFloats } from '../../engine/files/safetensors/safetensors';
import type { TensorEntry } from '../../engine/files/safetensors/safetensors';
import { BYTES_OF, storedType } from '../../engine/files/safetensors/storedTensor';
import type { ModelShape } from '../../engine/network/shape';
import type { ByteSource } from '../platform/disk/files';

export interface ForeignFile {
  readonly source: ByteSource;
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  readonly model: ForeignModel;
  /** The row of unknown words in the file; undefined: there is none. */
  readonly unknownRow: number | undefined;
}

/** Numbers read at once. */
const atOnce = 1 << 18;
const unlikely = 30;

/** Which row of ours a row of the file becomes: the unknown class is the first. */
export function rowOf(unknownRow: number | undefined, row: number): number {
  if (row === unknownRow) return 0;
  return unknownRow !== undefined && row > unknownRow ? row : row + 1;
}

/** Thrown and caught in this file only. */
class BadNumber extends Error {
  constructor(readonly failure: ForeignFailure) {
    super(failure.kind);
  }
}

/** @param shape of ours, the unknown class included @param breathe between pieces; it may throw */
export async function readForeign(
  file: ForeignFile,
  shape: ModelShape,
  breathe: () => Promise<void>,
): Promise<Map<string, Float32Array<ArrayBuffer>> | ForeignFailure> {
  const weights = new Map<string, Float32Array<ArrayBuffer>>();
  try {
    for (const [name, dimensions] of modelTensors(shape)) {
      const tensor = new Float32Array(dimensions.reduce((product, size) => product * size, 1));
      await fill(tensor, name, file, dimensions, breathe);
      weights.set(name, tensor);
    }
  } catch (error) {
    if (error instanceof BadNumber) return error.failure;
    throw error;
  }
  return weights;
}

async function fill(
  tensor: Float32Array,
  ours: string,
  { source, tensors, model, unknownRow }: ForeignFile,
  [rows, columns = 1]: readonly number[],
  breathe: () => Promise<void>,
): Promise<void> {
  const origin = originOf(model, ours);
  const entry = origin.kind === 'tensor' ? tensors.get(origin.name) : undefined;
  const byWord = !ours.startsWith('rnn.');
  if (entry && origin.kind === 'tensor') {
    const place = origin.transposed ? placeColumns : byWord ? placeRows : placeAll;
    const size = origin.transposed ? model.shape.V : columns;
    await readInto(source, origin.name, entry, breathe, (at, numbers) => {
      place(tensor, at, numbers, size, unknownRow);
    });
  }
  if (origin.kind === 'identity') {
    for (let word = 0; word < columns; word++) tensor[rowOf(unknownRow, word) * columns + word] = 1;
  }
  if (byWord && unknownRow === undefined) {
    if (ours === 'decoder.bias') tensor[0] = leastOf(tensor.subarray(1)) - unlikely;
    else meanRow(tensor, rows, columns);
  }
}

async function readInto(
  source: ByteSource,
  tensor: string,
  { dtype, shape, begin, end }: TensorEntry,
  breathe: () => Promise<void>,
  take: (at: number, numbers: Float32Array) => void,
): Promise<void> {
  const type = storedType(dtype);
  const width = BYTES_OF[type];
  const length = (end - begin) / width;
  for (let at = 0; at < length; at += atOnce) {
    const count = Math.min(atOnce, length - at);
    const bytes = await source.read(begin + at * width, count * width);
    const numbers = readFloats({ dtype: type, shape, bytes }, 'f32');
    const wrong = numbers.findIndex((number) => !Number.isFinite(number));
    if (wrong >= 0) {
      const wide = dtype === 'F64' && Number.isFinite(doubleAt(bytes, wrong));
      throw new BadNumber({
        kind: 'notFiniteHere',
        tensor,
        index: at + wrong,
        ...(wide ? { dtype } : {}),
      });
    }
    take(at, numbers);
    await breathe();
  }
}

const doubleAt = (bytes: Uint8Array, index: number): number =>
  new DataView(bytes.buffer, bytes.byteOffset).getFloat64(8 * index, true);

const placeAll = (tensor: Float32Array, start: number, numbers: Float32Array): void =>
  tensor.set(numbers, start);

/** Of a matrix with a column for each of `words` words. */
function placeColumns(
  tensor: Float32Array,
  start: number,
  numbers: Float32Array,
  words: number,
  unknownRow: number | undefined,
): void {
  const height = unknownRow === undefined ? words + 1 : words;
  const width = tensor.length / height;
  for (let n = 0; n < numbers.length; n++) {
    const word = (start + n) % words;
    tensor[rowOf(unknownRow, word) * width + (start + n - word) / words] = numbers[n];
  }
}

/** A piece may begin and end in the middle of a row. */
function placeRows(
  tensor: Float32Array,
  start: number,
  numbers: Float32Array,
  columns: number,
  unknownRow: number | undefined,
): void {
  for (let at = 0; at < numbers.length;) {
    const row = Math.floor((start + at) / columns);
    const end = Math.min(numbers.length, (row + 1) * columns - start);
    const column = start + at - row * columns;
    tensor.set(numbers.subarray(at, end), rowOf(unknownRow, row) * columns + column);
    at = end;
  }
}

function leastOf(numbers: Float32Array): number {
  return numbers.reduce((least, number) => Math.min(least, number), Infinity);
}

function meanRow(tensor: Float32Array, rows: number, columns: number): void {
  const sums = new Float64Array(columns);
  for (let row = 1; row < rows; row++) {
    for (let column = 0; column < columns; column++) sums[column] += tensor[row * columns + column];
  }
  tensor.set(sums.map((sum) => sum / (rows - 1)));
}
