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
 * @param kept where its `slots` numbers stand before it has read any state; 0: nowhere. One thread alone
 * @param isKnown they stand there already
 */
export function readCells(
  L: i32,
  H: i32,
  layers: usize,
  x: usize,
  kept: usize,
  slots: i32,
  isKnown: i32,
): void {
  const bytes = <usize>slots << 2;
  for (let l = 0; l < L; l++) {
    const columns = load<usize>(layers, 8);
    let list = load<usize>(layers);
    if (kept && l == 0 && isKnown) {
      memory.copy(columns, kept, bytes);
      list = afterInputs(list);
    } else {
      list = readInputs(H, load<i32>(layers, 4), x, columns, list);
      if (kept && l == 0) memory.copy(kept, columns, bytes);
    }
    readStates(H, columns, list);
    x = load<usize>(layers, 12);
    layers += LAYER_BYTES;
  }
}

/** The list is that of `cellForward` for one stream, with the columns themselves in place of the biases. */
function readInputs(H: i32, K: i32, x: usize, columns: usize, list: usize): usize {
  return addInputs(H, K, x, columns, toInputs(sumBiases(H, list)));
}

/** Of the list, behind the biases: the part with the inputs. */
// @ts-ignore: decorator
@inline
function toInputs(list: usize): usize {
  // One stream packs no panels and no states.
  list += 8;
  // Slots that do not read x have their biases already.
  return list + 4 + (<usize>load<i32>(list) << 2);
}

/** The part behind biases and inputs. */
function afterInputs(list: usize): usize {
  list = toInputs(list + 4 + 12 * <usize>load<i32>(list));
  return list + 4 + 16 * <usize>load<i32>(list);
}

function readStates(H: i32, columns: usize, list: usize): void {
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
