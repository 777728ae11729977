/**
 * What if a gate or a state were another one: an intervention is plain data, and acts inside a step of
 * the cell, where the equations have the quantity that it sets. So a forget gate that was set acts on
 * c, c on h, and h on the layers above, on the projection, and on the gates of the next step.
 *
 * Setting a quantity to the value that it already has changes nothing, not even rounding: only what
 * depends on a changed number is computed again.
 */
import type { Floats } from '../kernels/kernels';
import type { LayerReading } from '../network/predictor';

export const parts = ['i', 'f', 'g', 'o', 'c', 'h'] as const;
/** Gates and states, in the order in which a step has them. */
export type Part = (typeof parts)[number];

export type Target =
  /**
   * The unit's own, over a text that the caller chooses: zero may be far from anything that the network
   * has seen.
   */
  | { readonly kind: 'mean' }
  | { readonly kind: 'value'; readonly value: number }
  /** As it is at the first token. */
  | { readonly kind: 'hold' }
  | { readonly kind: 'scale'; readonly by: number };

export interface Intervention {
  readonly layer: number;
  readonly gate: Part;
  readonly units: readonly number[] | 'all';
  readonly to: Target;
  /** The first token at which it acts; it acts at all later ones. */
  readonly from: number;
}

/** [H] of a part of a layer. */
export type Means = (layer: number, gate: Part) => ArrayLike<number>;

/** An intervention in one reading of a text; those on the same quantity act one after the other. */
export interface Acting {
  readonly layer: number;
  readonly gate: Part;
  readonly from: number;
  readonly units: readonly number[];
  /** What the n-th of its units becomes, which is `now`. */
  wanted(n: number, now: number, token: number): number;
}

/** @param H of the network: units beyond it are left out */
export function beginActing(
  { layer, gate, units: chosen, to, from }: Intervention,
  H: number,
  means: Means,
): Acting {
  const every = Array.from({ length: H }, (_, unit) => unit);
  const units = chosen === 'all' ? every : chosen.filter((unit) => unit < H);
  const held = new Float64Array(units.length);
  const mean = to.kind === 'mean' ? means(layer, gate) : held;
  const wanted = (n: number, now: number, token: number): number => {
    switch (to.kind) {
      case 'mean':
        return mean[units[n]];
      case 'value':
        return to.value;
      case 'hold':
        if (token === from) held[n] = now;
        return held[n];
      case 'scale':
        return to.by * now;
      default:
        return to satisfies never;
    }
  };
  return { layer, gate, from, units, wanted };
}

/**
 * Acts on a layer that has just read a token, before anything has read the layer.
 *
 * @param stale scratch, [H]: the units of which something changed
 */
export function act(
  reading: Pick<LayerReading, 'values' | 'before'>,
  acting: readonly Acting[],
  token: number,
  stale: Uint8Array,
): void {
  const { i, f, g, o, c, h } = reading.values;
  const { before } = reading;
  const set = (...gates: Part[]): void => {
    for (const one of acting) {
      if (gates.includes(one.gate)) setUnits(reading.values[one.gate], one, token, stale);
    }
  };
  stale.fill(0);
  set('i', 'f', 'g');
  for (let j = 0; j < c.length; j++) if (stale[j]) c[j] = f[j] * before.c[j] + i[j] * g[j];
  set('o', 'c');
  for (let j = 0; j < h.length; j++) if (stale[j]) h[j] = o[j] * Math.tanh(c[j]);
  set('h');
}

function setUnits(values: Floats, acting: Acting, token: number, stale: Uint8Array): void {
  acting.units.forEach((unit, n) => {
    const now = values[unit];
    values[unit] = acting.wanted(n, now, token);
    if (values[unit] !== now) stale[unit] = 1;
  });
}
