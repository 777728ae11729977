/** The units of a layer in a table: the scatter's numbers, and the way to their pages. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LayerSurvey } from '../../src/shared/questions/units';
import { unitKey } from '../../src/shared/model/unitNames';
import { Select } from '../parts/controls';
import { percent, whole } from '../parts/numbers';
import type { CellQuantity } from '../parts/quantities';
import { NumbersTable, WordButton } from '../parts/numbersTable';
import type { ViewPartProperties } from '../page/viewProperties';
import type { UnitSorting } from './orderedUnits';
import { useOrderedUnits } from './orderedUnits';
import { variesBy } from './surveyTable';
import { halfLifeText } from '../parts/stretchText';

const unitsShown = 12;
const mostUnits = 512;

type Order = readonly [UnitSorting, string];

/** By what the layer has. */
const ordersOf = (survey: LayerSurvey): Order[] => {
  const kept: Order = ['halfLife', 'that keep a write longest first'];
  const gated: Order[] = [
    ['high', 'whose gate is open most often first'],
    ['low', 'whose gate is shut most often first'],
  ];
  const hasGates = Object.keys(survey.saturation).length > 0;
  return [
    ['deviation', 'that vary most first'],
    ...(survey.halfLife ? [kept] : []),
    ...(hasGates ? gated : []),
    ['number', 'by number'],
  ];
};

export function UnitList(
  properties: ViewPartProperties & {
    readonly survey: LayerSurvey;
    /** Of the columns of saturation; undefined: the layer has no gates. */
    readonly gate: CellQuantity | undefined;
    /** All of them, or the first few. */
    readonly all: boolean;
  },
): JSX.Element {
  const { survey, gate, all, page, choose } = properties;
  const [wanted, setOrder] = useState<UnitSorting>('deviation');
  const orders = ordersOf(survey);
  const order = orders.some(([one]) => one === wanted) ? wanted : 'deviation';
  const units = useOrderedUnits(survey, gate?.name ?? '', order);
  const shown = units.slice(0, all ? mostUnits : unitsShown);
  const { low, high } = survey.saturation[gate?.name ?? ''] ?? {};
  const { halfLife } = survey;
  const names = page.panel?.unitNames ?? {};
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
          variesBy(survey),
          ...(halfLife ? ['Half-life of a direct write'] : []),
          ...(gate ? [`${gate.title} below 0.1`, `${gate.title} above 0.9`] : []),
        ]}
        rows={shown.map((unit) => ({
          key: unit,
          head: <WordButton onClick={() => choose({ unit })}>Unit {unit}</WordButton>,
          cells: [
            <bdi>{names[unitKey(survey.layer, unit)] ?? ''}</bdi>,
            (survey.deviation[unit] ?? 0).toFixed(3),
            ...(halfLife ? [halfLifeText(halfLife[unit] ?? NaN)] : []),
            ...(gate ? [percent(low?.[unit] ?? 0), percent(high?.[unit] ?? 0)] : []),
          ],
        }))}
      />
    </>
  );
}
