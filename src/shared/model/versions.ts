/** What an answer is about: a version of the document, a version of the model, and a place in the text. */

export interface Versions {
  readonly documentVersion: number;
  readonly modelVersion: number;
}

export interface Span {
  readonly start: number;
  readonly end: number;
}
