/**
 * How much stricter or laxer than its learnt thresholds completion is in the current text, after how the
 * words shown so far turned out: no text is quite like the one that was held out.
 * Three sums follow the three promises, each by a small step per suggestion or word, within
 * bounds. As long as a sum is not at a bound, its promise is kept: after n displays the share of right ones
 * is off its aim by at most (range of `doubt`) / (step n), whatever the text does (Gibbs & Candès 2021,
 * adaptive conformal inference).
 */
import { exp, log } from '../math';
import type { Outcome } from './typingSimulation';
import { mostDisplays, mostMisled, partOfLimit, precisionAim } from './completionGoals';
import { savedRange, thresholdFor, type Thresholds } from './thresholds';

export interface AdaptiveThreshold {
  /** Added to the log odds from which on a word is shown; more of it: fewer and surer words. */
  doubt: number;
  /** How much more short words are held back than long ones: because there are too many displays. */
  crowded: number;
  /** The same, because too many words met wrong ones only. The greater of the two counts. */
  misleading: number;
  /** Of the text that were followed. */
  words: number;
}

/** For a display, and for a word in parts of its limit. */
const steps = { doubt: 0.05, crowded: 0.006, misleading: 0.0035 } as const;
/** The limits' steps are greater at first: a hundred words of easy text should not spend a page's share. */
const early = { more: 2, words: 500 } as const;
const mostDoubt = 4;
/** Beyond `steep` long words are held back as well: there is nothing left to choose among. */
const tilts = { least: -2, steep: 6, most: 12 } as const;
/** How far the smaller tilt may fall behind the greater one, so that it is there when it is needed. */
const behind = 0.5;
/** A word that saves this many letters is neither held back nor favoured. */
const usualSaving = 8;

export const createAdaptiveThreshold = (): AdaptiveThreshold => ({
  doubt: 0,
  crowded: 0,
  misleading: 0,
  words: 0,
});

/** @param precision that was asked for while the token was typed */
export function follow(
  adaptiveThreshold: AdaptiveThreshold,
  precision: number,
  { isWord, displays, right, stems = 0 }: Outcome,
): void {
  const rights = +right + stems;
  const doubt =
    adaptiveThreshold.doubt + steps.doubt * (displays * precisionAim(precision) - rights);
  adaptiveThreshold.doubt = within(-mostDoubt, doubt, mostDoubt);
  const words = +isWord;
  const misled = isWord && displays > 0 && rights === 0 ? 1 : 0;
  const used = {
    displays: displays / (partOfLimit.displays * mostDisplays(precision)),
    misled: misled / (partOfLimit.misled * mostMisled(precision)),
  };
  adaptiveThreshold.words += words;
  const gain = 1 + early.more / (1 + adaptiveThreshold.words / early.words);
  const crowded = adaptiveThreshold.crowded + gain * steps.crowded * (used.displays - words);
  const misleading = adaptiveThreshold.misleading + gain * steps.misleading * (used.misled - words);
  const greater = within(tilts.least, Math.max(crowded, misleading), tilts.most);
  const least = Math.max(tilts.least, greater - behind);
  adaptiveThreshold.crowded = within(least, crowded, tilts.most);
  adaptiveThreshold.misleading = within(least, misleading, tilts.most);
}

/**
 * How much stricter it is with a text of no words at all. Counts of few words are overconfident, and
 * there is no record yet to correct them by.
 */
const strictest = { doubt: 4, tilt: 6 } as const;
/** Tokens of a text with which it is as strict as it was learnt. */
const enoughTokens = 3_000;

export function withFewTokens(learnt: AdaptiveThreshold, tokens: number): AdaptiveThreshold {
  const strictness = Math.max(0, 1 - tokens / enoughTokens);
  if (strictness === 0) return learnt;
  const tilt = strictest.tilt * strictness;
  return {
    words: learnt.words,
    doubt: learnt.doubt + strictest.doubt * strictness,
    crowded: learnt.crowded + tilt,
    misleading: learnt.misleading + tilt,
  };
}

/** What decides whether a word is shown. */
export interface Showing {
  readonly thresholds: Thresholds;
  readonly adaptiveThreshold: AdaptiveThreshold;
  readonly precision: number;
  /** Tokens of the text that words were counted in; assumed to be many if not given. */
  readonly tokens?: number;
}

/** @param saved letters that the word saves after so many typed ones */
export function isShown(
  { thresholds, adaptiveThreshold, precision, tokens = enoughTokens }: Showing,
  probability: number,
  letters: number,
  saved: number,
): boolean {
  const threshold = thresholdFor(thresholds, precision, letters, saved);
  return probability >= leastShown(withFewTokens(adaptiveThreshold, tokens), threshold, saved);
}

/** @param threshold as it was learnt; 1 = never */
export function leastShown(
  adaptiveThreshold: AdaptiveThreshold,
  threshold: number,
  saved: number,
): number {
  const letters = within(savedRange.least, saved, savedRange.most);
  const tilt = Math.max(adaptiveThreshold.crowded, adaptiveThreshold.misleading);
  const harder =
    adaptiveThreshold.doubt +
    Math.min(tilt, tilts.steep) * log(usualSaving / letters) +
    Math.max(0, tilt - tilts.steep);
  if (threshold >= 1 || harder === 0) return threshold;
  const p = Math.max(1e-6, threshold);
  return 1 / (1 + ((1 - p) / p) * exp(-harder));
}

const within = (least: number, value: number, most: number): number =>
  Math.max(least, Math.min(most, value));
