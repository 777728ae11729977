/** How a network of the gap lesson is made: small enough for seconds, the same for every cell. */
import { random, type Random } from '../../random';
import type { ChosenShape } from '../../network/cellChoice';
import type { GapTask } from './task';

/** Where what a cell keeps starts: as many words, so that half is left after about that many. */
export type KeepBias = '0' | '1' | 'ln';
export const keepBiases: readonly KeepBias[] = ['0', '1', 'ln'];

export interface GapSettings extends GapTask {
  /** What the network is made of. */
  readonly cell: ChosenShape;
  /** Where the cell has one. */
  readonly bias: KeepBias;
  /** Of weights, sentences and tests; the sentences are the same for every cell. */
  readonly seed: number;
  /** At most: a training ends earlier where the task is solved. */
  readonly steps: number;
}

export const sizes = { E: 16, H: 32, B: 32 } as const;
export const optimizing = { learningRate: 5e-3, clip: 1, weightDecay: 0 } as const;
export const usualSteps = 400;
export const mostSteps = 5000;
export const testCount = 512;

/** A keep bias of ln w is asked for as w words. */
export const wordsOfBias = (bias: KeepBias, { gap }: GapTask): number =>
  ({ '0': 1, '1': Math.E, ln: gap })[bias];

const stream = (n: number) => (seed: number) => random(3 * seed + n);
export const randomOf: Readonly<
  Record<'weights' | 'sentences' | 'tests', (seed: number) => Random>
> = { weights: stream(0), sentences: stream(1), tests: stream(2) };
