/**
 * The surprises around the place that was looked at last, computed while nothing is asked, so that
 * scrolling on finds them ready. Waits for the trace: only exact ones are kept.
 */
import type { Judge } from '../engine/inspection/judge';
import type { Surprises } from '../engine/inspection/surprises';
import type { Trace, TraceText } from '../engine/inspection/trace';
import type { LstmState, Predictor } from '../engine/model/predictor';
import type { Chore } from './background';

/** Tokens before and behind: about two screens of words each. */
const margin = 1000;

export interface Neighbourhood extends Chore {
  /** Somebody looked at these tokens. */
  lookedAt(from: number, to: number): void;
  /** The text changed from this token on. */
  invalidate(from: number): void;
}

export function createNeighbourhood(options: {
  readonly predictor: Predictor;
  readonly judge: Judge;
  readonly ids: TraceText;
  readonly trace: Trace;
  readonly surprises: Surprises;
}): Neighbourhood {
  const { predictor, judge, ids, trace, surprises } = options;
  let wanted = { from: 0, to: 0 };
  /** The next token, and the state before it where that is at hand. */
  let next = 0;
  let state: LstmState | undefined;

  const skipKnown = (end: number): void => {
    while (next < end && surprises.has(next)) {
      next++;
      state = undefined;
    }
  };
  return {
    lookedAt(from, to) {
      wanted = { from: Math.max(0, from - margin), to: to + margin };
      next = wanted.from;
      state = undefined;
    },
    invalidate(from) {
      next = Math.max(wanted.from, Math.min(next, from));
      state = undefined;
    },
    advance() {
      const end = Math.min(wanted.to, ids.length, trace.reached + 1);
      skipKnown(end);
      if (next >= end) return true;
      const first = next;
      for (; next < end && next - first < judge.rows && !surprises.has(next); next++) {
        state ??= trace.stateBefore(next).state;
        judge.put(next - first, state, ids.id(next));
        predictor.read(ids.id(next), state);
      }
      const judged = judge.judge(next - first);
      for (let token = first; token < next; token++) surprises.note(token, judged(token - first));
      return false;
    },
  };
}
