/**
 * A language model as one flat array of weights with views into it: embedding, layers, projection.
 * Also how tensors of a file get in and out. The forward and backward pass over a window of text
 * are in `window.ts`, one token at a time in `predictor.ts`.
 */
import { keepStarts } from '../cells/keepBias';
import type { CellWeights } from '../kernels/compiledCell';
import type { Decoder, Floats, Kernels } from '../kernels/kernels';
import { log } from '../math';
import type { Random } from '../random';
import {
  layOut,
  type AttentionLayout,
  outputsOf,
  paddedWidth,
  type LayerLayout,
  type Layout,
  type ModelShape,
  type TensorPlace,
} from './shape';
import { layOutState, type StateLayout } from './state';

/** Views into one flat array; the weights and their gradients look the same. */
export interface Parameters {
  readonly values: Floats;
  /** [V][E]; nothing where numbers are read. */
  readonly encoder: Floats;
  /** As the layout has them: from below, of two directions forwards first. */
  readonly layers: readonly CellWeights[];
  readonly readout?: CellWeights;
  /** Of what reads a source. */
  readonly source?: SourceWeights;
  readonly attention?: AttentionWeights;
  readonly decoder: Decoder;
}

export interface SourceWeights {
  readonly encoder: Floats;
  readonly layers: readonly CellWeights[];
  readonly join?: CellWeights;
}

export interface AttentionWeights {
  readonly combine: CellWeights;
  readonly additive?: {
    readonly query: CellWeights;
    readonly key: CellWeights;
    /** [H] */
    readonly score: Floats;
  };
}

export interface Network {
  readonly shape: ModelShape;
  readonly layout: Layout;
  /** Of what is carried from token to token. */
  readonly states: StateLayout;
  readonly kernels: Kernels;
  readonly parameters: Parameters;
}

/** Tensors by their PyTorch names, unpadded, row-major. */
export type Tensors = ReadonlyMap<string, Floats>;

/** The decoder's bias at padded words: their probability is 0, whatever the rest. */
const paddingLogit = -1e30;

export function createNetwork(kernels: Kernels, shape: ModelShape): Network {
  const layout = layOut(shape, kernels.alignment);
  const parameters = viewParameters(shape, layout, kernels.floats(layout.length));
  padDecoderBias(shape, parameters.decoder.b);
  const carried = layout.layers.map(({ cell }) => cell.compiled.states);
  const states = layOutState(carried, layout.padded.H, (shape.window ?? 1) - 1);
  return { shape, layout, states, kernels, parameters };
}

/** Views for another flat array of the same layout: gradients, published weights. */
export function viewParameters(shape: ModelShape, layout: Layout, values: Floats): Parameters {
  const { outputs, H } = layout.padded;
  const views = new Map(
    layout.places.map(({ name, offset, length }) => [
      name,
      values.subarray(offset, offset + length),
    ]),
  );
  const view = (name: string): Floats => {
    const found = views.get(name);
    if (!found) throw new Error(`No tensor ${name}`);
    return found;
  };
  const weightsOf = ({ input, tensors }: LayerLayout): CellWeights => ({
    ...{ K: paddedWidth(input), H, units: shape.H },
    tensors: tensors.map(view),
  });
  const encoder = shape.reads ? values.subarray(0, 0) : view('encoder.weight');
  const w = shape.tied ? encoder : view('decoder.weight');
  return {
    ...{ values, encoder, layers: layout.layers.map(weightsOf) },
    ...(layout.readout && { readout: weightsOf(layout.readout) }),
    ...(layout.source && {
      source: {
        ...{ encoder: view('source.encoder.weight'), layers: layout.source.map(weightsOf) },
        ...(layout.join && { join: weightsOf(layout.join) }),
      },
    }),
    ...(layout.attention && { attention: attentionWeights(layout.attention, weightsOf, view) }),
    decoder: { V: outputs, H: paddedWidth(layout.shown), w, b: view('decoder.bias') },
  };
}

function attentionWeights(
  { combine, query, key }: AttentionLayout,
  weightsOf: (layer: LayerLayout) => CellWeights,
  view: (name: string) => Floats,
): AttentionWeights {
  const score =
    query && key ? view('attention.score.weight').subarray(0, weightsOf(key).H) : undefined;
  return {
    combine: weightsOf(combine),
    ...(query &&
      key &&
      score && { additive: { query: weightsOf(query), key: weightsOf(key), score } }),
  };
}

