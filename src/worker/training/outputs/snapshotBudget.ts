/** How many snapshots of a training's weights are kept, for their bytes. */

/** On disk, in half precision; in memory they take twice that, and as much again while they are written. */
const mostBytesOnDisk = 64 * 2 ** 20;

/**
 * How many snapshots of a model are kept, and the memory that they take, in bytes, with the copies
 * that are written beside a checkpoint.
 * @param spare bytes that the training leaves of its limit
 */
export function snapshotBudget(
  sizes: { readonly parameters: number; readonly padded: number },
  spare: number,
  most: number,
): { count: number; bytes: number } {
  const onDisk = Math.floor(mostBytesOnDisk / (2 * sizes.parameters));
  const inMemory = Math.floor(Math.max(0, spare) / (2 * 4 * sizes.padded));
  const count = Math.min(most, onDisk, inMemory);
  return { count, bytes: 2 * 4 * sizes.padded * count };
}
