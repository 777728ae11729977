/**
 * The LSTM with forget gates, forward with its full gate record and backward right below it, as
 * plain loops: the place to read the mathematics, and (in double precision) the oracle that the
 * fast kernels are tested against. Allocates nothing. Gate order i, f, g, o, as in PyTorch.
 *
 *   i = sigmoid(wx_i x + bx_i + wh_i h' + bh_i)      what is let in
 *   f = sigmoid(wx_f x + bx_f + wh_f h' + bh_f)      what is kept
 *   g = tanh   (wx_g x + bx_g + wh_g h' + bh_g)      the candidate
 *   o = sigmoid(wx_o x + bx_o + wh_o h' + bh_o)      what is shown
 *   c = f c' + i g
 *   h = o tanh(c)
 *
 * with h' and c' the state before (Hochreiter & Schmidhuber 1997; the forget gate: Gers,
 * Schmidhuber & Cummins 2000).
 */
import type { LstmFlow, LstmRecord, LstmWeights } from '../kernels/lstmLayer';

/** Asked once a time step; where it says true, the rest is left undone. */
export type Interrupted = () => boolean;

/** Writes gates, c and h of every step; reads x and block 0 of c and h. */
export function lstmForward(weights: LstmWeights, record: LstmRecord, stop: Interrupted): void {
  const { T, B } = record;
  for (let t = 0; t < T && !stop(); t++) {
    for (let n = t * B; n < (t + 1) * B; n++) lstmStep(weights, record, n);
  }
}

/** One step of one stream: row n = t B + b. */
function lstmStep(weights: LstmWeights, record: LstmRecord, n: number): void {
  const { K, H, wx, wh, bx, bh } = weights;
  const { B, x, gates, c, h } = record;
  const z = n * 4 * H;
  const from = inputRow(record, n) * K;
  const before = n * H;
  const after = (n + B) * H;
  for (let r = 0; r < 4 * H; r++) {
    let sum = bx[r] + bh[r];
    for (let k = 0; k < K; k++) sum += wx[r * K + k] * x[from + k];
    for (let k = 0; k < H; k++) sum += wh[r * H + k] * h[before + k];
    gates[z + r] = r >= 2 * H && r < 3 * H ? Math.tanh(sum) : sigmoid(sum);
  }
  for (let j = 0; j < H; j++) {
    const i = gates[z + j];
    const f = gates[z + H + j];
    const g = gates[z + 2 * H + j];
    const o = gates[z + 3 * H + j];
    c[after + j] = f * c[before + j] + i * g;
    h[after + j] = o * Math.tanh(c[after + j]);
  }
}

/** The row of x that row n reads: its own, or one that it shares with equal inputs. */
function inputRow({ rows }: LstmRecord, n: number): number {
  return rows ? rows[n] : n;
}

/**
 * Back through time. The gradient at h has two sources: `flow.dh` from above, and from the step
 * after through wh; the one at c comes from its own h and from the step after through its f.
 */
export function lstmBackward(
  weights: LstmWeights,
  record: LstmRecord,
  flow: LstmFlow,
  gradients: LstmWeights,
  stop: Interrupted,
  scratch: { readonly dc: Float64Array },
): void {
  const { T, B } = record;
  const { dc } = scratch;
  dc.fill(0, 0, B * weights.H);
  flow.dx.fill(0);
  for (let t = T - 1; t >= 0 && !stop(); t--) {
    for (let b = 0; b < B; b++) {
      const n = t * B + b;
      gateGradients(weights.H, record, flow, dc, n, b);
      if (t > 0) stateGradient(weights, flow, n, n - B);
      inputGradient(weights, record, flow, n);
      weightGradients(weights, record, flow, gradients, n);
    }
  }
}

/** dz of row n from dh and dc; dc becomes the gradient at c'. */
function gateGradients(
  H: number,
  record: LstmRecord,
  flow: LstmFlow,
  dc: Float64Array,
  n: number,
  b: number,
): void {
  const { B, gates, c } = record;
  const z = n * 4 * H;
  for (let j = 0; j < H; j++) {
    const i = gates[z + j];
    const f = gates[z + H + j];
    const g = gates[z + 2 * H + j];
    const o = gates[z + 3 * H + j];
    const tanhC = Math.tanh(c[(n + B) * H + j]);
    const dh = flow.dh[n * H + j];
    const dcj = dc[b * H + j] + dh * o * (1 - tanhC * tanhC);
    flow.dz[z + j] = dcj * g * i * (1 - i);
    flow.dz[z + H + j] = dcj * c[n * H + j] * f * (1 - f);
    flow.dz[z + 2 * H + j] = dcj * i * (1 - g * g);
    flow.dz[z + 3 * H + j] = dh * tanhC * o * (1 - o);
    dc[b * H + j] = dcj * f;
  }
}

/** dh of the step before += transposed wh times dz. */
function stateGradient(weights: LstmWeights, flow: LstmFlow, n: number, before: number): void {
  const { H, wh } = weights;
  for (let r = 0; r < 4 * H; r++) {
    const dz = flow.dz[n * 4 * H + r];
    for (let k = 0; k < H; k++) flow.dh[before * H + k] += dz * wh[r * H + k];
  }
}

/** dx += transposed wx times dz. */
function inputGradient(weights: LstmWeights, record: LstmRecord, flow: LstmFlow, n: number): void {
  const { K, H, wx } = weights;
  const from = inputRow(record, n) * K;
  for (let r = 0; r < 4 * H; r++) {
    const dz = flow.dz[n * 4 * H + r];
    for (let k = 0; k < K; k++) flow.dx[from + k] += dz * wx[r * K + k];
  }
}

/** Outer products of dz with x and with h' are added up. */
function weightGradients(
  weights: LstmWeights,
  record: LstmRecord,
  flow: LstmFlow,
  gradients: LstmWeights,
  n: number,
): void {
  const { K, H } = weights;
  const { x, h } = record;
  const from = inputRow(record, n) * K;
  for (let r = 0; r < 4 * H; r++) {
    const dz = flow.dz[n * 4 * H + r];
    gradients.bx[r] += dz;
    gradients.bh[r] += dz;
    for (let k = 0; k < K; k++) gradients.wx[r * K + k] += dz * x[from + k];
    for (let k = 0; k < H; k++) gradients.wh[r * H + k] += dz * h[n * H + k];
  }
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
