/**
 * The clock of a page under test: timers and frames of the page wait until the test lets time pass,
 * so that a test waits for what happens and never for the machine. Promises go on by themselves.
 */
import { vi } from 'vitest';

/** Once for all pages of a file: Preact counts on a drawing that it has put off. */
export const startPageTime = (): void => {
  if (vi.isFakeTimers()) return;
  vi.useFakeTimers({
    toFake: [
      'setTimeout',
      'clearTimeout',
      'setInterval',
      'clearInterval',
      'requestAnimationFrame',
      'cancelAnimationFrame',
    ],
  });
};

export const letPass = async (milliseconds: number): Promise<void> => {
  await vi.advanceTimersByTimeAsync(milliseconds);
};

/** Lets time pass until something that takes time of the page (axe does) is done. */
export async function timeFor<T>(work: Promise<T>): Promise<T> {
  let going = true;
  const done = (): boolean => (going = false);
  void work.then(done, done);
  while (going) await letPass(10);
  return work;
}

/** Lets time pass until something holds; gives up after so many milliseconds of the page. */
export async function timeUntil(holds: () => boolean, most = 5000): Promise<void> {
  for (let passed = 0; passed < most && !holds(); passed += 50) await letPass(50);
}
