/** What a loss is told as. */
/** A loss that has run away is no reason for a perplexity that JSON cannot hold. */
export function perplexity(loss: number): number {
  return Math.exp(Math.min(loss, 700));
}
