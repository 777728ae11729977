/**
 * The surprises of a stretch of tokens, as many at once as the judge takes. What is known already is
 * not computed again, and noted for the next who asks.
 */
import type { Judge } from '../engine/inspection/judge';
import type { ReadingMarks } from '../engine/inspection/readingMarks';
import { createReadingMarks, within } from '../engine/inspection/readingMarks';
import type { Surprise, Surprises } from '../engine/inspection/surprises';
import type { LstmState, Predictor } from '../engine/model/predictor';

/** The part of a view that is needed. */
export interface JudgedView {
  readonly predictor: Predictor;
  readonly ids: { id(token: number): number };
  readonly surprises: Surprises;
  readonly nearMarks: ReadingMarks;
  readonly model: { readonly judge: Judge };
}

/**
 * For where somebody looks: about three screens and their margins. A surprise then differs by some
 * thousandths of a bit from what it will be once everything was read again.
 */
export const createNearMarks = (): ReadingMarks =>
  createReadingMarks({ apart: 16, most: 256, isSame: within(1e-3) });

/** Tokens that are read at once at most, in some milliseconds. */
const mostRead = 64;

export interface JudgedStretch {
  readonly from: number;
  readonly to: number;
  /** Before `from`; read on. */
  readonly state: LstmState;
  /** Whether it was started short. */
  readonly approximate: boolean;
  /** Whether guesses are good enough, and with them what was computed before an edit. */
  readonly guessed: boolean;
}

/** @returns the first token of the stretch that was not visited, or its end */
export function judgeSome(
  { predictor, ids, surprises, nearMarks, model: { judge } }: JudgedView,
  { from, to, state, approximate, guessed }: JudgedStretch,
  visit: (token: number, surprise: Surprise, isGuess: boolean) => void,
): number {
  const isKnown = (first: number): boolean => {
    let token = first;
    while (token < to && surprises.has(token, true)) token++;
    return token >= to;
  };
  const visitKnown = (token: number): void => {
    const known = { bits: surprises.bits(token), rank: surprises.rank(token) };
    visit(token, known, !surprises.has(token));
  };
  const asked: number[] = [];
  let token = from;
  for (; token < to && asked.length < judge.rows && token < from + mostRead; token++) {
    const met = nearMarks.meets(token, state);
    if (met !== undefined) surprises.trust(token, met);
    if (met !== undefined && guessed && isKnown(token)) {
      for (; token < to; token++) visitKnown(token);
      break;
    }
    if (surprises.has(token, guessed)) {
      visitKnown(token);
    } else {
      judge.put(asked.length, state, ids.id(token));
      asked.push(token);
    }
    predictor.read(ids.id(token), state);
  }
  const judged = judge.judge(asked.length);
  asked.forEach((at, n) => {
    const surprise = judged(n);
    surprises.note(at, surprise, approximate);
    visit(at, surprise, approximate);
  });
  return token;
}
