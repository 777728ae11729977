/**
 * Work on the documents before anything is asked: counting their words, and reading those that were
 * asked about, the newest first, to their ends, for exact answers and percentiles. Only while nothing
 * is asked; stops by itself.
 */
import type { Clock } from '../platform/clock';
import type { Slices } from './slices';

export interface BackgroundOptions {
  readonly clock: Clock;
  readonly slices: Slices;
  /** In order of urgency; what is finished says so at once. */
  readonly chores: () => readonly Chore[];
  /** Where the reading fails, it stops; the next question will meet the same error and say it. */
  readonly onBug: (error: unknown) => void;
}

/** Something to do token by token. */
export interface Chore {
  /** @returns whether all is done */
  advance(tokens: number): boolean;
}

const tokensAtOnce = 4;
/** A question that arrives in between waits this long, or for the last step. */
const sliceMilliseconds = 1;
/** Between two checks whether the question has been answered. */
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

async function readAll({ clock, slices, chores }: BackgroundOptions): Promise<void> {
  const step = (): boolean => slices.busy || chores().every((chore) => chore.advance(tokensAtOnce));
  for (;;) {
    await clock.nextTurn();
    await slices.run({ cancelled: false }, step, sliceMilliseconds);
    if (!slices.busy) return;
    await new Promise<void>((resolve) => void clock.after(politeMilliseconds, resolve));
  }
}
