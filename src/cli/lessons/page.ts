/** What the page of a lesson says, before its words are found in the text that opens. */
import type { LessonStep } from '../../shared/lessons/lessons';

/** A step whose word is still to be found in the text that opens. */
export interface PageStep extends Omit<LessonStep, 'token' | 'offset' | 'layer' | 'unit'> {
  /** Which occurrence of the word; the first if not given. */
  readonly nth?: number;
  /** Of a text that is judged: which of its examples, from 0. */
  readonly example?: number;
  /** With the lesson's unit chosen. */
  readonly withUnit?: boolean;
}

export interface Page {
  readonly title: string;
  readonly textbook: string;
  readonly steps: readonly [PageStep, PageStep, PageStep];
  readonly seen: string;
  readonly cannot?: string;
}
