/**
 * The words that a model knows, each with its id. Id 0 is the unknown class: it stands for every
 * other word, is never a string, and its place in `words` holds ''. Immutable once built.
 */
import * as v from 'valibot';
import type { Range } from '../corpus';
import type { TokenizedText } from '../tokens/tokenizedText';

export interface Vocabulary {
  /** Number of ids, the unknown class included. */
  readonly size: number;
  /** Word of each id; '' at {@link unknown}. */
  readonly words: readonly string[];
  readonly unknown: number;
  /** Occurrences in the training part; at {@link unknown} those of all unknown words. */
  readonly counts: Uint32Array;
  /** @returns the word's id, {@link unknown} when it has none */
  id(word: string): number;
}

export interface VocabularyOptions {
  /** A word seen less often is unknown. */
  readonly minimumCount: number;
  /** Ids at most, the unknown class included. */
  readonly maximumSize: number;
}

export interface ExtendedVocabulary {
  readonly vocabulary: Vocabulary;
  /** Words appended after the old ones. */
  readonly added: number;
  /** Share of the new text's own vocabulary, 0..1, that the old one lacked. */
  readonly newShare: number;
}

export type ParsedVocabulary =
  | { readonly ok: true; readonly vocabulary: Vocabulary }
  | { readonly ok: false; readonly problem: string };

export const VOCABULARY_OPTIONS: VocabularyOptions = { minimumCount: 2, maximumSize: 10_000 };

/**
 * UTF-16 units beyond which a word is unknown, however often it occurs: text without a single space
 * makes words of any length, and a model file's header must hold them all.
 */
export const LONGEST_WORD = 200;

const UNKNOWN = 0;

/** Words in the order of their ids, without the unknown class, and how often each occurs. */
function vocabularyOf(
  words: readonly string[],
  unknownCount: number,
  countOf: (word: string, index: number) => number,
): Vocabulary {
  const ids = new Map<string, number>();
  const counts = new Uint32Array(words.length + 1);
  counts[UNKNOWN] = unknownCount;
  words.forEach((word, index) => {
    ids.set(word, index + 1);
    counts[index + 1] = countOf(word, index);
  });
  return {
    size: words.length + 1,
    words: ['', ...words],
    unknown: UNKNOWN,
    counts,
    id: (word) => ids.get(word) ?? UNKNOWN,
  };
}

/** Words that are known by name alone: how often they occurred is not told. */
export const vocabularyOfWords = (words: readonly string[]): Vocabulary =>
  vocabularyOf(words, 0, () => 0);

/** The tokens of some ranges of a text, in order. */
export function* tokensIn(text: TokenizedText, ranges: readonly Range[]): Generator<string> {
  for (const { from, to } of ranges) {
    for (let index = from; index < to; index++) yield text.token(index);
  }
}

/** Occurrences of each word, in the order in which the words first occur. */
function countTokens(tokens: Iterable<string>): { total: number; counts: Map<string, number> } {
  const counts = new Map<string, number>();
  let total = 0;
  for (const token of tokens) {
    counts.set(token, (counts.get(token) ?? 0) + 1);
    total++;
  }
  return { total, counts };
}

/** The words to know, by descending count, ties by first occurrence. */
function frequentWords(counts: Map<string, number>, options: VocabularyOptions): string[] {
  return [...counts]
    .filter(([word, count]) => count >= options.minimumCount && word.length <= LONGEST_WORD)
    .sort(([, one], [, other]) => other - one)
    .slice(0, Math.max(0, options.maximumSize - 1))
    .map(([word]) => word);
}

/** The vocabulary of these words alone, counted in the given tokens. */
function countedVocabulary(
  words: readonly string[],
  total: number,
  counts: ReadonlyMap<string, number>,
): Vocabulary {
  const known = words.reduce((sum, word) => sum + (counts.get(word) ?? 0), 0);
  return vocabularyOf(words, total - known, (word) => counts.get(word) ?? 0);
}

/**
 * The words of the training part that occur at least `minimumCount` times, the most frequent ones
 * if they are too many.
 */
export function buildVocabulary(tokens: Iterable<string>, options?: VocabularyOptions): Vocabulary;
export function buildVocabulary(
  text: TokenizedText,
  from: number,
  to: number,
  options?: VocabularyOptions,
): Vocabulary;
export function buildVocabulary(
  source: Iterable<string> | TokenizedText,
  fromOrOptions?: number | VocabularyOptions,
  to?: number,
  options?: VocabularyOptions,
): Vocabulary {
  if (typeof fromOrOptions === 'number' && 'token' in source) {
    const range = { from: fromOrOptions, to: to ?? source.count };
    return buildVocabulary(tokensIn(source, [range]), options);
  }
  if ('token' in source) return buildVocabulary(source, 0, source.count);
  const chosen = typeof fromOrOptions === 'object' ? fromOrOptions : VOCABULARY_OPTIONS;
  const { total, counts } = countTokens(source);
  return countedVocabulary(frequentWords(counts, chosen), total, counts);
}

/**
 * The old words under their old ids, and after them the new text's further words as far as there is
 * room; all counted in the new text, where an old word may not occur any more.
 */
export function extendVocabulary(
  old: Vocabulary,
  tokens: Iterable<string>,
  options: VocabularyOptions = VOCABULARY_OPTIONS,
): ExtendedVocabulary {
  const { total, counts } = countTokens(tokens);
  const current = frequentWords(counts, options);
  const unheard = current.filter((word) => old.id(word) === old.unknown);
  const added = unheard.slice(0, Math.max(0, options.maximumSize - old.size));
  const words = [...old.words.slice(1), ...added];
  return {
    vocabulary: countedVocabulary(words, total, counts),
    added: added.length,
    newShare: current.length === 0 ? 0 : unheard.length / current.length,
  };
}

/** Ids of the tokens from..to of the text. */
export function encode(
  text: TokenizedText,
  vocabulary: Vocabulary,
  from: number,
  to: number,
): Int32Array<ArrayBuffer> {
  const ids = new Int32Array(Math.max(0, to - from));
  for (let index = 0; index < ids.length; index++) {
    ids[index] = vocabulary.id(text.token(from + index));
  }
  return ids;
}

/** What JSON holds of a vocabulary: the words by id, and their counts. */
export interface SerialisedVocabulary {
  readonly words: readonly string[];
  readonly counts: readonly number[];
}

export function serialiseVocabulary({ words, counts }: Vocabulary): SerialisedVocabulary {
  return { words, counts: [...counts] };
}

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const schema = v.object({ words: v.array(v.string()), counts: v.array(count) });

/** Reads what {@link serialiseVocabulary} wrote; the problem is the rest of a sentence. */
export function parseVocabulary(stored: unknown): ParsedVocabulary {
  const parsed = v.safeParse(schema, stored);
  if (!parsed.success) return { ok: false, problem: 'is not a list of words with their counts' };
  const { words, counts } = parsed.output;
  if (words.length !== counts.length) {
    return { ok: false, problem: `has ${words.length} words but ${counts.length} counts` };
  }
  if (words[UNKNOWN] !== '') return { ok: false, problem: 'does not begin with the unknown class' };
  if (new Set(words).size !== words.length) return { ok: false, problem: 'has a word twice' };
  if (counts.some((value) => value > 0xffffffff))
    return { ok: false, problem: 'has an impossible count' };
  const rest = words.slice(1);
  const vocabulary = vocabularyOf(rest, counts[UNKNOWN], (_, index) => counts[index + 1]);
  return { ok: true, vocabulary };
}