/** Of a network that writes: the one that reads what it writes of, in the same weights. */
export function sourceNetwork(network: Network): Network {
  const { shape, layout, kernels, parameters } = network;
  if (!shape.source || !layout.source) throw new RangeError('It reads no source');
  const { source: _, outputs: __, inputs: ___, ...plain } = shape;
  const read = { pieces: 1, each: shape.E, padded: layout.padded.E };
  const { V, direction } = shape.source;
  const own = { ...plain, V, ...(direction && { direction }) };
  const states = layOutState(
    layout.source.map(({ cell }) => cell.compiled.states),
    layout.padded.H,
  );
  return {
    ...{ shape: own, kernels, states, parameters: sourceParameters(parameters) },
    layout: { ...layout, layers: layout.source, read },
  };
}

/** The part of weights or gradients that reads the source, as a network's own. */
export function sourceParameters(all: Parameters): Parameters {
  if (!all.source) throw new RangeError('It reads no source');
  return { ...all, ...all.source };
}

/**
 * Starting weights: uniform within 1 / sqrt(H) in the cells (PyTorch's), within 0.1 in embedding
 * and decoder (one exception: `vectorBound`); biases as the cell's text says, of an LSTM's forget gate 1
 * (Gers et al. 2000; Jozefowicz et al. 2015); the decoder's bias the log of the words' shares in the text,
 * worth -18 % perplexity by itself.
 *
 * @param counts of everything that the projection chooses from in the training text: words, classes, [outputs]
 * @param memory words that it should remember: what cells keep starts accordingly
 */
export function initialise(
  network: Network,
  random: Random,
  counts: ArrayLike<number>,
  memory = 0,
): void {
  const { shape, layout } = network;
  const tensors = new Map<string, Floats>();
  const cellBound = 1 / Math.sqrt(shape.H);
  const remembering = memory > 0 ? startsToRemember(layout, memory) : undefined;
  for (const place of layout.places) {
    const values = new Float64Array(place.size);
    const bound = place.starts ? cellBound : vectorBound(shape, place.name);
    for (let n = 0; n < values.length; n++) values[n] = random.between(-bound, bound);
    const block = place.size / place.blocks;
    const starts = remembering?.get(place.name) ?? place.starts;
    starts?.forEach((start, n) => {
      if (!Number.isNaN(start)) values.fill(start, n * block, (n + 1) * block);
    });
    tensors.set(place.name, values);
  }
  tensors.set('decoder.bias', logShares(counts, outputsOf(shape)));
  loadTensors(network, tensors);
}

/**
 * Where all of a source goes through one vector, its tokens begin further apart, as PyTorch's do: with 0.1
 * half as many words are turned round. Under attention they need not, and from few pairs more is learnt with 0.1.
 */
function vectorBound({ source }: ModelShape, name: string): number {
  return source?.attention === 'none' && name.endsWith('encoder.weight') ? 1 : 0.1;
}

/** Of the tensors that decide what is kept: what each of their blocks starts from; NaN: random. */
function startsToRemember(
  { layers, source = [] }: Layout,
  words: number,
): Map<string, readonly number[]> {
  const starts = new Map<string, readonly number[]>();
  for (const { cell, tensors } of [...layers, ...source]) {
    const keep = keepStarts(cell, words);
    cell.compiled.tensors.forEach((tensor, n) => {
      const changed = tensor.blocks.map((block, row) => {
        const found = keep.find((it) => it.letter === tensor.letter && it.block === block);
        return found?.value ?? tensor.starts[row];
      });
      if (keep.some(({ letter }) => letter === tensor.letter)) starts.set(tensors[n], changed);
    });
  }
  return starts;
}

/** log of each class's share, with one added to every count so that none is impossible. */
function logShares(counts: ArrayLike<number>, V: number): Float64Array {
  const expected = Float64Array.from({ length: V }, (_, id) => counts[id]);
  if (expected[0] === 0) expected[0] = newWords(counts, V);
  const total = expected.reduce((sum, count) => sum + count, V);
  return expected.map((count) => log((count + 1) / total));
}

