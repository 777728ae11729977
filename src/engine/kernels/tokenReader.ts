/**
 * The fast kernels' side of reading one token at a time: everything that does not change from token
 * to token is checked and written into the shared memory once, so that a token costs one call.
 */
import type { Checks } from './checks';
import { ShapeMismatch } from './failures';
import type { Floats, LstmRecord, LstmWeights, TokenReaderArrays, TokenReader } from './kernels';
import * as layout from './layout';
import type { SharedHeap } from './memory';
import { perWeight } from './work';

export interface TokenReaderTools {
  readonly heap: SharedHeap;
  readonly check: Checks;
  send(operation: number, work: number, ...values: number[]): number;
}

/** Words of a layer's entry (assembly/reader.ts). */
const entryWords = 8;

export function bindTokenReader(
  arrays: TokenReaderArrays,
  { heap, check, send }: TokenReaderTools,
): TokenReader {
  const { table, layers, records, decoder, probabilities } = arrays;
  const { K, H } = layers[0];
  const { V, w, b } = decoder;
  checkArrays(arrays, check);
  const entries = heap.allocate(4 * entryWords * layers.length);
  const words = new Int32Array(heap.memory.buffer, entries, entryWords * layers.length);
  layers.forEach((weights, l) => words.set(entry(weights, records[l]), entryWords * l));
  const rows = table.length / K;
  const first = table.byteOffset;
  const work = layers.reduce((sum, it) => sum + 4 * H * (it.K + H), 0) * perWeight;
  return {
    read(id) {
      if (!(id >= 0 && id < rows)) throw new ShapeMismatch('id', rows, id);
      send(layout.READ_TOKEN, work, layers.length, H, entries, first + 4 * K * id);
    },
    probabilities(h: Floats) {
      check.length('h', h, H);
      const places = [w.byteOffset, b.byteOffset, h.byteOffset, probabilities.byteOffset];
      send(layout.PROBABILITIES, V * H * perWeight, V, H, ...places);
    },
  };
}

function checkArrays(
  { table, layers, records, decoder, probabilities }: TokenReaderArrays,
  check: Checks,
): void {
  check.length('table', table, layers[0].K);
  check.decoder(decoder);
  check.length('probabilities', probabilities, decoder.V);
  layers.forEach((weights, l) => {
    check.weights(weights);
    check.record(weights, records[l]);
    if (weights.H !== decoder.H) throw new ShapeMismatch('H', decoder.H, weights.H);
    if (l > 0 && weights.K !== decoder.H) throw new ShapeMismatch('K', decoder.H, weights.K);
  });
}

function entry({ K, wx, wh, bx, bh }: LstmWeights, { gates, c, h }: LstmRecord): number[] {
  return [...[wx, wh, bx, bh, gates, c, h].map(({ byteOffset }) => byteOffset), K];
}
