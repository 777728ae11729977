/**
 * One token of one stream through all layers: the latency of a completion. One call for the whole
 * network; each thread owns groups of eight hidden units, all four gates of them, so that there is
 * one barrier a layer. Weights are read once, as they lie.
 */
import { NR } from '../layout';
import { addProducts, gemv } from './gemv';
import { activate } from './lstm';
import { normalise } from './softmax';
import { barrier, end, first, thread } from './team';

/** Bytes of a layer's entry: the addresses of wx, wh, bx, bh, gates, c and h, and its K. */
const LAYER_BYTES: usize = 32;

/**
 * @param layers L entries; block 0 of c and h is the state before, block 1 receives the one after
 * @param x what the first layer reads
 */
export function readToken(L: i32, H: i32, layers: usize, x: usize): void {
  const units = <usize>H << 2;
  for (let l = 0; l < L; l++) {
    readLayer(H, layers, x);
    x = load<usize>(layers, 24) + units;
    layers += LAYER_BYTES;
    barrier();
  }
}

function readLayer(H: i32, layer: usize, x: usize): void {
  const wx = load<usize>(layer);
  const wh = load<usize>(layer, 4);
  const bx = load<usize>(layer, 8);
  const bh = load<usize>(layer, 12);
  const gates = load<usize>(layer, 16);
  const c = load<usize>(layer, 20);
  const h = load<usize>(layer, 24);
  const K = load<i32>(layer, 28);
  const from = first(H / NR) * NR;
  const to = end(H / NR) * NR;
  for (let gate = 0; gate < 4; gate++) {
    startGate(gate * H + from, gate * H + to, bx, bh, gates);
  }
  addProducts(from, to, H, K, wx, x, gates);
  addProducts(from, to, H, H, wh, h, gates);
  const units = <usize>H << 2;
  const last = <usize>to << 2;
  for (let at = <usize>from << 2; at < last; at += 16) {
    v128.store(h + units + at, activate(gates + at, units, c + at, c + units + at));
  }
}

function startGate(from: i32, to: i32, bx: usize, bh: usize, gates: usize): void {
  const last = <usize>to << 2;
  for (let at = <usize>from << 2; at < last; at += 16) {
    v128.store(gates + at, f32x4.add(v128.load(bx + at), v128.load(bh + at)));
  }
}

/** logits = b + w h for one row. */
export function logitsOfOne(V: i32, H: i32, w: usize, b: usize, h: usize, logits: usize): void {
  const from = first(V / NR) * NR;
  const to = end(V / NR) * NR;
  const start = <usize>from << 2;
  memory.copy(logits + start, b + start, <usize>(to - from) << 2);
  gemv(from, to, H, w, h, logits);
}

/** The probabilities of the V words after h. */
export function probabilitiesOfOne(
  V: i32,
  H: i32,
  w: usize,
  b: usize,
  h: usize,
  out: usize,
): void {
  logitsOfOne(V, H, w, b, h, out);
  barrier();
  if (thread == 0) normalise(V, out);
}
