/**
 * What a lesson is to the engine: a grammar that writes its texts from a seed, the plan that its
 * network is trained by, and its claims, each a number to be measured in a trained network. The
 * sentences around it are the terminal's (`cli/lessons`); a shipped lesson is `shared/lessons`.
 */
import type { Plan } from '../model/plan';
import type { Random } from '../random';
import type { Probe } from './probe';

export type LessonId = 'fullStop';

/** A claim that can fail. */
export interface ClaimRule {
  readonly id: string;
  /** One sentence. */
  readonly claim: string;
  /** How it is measured. */
  readonly measure: string;
  readonly unit: 'bits' | 'share' | 'correlation' | 'nats' | 'words';
  readonly bound: { readonly atLeast?: number; readonly atMost?: number };
  /** The value in a network; what it draws at random, it draws from a seed of its own. */
  value(probe: Probe): number;
}

export interface LessonRecipe {
  readonly tokens: 'words' | 'characters';
  readonly sizes: {
    readonly layers: number;
    readonly hiddenSize: number;
    readonly embeddingSize: number;
  };
  readonly plan: Omit<Plan, 'seed'>;
  /** Of the shipped network. */
  readonly seed: number;
  /** Passages of the training text. */
  readonly passages: number;
  /** Of the text that opens. */
  readonly shown: number;
  /** One passage, the line break behind it included. */
  passage(random: Random): string;
  readonly claims: readonly ClaimRule[];
}
