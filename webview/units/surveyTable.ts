/** Every unit of a layer in figures, for a file: what the scatter and the list show, of all gates. */
import type { LayerSurvey } from '../../src/shared/questions/units';
import type { UnitNames } from '../../src/shared/model/unitNames';
import { unitKey } from '../../src/shared/model/unitNames';
import type { DataTable } from '../figure/dataTable';

/** @param titleOf a gate, by its name */
export const surveyTable = (
  survey: LayerSurvey,
  names: UnitNames,
  titleOf: (gate: string) => string,
): DataTable => {
  const gates = Object.entries(survey.saturation);
  const { halfLife, deviation } = survey;
  return {
    title: `Units of layer ${survey.layer + 1}`,
    counted: ['Unit'],
    columns: [
      'Unit',
      'Name',
      variesBy(survey),
      ...(halfLife ? ['Half-life of a direct write'] : []),
      ...gates.flatMap(([gate]) => [`${titleOf(gate)} below 0.1`, `${titleOf(gate)} above 0.9`]),
    ],
    rows: Array.from(deviation, (varies, unit) => [
      unit,
      names[unitKey(survey.layer, unit)] ?? '',
      varies,
      ...(halfLife ? [halfLife[unit] ?? NaN] : []),
      ...gates.flatMap(([, { low, high }]) => [low[unit] ?? NaN, high[unit] ?? NaN]),
    ]),
  };
};

/** Half-lives are of memories. */
export const variesBy = ({ halfLife }: LayerSurvey): string =>
  halfLife ? 'Memory varies by' : 'Varies by';
