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
  | { readonly kind: 'severalTasks' };

export type Side = 'text' | 'class' | 'word' | 'label';
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
