/** Time, as values to hand in: nothing else in this room reads a clock. */
import type { Timer } from '../../shared/wire/rpc';

export interface Clock extends Timer {
  /** Milliseconds; steady, with an origin of its own. */
  now(): number;
  /** The date in milliseconds since 1970, for files only. */
  date(): number;
  /** The result ends it. */
  every(milliseconds: number, then: () => void): () => void;
  /** Lets messages and other jobs run. */
  nextTurn(): Promise<void>;
}

/** Its timers keep no thread alive. */
export const systemClock: Clock = {
  now: () => performance.now(),
  date: () => Date.now(),
  after(milliseconds, then) {
    const timer = setTimeout(then, milliseconds).unref();
    return () => clearTimeout(timer);
  },
  every(milliseconds, then) {
    const timer = setInterval(then, milliseconds).unref();
    return () => clearInterval(timer);
  },
  nextTurn: () => new Promise((resolve) => void setImmediate(resolve)),
};
