/** The units of a layer in the order of one of their figures. */
import { useMemo } from 'preact/hooks';
import type { LayerSurvey, OpeningGate } from '../../src/shared/questions/units';

export type UnitSorting = 'number' | 'deviation' | 'halfLife' | 'low' | 'high';

/** Units in the order of one of their figures, largest first; ties by number. */
export function orderedUnits(survey: LayerSurvey, gate: OpeningGate, order: UnitSorting): number[] {
  const { low, high } = survey.saturation[gate];
  const figures = { deviation: survey.deviation, halfLife: survey.halfLife, low, high };
  const units = Array.from(survey.halfLife.keys());
  if (order === 'number') return units;
  const figure = figures[order];
  return units.sort((one, other) => (figure[other] ?? 0) - (figure[one] ?? 0) || one - other);
}

export const useOrderedUnits = (
  survey: LayerSurvey,
  gate: OpeningGate,
  order: UnitSorting,
): number[] => useMemo(() => orderedUnits(survey, gate, order), [survey, gate, order]);
