/**
 * The projection to words, softmax and cross-entropy, forward and backward, as plain loops: the
 * oracle of the fast kernels. Losses in nats. One row at a time, so that memory is one row of
 * logits for any batch.
 */
import type { Interrupted } from '../cells/interpreter';
import type { Decoder, Floats } from '../kernels/kernels';

/** logits = w h + b, for the hidden state at `h[from ...]`. */
export function project(decoder: Decoder, h: Floats, from: number, logits: Floats): void {
  const { V, H, w, b } = decoder;
  for (let v = 0; v < V; v++) {
    let sum = b[v];
    for (let k = 0; k < H; k++) sum += w[v * H + k] * h[from + k];
    logits[v] = sum;
  }
}

/** In place: logits become probabilities. @returns log of the partition function */
export function normalise(logits: Floats, count = logits.length): number {
  let most = -Infinity;
  for (let v = 0; v < count; v++) if (logits[v] > most) most = logits[v];
  let sum = 0;
  for (let v = 0; v < count; v++) {
    logits[v] = Math.exp(logits[v] - most);
    sum += logits[v];
  }
  for (let v = 0; v < count; v++) logits[v] /= sum;
  return most + Math.log(sum);
}

/** The loss of each row, and the target's rank where it is asked for. */
export function losses(
  decoder: Decoder,
  h: Floats,
  targets: Int32Array,
  out: Floats,
  ranks: Int32Array | undefined,
  row: Floats,
  stop: Interrupted,
): void {
  for (let n = 0; n < targets.length && !stop(); n++) {
    project(decoder, h, n * decoder.H, row);
    const target = row[targets[n]];
    if (ranks) ranks[n] = countFrom(row, target);
    out[n] = normalise(row) - target;
  }
}

/** How many logits are not below `least`. */
function countFrom(logits: Floats, least: number): number {
  let count = 0;
  for (let v = 0; v < logits.length; v++) if (logits[v] >= least) count++;
  return count;
}

/** Sum of the losses; gradients of `scale` times that sum are added, dh is overwritten. */
export function softmax(
  decoder: Decoder,
  h: Floats,
  targets: Int32Array,
  scale: number,
  dh: Floats,
  gradients: Decoder,
  row: Floats,
  stop: Interrupted,
): number {
  const { V, H } = decoder;
  let total = 0;
  for (let n = 0; n < targets.length && !stop(); n++) {
    project(decoder, h, n * H, row);
    const target = row[targets[n]];
    total += normalise(row) - target;
    row[targets[n]] -= 1;
    dh.fill(0, n * H, (n + 1) * H);
    for (let v = 0; v < V; v++) wordGradient(decoder, gradients, h, dh, n, v, scale * row[v]);
  }
  return total;
}

/**
 * The same with the partition function estimated from a sample (see the door). `row` holds one
 * place for the target and one for each sample.
 */
export function sampledSoftmax(
  decoder: Decoder,
  h: Floats,
  targets: Int32Array,
  samples: Int32Array,
  logQ: Floats,
  scale: number,
  dh: Floats,
  gradients: Decoder,
  row: Floats,
  stop: Interrupted,
): number {
  const { H } = decoder;
  const S = samples.length;
  let total = 0;
  for (let n = 0; n < targets.length && !stop(); n++) {
    for (let s = 0; s < S; s++) {
      row[s] = samples[s] === targets[n] ? -Infinity : logit(decoder, h, n, samples[s]) - logQ[s];
    }
    const target = logit(decoder, h, n, targets[n]);
    row[S] = target;
    total += normalise(row, S + 1) - target;
    dh.fill(0, n * H, (n + 1) * H);
    for (let s = 0; s < S; s++) {
      wordGradient(decoder, gradients, h, dh, n, samples[s], scale * row[s]);
    }
    wordGradient(decoder, gradients, h, dh, n, targets[n], scale * (row[S] - 1));
  }
  return total;
}

function logit(decoder: Decoder, h: Floats, n: number, v: number): number {
  const { H, w, b } = decoder;
  let sum = b[v];
  for (let k = 0; k < H; k++) sum += w[v * H + k] * h[n * H + k];
  return sum;
}

/** What a gradient `dz` at the logit of word v in row n gives to dh, dw and db. */
function wordGradient(
  decoder: Decoder,
  gradients: Decoder,
  h: Floats,
  dh: Floats,
  n: number,
  v: number,
  dz: number,
): void {
  const { H, w } = decoder;
  gradients.b[v] += dz;
  for (let k = 0; k < H; k++) {
    dh[n * H + k] += dz * w[v * H + k];
    gradients.w[v * H + k] += dz * h[n * H + k];
  }
}
