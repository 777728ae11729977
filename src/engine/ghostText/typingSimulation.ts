/**
 * What a user would see while typing a text letter by letter with one suggestion at a time: at every
 * letter the most probable word that continues from what is typed and saves enough letters, if it is
 * probable enough; otherwise the beginning of it that is. A suggestion stays while its letters are typed
 * and counts as one display; a right one is taken at once (cost: letters typed + 1, as in design
 * section 6). A beginning is right where the word begins with it; then the rest of the word is typed.
 */
import { newWordsMass } from '../experts/expertVotes';
import { letterWorth } from '../text/words/letterWorth';
import { stemsOf, type Stem, type WeighedWord } from './stems';

/** What could be shown at one moment of typing a token. */
export interface Moment {
  /** Letters typed of the token so far. */
  readonly letters: number;
  readonly word: string;
  /** Of the word, after letters among all words that begin with them, new ones included. */
  readonly probability: number;
  readonly right: boolean;
  /** What could be shown in place of the word. */
  readonly stems?: readonly Stem[];
}

/** A token being typed. */
export interface TypedToken {
  readonly token: string;
  /** A word of letters; only these cost and count. */
  readonly isWord: boolean;
  readonly moments: readonly Moment[];
}

export interface TokenToType {
  readonly token: string;
  readonly isWord: boolean;
  /** A suggestion can be asked for before its first letter. */
  readonly opens: boolean;
}

/** The words that may be offered, by id. */
export interface OfferedWords {
  readonly words: readonly string[];
  /** How many they are. */
  readonly count: number;
  /** As `letterWorth` counts them. */
  lettersOf(id: number): number;
  /** Ids of those that begin so. */
  beginning(prefix: string): Int32Array;
}

/**
 * @param mixed [S] probabilities at the token's place; id 0 is a word that is not in the lexicon
 * @param withStems beginnings, too
 */
export function typed(
  offered: OfferedWords,
  mixed: Float64Array,
  { token, isWord, opens }: TokenToType,
  minimumLetters: number,
  withStems = false,
): TypedToken {
  const moments: Moment[] = [];
  const letters = isWord ? [...token] : [];
  let prefix = '';
  for (let count = 0; count <= letters.length; count++) {
    if (count > 0) prefix += letters[count - 1];
    if (count === 0 && !opens) continue;
    const moment = momentAt(offered, mixed, prefix, count, minimumLetters);
    if (!moment) continue;
    const { whole, ...shown } = moment;
    const stems =
      withStems && count > 0
        ? stemsAt(offered, mixed, { prefix, whole, minimumLetters })
        : undefined;
    moments.push({ ...shown, ...(stems ? { stems } : {}), right: isWord && moment.word === token });
  }
  return { token, isWord, moments };
}

function momentAt(
  offered: OfferedWords,
  mixed: Float64Array,
  prefix: string,
  letters: number,
  minimumLetters: number,
): (Omit<Moment, 'right' | 'stems'> & { readonly whole: number }) | undefined {
  const ids = offered.beginning(prefix);
  let whole = newWordsMass(mixed[0], ids.length, offered.count);
  const least = letterWorth(prefix) + minimumLetters;
  let best = -1;
  let most = 0;
  for (const id of ids) {
    const p = mixed[id];
    whole += p;
    if (p > most && offered.lettersOf(id) >= least) {
      most = p;
      best = id;
    }
  }
  if (best < 0) return undefined;
  const probability = letters === 0 ? most : most / whole;
  return { letters, word: offered.words[best], probability, whole };
}

function stemsAt(
  { words, beginning }: OfferedWords,
  mixed: Float64Array,
  {
    prefix,
    whole,
    minimumLetters,
  }: { readonly prefix: string; readonly whole: number; readonly minimumLetters: number },
): Stem[] {
  const weighed: WeighedWord[] = [];
  for (const id of beginning(prefix)) {
    if (mixed[id] > 0) weighed.push({ word: words[id], mass: mixed[id] });
  }
  return stemsOf(weighed, prefix, whole, minimumLetters);
}

export interface Displays {
  readonly words: number;
  readonly displays: number;
  readonly right: number;
  /** Words at which something was shown, and nothing right. */
  readonly misled: number;
  /** Letters and accepting keys typed, and what it would have been without suggestions. */
  readonly cost: number;
  readonly fullCost: number;
}

/** The outcome of one token of the text. */
export interface Outcome {
  readonly isWord: boolean;
  readonly displays: number;
  readonly right: boolean;
  /** Beginnings that were right, if any were. */
  readonly stems?: number;
}

/** Letters, as `letterWorth` counts them. */
export const savedBy = ({ word, letters }: Moment): number =>
  letterWorth([...word].slice(letters).join(''));

/** What is shown at a moment. */
export interface Shows {
  /** Whether the word is probable enough. */
  readonly word: (moment: Moment) => boolean;
  /** Where it is not: the beginning that is. */
  readonly stem?: (moment: Moment) => Stem | undefined;
}

/** @param follow called after each token with its outcome */
export function simulateTyping(
  tokens: readonly TypedToken[],
  shows: Shows | Shows['word'],
  follow?: (outcome: Outcome) => void,
): Displays {
  const sum = { words: 0, displays: 0, right: 0, misled: 0, cost: 0, fullCost: 0 };
  for (const typedToken of tokens) {
    const { token, isWord } = typedToken;
    const full = [...token].length + 1;
    const { displays, taken, stems, spared } = simulateToken(typedToken, shows);
    follow?.({ isWord, displays, right: taken !== undefined, stems });
    sum.displays += displays;
    sum.right += stems + (taken === undefined ? 0 : 1);
    if (!isWord) continue;
    sum.words++;
    if (displays > 0 && taken === undefined && stems === 0) sum.misled++;
    sum.fullCost += full;
    sum.cost += Math.min(full, (taken === undefined ? full : taken + 1) - spared);
  }
  return sum;
}

export interface Simulated {
  readonly displays: number;
  /** With how many letters before it a right word was taken, if one was. */
  readonly taken: number | undefined;
  /** Right beginnings that were taken on the way, and the letters that they spared, less a key for each. */
  readonly stems: number;
  readonly spared: number;
}

export function simulateToken(
  { token, isWord, moments }: TypedToken,
  shows: Shows | Shows['word'],
): Simulated {
  const { word: isShown, stem: stemOf } = typeof shows === 'function' ? { word: shows } : shows;
  const sum = { displays: 0, stems: 0, spared: 0 };
  let onScreen: string | undefined;
  /** Letters that stand there, of a beginning that was taken. */
  let reached = 0;
  for (const moment of moments) {
    const { letters, word, right } = moment;
    if (letters < reached) continue;
    if (onScreen !== undefined && staysOn(onScreen, token, letters)) continue;
    onScreen = undefined;
    if (isShown(moment)) {
      sum.displays++;
      if (right) return { ...sum, taken: letters };
      onScreen = word;
      continue;
    }
    const stem = stemOf?.(moment)?.stem;
    if (stem === undefined) continue;
    sum.displays++;
    if (isWord && stem === token) return { ...sum, taken: letters };
    if (isWord && token.startsWith(stem)) {
      reached = [...stem].length;
      sum.stems++;
      sum.spared += reached - letters - 1;
    } else onScreen = stem;
  }
  return { ...sum, taken: undefined };
}

/** Whether what is typed of the token is how the shown word begins, and the word goes on. */
export function staysOn(word: string, token: string, letters: number): boolean {
  const begun = [...token].slice(0, letters).join('');
  return word.length > begun.length && word.startsWith(begun);
}
