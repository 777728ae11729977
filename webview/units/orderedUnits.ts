/** The units of a layer in the order of one of their figures. */
import { useMemo } from 'preact/hooks';
import type { LayerSurvey, OpeningGate } from '../../src/shared/questions/inspection';

export type Order = 'number' | 'deviation' | 'halfLife' | 'low' | 'high';

/** Units in the order of one of their figures, largest first; ties by number. */
export function ordered(survey: LayerSurvey, gate: OpeningGate, order: Order): number[] {
  const { low, high } = survey.saturation[gate];
  const figures = { deviation: survey.deviation, halfLife: survey.halfLife, low, high };
  const units = Array.from(survey.halfLife.keys());
  if (order === 'number') return units;
  const figure = figures[order];
  return units.sort((one, other) => (figure[other] ?? 0) - (figure[one] ?? 0) || one - other);
}

export const useOrdered = (survey: LayerSurvey, gate: OpeningGate, order: Order): number[] =>
  useMemo(() => ordered(survey, gate, order), [survey, gate, order]);
