/** Training time: what the clock says, pauses left out. */
import type { Clock } from '../../platform/clock';

export interface Stopwatch {
  seconds(): number;
  pause(): void;
  resume(): void;
}

/** @param before seconds of the training's earlier part */
export function createStopwatch(clock: Clock, before = 0): Stopwatch {
  let sum = 1000 * before;
  let since: number | undefined = clock.now();
  return {
    seconds: () => (sum + (since === undefined ? 0 : clock.now() - since)) / 1000,
    pause() {
      if (since !== undefined) sum += clock.now() - since;
      since = undefined;
    },
    resume() {
      since ??= clock.now();
    },
  };
}
