/** The units of a layer in the order of one of their figures. */
import { useMemo } from 'preact/hooks';
import type { QuantityName } from '../../src/shared/model/cells';
import type { LayerSurvey } from '../../src/shared/questions/units';

export type UnitSorting = 'number' | 'deviation' | 'halfLife' | 'low' | 'high';

/** Units in the order of one of their figures, largest first; ties by number. */
export function orderedUnits(
  survey: LayerSurvey,
  gate: QuantityName,
  order: UnitSorting,
): number[] {
  const { low, high } = survey.saturation[gate] ?? {};
  const { deviation, halfLife } = survey;
  const units = Array.from(deviation.keys());
  const figure = { number: undefined, deviation, halfLife, low, high }[order];
  if (!figure) return units;
  return units.sort((one, other) => (figure[other] ?? 0) - (figure[one] ?? 0) || one - other);
}

export const useOrderedUnits = (
  survey: LayerSurvey,
  gate: QuantityName,
  order: UnitSorting,
): number[] => useMemo(() => orderedUnits(survey, gate, order), [survey, gate, order]);
