/**
 * A plain recurrent network with its answers, step by step in double precision: what RTRL trains and
 * what is guessed. h = tanh(W x + U h' + b), answers are sums of h.
 */
import type { ActiveInputs } from './paperNetwork';
import { squash, type Squashing } from './learner';

export interface PlainShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly H: number;
  readonly output: Squashing;
}

export interface PlainNetwork extends PlainShape {
  /** Rows of hidden units [inputs, hidden units, bias], then of outputs [hidden units, bias]. */
  readonly weights: Float64Array;
  /** Numbers of a hidden unit's row, of an output's. */
  readonly row: number;
  readonly outputRow: number;
  readonly h: Float64Array;
  /** Before this step. */
  readonly before: Float64Array;
  readonly answers: Float64Array;
}

export function createPlain(shape: PlainShape): PlainNetwork {
  const { inputs, outputs, H } = shape;
  const [row, outputRow] = [inputs + H + 1, H + 1];
  const numbers = (length: number): Float64Array => new Float64Array(length);
  return {
    ...{ ...shape, row, outputRow, weights: numbers(H * row + outputs * outputRow) },
    ...{ h: numbers(H), before: numbers(H), answers: numbers(outputs) },
  };
}

export function stepPlain(network: PlainNetwork, { count, at, values }: ActiveInputs): void {
  const { weights, inputs, H, row, h, before } = network;
  before.set(h);
  for (let j = 0; j < H; j++) {
    const from = j * row;
    let sum = weights[from + row - 1];
    for (let n = 0; n < count; n++) sum += weights[from + at[n]] * values[n];
    for (let k = 0; k < H; k++) sum += weights[from + inputs + k] * before[k];
    h[j] = Math.tanh(sum);
  }
}

export function answerPlain({
  weights,
  H,
  row,
  outputRow,
  h,
  answers,
  output,
}: PlainNetwork): void {
  for (let k = 0; k < answers.length; k++) {
    const from = H * row + k * outputRow;
    let sum = weights[from + H];
    for (let j = 0; j < H; j++) sum += weights[from + j] * h[j];
    answers[k] = sum;
  }
  squash(answers, output);
}
