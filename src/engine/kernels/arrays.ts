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
  /** Of the words after a top layer's hidden state [H]. */
  probabilities(h: Floats): void;
}
