/**
 * Sequences of ids with what is asked of them, as a network reads them: one answer a sequence (classes) or
 * one a token (labels). Plain arrays: a hundred thousand examples are five of them.
 */
export interface Sequences {
  /** Ids of each token: its word, then what else is read of it (endings, shape). */
  readonly inputs: number;
  /** [tokens][inputs], one sequence after the other. */
  readonly ids: Int32Array;
  /** The token at which each begins, and one more: where the last ends. */
  readonly starts: Int32Array;
  /** Of each sequence, or of each token, as `asked` says. */
  readonly answers: Int32Array;
}

/**
 * What the projection reads of a sequence: the state after its last token, the mean or the maximum of all
 * its states, or each token's own.
 */
export type Asked = 'last' | 'mean' | 'maximum' | 'each';

export const countOf = ({ starts }: Sequences): number => starts.length - 1;

export const lengthOf = ({ starts }: Sequences, sequence: number): number =>
  starts[sequence + 1] - starts[sequence];

export function longestOf(sequences: Sequences): number {
  let longest = 0;
  for (let n = 0; n < countOf(sequences); n++) longest = Math.max(longest, lengthOf(sequences, n));
  return longest;
}

/** How often each answer occurs, [outputs]. */
export function countAnswers({ answers }: Sequences, outputs: number): Float64Array {
  const counts = new Float64Array(outputs);
  for (const answer of answers) counts[answer]++;
  return counts;
}
