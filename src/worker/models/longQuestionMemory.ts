/**
 * Memory for long questions, taken once per network and only when asked: parallel readings, and the
 * readings of what if. One question at a time uses them, because long questions queue. They
 * lie in the network's own memory and go with it.
 */
import type { ParallelReadings } from '../../engine/reading/parallelReadings';
import { createParallelReadings } from '../../engine/reading/parallelReadings';
import type { WhatIfReadings } from '../../engine/inspection/whatIf';
import { createWhatIfReadings } from '../../engine/inspection/whatIf';
import type { Network } from '../../engine/network/network';

/** Alternatives whose mean stands for “what the network itself held likely”. */
export const likelyAlternatives = 8;

export interface LongQuestionMemory {
  /** The text as it stands, and one other word. */
  two(network: Network): ParallelReadings;
  /** The text as it stands, and the likely alternatives. */
  many(network: Network): ParallelReadings;
  whatIf(network: Network): WhatIfReadings;
}

export function createLongQuestionMemory(): LongQuestionMemory {
  return {
    two: kept((network) => createParallelReadings(network, 2)),
    many: kept((network) => createParallelReadings(network, 1 + likelyAlternatives)),
    whatIf: kept(createWhatIfReadings),
  };
}

function kept<T>(create: (network: Network) => T): (network: Network) => T {
  const made = new WeakMap<Network, T>();
  return (network) => {
    const readings = made.get(network) ?? create(network);
    made.set(network, readings);
    return readings;
  };
}
