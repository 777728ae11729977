/** How a modern network is made and trained: everything that a result depends on besides its cell and seed. */
import type { Loss, Squashing } from './learner';

export interface Recipe {
  readonly H: number;
  /** Sequences a step. */
  readonly batch: number;
  readonly learningRate: number;
  readonly clip: number;
  readonly keep: Keeping;
  readonly output: Squashing;
  readonly loss: Loss;
  /** What the gradient of the mean loss is multiplied by, before it is clipped. */
  readonly gain: number;
  /** The last answer of a sequence counts so many times; 1 as all others. */
  readonly lastCounts: number;
  /** Steps that gradients flow back at most; all of them without it. */
  readonly truncation?: number;
}

/** Where what a cell keeps starts: as its text says, so many words, or of each unit other ones. */
export type Keeping =
  | { readonly kind: 'usual' }
  | { readonly kind: 'bias'; readonly bias: number }
  /** ln of a number between 1 and T - 1, and the input gate its negative (Tallec & Ollivier 2018). */
  | { readonly kind: 'chrono'; readonly steps: number };
