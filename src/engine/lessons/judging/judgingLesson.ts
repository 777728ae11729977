/**
 * What a lesson about judging is to the engine: a grammar that writes a table of examples from a seed, with
 * what its network is trained, and its claims. What is general is in `lesson.ts`.
 */
import type { Random } from '../../random';
import type { Plan } from '../../training/plan';
import type { ClaimOf } from '../lesson';
import type { JudgeProbe } from './judgeProbe';

export interface JudgingRecipe {
  readonly task: 'classes' | 'labels';
  readonly sizes: {
    readonly layers: number;
    readonly hiddenSize: number;
    readonly embeddingSize: number;
  };
  /** What of the task's own plan is otherwise. */
  readonly plan: Partial<Omit<Plan, 'seed'>>;
  /** Of the shipped network. */
  readonly seed: number;
  /** Examples of the training text. */
  readonly passages: number;
  /** Of the text that opens, after its opening. */
  readonly shown: number;
  /** Examples that the text begins with: the textbook's own. */
  readonly opening: string;
  /** One in this many words, or whatever the grammar counts, goes against the class. */
  readonly mistakes?: number;
  /** One example with its answer, the line breaks after it included. */
  passage(random: Random): string;
  readonly claims: readonly ClaimOf<JudgeProbe>[];
}
