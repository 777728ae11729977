/**
 * What is waited for comes when it comes: on a busy machine a thread is silent for seconds. A wait that
 * is long costs nothing where all is well, so every `vi.waitFor` that says nothing else has half a minute.
 */
import { vi } from 'vitest';

const patient = Symbol.for('gatescope.patient');

/** Files that share a process share `vi`: it is made patient once. */
if (!(patient in vi)) {
  const { waitFor } = vi;
  const patience = { timeout: 30_000, interval: 20 };
  Object.assign(vi, {
    [patient]: true,
    waitFor: ((holds, options) =>
      waitFor(
        holds,
        typeof options === 'number' ? options : { ...patience, ...options },
      )) satisfies typeof waitFor,
  });
}
