/**
 * The sizes of a model, what its layers are made of, and where each of its tensors lies in one flat
 * array. Names and layouts are PyTorch's wherever PyTorch has the cell (its word-level language-model
 * example), so that weights interchange.
 */
import { knownCell, needCell, type Cell, type CellSource } from '../cells/cell';
import { feedForward, linearLayer } from '../cells/feedForward';
import type { CutVersion, TokenKind } from '../text/tokens/cut';

export interface ModelShape {
  /** Of all layers: a known cell's id, what an own one is called, `lstm,gru` from below, or `window:5`. */
  readonly cell: string;
  /** The equations: of each layer from below, or one for all; without them all are LSTMs (or a window). */
  readonly cells?: readonly CellSource[];
  /** No cell but a feed-forward network on that many words (Bengio et al. 2003). */
  readonly window?: number;
  /** Each layer reads its sequence forwards and backwards. */
  readonly direction?: 'both';
  /** A hidden layer between the top layer and the projection. */
  readonly readout?: 'deep';
  readonly tokens: TokenKind;
  /** By which version of the rules text is cut for it; not stated: the first. */
  readonly cut?: CutVersion;
  /** Rows of the embedding: of a next-word model the classes of its vocabulary, the unknown one included. */
  readonly V: number;
  /** It reads E numbers at every step, put there by whoever fills a pass, and no vectors of a table. */
  readonly reads?: 'numbers';
  /** It writes targets, and reads with another network of the same cells what they are written of. */
  readonly source?: SourceShape;
  /** Vectors read at every token, side by side: a word's, its endings' …; absent: the word's alone. */
  readonly inputs?: number;
  /** What the projection chooses from: classes or labels; absent: the words themselves. */
  readonly outputs?: number;
  readonly E: number;
  readonly H: number;
  /** 0 for the mean of embeddings. */
  readonly L: number;
  /** The decoder's matrix is the embedding's; asks for as many units as the embedding has numbers. */
  readonly tied: boolean;
}

export const attentions = ['none', 'dot', 'additive', 'hard'] as const;
/** How a writing network looks back at what was read; `hard`: at one place, chosen by the dot product. */
export type Attention = (typeof attentions)[number];

export interface SourceShape {
  /** Rows of its embedding. */
  readonly V: number;
  readonly attention: Attention;
  /** It is read forwards and backwards, and both become one by a linear layer. */
  readonly direction?: 'both';
}

/**
 * One tensor: `blocks` x `rows` rows of `pieces` x `columns` numbers in a file, padded in memory to
 * `paddedRows` and `paddedColumns`.
 */
export interface TensorPlace {
  readonly name: string;
  /** As in a file. */
  readonly shape: readonly number[];
  /** A tensor of a cell has a block of rows for each of its equations, each padded by itself. */
  readonly blocks: number;
  readonly rows: number;
  /** What a matrix reads is put together of pieces, each padded by itself: words of a window, directions. */
  readonly pieces: number;
  readonly columns: number;
  readonly paddedRows: number;
  readonly paddedColumns: number;
  readonly offset: number;
  /** Numbers in a file, and in memory. */
  readonly size: number;
  readonly length: number;
  /** What each block of a cell's tensor starts from; NaN: random. */
  readonly starts?: readonly number[];
}

/** What a layer reads: so many pieces of so many numbers, without padding and with it. */
export interface Width {
  readonly pieces: number;
  readonly each: number;
  readonly padded: number;
}

/** A layer in one of its directions. */
export interface LayerLayout {
  readonly cell: Cell;
  /** From below, from 0. */
  readonly layer: number;
  readonly backwards: boolean;
  readonly input: Width;
  /** Names of its tensors in a file, in the order of the cell's. */
  readonly tensors: readonly string[];
}

export interface Layout {
  readonly places: readonly TensorPlace[];
  /** What the lowest layer reads; without layers, the projection. */
  readonly read: Width;
  /** From below; of two directions forwards first. */
  readonly layers: readonly LayerLayout[];
  readonly readout?: LayerLayout;
  /** Of what reads the source: its layers, from below. */
  readonly source?: readonly LayerLayout[];
  /** Where that reads in both directions: what makes one state of both. */
  readonly join?: LayerLayout;
  readonly attention?: AttentionLayout;
  /** What the projection reads. */
  readonly shown: Width;
  /** Of the flat array, in numbers. */
  readonly length: number;
  readonly padded: {
    readonly V: number;
    readonly outputs: number;
    readonly E: number;
    readonly H: number;
  };
}

