/**
 * The surprises of a stretch of tokens, as many at once as the judge takes. What is known already is
 * not computed again; what was read from the document's beginning is noted for the next who asks.
 */
import type { Judge } from '../engine/inspection/judge';
import type { Surprise, Surprises } from '../engine/inspection/surprises';
import type { LstmState, Predictor } from '../engine/model/predictor';

export interface Judged {
  readonly predictor: Predictor;
  readonly judge: Judge;
  readonly surprises: Surprises;
  idAt(token: number): number;
}

export interface JudgedView extends Pick<Judged, 'predictor' | 'surprises'> {
  readonly ids: { id(token: number): number };
  readonly model: Pick<Judged, 'judge'>;
}

export interface JudgedStretch {
  readonly from: number;
  readonly to: number;
  /** Before `from`; read on. */
  readonly state: LstmState;
  /** Whether it was started short: nothing is noted then. */
  readonly approximate: boolean;
}

/** Of a view. */
export const judgedOf = ({ predictor, surprises, ids, model: { judge } }: JudgedView): Judged => ({
  ...{ predictor, judge, surprises },
  idAt: (token) => ids.id(token),
});

/** @returns the first token of the stretch that was not visited, or its end */
export function judgeSome(
  { predictor, judge, surprises, idAt }: Judged,
  { from, to, state, approximate }: JudgedStretch,
  visit: (token: number, surprise: Surprise) => void,
): number {
  const asked: number[] = [];
  const end = Math.min(to, from + judge.rows);
  for (let token = from; token < end; token++) {
    if (surprises.has(token)) {
      visit(token, { bits: surprises.bits(token), rank: surprises.rank(token) });
    } else {
      judge.put(asked.length, state, idAt(token));
      asked.push(token);
    }
    predictor.read(idAt(token), state);
  }
  const judged = judge.judge(asked.length);
  asked.forEach((at, n) => {
    const surprise = judged(n);
    if (!approximate) surprises.note(at, surprise);
    visit(at, surprise);
  });
  return end;
}
