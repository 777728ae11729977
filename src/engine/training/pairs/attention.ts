/**
 * Attention of a writing network to what was read: for each step a share of every source position that may
 * be looked at, and the mean of its states by these shares. Scores are the dot product of two states
 * (Luong et al. 2015), or a small network's (Bahdanau et al. 2015). Hard attention takes the state of the
 * highest share alone; its gradient passes straight through, as if the shares had been used.
 *
 * States lie as passes keep them, [steps][streams][width]; shares [streams][steps][source positions].
 */
import type { Floats } from '../../kernels/kernels';
import type { Attention } from '../../network/shape';
import { exp } from '../../math';

export interface Glance {
  readonly kind: Exclude<Attention, 'none'>;
  readonly B: number;
  /** Numbers of a state, with padding. */
  readonly width: number;
  /** Of each stream: positions of its source, and steps that it writes. */
  readonly sourceLengths: Int32Array;
  readonly steps: Int32Array;
  /** Positions that shares have room for. */
  readonly room: number;
  /** Steps that shares have room for. */
  readonly roomSteps: number;
  /** What is looked at: the states of the source. */
  readonly states: Floats;
  /** What scores are made of: states, or their images. */
  readonly queries: Floats;
  readonly keys: Floats;
  /** Of additive attention. */
  readonly score?: Floats;
  readonly tanh: (x: number) => number;
  /** Soft shares are formed, and the state of the highest alone is taken: for looking, not for learning. */
  readonly takesOne?: boolean | undefined;
  /** Positions that may not be looked at: stream, position. */
  readonly isBlocked?: (b: number, position: number) => boolean;
}

/** Fills the shares of each step, and its context: [steps][streams][width]. */
export function lookAround(glance: Glance, shares: Floats, contexts: Floats): void {
  const { kind, takesOne = kind === 'hard', sourceLengths } = glance;
  eachStep(glance, shares, (b, t, own) => {
    scoresOf(glance, b, t, own);
    shareOut(own, sourceLengths[b]);
    if (takesOne) takeOne(glance, b, t, own, contexts);
    else meanOf(glance, b, t, own, contexts);
  });
}

/** @param visit with the shares of a stream's step, a view */
function eachStep(
  { B, steps, room, roomSteps }: Glance,
  shares: Floats,
  visit: (b: number, t: number, own: Floats) => void,
): void {
  for (let b = 0; b < B; b++) {
    for (let t = 0; t < steps[b]; t++) {
      const at = (b * roomSteps + t) * room;
      visit(b, t, shares.subarray(at, at + room));
    }
  }
}

function scoresOf(glance: Glance, b: number, t: number, own: Floats): void {
  const { B, width, sourceLengths, queries, keys, score, tanh, isBlocked } = glance;
  const q = (t * B + b) * width;
  for (let j = 0; j < sourceLengths[b]; j++) {
    if (isBlocked?.(b, j)) {
      own[j] = -Infinity;
      continue;
    }
    const k = (j * B + b) * width;
    let sum = 0;
    if (score) for (let n = 0; n < width; n++) sum += score[n] * tanh(queries[q + n] + keys[k + n]);
    else for (let n = 0; n < width; n++) sum += queries[q + n] * keys[k + n];
    own[j] = sum;
  }
}

/** Softmax; all zero where nothing may be looked at. */
function shareOut(own: Floats, count: number): void {
  let highest = -Infinity;
  for (let j = 0; j < count; j++) if (own[j] > highest) highest = own[j];
  let sum = 0;
  for (let j = 0; j < count; j++) {
    own[j] = highest === -Infinity ? 0 : exp(own[j] - highest);
    sum += own[j];
  }
  for (let j = 0; j < count; j++) own[j] = sum > 0 ? own[j] / sum : 0;
  own.fill(0, count);
}

function meanOf(
  { B, width, states, sourceLengths }: Glance,
  b: number,
  t: number,
  own: Floats,
  contexts: Floats,
): void {
  const into = (t * B + b) * width;
  contexts.fill(0, into, into + width);
  for (let j = 0; j < sourceLengths[b]; j++) {
    const share = own[j];
    if (share === 0) continue;
    const from = (j * B + b) * width;
    for (let n = 0; n < width; n++) contexts[into + n] += share * states[from + n];
  }
}