/** Layers without memory: state and context become one; of additive attention what query and key become. */
export interface AttentionLayout {
  readonly combine: LayerLayout;
  readonly query?: LayerLayout;
  readonly key?: LayerLayout;
}

export function roundUp(n: number, alignment: number): number {
  return Math.ceil(n / alignment) * alignment;
}

/** What the projection chooses from. */
export const outputsOf = ({ outputs, V }: Pick<ModelShape, 'outputs' | 'V'>): number =>
  outputs ?? V;

/** Ids that the lowest layer reads at a step. */
export const idsPerStep = ({
  window = 1,
  inputs = 1,
}: Pick<ModelShape, 'window' | 'inputs'>): number => window * inputs;

export const directionsOf = ({ direction }: Pick<Read, 'direction'>): 1 | 2 =>
  direction === 'both' ? 2 : 1;

/** The cell of a layer. @throws RangeError where its equations are none: a file's are checked as it is read */
export function cellAt(
  { cell, cells, window }: Pick<ModelShape, 'cell' | 'cells' | 'window'>,
  layer: number,
): Cell {
  if (window !== undefined) return feedForward();
  if (cells) return needCell(cells[Math.min(layer, cells.length - 1)]);
  return knownCell(cell);
}

/** Of a shape, what its layers depend on. */
type Read = Pick<ModelShape, 'cell' | 'cells' | 'window' | 'inputs' | 'E' | 'H' | 'L'> & {
  readonly direction?: ModelShape['direction'] | undefined;
};

/** What a layer reads. @param alignment to which each piece is padded */
function inputOf(shape: Read, layer: number, alignment: number): Width {
  const { E, H } = shape;
  const [pieces, each] = layer === 0 ? [idsPerStep(shape), E] : [directionsOf(shape), H];
  return { pieces, each, padded: roundUp(each, alignment) };
}

export const paddedWidth = ({ pieces, padded }: Width): number => pieces * padded;

/** Every tensor finds its place after the one before. */
function createPlaces(alignment: number) {
  const places: TensorPlace[] = [];
  let offset = 0;
  const put = (
    name: string,
    {
      blocks = 1,
      rows,
      starts,
    }: Pick<Partial<TensorPlace>, 'blocks' | 'starts'> & { rows: number },
    read?: Pick<Width, 'pieces' | 'each'>,
  ): void => {
    const { pieces, each: columns } = read ?? { pieces: 1, each: 1 };
    const paddedRows = roundUp(rows, alignment);
    const paddedColumns = read ? roundUp(columns, alignment) : 1;
    const length = blocks * paddedRows * pieces * paddedColumns;
    places.push({
      ...{ name, blocks, rows, pieces, columns, paddedRows, paddedColumns, offset, length },
      shape: read ? [blocks * rows, pieces * columns] : [blocks * rows],
      size: blocks * rows * pieces * columns,
      ...(starts && { starts }),
    });
    offset += length;
  };
  return { places, put, length: () => offset };
}

type Put = ReturnType<typeof createPlaces>['put'];

/** Puts a layer's tensors. @param nameOf a cell's tensor in the file */
function layOutLayer(
  put: Put,
  H: number,
  layer: Omit<LayerLayout, 'tensors'>,
  nameOf: (tensor: string) => string,
): LayerLayout {
  const { tensors } = layer.cell.compiled;
  for (const { name, kind, blocks, starts } of tensors) {
    const read = { input: layer.input, recurrent: { pieces: 1, each: H }, vector: undefined }[kind];
    put(nameOf(name), { blocks: blocks.length, rows: H, starts }, read);
  }
  return { ...layer, tensors: tensors.map(({ name }) => nameOf(name)) };
}

