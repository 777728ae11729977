/** Interventions as the page keeps and names them: lists of plain data, and what was before them. */
import type { Overview } from '../../src/shared/analyst';
import { unitKey, type UnitNames } from '../../src/shared/inspection';
import type { Intervention, InterventionTarget } from '../../src/shared/whatIf';
import { whatIfBounds as bounds } from '../../src/shared/whatIf';
import { gateTexts } from '../gates/gateTexts';
import { whole } from '../numbers';

export interface Tried {
  readonly now: readonly Intervention[];
  /** Earlier lists, the newest last: what Undo goes back to. */
  readonly past: readonly (readonly Intervention[])[];
}

const mostUndone = 50;

export const changed = ({ now, past }: Tried, next: readonly Intervention[]): Tried => ({
  now: next,
  past: [...past, now].slice(-mostUndone),
});

export function undone({ now, past }: Tried): Tried {
  return { now: past.at(-1) ?? now, past: past.slice(0, -1) };
}

/** Another model may have fewer layers and units. */
export function fitting(tried: Tried, { layers, hiddenSize }: Overview): Tried {
  const fits = ({ layer, units }: Intervention): boolean =>
    layer < layers && (units ?? []).every((unit) => unit < hiddenSize);
  const all = [tried.now, ...tried.past].every((list) => list.every(fits));
  return all ? tried : { now: tried.now.filter(fits), past: [] };
}

/** @returns none for all units; nothing where it names other things than units */
export function unitsFrom(text: string, hiddenSize: number): readonly number[] | undefined {
  const words = text.split(/[\s,;]+/).filter((word) => word !== '');
  if (words.length === 0 || (words.length === 1 && words[0] === 'all')) return [];
  const units = [...new Set(words.map((word) => (/^\d+$/.test(word) ? Number(word) : NaN)))];
  return units.length <= bounds.units && units.every((unit) => unit < hiddenSize)
    ? units
    : undefined;
}

export function interventionText(
  { layer, gate, units, to, from }: Intervention,
  layers: number,
  names: UnitNames | undefined,
): string {
  const named = (unit: number): string => {
    const name = names?.[unitKey(layer, unit)];
    return name === undefined ? String(unit) : `${unit} “${name}”`;
  };
  const whose = units
    ? `unit${units.length > 1 ? 's' : ''} ${units.map(named).join(', ')}`
    : 'all units';
  const where = layers > 1 ? ` in layer ${layer + 1}` : '';
  return `${gateTexts[gate].name} of ${whose}${where}: ${targetText(to)}, from word ${whole(from + 1)} on`;
}

function targetText(to: InterventionTarget): string {
  switch (to.kind) {
    case 'mean':
      return 'its mean';
    case 'value':
      return number(to.amount);
    case 'hold':
      return 'held as it is there';
    case 'scale':
      return `times ${number(to.amount)}`;
    default:
      return to.kind satisfies never;
  }
}

const number = (value: number): string => String(value).replace('-', '−');