function takeOne(
  { B, width, states, sourceLengths }: Glance,
  b: number,
  t: number,
  own: Floats,
  contexts: Floats,
): void {
  const into = (t * B + b) * width;
  const place = highestOf(own, sourceLengths[b]);
  if (own[place] === 0) return void contexts.fill(0, into, into + width);
  const from = (place * B + b) * width;
  for (let n = 0; n < width; n++) contexts[into + n] = states[from + n];
}

/** Of equal ones the first. */
export function highestOf(own: ArrayLike<number>, count: number): number {
  let best = 0;
  for (let j = 1; j < count; j++) if (own[j] > own[best]) best = j;
  return best;
}

export interface GlanceGradients {
  /** In: at the contexts. */
  readonly contexts: Floats;
  /** Added to; of dot and hard attention queries and keys are the states themselves. */
  readonly states: Floats;
  readonly queries: Floats;
  readonly keys: Floats;
  readonly score?: Floats;
}

/** The way back of `lookAround`. @param slopes room for a number per position */
export function lookBack(
  glance: Glance,
  shares: Floats,
  gradients: GlanceGradients,
  slopes: Float64Array,
): void {
  const { sourceLengths, kind } = glance;
  eachStep(glance, shares, (b, t, own) => {
    const count = sourceLengths[b];
    const only = kind === 'hard' ? highestOf(own, count) : undefined;
    passToShares(glance, b, t, own, only, gradients, slopes);
    for (let j = 0; j < count; j++) {
      if (slopes[j] !== 0) passToScore(glance, b, t, j, slopes[j], gradients);
    }
  });
}

/** Leaves the gradients at the scores in `slopes`. */
function passToShares(
  { B, width, states, sourceLengths }: Glance,
  b: number,
  t: number,
  own: Floats,
  only: number | undefined,
  { contexts, states: into }: GlanceGradients,
  slopes: Float64Array,
): void {
  const c = (t * B + b) * width;
  let mean = 0;
  for (let j = 0; j < sourceLengths[b]; j++) {
    const share = own[j];
    slopes[j] = 0;
    if (share === 0) continue;
    const from = (j * B + b) * width;
    const used = only === undefined ? share : only === j ? 1 : 0;
    let sum = 0;
    for (let n = 0; n < width; n++) {
      sum += contexts[c + n] * states[from + n];
      into[from + n] += used * contexts[c + n];
    }
    slopes[j] = sum;
    mean += share * sum;
  }
  for (let j = 0; j < sourceLengths[b]; j++) slopes[j] = own[j] * (slopes[j] - mean);
}

function passToScore(
  { B, width, queries, keys, score, tanh }: Glance,
  b: number,
  t: number,
  j: number,
  slope: number,
  gradients: GlanceGradients,
): void {
  const q = (t * B + b) * width;
  const k = (j * B + b) * width;
  const { queries: dq, keys: dk, score: ds } = gradients;
  if (!score || !ds) {
    for (let n = 0; n < width; n++) {
      dq[q + n] += slope * keys[k + n];
      dk[k + n] += slope * queries[q + n];
    }
    return;
  }
  for (let n = 0; n < width; n++) {
    const value = tanh(queries[q + n] + keys[k + n]);
    ds[n] += slope * value;
    const passed = slope * score[n] * (1 - value * value);
    dq[q + n] += passed;
    dk[k + n] += passed;
  }
}

/** Exact, of the twin. */
export function exactTanh(x: number): number {
  const small = exp(-2 * Math.abs(x));
  const value = (1 - small) / (1 + small);
  return x < 0 ? -value : value;
}

/** Eigen's quotient of two polynomials, to single precision: only products, sums and one division. */
export function quickTanh(x: number): number {
  const c = x > 7.9 ? 7.9 : x < -7.9 ? -7.9 : x;
  const s = c * c;
  let p = -2.76076847742355e-16;
  p = p * s + 2.00018790482477e-13;
  p = p * s - 8.60467152213735e-11;
  p = p * s + 5.12229709037114e-8;
  p = p * s + 1.48572235717979e-5;
  p = p * s + 6.37261928875436e-4;
  p = p * s + 4.89352455891786e-3;
  let q = 1.19825839466702e-6;
  q = q * s + 1.18534705686654e-4;
  q = q * s + 2.268434632439e-3;
  q = q * s + 4.89352518554385e-3;
  return (c * p) / q;
}