export function layOut(shape: ModelShape, alignment: number): Layout {
  const { V, E, H, L, tied, readout: kind } = shape;
  const { places, put, length } = createPlaces(alignment);
  const { source, join, attention } = shape.source ? layOutSource(put, shape, alignment) : {};
  if (shape.reads === undefined) put('encoder.weight', { rows: V }, { pieces: 1, each: E });
  const layers = layOutLayers(put, shape, alignment, 'rnn');
  const read = inputOf(shape, 0, alignment);
  const top = inputOf(shape, L, alignment);
  const readout = kind
    ? layOutLayer(
        put,
        H,
        { cell: feedForward(), layer: L, backwards: false, input: top },
        (name) => `readout.${denseTensor(name)}`,
      )
    : undefined;
  const shown = readout ? { pieces: 1, each: H, padded: roundUp(H, alignment) } : top;
  const outputs = outputsOf(shape);
  if (!tied) put('decoder.weight', { rows: outputs }, shown);
  put('decoder.bias', { rows: outputs });
  const padded = {
    V: roundUp(V, alignment),
    outputs: roundUp(outputs, alignment),
    E: roundUp(E, alignment),
    H: roundUp(H, alignment),
  };
  return {
    ...{ places, layers, read, shown, length: length(), padded },
    ...(readout && { readout }),
    ...(source && { source }),
    ...(join && { join }),
    ...(attention && { attention }),
  };
}

/** What reads the source, one vector a token, and what looks back at it. */
function layOutSource(
  put: Put,
  shape: ModelShape,
  alignment: number,
): Pick<Layout, 'source' | 'join' | 'attention'> {
  const { E, H, L, source = { V: 1, attention: 'none' } } = shape;
  put('source.encoder.weight', { rows: source.V }, { pieces: 1, each: E });
  const plain = { ...shape, inputs: 1, direction: source.direction };
  const layers = layOutLayers(put, plain, alignment, 'source.rnn');
  const layer = (name: string, cell: Cell, pieces: number): LayerLayout => {
    const input = { pieces, each: H, padded: roundUp(H, alignment) };
    const read = { cell, layer: L, backwards: false, input };
    return layOutLayer(put, H, read, (tensor) => `${name}.${denseTensor(tensor)}`);
  };
  const join = source.direction && layer('source.join', linearLayer(), 2);
  const known = { source: layers, ...(join && { join }) };
  if (source.attention === 'none') return known;
  const combine = layer('attention.combine', feedForward(), 2);
  if (source.attention !== 'additive') return { ...known, attention: { combine } };
  const query = layer('attention.query', linearLayer(), 1);
  const key = layer('attention.key', linearLayer(), 1);
  // A matrix of one row starts at random, as embeddings do.
  put('attention.score.weight', { rows: 1 }, { pieces: 1, each: H });
  return { ...known, attention: { combine, query, key } };
}

/** A layer without memory is called in files as PyTorch calls its linear one. */
const denseTensor = (tensor: string): string => (tensor === 'weight_ih' ? 'weight' : 'bias');

/** From below, of two directions forwards first. */
function layOutLayers(
  put: Put,
  shape: Read,
  alignment: number,
  prefix: string,
): readonly LayerLayout[] {
  return Array.from({ length: shape.L * directionsOf(shape) }, (_, n) => {
    const layer = Math.floor(n / directionsOf(shape));
    const backwards = n % directionsOf(shape) === 1;
    const input = inputOf(shape, layer, alignment);
    const read = { cell: cellAt(shape, layer), layer, backwards, input };
    const ending = `_l${layer}${backwards ? '_reverse' : ''}`;
    return layOutLayer(put, shape.H, read, (name) => `${prefix}.${name}${ending}`);
  });
}

/** `h_l0`, `h_l0_reverse`: what is carried, as files call it. In the order of a file, which is part of its bytes. */
export const carriedTensors = ({ layers }: Layout) =>
  layers.flatMap(({ cell, layer, backwards }, n) =>
    cell.compiled.states
      .map(({ letter }, index) => ({
        ...{ name: `${letter}_l${layer}${backwards ? '_reverse' : ''}`, layer: n, index },
      }))
      .sort((one, other) => (one.name < other.name ? -1 : 1)),
  );

/** The number of weights, padding left out. */
export function countParameters(shape: ModelShape): number {
  return layOut(shape, 1).length;
}
