/**
 * Reads the documents that were asked about, the newest first, to their ends: states for exact
 * answers and measures for the percentiles. Only while nothing is asked; stops by itself.
 */
import type { Trace } from '../engine/inspection/trace';
import type { Clock } from './platform/clock';
import type { Slices } from './slices';

export interface BackgroundOptions {
  readonly clock: Clock;
  readonly slices: Slices;
  readonly traces: () => readonly Trace[];
  /** Where the reading fails, it stops; the next question will meet the same error and say it. */
  readonly onBug: (error: unknown) => void;
}

const tokensAtOnce = 4;
/** Between two looks whether the question that came in has been answered. */
const politeMilliseconds = 20;

/** @returns what to call when there may be something to read */
export function createBackground(options: BackgroundOptions): () => void {
  let running = false;
  return () => {
    if (running) return;
    running = true;
    readAll(options)
      .catch(options.onBug)
      .finally(() => (running = false));
  };
}

async function readAll({ clock, slices, traces }: BackgroundOptions): Promise<void> {
  const finished = new WeakMap<Trace, number>();
  const step = (): boolean => {
    if (slices.busy) return true;
    const next = traces().find((trace) => finished.get(trace) !== trace.reached);
    if (!next) return true;
    if (next.advance(tokensAtOnce)) finished.set(next, next.reached);
    return false;
  };
  for (;;) {
    await clock.nextTurn();
    await slices.run({ cancelled: false }, step);
    if (!slices.busy) return;
    await new Promise<void>((resolve) => void clock.after(politeMilliseconds, resolve));
  }
}
