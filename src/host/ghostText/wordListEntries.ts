/**
 * The entries of VS Code's word list in plain text, in their order: the word that ghost text offers, the
 * other words by the model's probability, and the words of the text that the model does not rank. Where
 * ghost text offers the beginning of several words, it comes second: the first entry is always a whole
 * word, the most probable one. Pure.
 */
import { percent } from '../common/formatNumbers';
import type { Candidate } from '../../shared/questions/editor/ghostText';
import { insertedFor } from '../../shared/questions/editor/ghostText';
import type { WordListAnswer } from '../../shared/questions/editor/wordList';
import type { Offered } from './offers';

export interface WordListEntry {
  /** How it is shown. */
  readonly word: string;
  /** Beside the word: its probability. */
  readonly description?: string;
  /** Where that is not the word. */
  readonly inserted?: string;
  /** In this order, among those that match what is typed equally well. */
  readonly sortText: string;
  /** What VS Code compares with what is typed, where that is not the word. */
  readonly filterText?: string;
  /** Replaces the letters of a word, not all that VS Code takes for one. */
  readonly isRanked: boolean;
}

/**
 * @param offered what ghost text offers
 * @param typed the letters that ranked words replace
 */
export function wordListEntries(
  { ranked, others, stem }: Pick<WordListAnswer, 'ranked' | 'others' | 'stem'>,
  offered: Pick<Offered, 'word' | 'isStem'> | undefined,
  typed: string,
): WordListEntry[] {
  const first = offered?.isStem === true ? undefined : offered?.word;
  const isFirst = (one: Candidate): boolean => insertedFor(one) === first;
  const ordered = [...ranked.filter(isFirst), ...ranked.filter((one) => !isFirst(one))];
  const best = ordered[0]?.word;
  const words = ordered.map(({ word, probability, after }) => ({
    ...{ word, description: percent(probability), isRanked: true },
    ...(after === undefined ? {} : { inserted: after + word, filterText: after + word }),
    // VS Code lifts what is typed in full above all else, however seldom it is meant.
    ...(word === typed && word !== best ? { filterText: `${word} ` } : {}),
  }));
  return [
    ...words.slice(0, 1),
    ...(offered?.isStem === true ? [beginning(offered.word, stem)] : []),
    ...words.slice(1),
    ...others.map((word) => ({ word, isRanked: false })),
  ].map((entry, place) => ({ ...entry, sortText: String(place).padStart(6, '0') }));
}

/** A beginning that is on the screen stays while its letters are typed, also without a probability. */
function beginning(word: string, stem: Candidate | undefined): Omit<WordListEntry, 'sortText'> {
  const description = stem?.word === word ? { description: percent(stem.probability) } : {};
  return { word: `${word}…`, ...description, inserted: word, filterText: word, isRanked: true };
}