/**
 * How often the unknown class (id 0) is to be expected where training has none of it because nearly
 * every word occurs once, and is known: as often as such words (Good 1953). Else new text would look
 * worse than a blind guess.
 */
function newWords(counts: ArrayLike<number>, V: number): number {
  let once = 0;
  let total = 0;
  for (let id = 1; id < V; id++) {
    if (counts[id] === 1) once++;
    total += counts[id];
  }
  return 2 * once > total ? once : 0;
}

export class ShapeError extends Error {
  readonly kind = 'shape';
}

/** @throws ShapeError where a tensor is missing or has another size than the network's. */
export function loadTensors(network: Network, tensors: Tensors): void {
  const { values, decoder } = network.parameters;
  readTensors(network, tensors, values);
  padDecoderBias(network.shape, decoder.b);
}

/** Like loadTensors, into any flat array of the layout; padding becomes 0. */
export function readTensors(network: Network, tensors: Tensors, into: Floats): void {
  into.fill(0);
  for (const place of network.layout.places) {
    const tensor = tensors.get(place.name);
    if (tensor?.length !== place.size) {
      throw new ShapeError(
        `${place.name}: ${place.size} numbers expected, ${tensor?.length ?? 'none'} found`,
      );
    }
    eachRow(place, (file, memory) => {
      for (let k = 0; k < place.columns; k++) into[memory + k] = tensor[file + k];
    });
  }
}

/** All tensors one after the other, unpadded, in the order of the layout. @throws ShapeError where they are too few */
export function loadFlat(network: Network, numbers: Float32Array): void {
  const tensors = new Map<string, Float32Array>();
  let at = 0;
  for (const { name, size } of network.layout.places) {
    tensors.set(name, numbers.subarray(at, (at += size)));
  }
  loadTensors(network, tensors);
}

/** The way back: what `loadFlat` takes. */
export function flatten(layout: Layout, values: Floats): Float32Array<ArrayBuffer> {
  const tensors = [...unpadTensors(layout, values).values()];
  const numbers = new Float32Array(tensors.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const tensor of tensors) {
    numbers.set(tensor, at);
    at += tensor.length;
  }
  return numbers;
}

/** What `flatten` took, without what was padding. */
export function unflatten(layout: Layout, numbers: Float32Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(layout.length);
  let at = 0;
  for (const place of layout.places) {
    const start = at;
    eachRow(place, (file, memory) => {
      for (let k = 0; k < place.columns; k++) values[memory + k] = numbers[start + file + k];
    });
    at += place.size;
  }
  return values;
}

/** Unpadded copies in single precision, in the order of the file. */
export function saveTensors(
  network: Network,
  values: Floats = network.parameters.values,
): Map<string, Float32Array<ArrayBuffer>> {
  return unpadTensors(network.layout, values);
}

/** Like saveTensors, where there is no network but its flat array. */
export function unpadTensors(
  layout: Layout,
  values: Floats,
): Map<string, Float32Array<ArrayBuffer>> {
  const tensors = new Map<string, Float32Array<ArrayBuffer>>();
  for (const place of layout.places) {
    const tensor = new Float32Array(place.size);
    eachRow(place, (file, memory) => {
      for (let k = 0; k < place.columns; k++) tensor[file + k] = values[memory + k];
    });
    tensors.set(place.name, tensor);
  }
  return tensors;
}

/** Calls with where each piece of a row begins: in a file, and in the flat array. */
function eachRow(place: TensorPlace, visit: (file: number, memory: number) => void): void {
  const { blocks, rows, pieces, columns, paddedRows, paddedColumns, offset } = place;
  for (let block = 0; block < blocks; block++) {
    for (let row = 0; row < rows; row++) {
      const file = (block * rows + row) * pieces;
      const memory = (block * paddedRows + row) * pieces;
      for (let piece = 0; piece < pieces; piece++) {
        visit((file + piece) * columns, offset + (memory + piece) * paddedColumns);
      }
    }
  }
}

function padDecoderBias(shape: ModelShape, bias: Floats): void {
  bias.fill(paddingLogit, outputsOf(shape));
}
