/**
 * What a model that judges (classes, labels) says of a text, example by example. The panel asks the table;
 * the editor asks `judgedRange` (colours, Problems), `exampleAt` (hover) and `judgeText` (Classify
 * Selection, a label for a word) of the analyst directly. Numbers of examples count from 0, in the order of the text;
 * classes and labels are numbers into `names`, `noAnswer` where there is none or an unlearnt one.
 */
import * as v from 'valibot';
import type { ExampleFlaw } from '../../engine/tasks/formats/flaws';
import type { ClassFigures } from '../../engine/tasks/metrics/confusion';
import type { ExamplePart } from '../../engine/tasks/judging/textExamples';
import type { Failure, Result } from '../failures';
import { quantityName, type LayerCell } from '../model/cells';
import type { JudgingTask } from '../tasks';
import type { Span, Versions } from '../model/versions';
import { natural, upTo } from '../schemas';
import { question } from './question';

export type { ExamplePart } from '../../engine/tasks/judging/textExamples';
export type { ExampleFlaw } from '../../engine/tasks/formats/flaws';

/** As in `engine/tasks/judging/textExamples.ts`. */
export const noAnswer = 0xffff;

/** What one example of a text is: a row of a table that was recognised, or a piece of any other text. */
export type ExampleUnit = 'example' | 'paragraph' | 'line' | 'sentence';

/** A text seen through a model that judges. */
export interface JudgingOverview extends Versions {
  readonly task: JudgingTask['task'];
  readonly names: readonly string[];
  readonly unit: ExampleUnit;
  readonly examples: number;
  /** Why the text was not read as a table of examples. */
  readonly flaw?: ExampleFlaw;
  /** The model learnt from this text, so that its parts are known. */
  readonly isLearnt: boolean;
  /** Of each layer, from below; none of a mean of embeddings. */
  readonly cells: readonly LayerCell[];
  readonly units: number;
  readonly directions: 1 | 2;
  /** The running class is read off the states; else each beginning of a text is judged by itself. */
  readonly runs: boolean;
  readonly approximate: false;
}

export interface ExampleWords {
  readonly number: number;
  readonly span: Span;
  readonly part?: ExamplePart;
  readonly tokens: readonly string[];
  /** Offsets in the document, one per token. */
  readonly spans: readonly Span[];
  /** The model has a word for it. */
  readonly known: readonly boolean[];
  /** Tokens that the example has, where only its beginning was read. */
  readonly cutFrom?: number;
}

export interface JudgedClass extends ExampleWords {
  readonly task: 'classes';
  readonly wanted: number;
  readonly given: number;
  /** Of every class, 0 to 1. */
  readonly probabilities: Float32Array<ArrayBuffer>;
  /** Where it takes one reading; else it is asked for with `runningClass`. */
  readonly running?: RunningCurves;
}

export interface RunningCurves {
  /** Classes that have a curve: what was given, what is wanted, then the most probable ones. */
  readonly classes: readonly number[];
  /** [tokens][classes], 0 to 1. */
  readonly values: Float32Array<ArrayBuffer>;
  /** The most probable class after each token, [tokens]. */
  readonly leading: Uint16Array<ArrayBuffer>;
  /** And how probable it is. */
  readonly confidence: Float32Array<ArrayBuffer>;
}

export interface JudgedLabels extends ExampleWords {
  readonly task: 'labels';
  /** [tokens] */
  readonly wanted: Uint16Array<ArrayBuffer>;
  /** [tokens][best] labels and how probable they are, the first is the given one. */
  readonly best: number;
  readonly labels: Uint16Array<ArrayBuffer>;
  readonly probabilities: Float32Array<ArrayBuffer>;
}

export interface JudgedExample extends Versions {
  readonly example: JudgedClass | JudgedLabels;
  readonly names: readonly string[];
  /** Examples of the text. */
  readonly count: number;
  readonly unit: ExampleUnit;
  readonly approximate: false;
}

export interface RunningAnswer extends Versions {
  readonly number: number;
  readonly running: RunningCurves;
  readonly approximate: false;
}

