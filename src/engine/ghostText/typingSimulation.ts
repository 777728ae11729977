/**
 * What a user would see while typing a text letter by letter with one suggestion at a time: at every
 * letter the most probable word that continues from what is typed and saves enough letters, if it is
 * probable enough. A suggestion stays while its letters are typed and counts as one display; a right
 * one is taken at once (cost: letters typed + 1, as in design section 6).
 */
import { newWordsMass } from '../experts/expertVotes';
import { letterWorth } from '../text/words/letterWorth';

/** What could be shown at one moment of typing a token. */
export interface Moment {
  /** Letters typed of the token so far. */
  readonly letters: number;
  readonly word: string;
  /** Of the word, after letters among all words that begin with them, new ones included. */
  readonly probability: number;
  readonly right: boolean;
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

/** @param mixed [S] probabilities at the token's place; id 0 is a word that is not in the lexicon */
export function typed(
  offered: OfferedWords,
  mixed: Float64Array,
  { token, isWord, opens }: TokenToType,
  minimumLetters: number,
): TypedToken {
  const moments: Moment[] = [];
  const letters = isWord ? [...token] : [];
  let prefix = '';
  for (let count = 0; count <= letters.length; count++) {
    if (count > 0) prefix += letters[count - 1];
    if (count === 0 && !opens) continue;
    const moment = momentAt(offered, mixed, prefix, count, minimumLetters);
    if (moment) moments.push({ ...moment, right: isWord && moment.word === token });
  }
  return { token, isWord, moments };
}

function momentAt(
  offered: OfferedWords,
  mixed: Float64Array,
  prefix: string,
  letters: number,
  minimumLetters: number,
): Omit<Moment, 'right'> | undefined {
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
  return { letters, word: offered.words[best], probability: letters === 0 ? most : most / whole };
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
}

/** Letters, as `letterWorth` counts them. */
export const savedBy = ({ word, letters }: Moment): number =>
  letterWorth([...word].slice(letters).join(''));

/**
 * @param shows whether a word is probable enough
 * @param follow called after each token with its outcome
 */
export function simulateTyping(
  tokens: readonly TypedToken[],
  shows: (moment: Moment) => boolean,
  follow?: (outcome: Outcome) => void,
): Displays {
  const sum = { words: 0, displays: 0, right: 0, misled: 0, cost: 0, fullCost: 0 };
  for (const typedToken of tokens) {
    const { token, isWord } = typedToken;
    const full = [...token].length + 1;
    const { displays, taken } = simulateToken(typedToken, shows);
    follow?.({ isWord, displays, right: taken !== undefined });
    sum.displays += displays;
    if (taken !== undefined) sum.right++;
    if (!isWord) continue;
    sum.words++;
    if (displays > 0 && taken === undefined) sum.misled++;
    sum.fullCost += full;
    sum.cost += taken === undefined ? full : Math.min(full, taken + 1);
  }
  return sum;
}

/** @returns with how many letters typed a right word was taken, if one was */
export function simulateToken(
  { token, moments }: TypedToken,
  shows: (moment: Moment) => boolean,
): { readonly displays: number; readonly taken: number | undefined } {
  let displays = 0;
  let onScreen: string | undefined;
  for (const moment of moments) {
    const { letters, word, right } = moment;
    if (onScreen !== undefined && staysOn(onScreen, token, letters)) continue;
    onScreen = undefined;
    if (!shows(moment)) continue;
    displays++;
    if (right) return { displays, taken: letters };
    onScreen = word;
  }
  return { displays, taken: undefined };
}

/** Whether what is typed of the token is how the shown word begins, and the word goes on. */
export function staysOn(word: string, token: string, letters: number): boolean {
  const begun = [...token].slice(0, letters).join('');
  return word.length > begun.length && word.startsWith(begun);
}
