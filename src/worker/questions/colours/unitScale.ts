/**
 * By which borders the values of one unit become colours. What has bounds by nature is divided between
 * them; a memory that is written to in bounded steps, by the size of a step; whatever else has no bound,
 * by how the unit's own values are spread over the beginning of the text.
 */
import type { Cell } from '../../../engine/cells/cell';
import { rangeIn } from '../../../engine/cells/display/ranges';
import type { UnitColours } from '../../../shared/questions/editor/colours';
import type { Look } from '../../documents/look';
import type { DocumentView } from '../../view/documentView';

/** Of what lies between 0 and 1, and of what lies between -1 and 1: distances from zero. */
const shares = { growing: [0.2, 0.4, 0.6, 0.8], signed: [0.1, 0.4, 0.7] } as const;
/** Of a sum over the past, in steps. */
const steps = { growing: [0.25, 0.5, 1, 2], signed: [0.25, 1, 2] } as const;
/** Of the values, by size, so many are below each border. */
const ranks = { growing: [0.5, 0.75, 0.9, 0.97], signed: [0.5, 0.8, 0.95] } as const;
/** Tokens at the beginning of the text: read in a fraction of a second. */
const sampled = 500;

export interface UnitPlace {
  readonly layer: number;
  readonly letter: string;
  readonly unit: number;
}

export type UnitScale = (look: Look, place: UnitPlace) => Promise<UnitColours>;

export function createUnitScale(): UnitScale {
  const kept = new WeakMap<DocumentView, Map<string, readonly number[]>>();
  return async (look, place) => {
    const { view } = look;
    const { cell } = view.predictor.layers[place.layer];
    const quantity = cell.description.quantities.find(({ letter }) => letter === place.letter);
    if (!quantity) throw new Error(`${place.letter} is no quantity of ${cell.id}.`);
    const { low, high } = quantity.range;
    const way = low < 0 ? 'signed' : 'growing';
    const told = { title: quantity.title, isGate: quantity.kind === 'gate', isSigned: low < 0 };
    const bound = Math.max(-low, high);
    if (Number.isFinite(bound)) return { ...told, borders: times(shares[way], bound) };
    const step = stepOf(cell, place.letter);
    if (step !== undefined) return { ...told, borders: times(steps[way], step) };
    const key = JSON.stringify(place);
    const known = kept.get(view) ?? new Map<string, readonly number[]>();
    kept.set(view, known);
    const borders = known.get(key) ?? (await spreadOf(look, place, ranks[way]));
    known.set(key, borders);
    return { ...told, borders };
  };
}

const times = (borders: readonly number[], by: number): number[] => borders.map((one) => one * by);

/** The most that is written at a token to a memory that is this state; undefined: there is no most. */
function stepOf({ definition, description: { memory } }: Cell, letter: string): number | undefined {
  if (memory?.states.length !== 1 || memory.states[0] !== letter) return undefined;
  const { low, high } = rangeIn(definition, memory.write);
  const most = Math.max(-low, high);
  return Number.isFinite(most) && most > 0 ? most : undefined;
}

async function spreadOf(
  look: Look,
  { layer, letter, unit }: UnitPlace,
  below: readonly number[],
): Promise<number[]> {
  const values = look.view.predictor.layers[layer].values[letter];
  const sizes = new Float32Array(Math.min(sampled, look.view.ids.length));
  await look.read(0, sizes.length, (token) => (sizes[token] = Math.abs(values[unit])));
  sizes.sort();
  const last = sizes.length - 1;
  return below.map((share) => Number(sizes[Math.round(share * last)].toPrecision(2)));
}
