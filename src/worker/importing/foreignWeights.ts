/**
 * The weights of a foreign file in the places where a model of ours has them: in single precision,
 * and the class of unknown words first. Where the model has no such class, one is added: it reads as
 * the mean of all words, and its probability is below e^-30 wherever it is asked for, because its
 * logit is at least 30 below the largest. Memory: the weights themselves and one piece.
 */
import type { ForeignFailure } from '../../engine/files/foreign/foreignFailures';
import type { ForeignModel } from '../../engine/files/foreign/foreignModel';
import type { ForeignEntry } from '../../engine/files/foreign/foreignParts';
import type { TensorOrigin } from '../../engine/files/foreign/origins';
import { placeIn } from '../../engine/files/foreign/origins';
import { modelTensors } from '../../engine/files/modelFile';
import type { ModelShape } from '../../engine/network/shape';
import type { ByteSource } from '../platform/disk/files';
import { BadNumber, readNumbers } from './foreignNumbers';

export interface ForeignFile {
  readonly source: ByteSource;
  readonly tensors: ReadonlyMap<string, ForeignEntry>;
  readonly model: ForeignModel;
  /** The row of unknown words in the file; undefined: there is none. */
  readonly unknownRow: number | undefined;
}

const unlikely = 30;

/** Which row of ours a row of the file becomes: the unknown class is the first. */
export function rowOf(unknownRow: number | undefined, row: number): number {
  if (row === unknownRow) return 0;
  return unknownRow !== undefined && row > unknownRow ? row : row + 1;
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

/** Tensors with a row for each word; a head of classes or labels has none. */
const hasWords = (ours: string, { shape }: ForeignModel): boolean =>
  ours === 'encoder.weight' ||
  (shape.outputs === undefined && ['decoder.weight', 'decoder.bias'].includes(ours));

async function fill(
  tensor: Float32Array,
  ours: string,
  file: ForeignFile,
  [rows, columns = 1]: readonly number[],
  breathe: () => Promise<void>,
): Promise<void> {
  const { model, unknownRow } = file;
  const origin = model.origins.get(ours) ?? { kind: 'zero' };
  const byWord = hasWords(ours, model);
  if (origin.kind === 'tensors') await addUp(tensor, { origin, byWord, columns }, file, breathe);
  if (origin.kind === 'identity') {
    for (let word = 0; word < columns; word++) tensor[rowOf(unknownRow, word) * columns + word] = 1;
  }
  if (byWord && unknownRow === undefined) {
    if (ours === 'decoder.bias') tensor[0] = leastOf(tensor.subarray(1)) - unlikely;
    else meanRow(tensor, rows, columns);
  }
}

interface Filling {
  readonly origin: Extract<TensorOrigin, { kind: 'tensors' }>;
  readonly byWord: boolean;
  readonly columns: number;
}

async function addUp(
  tensor: Float32Array,
  { origin, byWord, columns: width }: Filling,
  { source, tensors, unknownRow }: ForeignFile,
  breathe: () => Promise<void>,
): Promise<void> {
  const { names, transposed, rows, columns } = origin;
  const put = (row: number, column: number, number: number): void => {
    const ours = byWord ? rowOf(unknownRow, row) : placeIn(rows, row);
    tensor[ours * width + placeIn(columns, column)] += number;
  };
  for (const name of names) {
    const entry = tensors.get(name);
    if (!entry) continue;
    const take = transposed ? (row: number, column: number, n: number) => put(column, row, n) : put;
    await readNumbers(source, name, entry, breathe, take);
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
