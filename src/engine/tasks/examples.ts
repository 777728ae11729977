/**
 * Examples of a task, as every format gives them: sequences with one judgement each (classes) or one
 * judgement a token (labels). Offsets are in UTF-16 units of the file that an example stands in.
 */

/** One labelled sequence of a table of classes: where its words lie in the file. */
export interface ClassExample {
  readonly text: string;
  readonly start: number;
  /** Above `start + text.length` where the text stands in quotes and holds doubled ones. */
  readonly end: number;
  readonly class: number;
  /** Which of several files it stands in; the only one if it is not said. */
  readonly file?: number;
}

export interface ClassExamples {
  readonly task: 'classes';
  readonly classes: readonly string[];
  readonly examples: readonly ClassExample[];
}

/** One sentence of labelled tokens; `starts` are offsets in the file. */
export interface LabelSentence {
  readonly words: readonly string[];
  readonly starts: readonly number[];
  readonly labels: Uint16Array;
}

export interface LabelExamples {
  readonly task: 'labels';
  readonly labels: readonly string[];
  /** Whether the labels are spans: `B-…` where one begins, `I-…` inside it, `O` elsewhere. */
  readonly spans: boolean;
  readonly sentences: readonly LabelSentence[];
}

export type TaskExamples = ClassExamples | LabelExamples;
