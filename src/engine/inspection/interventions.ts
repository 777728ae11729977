/**
 * What if a quantity of a cell were another one: an intervention is plain data, and acts inside a step
 * of the cell, where the equations have the quantity that it sets. So a forget gate that was set acts on
 * c, c on h, and h on the layers above, on the projection, and on the gates of the next step; a reset
 * gate in front of a matrix acts on the candidates of all units.
 *
 * Setting a quantity to the value that it already has changes nothing, not even rounding: only what
 * depends on a changed number is computed again.
 */
import type { Cell } from '../cells/cell';
import type { Expression } from '../cells/definition';
import { partsOf } from '../cells/expressions';
import type { Floats } from '../kernels/kernels';
import type { StepValues } from '../cells/evaluate';
import { unitArithmetic, type WeightedLayer } from './unitArithmetic';

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
  /** The letter of any quantity of the layer's cell; one that it has not is left as it is. */
  readonly gate: string;
  readonly units: readonly number[] | 'all';
  readonly to: Target;
  /** The first token at which it acts; it acts at all later ones. */
  readonly from: number;
}

/** [H] of a quantity of a layer, by its letter. */
export type Means = (layer: number, gate: string) => ArrayLike<number>;

/** An intervention in one reading of a text; those on the same quantity act one after the other. */
export interface Acting {
  readonly layer: number;
  readonly gate: string;
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

/** What one equation looks at of the same step. */
interface Needed {
  readonly letter: string;
  readonly value: Expression;
  /** Of the unit itself. */
  readonly own: readonly string[];
  /** Of all units: a matrix multiplies it. */
  readonly ofAll: readonly string[];
}

/** A layer's equations in their order, and of which units each was changed in this step. */
export interface ActingLayer {
  readonly layer: WeightedLayer;
  readonly equations: readonly Needed[];
  readonly changed: ReadonlyMap<string, Uint8Array>;
}

/** @param H units of the layer */
export function actingLayer(layer: WeightedLayer, H: number): ActingLayer {
  const equations = neededIn(layer.cell);
  const changed = new Map(equations.map(({ letter }) => [letter, new Uint8Array(H)]));
  return { layer, equations, changed };
}

const neededIn = ({ definition }: Cell): Needed[] =>
  definition.equations.map(({ letter, value }) => ({
    ...{ letter, value },
    ...{ own: lettersIn(value, false), ofAll: lettersIn(value, true) },
  }));

/** Quantities of this step that a value is made of: those behind a matrix, or the others. */
function lettersIn(value: Expression, behind: boolean, isBehind = false): string[] {
  if (value.kind === 'quantity') return value.before || behind !== isBehind ? [] : [value.letter];
  const inner = isBehind || value.kind === 'product';
  return partsOf(value).flatMap((part) => lettersIn(part, behind, inner));
}

/** Acts on a layer that has just read a token, before anything has read the layer. */
export function act(
  { layer, equations, changed }: ActingLayer,
  step: StepValues,
  acting: readonly Acting[],
  token: number,
): void {
  for (const { letter, value, own, ofAll } of equations) {
    const flags = changed.get(letter);
    if (!flags) continue;
    flags.fill(0);
    const values = step.values[letter];
    const above = own.flatMap((one) => changed.get(one) ?? []);
    const isEvery = ofAll.some((one) => changed.get(one)?.includes(1));
    const arithmetic = unitArithmetic(layer, step);
    for (let unit = 0; unit < flags.length; unit++) {
      if (!isEvery && !above.some((one) => one[unit] === 1)) continue;
      values[unit] = arithmetic.at(value, unit);
      flags[unit] = 1;
    }
    for (const one of acting) if (one.gate === letter) setUnits(values, one, token, flags);
  }
}

function setUnits(values: Floats, acting: Acting, token: number, changed: Uint8Array): void {
  acting.units.forEach((unit, n) => {
    const now = values[unit];
    values[unit] = acting.wanted(n, now, token);
    if (values[unit] !== now) changed[unit] = 1;
  });
}
