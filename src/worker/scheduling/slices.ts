/**
 * Long work in short slices on a thread that must also answer: every few milliseconds, incoming
 * messages are handled. Slices belong to jobs; jobs take turns, so that weights and predictors are one
 * job's at a time.
 */
import type { Job } from '../../shared/wire/rpc';
import type { Clock } from '../platform/clock';

export interface Slices {
  /**
   * Calls `step` until it says true.
   * @param milliseconds of a slice; what is not waited for takes shorter ones
   * @returns false where the job was cancelled first
   */
  run(job: Job, step: () => boolean, milliseconds?: number): Promise<boolean>;
  /** Runs after every job that was queued before. */
  queued<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Runs after every other job of many slices; queued jobs go on between its slices. It must find in
   * every slice what it needs again: weights may be newer, predictors have read other tokens.
   */
  aside<T>(work: () => Promise<T>): Promise<T>;
  /** A job runs or waits. */
  readonly busy: boolean;
}

const sliceMilliseconds = 5;

export function createSlices(clock: Clock): Slices {
  let jobs = 0;
  const queue = (): Slices['queued'] => {
    let last: Promise<unknown> = Promise.resolve();
    return (work) => {
      jobs++;
      const mine = last.then(work).finally(() => jobs--);
      last = mine.catch(() => undefined);
      return mine;
    };
  };
  return {
    async run(job, step, milliseconds = sliceMilliseconds) {
      let started = clock.now();
      while (!job.cancelled) {
        if (step()) return true;
        if (clock.now() - started < milliseconds) continue;
        await clock.nextTurn();
        started = clock.now();
      }
      return false;
    },
    queued: queue(),
    aside: queue(),
    get busy() {
      return jobs > 0;
    },
  };
}
