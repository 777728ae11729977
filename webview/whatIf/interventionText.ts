/** Interventions in words: how each is named, and how the units of one are written in a field. */
import { unitKey, type UnitNames } from '../../src/shared/model/unitNames';
import type { Intervention, InterventionTarget } from '../../src/shared/questions/whatIf';
import { whatIfBounds as bounds } from '../../src/shared/questions/whatIf';
import type { Overview } from '../../src/shared/questions/gates';
import { titleAt } from '../parts/quantities';
import { whole } from '../parts/numbers';

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
  overview: Pick<Overview, 'layers' | 'cells'>,
  names: UnitNames | undefined,
): string {
  const named = (unit: number): string => {
    const name = names?.[unitKey(layer, unit)];
    return name === undefined ? String(unit) : `${unit} “${name}”`;
  };
  const whose = units
    ? `unit${units.length > 1 ? 's' : ''} ${units.map(named).join(', ')}`
    : 'all units';
  const where = overview.layers > 1 ? ` in layer ${layer + 1}` : '';
  return `${titleAt(overview, layer, gate)} of ${whose}${where}: ${targetText(to)}, from word ${whole(from + 1)} on`;
}

function targetText(to: InterventionTarget): string {
  switch (to.kind) {
    case 'mean':
      return 'its mean';
    case 'value':
      return number(to.amount);
    case 'hold':
      return 'held at its value there';
    case 'scale':
      return `times ${number(to.amount)}`;
    default:
      return to.kind satisfies never;
  }
}

const number = (value: number): string => String(value).replace('-', '−');
