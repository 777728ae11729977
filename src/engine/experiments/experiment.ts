/** What an experiment is: a task, when it is solved, and the ways in which networks learn it. */
import type { GuessSettings } from './learners/guessing';
import type { PaperSettings } from './learners/paperNetwork';
import type { Recipe } from './learners/recipe';
import type { RtrlSettings } from './learners/rtrl';
import type { Criterion } from './criteria';
import type { Task } from './sequence';

export interface Experiment {
  readonly id: string;
  readonly title: string;
  /** What is read and what is asked, in a sentence or two. */
  readonly says: string;
  readonly task: Task;
  readonly criterion: Criterion;
  /** In words, as it is checked here. */
  readonly solvedWhen: string;
  /** New sequences after that; 0 where the test is part of the criterion. */
  readonly fresh: number;
  readonly modern: ModernWay;
  /** A plain network by RTRL, where it is run. */
  readonly rtrl?: RtrlSettings;
  /** Where random weight guessing solves it. */
  readonly guess?: GuessSettings;
  /** Where the paper of 1997 has it. */
  readonly paper?: PaperWay;
}

export interface ModernWay {
  readonly recipe: Recipe;
  /** Training sequences at most. */
  readonly limit: number;
}

export interface PaperWay {
  readonly settings: PaperSettings;
  readonly limit: number;
  /** The paper's row: success, sequences. */
  readonly row: string;
  /** What is otherwise here, and why. */
  readonly deviations: readonly string[];
}
