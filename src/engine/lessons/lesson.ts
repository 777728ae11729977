/**
 * What a lesson is to the engine: a grammar that writes its texts from a seed, the plan that its
 * network is trained by, and its claims, each a number to be measured in a trained network. The
 * sentences around it are the terminal's (`cli/lessons`); a shipped lesson is `shared/lessons`.
 */
import type { CellId } from '../cells/cells';
import type { Plan } from '../training/plan';
import type { Random } from '../random';
import type { Probe } from './probe';

export type NextWordLesson =
  | 'fullStop'
  | 'pronoun'
  | 'shortGap'
  | 'longGap'
  | 'brackets'
  | 'review'
  | 'brothers';

/** Their networks judge: classes or labels (`judging`). */
export type JudgingLesson = 'reviewClasses' | 'story' | 'order' | 'partsOfSpeech';

export type LessonId = NextWordLesson | JudgingLesson;

/** A claim that can fail. */
export interface ClaimOf<P> {
  readonly id: string;
  /** One sentence. */
  readonly claim: string;
  /** How it is measured. */
  readonly measure: string;
  readonly unit: 'bits' | 'share' | 'correlation' | 'nats' | 'words';
  readonly bound: { readonly atLeast?: number; readonly atMost?: number };
  /** The value in a network; what it draws at random, it draws from a seed of its own. */
  value(probe: P): number;
}

export type ClaimRule = ClaimOf<Probe>;

export interface LessonRecipe {
  /** Of all layers; an LSTM unless told. */
  readonly cell?: CellId;
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
  /** Of the text that opens, after its opening. */
  readonly shown: number;
  /**
   * What the page begins with: a passage, because at its first words a text tells a network less
   * than later, then the textbook's own sentences, as far as the grammar writes them. The steps
   * work on these.
   */
  readonly opening: string;
  /**
   * One in this many sentences, or whatever the grammar counts, is drawn against its rule: a network
   * that never saw a mistake would become certain without limit, and the bits that another word costs
   * would have no bound. None where the grammar makes no mistakes.
   */
  readonly mistakes?: number;
  /** One passage, the white space after it included. */
  passage(random: Random): string;
  readonly claims: readonly ClaimRule[];
  /** The unit to look at on the page that opens: the one that holds what the lesson is about. */
  unit(probe: Probe, page: readonly string[]): number;
  /** The positions of the lesson's slider, if it has one, measured in a network. */
  gaps?(probe: Probe): readonly GapPosition[];
}

/** The text for one gap, and how much of a word is left across it. */
export interface GapPosition {
  /** Between the word and what depends on it. */
  readonly words: number;
  readonly text: string;
  /** Tokens of the text: the word, and the one that depends on it. */
  readonly token: number;
  readonly target: number;
  /** Mean change of the target's surprise, over held-out texts with this gap. */
  readonly bits: number;
}
