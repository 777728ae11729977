/** What one hidden state says of all words: the latency of a completion. Weights are read once, as they lie. */
import { NR } from '../layout';
import { gemv } from './gemv';
import { normalise } from './softmax';
import { barrier, end, first, thread } from './team';

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
