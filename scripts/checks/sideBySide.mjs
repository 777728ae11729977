/**
 * Plays steps in the order of their list, several at once as far as the cores go. A step begins when
 * the steps that it needs are done; the first one that fails ends those that run beside it. What a
 * step does is handed in with it.
 */

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {readonly string[]} needs the steps that have to be done before it; others are ignored
 * @property {number} cores how many it keeps busy
 * @property {(ended: AbortSignal) => Promise<void>} play rejects when it fails or is ended
 */

/**
 * @param {readonly Step[]} steps
 * @param {number} cores
 * @param {AbortSignal} ended ends all steps
 * @returns {Promise<void>} rejects with what the first step that failed rejected with
 */
export async function playSideBySide(steps, cores, ended) {
  const waiting = [...steps];
  const running = new Map();
  const done = new Set(missingFrom(steps));
  const failed = new AbortController();
  const either = AbortSignal.any([ended, failed.signal]);
  let failure;

  const play = async (step) => {
    try {
      await step.play(either);
      done.add(step.name);
    } catch (error) {
      failure ??= error;
      failed.abort();
    }
    running.delete(step);
  };
  for (;;) {
    const next = failure ? undefined : nextOf(waiting, done, cores - coresOf(running));
    if (next) {
      waiting.splice(waiting.indexOf(next), 1);
      running.set(next, play(next));
    } else if (running.size > 0) await Promise.race(running.values());
    else break;
  }
  if (failure) throw failure;
}

const coresOf = (running) => [...running.keys()].reduce((sum, { cores }) => sum + cores, 0);

/** What is needed and not played was asked to be left out. */
const missingFrom = (steps) =>
  steps.flatMap(({ needs }) => needs.filter((name) => !steps.some((step) => step.name === name)));

/** The first that may begin; one that has to wait for cores keeps those behind it from taking them. */
function nextOf(waiting, done, free) {
  const ready = waiting.find(({ needs }) => needs.every((name) => done.has(name)));
  return ready && ready.cores <= free ? ready : undefined;
}
