/**
 * Why there is no ghost text at a place: the best guesses there, and what they would need to be shown.
 */
import type { Versions } from '../../model/versions';

export interface SilenceRequest {
  readonly documentKey: string;
  readonly offset: number;
  readonly precision: number;
  readonly minimumLetters: number;
  /** What was suggested last at this word: it stays while its letters are typed. */
  readonly last?: { readonly start: number; readonly word: string; readonly isStem?: boolean };
}

export interface Guess {
  readonly word: string;
  /** Among all words that begin with what is typed, new ones included. */
  readonly probability: number;
  /** From which probability on it would be shown here; 1 = never. */
  readonly needed: number;
  /** The same as it was learnt, before it followed the text that is being written. */
  readonly learnt: number;
  /** And as it followed that, before it is made stricter for a short text. */
  readonly followed: number;
  /** Letters that it saves. */
  readonly saved: number;
}

export interface SilenceAnswer extends Versions {
  /** Where the word that would be completed begins. */
  readonly start: number;
  /** Letters of it that are typed. */
  readonly letters: number;
  /** A word may stand here; not within a number. */
  readonly mayStand: boolean;
  /** After the place its own word goes on. */
  readonly insideWord: boolean;
  readonly best?: Guess;
  /** The best of those that save enough letters. */
  readonly worthwhile?: Guess;
  /** What was suggested last, where it still continues what is typed. */
  readonly staying?: Guess;
  /** The beginning of several words, where none of them is sure. */
  readonly stem?: Guess;
}
