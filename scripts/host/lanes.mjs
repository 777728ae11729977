/**
 * Works through a list in several lanes, each with something of its own that it opens once (a
 * browser) and closes in the end. A task that throws ends all.
 */

/**
 * @template Task, Own, Result
 * @param {readonly Task[]} tasks begun in this order
 * @param {number} count of lanes
 * @param {{
 *   open: () => Promise<Own>,
 *   work: (task: Task, lane: number, own: Own) => Promise<Result>,
 *   close: (own: Own) => Promise<void>,
 * }} worker lanes count from 1
 * @returns {Promise<Result[]>} in the order in which they ended
 */
export async function inLanes(tasks, count, { open, work, close }) {
  const waiting = [...tasks];
  const results = [];
  const lanes = Array.from({ length: Math.min(count, tasks.length) }, async (_, n) => {
    const own = await open();
    try {
      for (let task = waiting.shift(); task; task = waiting.shift()) {
        results.push(await work(task, n + 1, own));
      }
    } finally {
      waiting.length = 0;
      await close(own);
    }
  });
  await Promise.all(lanes);
  return results;
}
