/**
 * The surprises of a stretch of tokens, as many at once as the judge takes. What is already known is
 * not computed again; what is computed is noted for later questions.
 */
import type { SurpriseBatch } from '../../engine/reading/surpriseBatch';
import type { ReadingMarks } from '../../engine/reading/readingMarks';
import { createReadingMarks, within } from '../../engine/reading/readingMarks';
import type { Surprise, SurpriseStore } from '../../engine/reading/surpriseStore';
import type { Predictor } from '../../engine/network/predictor';
import type { RecurrentState } from '../../engine/network/state';

/** The part of a view that is needed. */
export interface JudgedView {
  readonly predictor: Predictor;
  readonly ids: { id(token: number): number };
  readonly surprises: SurpriseStore;
  readonly nearMarks: ReadingMarks;
  readonly model: { readonly judge: SurpriseBatch };
}

/**
 * For what is on the screen: about three screens and their margins. A surprise then differs by some
 * thousandths of a bit from what it will be once everything was read again.
 */
export const createNearMarks = (most = 256): ReadingMarks =>
  createReadingMarks({ apart: () => 16, most, isSame: within(1e-3) });

/** Tokens that are read at once at most, in some milliseconds. */
const mostRead = 64;

export interface JudgedStretch {
  readonly from: number;
  readonly to: number;
  /** Before `from`; read on, but not over what is only guessed. */
  readonly state: RecurrentState;
  /** Whether it was started short. */
  readonly approximate: boolean;
  /** Whether guesses are good enough, and with them what was computed before an edit. */
  readonly guessed: boolean;
}

/** @returns the first token of the stretch that was not visited, or its end */
export function judgeTokens(
  view: JudgedView,
  stretch: JudgedStretch,
  visit: (token: number, surprise: Surprise, isGuess: boolean) => void,
): number {
  const { surprises, model } = view;
  const { known, asked, next } = readSome(view, stretch);
  for (const at of known) {
    const surprise = { bits: surprises.bits(at), rank: surprises.rank(at) };
    visit(at, surprise, !surprises.has(at));
  }
  const judged = model.judge.judge(asked.length);
  asked.forEach((at, n) => {
    const surprise = judged(n);
    surprises.note(at, surprise, stretch.approximate);
    visit(at, surprise, stretch.approximate);
  });
  return next;
}

/** Reads on, and has the judge compute what is not known well enough. */
function readSome(
  { predictor, ids, surprises, nearMarks, model: { judge } }: JudgedView,
  { from, to, state, guessed }: JudgedStretch,
): { readonly known: number[]; readonly asked: number[]; readonly next: number } {
  const known: number[] = [];
  const asked: number[] = [];
  let token = from;
  for (; token < to && asked.length < judge.rows && token < from + mostRead; token++) {
    const met = nearMarks.meets(token, state);
    if (met !== undefined) {
      surprises.trust(token, met);
      if (guessed && isGuessed(surprises, token, to)) {
        for (; token < to; token++) known.push(token); // without reading on
        break;
      }
    }
    if (surprises.has(token, guessed)) known.push(token);
    else judge.put(asked.push(token) - 1, state, ids.id(token));
    predictor.read(ids.id(token), state);
  }
  return { known, asked, next: token };
}

/** Whether something is known of all these tokens. */
function isGuessed(surprises: SurpriseStore, from: number, to: number): boolean {
  let token = from;
  while (token < to && surprises.has(token, true)) token++;
  return token >= to;
}
