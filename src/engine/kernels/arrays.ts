/** What is handed through the door of the kernels, whatever a layer is made of. */
export type Floats = Float32Array | Float64Array;

/** The projection to words: logits = w h + b. */
export interface Decoder {
  readonly V: number;
  readonly H: number;
  /** [V][H]; the embedding itself where the two are tied. */
  readonly w: Floats;
  /** [V] */
  readonly b: Floats;
}

/** Allocates nothing; not interrupted: it takes milliseconds. */
export interface TokenReader {
  /** From block 0 of the records' c and h to block 1, gates included. */
  read(id: number): void;
  /**
   * The same bytes, where words come again: what the lowest layer's sums are before they have read any
   * state is kept of a word, in a row of `kept`, and not computed again.
   * @param kept [rows][`keptPerWord`]
   * @param isKnown whether that row was filled, with the weights of now
   */
  readKept(id: number, kept: Floats, row: number, isKnown: boolean): void;
  readonly keptPerWord: number;
  /** Of the words after a top layer's hidden state [H]. */
  probabilities(h: Floats): void;
}
