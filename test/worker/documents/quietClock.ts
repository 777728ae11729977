/** A clock that stands still until it is told to go on. */
import type { Clock } from '../../../src/worker/platform/clock';

export interface QuietClock extends Clock {
  pass(milliseconds: number): void;
}

export function quietClock(): QuietClock {
  let now = 0;
  const due = new Map<() => void, number>();
  return {
    now: () => now,
    date: () => now,
    nextTurn: () => Promise.resolve(),
    every: () => () => undefined,
    after(milliseconds, then) {
      due.set(then, now + milliseconds);
      return () => void due.delete(then);
    },
    pass(milliseconds) {
      now += milliseconds;
      for (const [then, at] of [...due]) {
        if (at > now) continue;
        due.delete(then);
        then();
      }
    },
  };
}
