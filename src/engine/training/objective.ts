/**
 * What a training reads in a step, what it asks of the network and how it is judged: the part of a
 * training that its task decides. The rest (`trainingStep.ts`: clipping, Adam, roll-backs, early stopping,
 * checkpoints) is the same for every task.
 */
import * as v from 'valibot';
import type { Parameters, Tensors } from '../network/network';
import type { Random } from '../random';

const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Where a step reads: in which round through the text, and where in it. What `at` counts is the task's. */
export const readPositionSchema = v.object({ epoch: natural, at: natural });

export type ReadPosition = v.InferOutput<typeof readPositionSchema>;

export interface Objective {
  /** Of the last step, in the network's layout. */
  readonly gradients: Parameters;
  /** Of everything that the projection chooses from, in the training text: [outputs]. */
  readonly counts: ArrayLike<number>;
  /**
   * Reads what stands at the position, forwards and backwards; all its randomness is the one given, so
   * that an interrupted step can be done again.
   * @returns the mean loss in nats, an estimate where the softmax is sampled
   */
  gradient(position: ReadPosition, random: Random): number;
  /** Tokens that the last step read. */
  readonly tokens: number;
  /** After a step that counts: the next one's position, and the state that it starts from. */
  advance(position: ReadPosition, random: Random): ReadPosition;
  /** The state before the first token. */
  startAnew(): void;
  /** Rounds through the text, 0.5 where half of the first is done. */
  epochs(position: ReadPosition): number;
  /**
   * On what is not trained on, lower is better: nats per token or per answer, or the share of wrong ones.
   * Disturbs nothing. @returns undefined where it was interrupted
   */
  measure(): number | undefined;
  /** The state before the next step, unpadded. */
  carried(): Map<string, Float32Array>;
  /** @throws ShapeError where a tensor is missing or has another size */
  putCarried(tensors: Tensors): void;
}
