/**
 * The entries of VS Code's word list in plain text, in the order in which they are to stand: the word
 * that ghost text offers, the other words by the model's probability, and the words of the text that
 * the model does not rank. Pure.
 */
import { percent } from '../common/formatNumbers';
import type { Candidate } from '../../shared/questions/editor/ghostText';
import { insertedFor } from '../../shared/questions/editor/ghostText';
import type { WordListAnswer } from '../../shared/questions/editor/wordList';

export interface WordListEntry {
  readonly word: string;
  /** Beside the word: its probability. */
  readonly description?: string;
  /** Where that is more than the word. */
  readonly inserted?: string;
  /** In this order, among those that match what is typed equally well. */
  readonly sortText: string;
  /** What VS Code compares with what is typed, where that is not the word. */
  readonly filterText?: string;
  /** Replaces the letters of a word, not all that VS Code takes for one. */
  readonly isRanked: boolean;
}

/**
 * @param first the word that ghost text offers
 * @param typed the letters that ranked words replace
 */
export function wordListEntries(
  { ranked, others }: Pick<WordListAnswer, 'ranked' | 'others'>,
  first: string | undefined,
  typed: string,
): WordListEntry[] {
  const isFirst = (one: Candidate): boolean => insertedFor(one) === first;
  const ordered = [...ranked.filter(isFirst), ...ranked.filter((one) => !isFirst(one))];
  const best = ordered[0]?.word;
  return [
    ...ordered.map(({ word, probability, after }) => ({
      ...{ word, description: percent(probability), isRanked: true },
      ...(after === undefined ? {} : { inserted: after + word, filterText: after + word }),
      // VS Code lifts what is typed in full above all else, however seldom it is meant.
      ...(word === typed && word !== best ? { filterText: `${word} ` } : {}),
    })),
    ...others.map((word) => ({ word, isRanked: false })),
  ].map((entry, place) => ({ ...entry, sortText: String(place).padStart(6, '0') }));
}
