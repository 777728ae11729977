/** From which probability on the beginning of a word is shown, where no whole word is. */
import { exp } from '../math';
import { leastShown, withFewTokens, type Showing } from './adaptiveThreshold';
import type { Stem } from './stems';
import { thresholdFor } from './thresholds';

/** Thresholds were learnt of whole words: a beginning is to be surer than one by so much of its log odds. */
const margin = 1;

/** From which probability on a stem is shown: now, as it was learnt, and as it followed the text. */
export function stemThreshold(
  { thresholds, adaptiveThreshold, precision, tokens = Infinity }: Showing,
  letters: number,
  saved: number,
): { readonly needed: number; readonly learnt: number; readonly followed: number } {
  const learnt = thresholdFor(thresholds, precision, letters, saved);
  const needed = leastShown(withFewTokens(adaptiveThreshold, tokens), learnt, saved);
  const followed = leastShown(adaptiveThreshold, learnt, saved);
  return { needed: surer(needed), learnt: surer(learnt), followed: surer(followed) };
}

function surer(probability: number): number {
  if (probability >= 1) return probability;
  const p = Math.max(1e-6, probability);
  return 1 / (1 + ((1 - p) / p) * exp(-margin));
}

/** The longest one that is sure enough. */
export const surestStem = (
  showing: Showing,
  letters: number,
  stems: readonly Stem[],
): Stem | undefined =>
  stems.findLast(
    ({ probability, saved }) => probability >= stemThreshold(showing, letters, saved).needed,
  );
