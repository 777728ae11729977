/** A loss as perplexity. */
import { log } from '../math';

/** A loss that has run away is no reason for a perplexity that JSON cannot hold. */
export function perplexity(loss: number): number {
  return Math.exp(Math.min(loss, 700));
}

/** Worse than saying of each of so many words that it is as likely as any other. */
export const isBlind = (loss: number, words: number): boolean => loss > log(words);
