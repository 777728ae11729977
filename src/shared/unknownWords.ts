/**
 * What is said and shown, in the same words everywhere, of words outside a model's vocabulary. To the
 * network, all of them are one symbol.
 */
export const unknownMark = '○';
export const unknownPhrase = 'not in the vocabulary';

/** Share of a text's tokens that may be unknown without a warning. */
const worthSaying = 0.1;

/** @param share of the text's tokens, 0 to 1 */
export function unknownSentence(share: number): string | undefined {
  if (!(share > worthSaying)) return undefined;
  return `${Math.round(100 * share)} % of the words here are unknown to the network (punctuation and line breaks count as words): it reads them all as the same symbol, so treat what it does there with caution.`;
}
