/**
 * The fast kernels' side of reading one token at a time through layers of any cells: everything that
 * does not change from token to token is checked and written into the shared memory once, so that a
 * token costs one call.
 */
import { forwardList } from './forwardList';
import type { Bound } from './spots';
import type { Checks } from '../checks';
import type { TokenReaderArrays, CellWeights, CompiledCell } from '../compiledCell';
import { ShapeMismatch } from '../failures';
import type { TokenReader } from '../kernels';
import * as layout from '../layout';
import type { SharedHeap } from '../memory';
import { perWeight } from '../work';

interface TokenReaderTools {
  readonly heap: SharedHeap;
  readonly check: Checks;
  send(operation: number, work: number, ...values: number[]): number;
  /** Checks a layer's arrays and sees that its cell has code. */
  bind(layer: TokenReaderArrays['layers'][number]): Bound;
}

/** Words of a layer's entry (../assembly/cells/reader.ts). */
const entryWords = 4;

export function bindTokenReader(arrays: TokenReaderArrays, tools: TokenReaderTools): TokenReader {
  const { heap, check, send } = tools;
  const { table, layers, decoder, probabilities } = arrays;
  checkArrays(arrays, check);
  const entries = layers.flatMap((layer) => entryOf(layer, tools));
  const place = heap.allocate(4 * entryWords * layers.length);
  new Int32Array(heap.memory.buffer, place, entries.length).set(entries);
  const { K } = layers[0].weights;
  const { V, H, w, b } = decoder;
  const rows = table.length / K;
  const first = table.byteOffset;
  const keptPerWord = layers[0].cell.slots.length * H;
  const work =
    layers.reduce((sum, { cell, weights }) => sum + weightsOf(cell, weights), 0) * perWeight;
  return {
    read(id) {
      if (!(id >= 0 && id < rows)) throw new ShapeMismatch('id', rows, id);
      send(layout.READ_CELLS, work, layers.length, H, place, first + 4 * K * id, 0, 0, 0);
    },
    keptPerWord,
    readKept(id, kept, row, isKnown) {
      if (!(id >= 0 && id < rows)) throw new ShapeMismatch('id', rows, id);
      check.length('kept', kept, kept.length);
      const most = kept.length / keptPerWord;
      if (!(row >= 0 && row + 1 <= most)) throw new ShapeMismatch('row', most, row);
      const keep = [kept.byteOffset + 4 * keptPerWord * row, keptPerWord, Number(isKnown)];
      // No work to share: a row is filled by one thread.
      send(layout.READ_CELLS, 0, layers.length, H, place, first + 4 * K * id, ...keep);
    },
    probabilities(h) {
      check.length('h', h, H);
      const places = [w, b, h, probabilities].map(({ byteOffset }) => byteOffset);
      send(layout.PROBABILITIES, V * H * perWeight, V, H, ...places);
    },
  };
}

function entryOf(layer: TokenReaderArrays['layers'][number], tools: TokenReaderTools): number[] {
  const { heap } = tools;
  const { record, weights } = layer;
  const columns = record.columns.byteOffset;
  // Sums begin in the columns themselves; one stream needs no other scratch memory.
  const words = forwardList(tools.bind(layer), [columns, 0, 0, 0]);
  const list = heap.allocate(4 * words.length);
  new Int32Array(heap.memory.buffer, list, words.length).set(words);
  return [list, weights.K, columns, record.states[0].byteOffset + 4 * weights.H];
}

function checkArrays(
  { table, layers, decoder, probabilities }: TokenReaderArrays,
  check: Checks,
): void {
  check.length('table', table, layers[0].weights.K);
  check.decoder(decoder);
  check.length('probabilities', probabilities, decoder.V);
  layers.forEach(({ weights, record: { T, B } }, l) => {
    if (T !== 1 || B !== 1) throw new ShapeMismatch('T B', 1, T * B);
    if (weights.H !== decoder.H) throw new ShapeMismatch('H', decoder.H, weights.H);
    if (l > 0 && weights.K !== decoder.H) throw new ShapeMismatch('K', decoder.H, weights.K);
  });
}

export function weightsOf({ tensors }: CompiledCell, { K, H }: CellWeights): number {
  const columns = { input: K, recurrent: H, vector: 1 };
  return tensors.reduce((sum, { kind, blocks }) => sum + blocks.length * H * columns[kind], 0);
}
