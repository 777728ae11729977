/**
 * Memory for long questions, taken once a network and only when asked: lanes for readings side by
 * side, a desk for what if. One question at a time uses them, because long questions queue. They
 * lie in the network's own memory and go with it.
 */
import type { Lanes } from '../../engine/reading/parallelReadings';
import { createLanes } from '../../engine/reading/parallelReadings';
import type { WhatIfDesk } from '../../engine/inspection/whatIf';
import { createWhatIfDesk } from '../../engine/inspection/whatIf';
import type { Network } from '../../engine/network/network';

/** Alternatives whose mean stands for “what the network itself held likely”. */
export const likelyAlternatives = 8;

export interface Desks {
  /** The text as it stands, and one other word. */
  two(network: Network): Lanes;
  /** The text as it stands, and the likely alternatives. */
  many(network: Network): Lanes;
  whatIf(network: Network): WhatIfDesk;
}

export function createDesks(): Desks {
  return {
    two: kept((network) => createLanes(network, 2)),
    many: kept((network) => createLanes(network, 1 + likelyAlternatives)),
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
