/**
 * Memory for long questions, taken once a network and only when asked: lanes for readings side by
 * side, a desk for what if. One question at a time uses them, because long questions queue. They
 * lie in the network's own memory and go with it.
 */
import type { ParallelReadings } from '../../engine/reading/parallelReadings';
import { createParallelReadings } from '../../engine/reading/parallelReadings';
import type { WhatIfDesk } from '../../engine/inspection/whatIf';
import { createWhatIfDesk } from '../../engine/inspection/whatIf';
import type { Network } from '../../engine/network/network';

/** Alternatives whose mean stands for “what the network itself held likely”. */
export const likelyAlternatives = 8;

export interface LongQuestionMemory {
  /** The text as it stands, and one other word. */
  two(network: Network): ParallelReadings;
  /** The text as it stands, and the likely alternatives. */
  many(network: Network): ParallelReadings;
  whatIf(network: Network): WhatIfDesk;
}

export function createLongQuestionMemory(): LongQuestionMemory {
  return {
    two: kept((network) => createParallelReadings(network, 2)),
    many: kept((network) => createParallelReadings(network, 1 + likelyAlternatives)),
    whatIf: kept(createWhatIfDesk),
  };
}

function kept<T>(create: (network: Network) => T): (network: Network) => T {
  const made = new WeakMap<Network, T>();
  return (network) => {
    const desk = made.get(network) ?? create(network);
    made.set(network, desk);
    return desk;
  };
}
