/** A cell's text as it is written, its names not yet looked up. */
import type { BinaryOperator, Span } from '../../definition';
import type { NameToken } from './tokens';

export type Tree = {
  readonly at: Span;
  /** Of what is nested; bounded, so that everybody may walk a tree by recursion. */
  readonly depth: number;
} & (
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: NameToken }
  | { readonly kind: 'call'; readonly name: NameToken; readonly of: readonly Tree[] }
  | { readonly kind: 'product'; readonly matrix: NameToken; readonly of: Tree }
  | { readonly kind: 'negative'; readonly of: Tree }
  | {
      readonly kind: 'operation';
      readonly operator: BinaryOperator;
      readonly left: Tree;
      readonly right: Tree;
    }
);

/** `b = 1`, after *with* and *start*. */
export interface Setting {
  readonly name: NameToken;
  readonly value: number;
}

export interface EquationLine {
  readonly kind: 'equation';
  readonly at: Span;
  readonly name: NameToken;
  /** Missing where it could not be read. */
  readonly value?: Tree;
  readonly initial: readonly Setting[];
}

export interface NamingLine {
  readonly kind: 'naming';
  readonly at: Span;
  readonly letter: NameToken;
  readonly name: NameToken;
  readonly title?: string;
  /** The kind of quantity, as it is written. */
  readonly quantity?: NameToken;
}

export type Line =
  | { readonly kind: 'title'; readonly at: Span; readonly text: string }
  | { readonly kind: 'remark'; readonly at: Span; readonly text: string }
  | { readonly kind: 'vectors'; readonly at: Span; readonly names: readonly NameToken[] }
  | { readonly kind: 'starts'; readonly at: Span; readonly settings: readonly Setting[] }
  | NamingLine
  | EquationLine
  /** Of a line that could not be read; told already. */
  | { readonly kind: 'unread'; readonly at: Span };