/** In nats of the given class: positive where the word speaks for it. [words] each. */
export interface DecidingAnswer extends Versions {
  readonly number: number;
  /** The class that is asked about. */
  readonly judged: number;
  readonly tokens: readonly string[];
  readonly spans: readonly Span[];
  /** What the class loses when the word is replaced by the unknown one. */
  readonly replaced: Float32Array<ArrayBuffer>;
  /** The same as the gradient guesses it. */
  readonly gradient: Float32Array<ArrayBuffer>;
  /** Counts of words in what was learnt from; none where the model did not learn from this text. */
  readonly counted?: {
    /** How much each word speaks for the class by naive Bayes, [words]. */
    readonly weights: Float32Array<ArrayBuffer>;
    /** The words that speak most for the class. */
    readonly strongest: readonly { readonly word: string; readonly weight: number }[];
    /** Examples that were counted. */
    readonly examples: number;
  };
  readonly approximate: false;
}

/** Another model of the text, which differs in its seed alone. */
export interface DecidingSeed {
  readonly seed: number;
  /** What it judges the example as. */
  readonly given: number;
  /** [words], as in {@link DecidingAnswer}. */
  readonly replaced: Float32Array<ArrayBuffer>;
}

export interface DecidingSeeds extends Versions {
  readonly number: number;
  readonly judged: number;
  /** The seed of the model that is looked at. */
  readonly own: number;
  readonly seeds: readonly DecidingSeed[];
  readonly approximate: false;
}

/** A quantity of the cells at every token of an example. */
export interface ExampleGates extends Versions {
  readonly number: number;
  readonly tokens: readonly string[];
  readonly spans: readonly Span[];
  readonly known: readonly boolean[];
  readonly units: readonly number[];
  /** [tokens][units] */
  readonly values: Float32Array<ArrayBuffer>;
  readonly approximate: false;
}

export interface ConfusionCell {
  readonly wanted: number;
  readonly given: number;
  readonly count: number;
}

/** Of the test examples of the text that was learnt from; of another text, of all that have an answer. */
export interface JudgedResults extends Versions {
  readonly names: readonly string[];
  /** Which examples were judged. */
  readonly of: 'test' | 'all';
  /** Of those, texts or sentences. */
  readonly examples: number;
  /** Answers of which `right` are right: of labels one a token. */
  readonly answers: number;
  readonly right: number;
  /** Test examples that stand among what is learnt from as well, and were left out. */
  readonly repeated: number;
  /** Those that are not empty. */
  readonly cells: readonly ConfusionCell[];
  /** Of every class, in percent. */
  readonly figures: readonly ClassFigures[];
  /** Of labels: tokens whose word the model knows, and others, apart. */
  readonly words?: {
    readonly known: { readonly answers: number; readonly right: number };
    readonly unknown: { readonly answers: number; readonly right: number };
  };
  readonly approximate: false;
}

/** An example in a list: of labels one token of it. */
export interface ListedExample {
  readonly number: number;
  readonly span: Span;
  /** Its beginning; of labels what stands around the token. */
  readonly text: string;
  /** Of labels: the token in `text`. */
  readonly token?: Span;
  readonly wanted: number;
  readonly given: number;
  readonly probability: number;
}

export interface ListedExamples extends Versions {
  /** Of all that there are. */
  readonly count: number;
  readonly from: number;
  readonly examples: readonly ListedExample[];
  readonly approximate: false;
}

/** A unit that is higher or lower at the words of a label, or after the examples of a class, than elsewhere. */
export interface AnswerUnit {
  readonly layer: number;
  readonly backwards: boolean;
  readonly unit: number;
  readonly side: 'high' | 'low';
  /** Area under the ROC curve for that side, on the half that it was not chosen by. */
  readonly heldOut: number;
}

export interface AnswerUnits extends Versions {
  /** The label or class that was asked about. */
  readonly answer: number;
  /** Best first; all above `shifted` and `untrained`. */
  readonly units: readonly AnswerUnit[];
  /** How many are above, and of how many. */
  readonly found: number;
  readonly considered: number;
  /** The best that any unit reached under any shift of the labels. */
  readonly shifted: number;
  /** The best that any unit of an untrained network reached. */
  readonly untrained: number;
  /** Words of the label, or examples of the class, and how many were looked at. */
  readonly labelled: number;
  readonly looked: number;
  readonly approximate: false;
}

export const mostListed = 50;
/** Words of a text whose beginnings are judged one by one for its colours. */
export const longestByBeginnings = 64;
export const mostGateUnits = 64;

const number = { number: natural };

