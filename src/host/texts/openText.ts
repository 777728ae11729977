/**
 * A text of the editor that can have a model: a document, or a notebook as one text. What it is
 * made of is its own affair; offsets are UTF-16 units of `text()`.
 */
import type { TextChange } from '../../shared/contracts/documents';

export interface OpenText {
  /** Its URI as a string: the key of its session and its model. */
  readonly key: string;
  /** As a person calls it. */
  readonly name: string;
  readonly version: number;
  /** Its key may mean another text tomorrow. */
  readonly untitled: boolean;
  text(): string;
}

export interface TextEdit<T extends OpenText = OpenText> {
  readonly text: T;
  /** Without changes the text has to be read again. */
  readonly changes?: readonly TextChange[];
}
