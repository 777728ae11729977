/** The units of a layer in a table: the scatter's twin, and the way to their pages. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { LayerSurvey, OpeningGate } from '../../src/shared/inspection';
import { unitKey } from '../../src/shared/inspection';
import { gateTexts } from '../gates/gateTexts';
import { percent, whole } from '../numbers';
import type { Order } from './allUnits';
import { useOrdered } from './allUnits';
import { halfLifeText } from './stretch';
import type { UnitsProperties } from './unitsTab';

const unitsShown = 12;
const mostUnits = 512;

const orders: readonly (readonly [Order, string])[] = [
  ['deviation', 'that vary most first'],
  ['halfLife', 'that keep a write longest first'],
  ['high', 'whose gate is open most often first'],
  ['low', 'whose gate is shut most often first'],
  ['number', 'by number'],
];

export function UnitList(
  properties: UnitsProperties & {
    readonly survey: LayerSurvey;
    readonly gate: OpeningGate;
    /** All of them, or the first few. */
    readonly all: boolean;
  },
): JSX.Element {
  const { survey, gate, all, page, choose } = properties;
  const [order, setOrder] = useState<Order>('deviation');
  const units = useOrdered(survey, gate, order);
  const shown = units.slice(0, all ? mostUnits : unitsShown);
  const { low, high } = survey.saturation[gate];
  const names = page.panel?.unitNames ?? {};
  const gateName = gateTexts[gate].name;
  return (
    <>
      <div class="group">
        <label class="labelled">
          Units{' '}
          <select
            value={order}
            onChange={({ currentTarget }) =>
              setOrder(orders.find(([id]) => id === currentTarget.value)?.[0] ?? 'deviation')
            }
          >
            {orders.map(([id, title]) => (
              <option key={id} value={id}>
                {title}
              </option>
            ))}
          </select>
        </label>
      </div>
      <div class="table-scroller" tabIndex={0} role="region" aria-label="Table of the units">
        <table class="numbers narrow">
          <caption>
            {whole(shown.length)} of {whole(units.length)} units of layer {survey.layer + 1}
          </caption>
          <thead>
            <tr>
              <th scope="col">Unit</th>
              <th scope="col">Name</th>
              <th scope="col">Memory varies by</th>
              <th scope="col">Half-life of a direct write</th>
              <th scope="col">{gateName} below 0.1</th>
              <th scope="col">{gateName} above 0.9</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((unit) => (
              <tr key={unit}>
                <th scope="row">
                  <button type="button" class="word-button" onClick={() => choose({ unit })}>
                    Unit {unit}
                  </button>
                </th>
                <td>
                  <bdi>{names[unitKey(survey.layer, unit)] ?? ''}</bdi>
                </td>
                <td>{(survey.deviation[unit] ?? 0).toFixed(3)}</td>
                <td>{halfLifeText(survey.halfLife[unit] ?? NaN)}</td>
                <td>{percent(low[unit] ?? 0)}</td>
                <td>{percent(high[unit] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
