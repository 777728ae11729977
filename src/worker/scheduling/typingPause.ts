/** Background reading waits for a pause in typing; otherwise every keystroke would restart it. */
import type { Clock } from '../platform/clock';

export interface TypingPause {
  /** Somebody typed. */
  disturb(): void;
  /** Whether a reading of this many tokens should wait. */
  waitsWith(tokens: number): boolean;
}

/** Milliseconds without a letter, for short readings and for long ones. */
const pauses = { short: 100, long: 500 } as const;
/** Read within a second even by a wide network, and then the answers are exact. */
const fewTokens = 10_000;

/** @param wake called when it is calm again, for short readings and for long ones */
export function createTypingPause(
  clock: Pick<Clock, 'now' | 'after'>,
  wake: () => void,
): TypingPause {
  let disturbed = -Infinity;
  let cancel: (() => void) | undefined;
  return {
    disturb() {
      disturbed = clock.now();
      cancel?.();
      cancel = clock.after(pauses.short, () => {
        wake();
        cancel = clock.after(pauses.long - pauses.short, wake);
      });
    },
    waitsWith: (tokens) =>
      clock.now() < disturbed + (tokens > fewTokens ? pauses.long : pauses.short),
  };
}
