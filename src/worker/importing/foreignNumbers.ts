/**
 * The numbers of one tensor of a foreign file, in the order in which they lie there: read in pieces,
 * and none twice but where the file says one for several. Also where they lie column by column, or with
 * others between them.
 */
import type { ForeignFailure } from '../../engine/files/foreign/foreignFailures';
import type { ForeignEntry } from '../../engine/files/foreign/foreignParts';
import { readFloats } from '../../engine/files/safetensors/safetensors';
import { BYTES_OF, storedType } from '../../engine/files/safetensors/storedTensor';
import type { ByteSource } from '../platform/disk/files';

/** Caught where a model is read. */
export class BadNumber extends Error {
  constructor(readonly failure: ForeignFailure) {
    super(failure.kind);
  }
}

/** Numbers read at once; where they lie far apart, one by one. */
const atOnce = 1 << 18;
const farApart = 1 << 12;

type Take = (row: number, column: number, number: number) => void;

/** @param breathe between pieces; it may throw */
export async function readNumbers(
  source: ByteSource,
  tensor: string,
  entry: ForeignEntry,
  breathe: () => Promise<void>,
  take: Take,
): Promise<void> {
  const [rows, columns = 1] = entry.shape;
  const [down, across = 1] = entry.strides ?? [columns, 1];
  const piece = pieceReader(source, entry, Math.min(across, down) > farApart ? 1 : atOnce);
  const byColumns = down < across;
  const [outer, inner] = byColumns ? [columns, rows] : [rows, columns];
  const [step, stride] = byColumns ? [across, down] : [down, across];
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const at = o * step + i * stride;
      if (!piece.has(at)) {
        await piece.read(at);
        await breathe();
      }
      const number = piece.at(at);
      const [row, column] = byColumns ? [i, o] : [o, i];
      if (number - number !== 0) throw badNumber(tensor, entry, row * columns + column, piece, at);
      take(row, column, number);
    }
  }
}

type Piece = ReturnType<typeof pieceReader>;

/** @param most numbers that are read at once */
function pieceReader(source: ByteSource, { dtype, shape, begin, end }: ForeignEntry, most: number) {
  const type = storedType(dtype);
  const width = BYTES_OF[type];
  const all = (end - begin) / width;
  let [from, to] = [0, 0];
  let bytes: Uint8Array = new Uint8Array(0);
  let numbers: Float32Array = new Float32Array(0);
  return {
    has: (at: number): boolean => at >= from && at < to,
    at: (at: number): number => numbers[at - from],
    /** As the file has it, where single precision does not. */
    exactly: (at: number): number => readFloats({ dtype: type, shape, bytes }, 'f64')[at - from],
    async read(at: number): Promise<void> {
      const count = Math.min(most, all - at);
      bytes = await source.read(begin + at * width, count * width);
      numbers = readFloats({ dtype: type, shape, bytes }, 'f32');
      [from, to] = [at, at + count];
    },
  };
}

function badNumber(
  tensor: string,
  { dtype }: ForeignEntry,
  index: number,
  piece: Piece,
  at: number,
): BadNumber {
  const isWide = dtype === 'F64' && Number.isFinite(piece.exactly(at));
  return new BadNumber({ kind: 'notFiniteHere', tensor, index, ...(isWide ? { dtype } : {}) });
}
