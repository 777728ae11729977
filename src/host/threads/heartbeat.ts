/** Whether a thread is still alive: while it is, it counts up a word of shared memory. */
import { ControlWord } from '../../shared/wire/threads';
import type { HostTimer } from './workerPort';

const glancesPerPatience = 10;

/**
 * Looks ten times within `patience`, and counts looks instead of reading a clock: a laptop that
 * slept, or a host that was busy, is no reason to end a thread.
 *
 * @returns what ends it
 */
export function watchHeartbeat(
  control: Int32Array,
  timer: Pick<HostTimer, 'every'>,
  patience: number,
  hung: () => void,
): () => void {
  let last = Atomics.load(control, ControlWord.heartbeat);
  let still = 0;
  return timer.every(patience / glancesPerPatience, () => {
    const now = Atomics.load(control, ControlWord.heartbeat);
    still = now === last ? still + 1 : 0;
    last = now;
    if (still >= glancesPerPatience) hung();
  });
}
