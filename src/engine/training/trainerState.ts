/**
 * What a training needs to continue elsewhere, besides its plan and its best weights: its position
 * (JSON) and its last weights, moments and carried state (tensors, unpadded, single precision).
 */
import * as v from 'valibot';
import type { AdamMoments, Floats } from '../kernels/kernels';
import {
  loadTensors,
  readTensors,
  saveTensors,
  ShapeError,
  type Network,
  type Tensors,
} from '../network/network';
import { carriedTensors } from '../network/shape';
import type { Window } from '../network/window';

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

export const trainerPositionSchema = v.object({
  progress: v.object({
    steps: natural,
    /** Halved at every roll-back. */
    rateScale: v.number(),
    recoveries: natural,
    /** Validations since the best one. */
    sinceBest: natural,
    validationDue: v.boolean(),
    bestLoss: v.optional(v.number()),
    bestStep: v.optional(natural),
  }),
  stream: v.object({ epoch: natural, at: natural }),
  /** Of xoshiro128**. */
  random: v.pipe(v.array(natural), v.length(4)),
  /** beta1^t and beta2^t. */
  powers: v.object({ beta1: v.number(), beta2: v.number() }),
});

export type TrainerPosition = v.InferOutput<typeof trainerPositionSchema>;

export interface TrainerState {
  readonly position: TrainerPosition;
  /** `last.<name>`, `m.<name>`, `v.<name>` for every weight; `state.<name>` for all that is carried. */
  readonly tensors: Tensors;
}

export function writeState(network: Network, window: Window, moments: AdamMoments): Tensors {
  const tensors = new Map<string, Floats>();
  const flat = { last: network.parameters.values, m: moments.m, v: moments.v };
  for (const [kind, values] of Object.entries(flat)) {
    for (const [name, tensor] of saveTensors(network, values))
      tensors.set(`${kind}.${name}`, tensor);
  }
  for (const [name, tensor] of writeCarried(network, window)) tensors.set(`state.${name}`, tensor);
  return tensors;
}

/**
 * The state before the next window: `<letter>_l<k>` for all that is carried (an LSTM's c and h), [B][H];
 * of a window of words the `words` before, [words][B].
 */
export function writeCarried(network: Network, window: Window): Map<string, Float32Array> {
  const tensors = new Map<string, Float32Array>();
  const { shape, states, layout } = network;
  for (const { name, layer, index } of carriedTensors(layout)) {
    const record = window.records[layer];
    tensors.set(name, unpadRows(record.states[index], record.B, shape.H, states.H));
  }
  if (states.words > 0) tensors.set('words', Float32Array.from(wordsBefore(network, window)));
  return tensors;
}

const wordsBefore = ({ states }: Network, { words, B }: Window): Int32Array =>
  words.subarray(0, states.words * B);

/** @throws ShapeError where a tensor is missing or has another size */
export function readState(
  network: Network,
  window: Window,
  moments: AdamMoments,
  tensors: Tensors,
): void {
  const only = (kind: string): Tensors =>
    new Map(
      [...tensors]
        .filter(([name]) => name.startsWith(`${kind}.`))
        .map(([name, values]) => [name.slice(kind.length + 1), values]),
    );
  loadTensors(network, only('last'));
  readTensors(network, only('m'), moments.m);
  readTensors(network, only('v'), moments.v);
  const { shape, states, layout } = network;
  for (const { name, layer, index } of carriedTensors(layout)) {
    const record = window.records[layer];
    padRows(tensors.get(`state.${name}`), record.states[index], record.B, shape.H, states.H);
  }
  if (states.words === 0) return;
  const words = tensors.get('state.words');
  const into = wordsBefore(network, window);
  if (words?.length !== into.length) throw new ShapeError('The words before have another number');
  into.set(words);
}

function unpadRows(values: Floats, rows: number, width: number, padded: number): Float32Array {
  const tensor = new Float32Array(rows * width);
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < width; k++) tensor[r * width + k] = values[r * padded + k];
  }
  return tensor;
}

function padRows(
  tensor: Floats | undefined,
  into: Floats,
  rows: number,
  width: number,
  padded: number,
): void {
  if (tensor?.length !== rows * width) throw new ShapeError('The carried state has another size');
  for (let r = 0; r < rows; r++) {
    for (let k = 0; k < width; k++) into[r * padded + k] = tensor[r * width + k];
  }
}
