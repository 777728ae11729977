/** The units of a layer in a table: the scatter's numbers, and the way to their pages. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LayerSurvey, OpeningGate } from '../../src/shared/questions/units';
import { unitKey } from '../../src/shared/model/unitNames';
import { Select } from '../parts/controls';
import { nameInWords } from '../../src/shared/model/cells';
import { percent, whole } from '../parts/numbers';
import { NumbersTable, WordButton } from '../parts/numbersTable';
import type { ViewPartProperties } from '../page/viewProperties';
import type { UnitSorting } from './orderedUnits';
import { useOrderedUnits } from './orderedUnits';
import { halfLifeText } from '../parts/stretchText';

const unitsShown = 12;
const mostUnits = 512;

const orders: readonly (readonly [UnitSorting, string])[] = [
  ['deviation', 'that vary most first'],
  ['halfLife', 'that keep a write longest first'],
  ['high', 'whose gate is open most often first'],
  ['low', 'whose gate is shut most often first'],
  ['number', 'by number'],
];

export function UnitList(
  properties: ViewPartProperties & {
    readonly survey: LayerSurvey;
    readonly gate: OpeningGate;
    /** All of them, or the first few. */
    readonly all: boolean;
  },
): JSX.Element {
  const { survey, gate, all, page, choose } = properties;
  const [order, setOrder] = useState<UnitSorting>('deviation');
  const units = useOrderedUnits(survey, gate, order);
  const shown = units.slice(0, all ? mostUnits : unitsShown);
  const { low, high } = survey.saturation[gate];
  const names = page.panel?.unitNames ?? {};
  const gateName = nameInWords(gate);
  return (
    <>
      <div class="group">
        <Select label="Units" choices={orders} chosen={order} onChoose={setOrder} />
      </div>
      <NumbersTable
        label="Table of the units"
        caption={`${whole(shown.length)} of ${whole(units.length)} units of layer ${survey.layer + 1}`}
        heads={[
          'Unit',
          'Name',
          'Memory varies by',
          'Half-life of a direct write',
          `${gateName} below 0.1`,
          `${gateName} above 0.9`,
        ]}
        rows={shown.map((unit) => ({
          key: unit,
          head: <WordButton onClick={() => choose({ unit })}>Unit {unit}</WordButton>,
          cells: [
            <bdi>{names[unitKey(survey.layer, unit)] ?? ''}</bdi>,
            (survey.deviation[unit] ?? 0).toFixed(3),
            halfLifeText(survey.halfLife[unit] ?? NaN),
            percent(low[unit] ?? 0),
            percent(high[unit] ?? 0),
          ],
        }))}
      />
    </>
  );
}
