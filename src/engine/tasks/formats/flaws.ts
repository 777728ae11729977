/** What can be wrong with a file of examples, as facts; `shared/examples.ts` has the sentences. */

export type ExampleFlaw =
  | { readonly kind: 'noExamples' }
  | { readonly kind: 'noTab'; readonly line: number }
  | {
      readonly kind: 'unequalColumns';
      readonly line: number;
      readonly columns: number;
      readonly expected: number;
    }
  /** A quote that is never closed, or one that closes within a field. */
  | { readonly kind: 'badQuote'; readonly line: number; readonly isOpen: boolean }
  | { readonly kind: 'emptySide'; readonly line: number; readonly side: Side }
  | { readonly kind: 'noClassColumn'; readonly columns: number }
  | { readonly kind: 'noColumn'; readonly column: string; readonly columns: number }
  | { readonly kind: 'oneClass'; readonly of: Judged; readonly name: string }
  | { readonly kind: 'loneExample'; readonly name: string; readonly line: number }
  | {
      readonly kind: 'manyClasses';
      readonly of: Judged;
      readonly count: number;
      readonly most: number;
    }
  | {
      readonly kind: 'longSequence';
      readonly line: number;
      readonly tokens: number;
      readonly most: number;
    }
  | { readonly kind: 'fewSentences'; readonly sentences: number; readonly needed: number }
  /** In a file of test examples: what the training examples do not have. */
  | {
      readonly kind: 'unknownClass';
      readonly of: Judged;
      readonly name: string;
      readonly line: number;
    }
  | { readonly kind: 'sameClass'; readonly name: string }
  | SeriesFlaw
  | PairFlaw
  | { readonly kind: 'severalTasks' };

/** Of numbers in time. */
type SeriesFlaw =
  | { readonly kind: 'noValues' }
  | { readonly kind: 'noNumbers'; readonly columns: number }
  | {
      readonly kind: 'notNumber';
      readonly line: number;
      readonly column: string;
      readonly text: string;
    }
  | { readonly kind: 'missingValue'; readonly line: number; readonly column: string }
  | { readonly kind: 'constantSeries'; readonly column: string }
  /** A date that is none; the text is empty where it is missing. */
  | {
      readonly kind: 'badDate' | 'datesOutOfOrder' | 'sameDate';
      readonly line: number;
      readonly text: string;
    }
  | { readonly kind: 'fewValues'; readonly values: number; readonly fewest: number }
  /** Many columns of numbers, and nothing says which is meant. */
  | { readonly kind: 'unnamedColumn'; readonly columns: number }
  | { readonly kind: 'manyColumns'; readonly columns: number; readonly most: number };

/** Of sources and their targets. */
type PairFlaw =
  | { readonly kind: 'noPairs' }
  | { readonly kind: 'noTarget'; readonly line: number }
  | { readonly kind: 'manyTabs'; readonly line: number; readonly columns: number }
  | {
      readonly kind: 'longSide';
      readonly line: number;
      readonly side: 'source' | 'target';
      readonly tokens: number;
      readonly most: number;
    }
  | { readonly kind: 'oneTarget'; readonly target: string }
  | { readonly kind: 'fewPairs'; readonly pairs: number; readonly fewest: number };

export type Side = 'text' | 'class' | 'word' | 'label' | 'source' | 'target';
export type Judged = 'classes' | 'labels';

export interface Flawed {
  readonly ok: false;
  readonly flaw: ExampleFlaw;
  /** Which of several files. */
  readonly file?: number;
}

export type Read<T> = { readonly ok: true; readonly value: T } | Flawed;

export const flawed = (flaw: ExampleFlaw): Flawed => ({ ok: false, flaw });
export const read = <T>(value: T): Read<T> => ({ ok: true, value });

/** What is counted below as a class or a label; more of them are ids, or texts. */
export const mostClasses = 1000;
/** Tokens of one sequence: what a network keeps of each while it learns is to fit into memory. */
export const longestSequence = 10_000;
