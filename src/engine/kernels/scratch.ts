/**
 * The scratch memory of each operation, in bytes and in the order in which the assembly takes it.
 * A budget is computed from the same functions that the operations use.
 */
import { SUM_BLOCK } from './layout';
import { lines } from './memory';

/** Rows whose logits are held at a time; enough that packing the decoder is small beside using it. */
const mostRows = 512;
const leastRows = 64;
/** 32 MB of logits, unless `leastRows` need more. */
const mostLogits = 8 * 1024 * 1024;

/** Rows of a chunk of the softmax: near-equal chunks, by sizes alone. */
export function chunkRows(N: number, V: number): number {
  const most = Math.max(leastRows, Math.min(mostRows, Math.floor(mostLogits / V)));
  return Math.ceil(N / Math.ceil(N / most));
}

export const scratchOf = {
  /** logits of a chunk, losses in double precision. */
  softmax: (N: number, V: number) => [4 * chunkRows(N, V) * V, 8 * N],
  /** ids, weights and bias of the samples, their gradients, targets' gradients, logits, losses. */
  sampledSoftmax: (N: number, S: number, H: number) => [
    4 * S,
    4 * S * H,
    4 * S,
    4 * S * H,
    4 * S,
    4 * N,
    4 * chunkRows(N, S) * S,
    8 * N,
  ],
  losses: (N: number, V: number) => [4 * chunkRows(N, V) * V],
  squaredNorm: (length: number) => [8 * Math.ceil(length / SUM_BLOCK)],
} as const;

export function totalBytes(sizes: readonly number[]): number {
  return sizes.reduce((sum, size) => sum + lines(size), 0);
}
