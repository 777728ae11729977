/**
 * Works through a list in several lanes, each with something of its own that it opens once (a
 * browser) and closes in the end. A task that throws ends all.
 */

/**
 * @template Task, Own, Result
 * @param {readonly Task[]} tasks
 * @param {number} count of lanes
 * @param {{
 *   open: (lane: number) => Promise<Own>,
 *   choose: (waiting: readonly Task[], own: Own, lane: number) => Task,
 *   work: (task: Task, own: Own) => Promise<Result>,
 *   close: (own: Own) => Promise<void>,
 * }} worker lanes count from 1
 * @returns {Promise<Result[]>} in the order in which they ended
 */
export async function inLanes(tasks, count, { open, choose, work, close }) {
  const waiting = [...tasks];
  const results = [];
  const lanes = Array.from({ length: Math.min(count, tasks.length) }, async (_, n) => {
    const lane = n + 1;
    const own = await open(lane);
    try {
      while (waiting.length > 0) {
        const task = choose(waiting, own, lane);
        waiting.splice(waiting.indexOf(task), 1);
        results.push(await work(task, own));
      }
    } finally {
      waiting.length = 0;
      await close(own);
    }
  });
  await Promise.all(lanes);
  return results;
}
