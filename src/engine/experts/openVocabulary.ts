/**
 * A network's probabilities over its classes as probabilities over the words of a lexicon: what its
 * unknown class gets is spread over the words that it does not know, by how often they occur; a part
 * (Witten & Bell 1991) is kept for words that are not in the lexicon either, id 0.
 */
export interface OpenVocabularyWords {
  /** Number of ids S. */
  readonly size: number;
  /** [S or more] occurrences in the text. */
  readonly counts: ArrayLike<number>;
  /** [S or more] the network's class of each word. */
  readonly modelIds: ArrayLike<number>;
  readonly unknown: number;
  /** Over all words of the unknown class. */
  readonly strangers: { readonly tokens: number; readonly types: number };
}

/**
 * @param leftOut the word whose one occurrence does not count, or 0
 * @param out [S or more]; the first S sum to what `probabilities` did
 */
export function overOpenVocabulary(
  words: OpenVocabularyWords,
  probabilities: ArrayLike<number>,
  leftOut: number,
  out: Float64Array,
): void {
  const { size, counts, modelIds, unknown, strangers } = words;
  let { tokens, types } = strangers;
  if (leftOut > 0 && modelIds[leftOut] === unknown) {
    tokens--;
    if (counts[leftOut] === 1) types--;
  }
  const mass = probabilities[unknown];
  const each = tokens > 0 ? mass / (tokens + types) : 0;
  out[0] = tokens > 0 ? each * types : mass;
  for (let word = 1; word < size; word++) {
    const id = modelIds[word];
    if (id !== unknown) out[word] = probabilities[id];
    else out[word] = each * (counts[word] - (word === leftOut ? 1 : 0));
  }
}
