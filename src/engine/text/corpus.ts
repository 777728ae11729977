/**
 * Which tokens a model learns from and which it is measured on, and whether a text has enough of
 * them. Ranges are of token indices, half open, ascending and without overlap.
 */
import type { TokenizedText } from './tokens/tokenizedText';
import { isAlphabetic } from './words/word';

/** Tokens from..to, `to` excluded. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface EvaluationSplit {
  readonly train: Range;
  readonly valid: Range;
  readonly test: Range;
}

export interface TrainingSplit {
  readonly trainRanges: readonly Range[];
  readonly validRanges: readonly Range[];
}

export interface TrainingSplitOptions {
  /** Validation blocks, spread evenly over the text; fewer where they would be too short. */
  readonly blocks: number;
  /** Share of the tokens that validation takes. */
  readonly share: number;
}

/** Words that a text must have for training to be offered. */
export const WORDS_NEEDED = 50;
/** Characters, white space left out, that a text without so many words must have to be learnt as characters. */
export const CHARACTERS_NEEDED = 250;
/** With fewer words a network seldom learns what counting them does not say. */
export const FEW_WORDS = 1_000;
/** A shorter validation block measures mostly the state's warming up. */
const SHORTEST_BLOCK = 20;
/** At least so many tokens are validated on, up to a fifth of a very small text. */
const FEWEST_VALIDATED = 10;

/** The split that `evaluate` reports on: 90 % train, 5 % validation (both rounded down), the rest test. */
export function evaluationSplit(tokens: number): EvaluationSplit {
  const train = Math.floor(0.9 * tokens);
  const valid = train + Math.floor(0.05 * tokens);
  return {
    train: { from: 0, to: train },
    valid: { from: train, to: valid },
    test: { from: valid, to: tokens },
  };
}

function validatedTokens(tokens: number, share: number): number {
  const least = Math.min(FEWEST_VALIDATED, Math.floor(tokens / 5));
  return Math.min(tokens, Math.max(least, Math.round(tokens * share)));
}

/** Everything of 0..tokens that the ascending ranges leave. */
function complement(ranges: readonly Range[], tokens: number): Range[] {
  const rest: Range[] = [];
  let from = 0;
  for (const range of [...ranges, { from: tokens, to: tokens }]) {
    if (range.from > from) rest.push({ from, to: range.from });
    from = range.to;
  }
  return rest;
}

/**
 * The split for training on one's own file: validation blocks in the middle of equal stretches of
 * the text, so that its beginning and its last lines are learnt from. Both parts are non-empty from
 * 5 tokens on.
 */
export function trainingSplit(
  tokens: number,
  options: TrainingSplitOptions = { blocks: 20, share: 0.05 },
): TrainingSplit {
  const validated = validatedTokens(tokens, options.share);
  const most = Math.max(1, Math.floor(validated / SHORTEST_BLOCK));
  const blocks = Math.max(1, Math.min(options.blocks, most));
  const validRanges: Range[] = [];
  for (let block = 0; block < blocks; block++) {
    const length =
      Math.floor(((block + 1) * validated) / blocks) - Math.floor((block * validated) / blocks);
    const from = Math.floor(((block + 0.5) * tokens) / blocks - length / 2);
    if (length > 0) validRanges.push({ from, to: from + length });
  }
  return { trainRanges: complement(validRanges, tokens), validRanges };
}

/** The number of alphabetic tokens. */
export function countWords(text: TokenizedText): number {
  let words = 0;
  for (let index = 0; index < text.count; index++) if (isAlphabetic(text.token(index))) words++;
  return words;
}

export type Learnable =
  | { readonly kind: 'ok' }
  | { readonly kind: 'noText' }
  | { readonly kind: 'tooShort'; readonly words: number; readonly needed: number }
  /** Of a text to be learnt character by character. */
  | { readonly kind: 'fewCharacters'; readonly characters: number; readonly needed: number };

/** Whether there is enough text to learn from; not whether it is worth learning. */
export function checkLearnable(text: TokenizedText): Learnable {
  if (!/\S/.test(text.text)) return { kind: 'noText' };
  const words = countWords(text);
  return words < WORDS_NEEDED ? { kind: 'tooShort', words, needed: WORDS_NEEDED } : { kind: 'ok' };
}

/** Whether there are characters enough, which need not be letters: digits can be learnt, too. */
export function checkCharacters(raw: string): Learnable {
  const characters = raw.match(/\S/gu)?.length ?? 0;
  if (characters === 0) return { kind: 'noText' };
  if (characters >= CHARACTERS_NEEDED) return { kind: 'ok' };
  return { kind: 'fewCharacters', characters, needed: CHARACTERS_NEEDED };
}
