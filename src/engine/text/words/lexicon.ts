/**
 * All words of a document with ids of their own, those that a model does not know included, and how
 * often each occurs. Follows the document: a word that no longer occurs gives its id back, unless
 * the model knows it. Id 0 is no word: it stands for every word that is not in the lexicon.
 */
import type { Vocabulary } from './vocabulary';
import { isAlphabetic } from './word';

export interface Lexicon {
  /** Ids in use are below it. */
  readonly size: number;
  /** By id; '' where there is no word. */
  readonly words: readonly string[];
  /** [size or more] occurrences. */
  readonly counts: Int32Array;
  /** [size or more] 1: a word of letters, which completion may offer. */
  readonly alphabetic: Uint8Array;
  /** [size or more] the model's id of each word; its unknown class where it does not know the word. */
  readonly modelIds: Int32Array;
  /** Of the model: its unknown class, or -1 without a model. */
  readonly unknown: number;
  /** Occurrences of words that the model does not know, and how many words these are. */
  readonly strangers: { readonly tokens: number; readonly types: number };
  /** @returns the word's id or 0 */
  id(word: string): number;
  /** Counts one more occurrence. @returns the word's id, a new one if it has none */
  take(word: string): number;
  /** Takes one occurrence back. */
  drop(id: number): void;
  /** Takes in the words of a model, in place of the one before. */
  attach(vocabulary: Vocabulary): void;
}

const sameWords = (one: Vocabulary, other: Vocabulary): boolean =>
  one.unknown === other.unknown &&
  one.words.length === other.words.length &&
  one.words.every((word, id) => word === other.words[id]);

interface Columns {
  counts: Int32Array;
  alphabetic: Uint8Array;
  modelIds: Int32Array;
}

const grown = <A extends Int32Array | Uint8Array>(column: A, into: A): A => {
  into.set(column);
  return into;
};

export function createLexicon(): Lexicon {
  const ids = new Map<string, number>();
  const words = [''];
  const free: number[] = [];
  const strangers = { tokens: 0, types: 0 };
  let vocabulary: Vocabulary | undefined;
  let columns: Columns = {
    counts: new Int32Array(1024),
    alphabetic: new Uint8Array(1024),
    modelIds: new Int32Array(1024),
  };

  const makeRoom = (): void => {
    const length = 2 * words.length;
    columns = {
      counts: grown(columns.counts, new Int32Array(length)),
      alphabetic: grown(columns.alphabetic, new Uint8Array(length)),
      modelIds: grown(columns.modelIds, new Int32Array(length)),
    };
  };
  const add = (word: string): number => {
    const id = free.pop() ?? words.length;
    words[id] = word;
    ids.set(word, id);
    if (words.length > columns.counts.length) makeRoom();
    columns.alphabetic[id] = isAlphabetic(word) ? 1 : 0;
    columns.modelIds[id] = vocabulary?.id(word) ?? -1;
    return id;
  };
  const isStranger = (id: number): boolean => columns.modelIds[id] === (vocabulary?.unknown ?? -1);
  const remove = (id: number): void => {
    ids.delete(words[id]);
    words[id] = '';
    columns.alphabetic[id] = 0;
    free.push(id);
  };
  const countStrangers = (): void => {
    strangers.tokens = 0;
    strangers.types = 0;
    for (let id = 1; id < words.length; id++) {
      if (!isStranger(id) || columns.counts[id] === 0) continue;
      strangers.tokens += columns.counts[id];
      strangers.types++;
    }
  };

  return {
    words,
    strangers,
    get size() {
      return words.length;
    },
    get counts() {
      return columns.counts;
    },
    get alphabetic() {
      return columns.alphabetic;
    },
    get modelIds() {
      return columns.modelIds;
    },
    get unknown() {
      return vocabulary?.unknown ?? -1;
    },
    id: (word) => ids.get(word) ?? 0,
    take(word) {
      const id = ids.get(word) ?? add(word);
      const count = ++columns.counts[id];
      if (isStranger(id)) {
        strangers.tokens++;
        if (count === 1) strangers.types++;
      }
      return id;
    },
    drop(id) {
      const count = --columns.counts[id];
      if (!isStranger(id)) return;
      strangers.tokens--;
      if (count > 0) return;
      strangers.types--;
      remove(id);
    },
    attach(next) {
      if (next === vocabulary) return;
      const isSame = vocabulary !== undefined && sameWords(vocabulary, next);
      vocabulary = next;
      // Two texts of a manuscript may each have opened the model for themselves.
      if (isSame) return;
      for (let id = 1; id < words.length; id++) {
        if (words[id] === '') continue;
        columns.modelIds[id] = next.id(words[id]);
        if (columns.counts[id] === 0 && isStranger(id)) remove(id);
      }
      for (const word of next.words) if (word !== '' && !ids.has(word)) add(word);
      countStrangers();
    },
  };
}