export const exampleQuestions = /* @__PURE__ */ (() =>
  ({
    judgingOverview: question<JudgingOverview>()(v.object({}), { takes: 'short' }),
    /** The example at an offset, or the nearest before it. */
    exampleAt: question<JudgedExample>()(v.object({ offset: natural }), { takes: 'short' }),
    runningClass: question<RunningAnswer>()(v.object(number), { takes: 'long', newestOnly: true }),
    /** Of classes. */
    decidingWords: question<DecidingAnswer>()(
      v.object({ ...number, judged: v.exactOptional(natural) }),
      { takes: 'long', newestOnly: true },
    ),
    decidingSeeds: question<DecidingSeeds>()(v.object({ ...number, judged: natural }), {
      ...{ takes: 'long', newestOnly: true },
    }),
    exampleGates: question<ExampleGates>()(
      v.object({
        ...number,
        layer: natural,
        backwards: v.boolean(),
        quantity: quantityName,
        /** Those that vary most … */
        units: upTo(mostGateUnits),
        /** … or these. */
        chosen: v.exactOptional(v.pipe(v.array(natural), v.maxLength(mostGateUnits), v.readonly())),
      }),
      { takes: 'short' },
    ),
    /** Find Units for a label, or a class. */
    answerUnits: question<AnswerUnits>()(
      v.object({ answer: natural, layer: natural, quantity: quantityName }),
      { takes: 'long', newestOnly: true },
    ),
    judgedResults: question<JudgedResults>()(v.object({}), { takes: 'long', newestOnly: true }),
    /** Of a cell of the confusion, or all that were judged wrong. */
    judgedList: question<ListedExamples>()(
      v.object({
        cell: v.exactOptional(v.object({ wanted: natural, given: natural })),
        from: natural,
        count: upTo(mostListed),
      }),
      { takes: 'long' },
    ),
  }) as const)();

export type ExampleQuestions = typeof exampleQuestions;

/** A stretch of the text for colours and Problems, an entry for each of its tokens. */
export interface JudgedRange extends Versions {
  readonly task: JudgingTask['task'];
  readonly names: readonly string[];
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  /** Of labels the token's; of classes the running class after the word where it is read off the states. */
  readonly given: Uint16Array<ArrayBuffer>;
  readonly probability: Float32Array<ArrayBuffer>;
  /** The answer that the text gives: of classes the example's. */
  readonly wanted: Uint16Array<ArrayBuffer>;
  /** What was given in the end: of labels the same as `given`. */
  readonly final: Uint16Array<ArrayBuffer>;
  /** 1 where the model has no word for it. */
  readonly unknown: Uint8Array<ArrayBuffer>;
  /** Of labels that mark spans: the one of tokens in none. */
  readonly outside?: number;
  /** 1 at the last token of its example that was read. */
  readonly last: Uint8Array<ArrayBuffer>;
  /**
   * Of classes that are not read off the states: why, what is judged instead. Each beginning of a text is
   * then judged by itself; of one with more than `longestByBeginnings` words the whole.
   */
  readonly beginnings?: NonNullable<JudgingTask['asked']>;
  /** Some beginnings were left out for now: ask again. */
  readonly approximate: boolean;
}

/** Tokens that are judged otherwise than the text says: of classes the last word of the example. */
export interface WrongAnswers extends Versions {
  readonly task: JudgingTask['task'];
  readonly names: readonly string[];
  /** Examples of the text. */
  readonly count: number;
  /** The first example that was not looked at. */
  readonly next: number;
  readonly starts: Uint32Array<ArrayBuffer>;
  readonly ends: Uint32Array<ArrayBuffer>;
  readonly given: Uint16Array<ArrayBuffer>;
  readonly wanted: Uint16Array<ArrayBuffer>;
  /** Of what was given. */
  readonly probability: Float32Array<ArrayBuffer>;
}

/** What a text that is given is judged as. */
export type JudgedText =
  | {
      readonly task: 'classes';
      readonly names: readonly string[];
      readonly given: number;
      readonly probabilities: readonly number[];
      readonly words: number;
      readonly unknownWords: number;
    }
  | {
      readonly task: 'labels';
      readonly names: readonly string[];
      readonly words: readonly string[];
      readonly given: readonly number[];
      readonly probabilities: readonly number[];
    };

/** A model of the next word answers none of these: `notJudging`. */
export interface ExamplesContract {
  judgedRange(request: {
    readonly documentKey: string;
    readonly from: number;
    readonly to: number;
  }): Result<JudgedRange, Failure>;
  /** @param request from which example on; some hundreds at a time are looked at */
  wrongAnswers(request: {
    readonly documentKey: string;
    readonly from: number;
  }): Result<WrongAnswers, Failure>;
  judgeText(request: {
    readonly documentKey: string;
    readonly text: string;
  }): Result<JudgedText, Failure>;
}
