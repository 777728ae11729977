/** Every unit of a layer in figures, for a file: what the scatter and the list show, of all gates. */
import type { LayerSurvey } from '../../src/shared/questions/units';
import type { UnitNames } from '../../src/shared/model/unitNames';
import { openingGates } from '../../src/shared/questions/units';
import { unitKey } from '../../src/shared/model/unitNames';
import { nameInWords } from '../../src/shared/model/cells';
import type { DataTable } from '../figure/dataTable';

export const surveyTable = (survey: LayerSurvey, names: UnitNames): DataTable => ({
  title: `Units of layer ${survey.layer + 1}`,
  counted: ['Unit'],
  columns: [
    'Unit',
    'Name',
    'Memory varies by',
    'Half-life of a direct write',
    ...openingGates.flatMap((gate) => [
      `${nameInWords(gate)} below 0.1`,
      `${nameInWords(gate)} above 0.9`,
    ]),
  ],
  rows: Array.from(survey.halfLife, (halfLife, unit) => [
    unit,
    names[unitKey(survey.layer, unit)] ?? '',
    survey.deviation[unit] ?? NaN,
    halfLife,
    ...openingGates.flatMap((gate) => {
      const { low, high } = survey.saturation[gate];
      return [low[unit] ?? NaN, high[unit] ?? NaN];
    }),
  ]),
});
