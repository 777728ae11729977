/**
 * The sizes of a model, and where each of its tensors lies in one flat array. Names and layouts
 * are PyTorch's (its word-level language-model example), so that weights interchange.
 */
import type { CutVersion, TokenKind } from '../text/tokens/cut';

export interface ModelShape {
  readonly cell: 'lstm';
  readonly tokens: TokenKind;
  /** By which version of the rules text is cut for it; not stated: the first. */
  readonly cut?: CutVersion;
  /** Classes of the vocabulary, the unknown class included. */
  readonly V: number;
  readonly E: number;
  readonly H: number;
  readonly L: number;
  /** The decoder's matrix is the embedding's; asks for E = H. */
  readonly tied: boolean;
}

/** One tensor: `blocks` x `rows` x `columns` of a file, padded in memory to `paddedRows` x `paddedColumns`. */
export interface TensorPlace {
  readonly name: string;
  /** As in a file. */
  readonly shape: readonly number[];
  /** Gate tensors have four blocks of rows, each padded by itself. */
  readonly blocks: number;
  readonly rows: number;
  readonly columns: number;
  readonly paddedRows: number;
  readonly paddedColumns: number;
  readonly offset: number;
}

export interface Layout {
  readonly places: readonly TensorPlace[];
  /** Of the flat array, in numbers. */
  readonly length: number;
  readonly padded: { readonly V: number; readonly E: number; readonly H: number };
}

export function roundUp(n: number, alignment: number): number {
  return Math.ceil(n / alignment) * alignment;
}

export function layOut(shape: ModelShape, alignment: number): Layout {
  const { V, E, H, L, tied } = shape;
  const places: TensorPlace[] = [];
  let offset = 0;
  const place = (name: string, blocks: number, rows: number, columns?: number): void => {
    const paddedRows = roundUp(rows, alignment);
    const paddedColumns = columns === undefined ? 1 : roundUp(columns, alignment);
    const fileShape = columns === undefined ? [blocks * rows] : [blocks * rows, columns];
    places.push({
      name,
      shape: fileShape,
      blocks,
      rows,
      columns: columns ?? 1,
      paddedRows,
      paddedColumns,
      offset,
    });
    offset += blocks * paddedRows * paddedColumns;
  };

  place('encoder.weight', 1, V, E);
  for (let l = 0; l < L; l++) {
    place(`rnn.weight_ih_l${l}`, 4, H, l === 0 ? E : H);
    place(`rnn.weight_hh_l${l}`, 4, H, H);
    place(`rnn.bias_ih_l${l}`, 4, H);
    place(`rnn.bias_hh_l${l}`, 4, H);
  }
  if (!tied) place('decoder.weight', 1, V, H);
  place('decoder.bias', 1, V);
  const padded = {
    V: roundUp(V, alignment),
    E: roundUp(E, alignment),
    H: roundUp(H, alignment),
  };
  return { places, length: offset, padded };
}

/** The number of weights, padding left out. */
export function countParameters(shape: ModelShape): number {
  return layOut(shape, 1).length;
}
