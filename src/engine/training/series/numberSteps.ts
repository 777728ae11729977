/**
 * A network that reads numbers and answers with numbers: what goes into its lowest layer, and what a plain
 * projection makes of what it shows. The answers are few, so that they are plain loops here.
 */
import type { Floats } from '../../kernels/kernels';
import type { Network, Parameters } from '../../network/network';
import { outputsOf, paddedWidth } from '../../network/shape';
import type { Pass, Window } from '../../network/window';

/** Numbers of each row, [rows][width]. */
export interface Rows {
  readonly values: ArrayLike<number>;
  readonly width: number;
}

/** Rows [from, to). */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

/**
 * Puts rows into one step of one stream; of a network on a window also those before it.
 * @param row what stands before the first one is the first one again
 */
export function putRow(
  { layout, shape }: Network,
  { x, B }: Pass,
  { t, b }: { readonly t: number; readonly b: number },
  { values, width }: Rows,
  row: number,
): void {
  const { window = 1 } = shape;
  const { padded } = layout.read;
  const into = (t * B + b) * paddedWidth(layout.read);
  for (let piece = 0; piece < window; piece++) {
    const from = Math.max(0, row + 1 - window + piece) * width;
    for (let k = 0; k < width; k++) x[into + piece * padded + k] = values[from + k];
  }
}

/** What the network says after a step of a stream. @param row t B + b */
export function answerAt(
  { parameters, layout, shape }: Network,
  { h }: Pass,
  row: number,
  into: { [k: number]: number },
): void {
  const { decoder } = parameters;
  const width = paddedWidth(layout.shown);
  const from = row * width;
  for (let k = 0; k < outputsOf(shape); k++) {
    let sum = decoder.b[k];
    for (let j = 0; j < width; j++) sum += decoder.w[k * width + j] * h[from + j];
    into[k] = sum;
  }
}

/** The way back of `answerAt`: adds to the gradients of the projection and of what the network shows. */
export function passAnswerBack(
  { parameters, layout }: Network,
  { h, dh }: Pick<Window, 'h' | 'dh'>,
  row: number,
  slopes: ArrayLike<number>,
  gradients: Parameters,
): void {
  const width = paddedWidth(layout.shown);
  const from = row * width;
  const { w } = parameters.decoder;
  const { w: dw, b: db } = gradients.decoder;
  for (let k = 0; k < slopes.length; k++) {
    const slope = slopes[k];
    db[k] += slope;
    for (let j = 0; j < width; j++) {
      dw[k * width + j] += slope * h[from + j];
      dh[from + j] += slope * w[k * width + j];
    }
  }
}

/** Nothing said at first: a network that begins with what is predicted without it. */
export function beginSilent({ decoder }: Parameters): void {
  const silent = (weights: Floats): void => void weights.fill(0);
  silent(decoder.w);
}
