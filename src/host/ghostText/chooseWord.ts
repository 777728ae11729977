/**
 * Which of the reader's words becomes ghost text: the most probable one that is made of letters,
 * continues from what is typed, saves enough of it and is not too doubtful to be shown. Pure.
 */
import type { Candidate } from '../../shared/questions/editor/ghostText';
import { insertedFor, mayBeGhost } from '../../shared/questions/editor/ghostText';

export interface Situation {
  /** What is there already: the letters that the word replaces, or the item of the suggest list. */
  readonly typed: string;
  /** At least this many letters must be saved. */
  readonly minimumLetters: number;
  /** The words are on the screen already, however doubtful they became. */
  readonly stays?: boolean;
}

export function chooseWord(
  words: readonly Candidate[],
  { typed, minimumLetters, stays = false }: Situation,
): string | undefined {
  // A less probable one would not be what was measured, though it may save enough to be shown.
  const best = words.find(
    (candidate) =>
      mayBeGhost(candidate) &&
      insertedFor(candidate).startsWith(typed) &&
      savedBy(candidate, typed) >= minimumLetters,
  );
  return best && (best.shown !== false || stays) ? insertedFor(best) : undefined;
}

function savedBy(candidate: Candidate, typed: string): number {
  const rest = [...insertedFor(candidate)].length - [...typed].length;
  return rest <= 0 ? rest : (candidate.saves ?? rest);
}

/** Letters of scripts without spaces: what follows a cursor may be another word. */
const unspaced =
  /^[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}\p{sc=Laoo}\p{sc=Khmr}\p{sc=Mymr}\p{sc=Tale}\p{sc=Talu}\p{sc=Lana}\p{sc=Tavt}\p{sc=Ahom}]/u;

/**
 * Whether the cursor is within a word however the text is cut, so that what stands after it would be
 * doubled. In scripts without spaces, only the reader knows.
 */
export function isInsideWord(after: string): boolean {
  return /^[\p{L}\p{M}\p{N}]/u.test(after) && !(/^\p{L}/u.test(after) && unspaced.test(after));
}
