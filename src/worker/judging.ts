/**
 * The surprises of a stretch of tokens, as many at once as the judge takes. What is known already is
 * not computed again, and noted for the next who asks.
 */
import type { Judge } from '../engine/inspection/judge';
import type { Surprise, Surprises } from '../engine/inspection/surprises';
import type { LstmState, Predictor } from '../engine/model/predictor';

/** The part of a view that is needed. */
export interface JudgedView {
  readonly predictor: Predictor;
  readonly ids: { id(token: number): number };
  readonly surprises: Surprises;
  readonly model: { readonly judge: Judge };
}

export interface JudgedStretch {
  readonly from: number;
  readonly to: number;
  /** Before `from`; read on. */
  readonly state: LstmState;
  /** Whether it was started short: then guesses are good enough, and only they are noted. */
  readonly approximate: boolean;
}

/** @returns the first token of the stretch that was not visited, or its end */
export function judgeSome(
  { predictor, ids, surprises, model: { judge } }: JudgedView,
  { from, to, state, approximate }: JudgedStretch,
  visit: (token: number, surprise: Surprise) => void,
): number {
  const asked: number[] = [];
  const end = Math.min(to, from + judge.rows);
  for (let token = from; token < end; token++) {
    if (surprises.has(token, approximate)) {
      visit(token, { bits: surprises.bits(token), rank: surprises.rank(token) });
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
    visit(at, surprise);
  });
  return end;
}
