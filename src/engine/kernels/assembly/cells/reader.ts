/**
 * One token of one stream through layers of any cells: the latency of a completion. One call for the
 * whole network; each thread owns groups of eight hidden units, so that there is one barrier a layer
 * and level. Weights are read once, as they lie.
 */
import { NR } from '../../layout';
import { forwardRow, sumBiases } from './forward';
import { gemv } from '../gemv';
import { barrier, end, first } from '../team';

/** Bytes of a layer's entry: its list, K, the addresses of its columns and of the h that it shows. */
const LAYER_BYTES: usize = 16;

/**
 * @param layers L entries; block 0 of their states is the state before, block 1 receives the one after
 * @param x what the first layer reads
 */
export function readCells(L: i32, H: i32, layers: usize, x: usize): void {
  for (let l = 0; l < L; l++) {
    readLayer(H, load<i32>(layers, 4), x, load<usize>(layers, 8), load<usize>(layers));
    x = load<usize>(layers, 12);
    layers += LAYER_BYTES;
  }
}

/** The list is that of `cellForward` for one stream, with the columns themselves in place of the biases. */
function readLayer(H: i32, K: i32, x: usize, columns: usize, list: usize): void {
  list = sumBiases(H, list);
  // One stream packs no panels and no states.
  list += 8;
  // Slots that do not read x have their biases already.
  list += 4 + (<usize>load<i32>(list) << 2);
  list = addInputs(H, K, x, columns, list);
  const levels = load<i32>(list);
  list += 4;
  for (let index = 0; index < levels; index++) {
    forwardRow(list + 4, 0, H, columns);
    list += load<usize>(list);
    barrier();
  }
}

/** Entries: a run of blocks of a matrix [slots H][K], its first slot, how many. */
function addInputs(H: i32, K: i32, x: usize, columns: usize, list: usize): usize {
  const units = <usize>H << 2;
  const from = first(H / NR) * NR;
  const to = end(H / NR) * NR;
  const runs = load<i32>(list);
  list += 4;
  for (let index = 0; index < runs; index++, list += 16) {
    let w = load<usize>(list);
    let sum = columns + units * load<usize>(list, 4);
    let slots = load<i32>(list, 8);
    // Alone a thread reads all blocks of rows as one.
    const rows = to - from == H ? slots * H : to;
    if (rows != to) slots = 1;
    for (; slots > 0; slots--) {
      gemv(from, rows, K, w, x, sum);
      w += units * K;
      sum += units;
    }
  }
  return list;
}
