/**
 * Which of the reader's words becomes ghost text: the most probable one that is made of letters,
 * goes on from what is typed, saves enough of it and is not too doubtful to be shown. Pure.
 */
import type { Candidate } from '../../shared/questions/editor/ghostText';

export interface Situation {
  /** What is there already: the letters that the word replaces, or the item of the suggest list. */
  readonly typed: string;
  /** At least so many letters must be saved. */
  readonly minimumLetters: number;
  /** The words are on the screen already, however doubtful they became. */
  readonly stays?: boolean;
}

/** The reader says what a word is; what has digits, spaces or dashes in it was not offered as one. */
const letters = /^\p{L}[^\p{N}\p{Z}\p{Pd}\p{Pc}]*$/u;

export function chooseWord(
  words: readonly Candidate[],
  { typed, minimumLetters, stays = false }: Situation,
): string | undefined {
  // A less probable one would not be what was measured, though it may save enough to be shown.
  const best = words.find(
    (candidate) =>
      letters.test(candidate.word) &&
      insertedFor(candidate).startsWith(typed) &&
      savedBy(candidate, typed) >= minimumLetters,
  );
  return best && (best.shown !== false || stays) ? insertedFor(best) : undefined;
}

/** What stands in the text where the word is taken, in the place of what is typed. */
export const insertedFor = ({ word, after = '' }: Candidate): string => after + word;

function savedBy(candidate: Candidate, typed: string): number {
  const rest = [...insertedFor(candidate)].length - [...typed].length;
  return rest <= 0 ? rest : (candidate.saves ?? rest);
}

/** Letters of scripts without spaces: what follows a cursor may be another word. */
const unspaced =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tale}\p{sc=Talu}\p{sc=Lana}\p{sc=Tavt}\p{sc=Ahom}]/u;

/**
 * A cursor that is within a word whatever the text is cut into: what stands behind it would be doubled.
 * In scripts without spaces, only the reader knows.
 */
export function isInsideWord(after: string): boolean {
  return /^[\p{L}\p{M}\p{N}]/u.test(after) && !(/^\p{L}/u.test(after) && unspaced.test(after));
}
