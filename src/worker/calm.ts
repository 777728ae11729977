/**
 * Long readings wait until nobody has typed for a moment: every letter would have them begin again,
 * beside the questions that follow it.
 */
import type { Clock } from './platform/clock';

export interface Calm {
  /** Somebody typed. */
  disturb(): void;
  /** Whether a reading of so many tokens is to wait. */
  waitsWith(tokens: number): boolean;
}

const pauseMilliseconds = 500;
/** Read within a second even by a wide network, and then the answers are exact. */
const fewTokens = 10_000;

/** @param wake called when it is calm again */
export function createCalm(clock: Pick<Clock, 'now' | 'after'>, wake: () => void): Calm {
  let until = -Infinity;
  let cancel: (() => void) | undefined;
  return {
    disturb() {
      until = clock.now() + pauseMilliseconds;
      cancel?.();
      cancel = clock.after(pauseMilliseconds, wake);
    },
    waitsWith: (tokens) => tokens > fewTokens && clock.now() < until,
  };
}
