/** How far a machine says what the network says, and what is true: on fresh strings, walked by the machine alone. */
import { wilson } from '../statistics';
import { keyOf, type Machine } from './machine';
import type { Walk } from './walks';

/** A share with its 95 % interval. */
export interface Share {
  readonly share: number;
  readonly interval: readonly [low: number, high: number];
}

export interface Agreement {
  readonly strings: number;
  readonly steps: number;
  /** Of all steps: it expects exactly what the network does, and exactly what may come. */
  readonly network: number;
  readonly truth: number;
  /** Of all steps: the network itself expects exactly what may come. */
  readonly networkTruth: number;
  /** Of the strings, right to their end by the same three. */
  readonly whole: {
    readonly network: Share;
    readonly truth: Share;
    readonly networkTruth: Share;
  };
}

const sides = ['network', 'truth', 'networkTruth'] as const;

export function agreementOf(
  { to, expects }: Pick<Machine, 'to' | 'expects'>,
  walks: readonly Walk[],
): Agreement {
  const right = { network: 0, truth: 0, networkTruth: 0 };
  const whole = { ...right };
  let steps = 0;
  for (const walk of walks) {
    const { length } = walk.symbols;
    const own = { network: 0, truth: 0, networkTruth: 0 };
    let state: number | undefined = 0;
    walk.symbols.forEach((symbol, t) => {
      state = state === undefined ? undefined : to.get(keyOf(state, symbol));
      const says = state === undefined ? -1 : expects[state];
      if (says === walk.expects[t]) own.network++;
      if (says === walk.truth[t]) own.truth++;
      if (walk.expects[t] === walk.truth[t]) own.networkTruth++;
    });
    steps += length;
    for (const side of sides) {
      right[side] += own[side];
      if (own[side] === length) whole[side]++;
    }
  }
  const strings = walks.length;
  const shareOf = (count: number): Share => {
    return { share: count / strings, interval: wilson(count, strings) };
  };
  return {
    ...{ strings, steps, network: right.network / steps, truth: right.truth / steps },
    networkTruth: right.networkTruth / steps,
    whole: {
      network: shareOf(whole.network),
      truth: shareOf(whole.truth),
      networkTruth: shareOf(whole.networkTruth),
    },
  };
}
