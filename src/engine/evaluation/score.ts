/**
 * Scores experts on the test tokens of a text as design section 6 defines: perplexity with the
 * unknown class as a class, perplexity of known targets, top 1 and top 3 (an unknown target is wrong,
 * the unknown class never suggested), keystroke savings over alphabetic words.
 */
import type { Expert } from '../experts/expert';
import { isAlphabetic } from '../text/words/word';
import { letterCount, lettersTyped, prefixRanges, type PrefixRanges } from './keystrokes';

/** A text as the experts see it, and as it is written. */
export interface ScoredText {
  readonly ids: Int32Array;
  /** The vocabulary by id, '' for the unknown class. */
  readonly words: readonly string[];
  readonly unknown: number;
  /** The token as written, unknown ones too. */
  tokenAt(position: number): string;
}

/** Perplexities and percentages 0-100; NaN where there was nothing to score. */
export interface Scores {
  readonly perplexity: number;
  readonly perplexityKnown: number;
  readonly top1: number;
  readonly top3: number;
  readonly keystrokeSavings: number;
}

/** What one expert made of one test token. */
export interface Verdict {
  /** Natural logarithm of the target's probability. */
  readonly logProbability: number;
  /** 1 = most probable of the known words; 0 for an unknown target. */
  readonly rank: number;
  /** Of the whole distribution: 1 but for rounding. */
  readonly sum: number;
}

interface Tally {
  bits: number;
  knownBits: number;
  tokens: number;
  known: number;
  first: number;
  firstThree: number;
  cost: number;
  fullCost: number;
}

export interface ScoreOptions {
  /** First and last (exclusive) position scored. */
  readonly from: number;
  readonly to: number;
  /** Where the experts start to read, so that their state is warm at `from`. */
  readonly warmFrom: number;
  /** Told about every scored token, one verdict an expert, in order. The array is reused. */
  readonly onToken?: (position: number, verdicts: readonly Verdict[]) => void;
}

/** @returns one entry an expert, in order */
export function scoreExperts(
  text: ScoredText,
  experts: readonly Expert[],
  { from, to, warmFrom, onToken }: ScoreOptions,
): Scores[] {
  const out = new Float64Array(text.words.length);
  const ranges = prefixRanges(text.words);
  const tallies = experts.map(emptyTally);
  for (let position = warmFrom; position < from; position++) {
    for (const expert of experts) expert.advance(position);
  }
  const verdicts: Verdict[] = [];
  for (let position = from; position < to; position++) {
    experts.forEach((expert, row) => {
      expert.distribution(position, out);
      verdicts[row] = judge(text, position, out);
      book(tallies[row], text, position, out, ranges, verdicts[row]);
    });
    onToken?.(position, verdicts);
    for (const expert of experts) expert.advance(position);
  }
  return tallies.map(scoresOf);
}

function emptyTally(): Tally {
  const zero = { bits: 0, knownBits: 0, tokens: 0, known: 0 };
  return { ...zero, first: 0, firstThree: 0, cost: 0, fullCost: 0 };
}

function judge({ ids, unknown }: ScoredText, position: number, out: Float64Array): Verdict {
  const target = ids[position];
  const own = out[target];
  let sum = 0;
  let better = 0;
  for (let word = 0; word < out.length; word++) {
    const p = out[word];
    sum += p;
    if (word !== unknown && (p > own || (p === own && word < target))) better++;
  }
  return { logProbability: Math.log(own), rank: target === unknown ? 0 : better + 1, sum };
}

function book(
  tally: Tally,
  text: ScoredText,
  position: number,
  out: Float64Array,
  ranges: PrefixRanges,
  { logProbability, rank }: Verdict,
): void {
  const known = rank > 0;
  tally.tokens++;
  tally.bits -= logProbability;
  if (known) {
    tally.known++;
    tally.knownBits -= logProbability;
    if (rank === 1) tally.first++;
    if (rank <= 3) tally.firstThree++;
  }
  const token = text.tokenAt(position);
  if (!isAlphabetic(token)) return;
  const letters = letterCount(token);
  tally.fullCost += letters + 1;
  tally.cost += (known ? lettersTyped(ranges, out, text.ids[position]) : letters) + 1;
  // A word that is never suggested costs its letters and the space: letters + 1 as well.
}

function scoresOf(tally: Tally): Scores {
  return {
    perplexity: Math.exp(tally.bits / tally.tokens),
    perplexityKnown: Math.exp(tally.knownBits / tally.known),
    top1: (100 * tally.first) / tally.tokens,
    top3: (100 * tally.firstThree) / tally.tokens,
    keystrokeSavings: 100 * (1 - tally.cost / tally.fullCost),
  };
}
