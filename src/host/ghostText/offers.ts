/**
 * What was offered last as ghost text, and what was hidden with Esc. The word that is offered stands
 * first in the list, too; a word at which Esc was pressed is left alone to its end.
 */
import type { Candidate, CompletionAnswer } from '../../shared/questions/editor/ghostText';
import { insertedFor } from '../../shared/questions/editor/ghostText';
import { chooseWord } from './chooseWord';

export interface Offered {
  readonly documentKey: string;
  readonly start: number;
  readonly word: string;
  /** The beginning of several words, not a whole one. */
  readonly isStem?: boolean;
}

/** Where a word begins, or may begin. */
export type WordPlace = Pick<Offered, 'documentKey' | 'start'>;

export interface Offers {
  last: Offered | undefined;
  /** The word that must not get a ghost. */
  hidden: WordPlace | undefined;
}

export const createOffers = (): Offers => ({ last: undefined, hidden: undefined });

export const isAt = (place: WordPlace | undefined, { documentKey, start }: WordPlace): boolean =>
  place?.documentKey === documentKey && place.start === start;

/** Whether the word is one at which Esc was pressed; at any other, that is forgotten. */
export function isHidden(offers: Offers, place: WordPlace): boolean {
  if (!isAt(offers.hidden, place)) offers.hidden = undefined;
  return offers.hidden !== undefined;
}

/** Where a word may be offered, and how much it must save. */
export interface Offering extends WordPlace {
  /** The letters that it replaces. */
  readonly typed: string;
  readonly minimumLetters: number;
}

/** A word that is on the screen stays while its letters are typed, however few are left. */
export function offeredWord(
  words: readonly Candidate[],
  last: Offered | undefined,
  { typed, minimumLetters, ...place }: Offering,
): string | undefined {
  const stays = isAt(last, place) ? words.filter((one) => insertedFor(one) === last?.word) : [];
  return (
    chooseWord(stays, { typed, minimumLetters: 1, stays: true }) ??
    chooseWord(words, { typed, minimumLetters })
  );
}

/** What is offered where a beginning may be all that is sure: what is on the screen, a word, the beginning. */
export function offeredWordOrStem(
  { words, stem }: Pick<CompletionAnswer, 'words' | 'stem'>,
  last: Offered | undefined,
  offering: Offering,
): Pick<Offered, 'word' | 'isStem'> | undefined {
  const { typed, minimumLetters, ...place } = offering;
  const goesOn = (begun: string): boolean => begun.startsWith(typed) && begun.length > typed.length;
  if (last?.isStem && isAt(last, place) && goesOn(last.word)) {
    const stands = words.some((one) => insertedFor(one).startsWith(last.word));
    if (stands) return { word: last.word, isStem: true };
  }
  const word = offeredWord(words, last, offering);
  if (word !== undefined) return { word };
  const isOffered = stem?.shown === true && (stem.saves ?? 0) >= minimumLetters;
  return isOffered && goesOn(stem.word) ? { word: stem.word, isStem: true } : undefined;
}
