/**
 * A predictor of the next token: an n-gram, a cache, a network, or a mixture of them. Callers go through the text in order: for each position `distribution` (or not), then
 * `advance`, so an expert may carry state. `distribution` does not look at ids[position].
 */
export interface Expert {
  readonly name: string;
  /** @param out [V] probabilities of the classes at `position`; sums to 1 */
  distribution(position: number, out: Float64Array): void;
  /** Reads the token at `position`, the one after the last one read. */
  advance(position: number): void;
}

/** An expert with a state that a neural cache can use as key. */
export interface StatefulExpert extends Expert {
  /** [H] the state after the last token read; zero before the first. May be overwritten later. */
  hidden(): Float32Array;
}

/**
 * The same expert, but asked and advanced only once a position: for one that stands in a row of its
 * own and in a mixture as well, each of which asks and advances it.
 */
export function askedOnce<E extends Expert>(expert: E, vocabulary: number): E {
  const last = new Float64Array(vocabulary);
  let answered = -1;
  let read = -1;
  return {
    ...expert,
    distribution(position: number, out: Float64Array) {
      if (answered !== position) expert.distribution(position, last);
      answered = position;
      out.set(last);
    },
    advance(position: number) {
      if (read !== position) expert.advance(position);
      read = position;
    },
  };
}
