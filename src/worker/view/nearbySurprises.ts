/**
 * The surprises around the last place that was shown, computed while no question is pending, so that
 * they are ready when the user scrolls. Waits for the trace: only exact ones are kept.
 */
import type { Trace, TraceText } from '../../engine/reading/trace';
import type { RecurrentState } from '../../engine/network/state';
import type { Chore } from '../scheduling/background';
import { judgeTokens, type JudgedView } from './tokenSurprises';

/** Tokens before and after: about two screens of words each. */
const margin = 1000;

export interface NearbySurprises extends Chore {
  /** These tokens were shown. */
  lookedAt(from: number, to: number): void;
  /** The text changed from this token on. */
  invalidate(from: number): void;
}

export function createNearbySurprises(
  view: JudgedView & { readonly ids: TraceText; readonly trace: Trace },
): NearbySurprises {
  const { ids, trace, surprises } = view;
  let wanted = { from: 0, to: 0 };
  /** The next token, and the state before it where that is at hand. */
  let next = 0;
  let state: RecurrentState | undefined;

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
      state ??= trace.stateBefore(next).state;
      const stretch = { from: next, to: end, state, approximate: false, guessed: false };
      next = judgeTokens(view, stretch, () => undefined);
      return false;
    },
  };
}
