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
  type Network,
  type Tensors,
} from '../network/network';
import { readPositionSchema, type Objective } from './objective';

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
  stream: readPositionSchema,
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

export function writeState(network: Network, objective: Objective, moments: AdamMoments): Tensors {
  const tensors = new Map<string, Floats>();
  const flat = { last: network.parameters.values, m: moments.m, v: moments.v };
  for (const [kind, values] of Object.entries(flat)) {
    for (const [name, tensor] of saveTensors(network, values))
      tensors.set(`${kind}.${name}`, tensor);
  }
  for (const [name, tensor] of objective.carried()) tensors.set(`state.${name}`, tensor);
  return tensors;
}

/** @throws ShapeError where a tensor is missing or has another size */
export function readState(
  network: Network,
  objective: Objective,
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
  objective.putCarried(only('state'));
}
