/** The diagram's numbers as a table. */
import type { JSX } from 'preact';
import type { CellStep } from '../../src/shared/questions/cellSteps';
import { gateValue } from '../parts/numbers';
import { visibleWord } from '../parts/words';
import { stepRows } from './stepTable';

export function StepTableView(properties: {
  readonly step: CellStep;
  readonly unit: number;
}): JSX.Element {
  const { step, unit } = properties;
  return (
    <div class="table-scroller" tabIndex={0} role="region" aria-label="Table of the step">
      <table class="numbers">
        <caption>
          Unit {unit} at “<bdi>{visibleWord(step.word)}</bdi>”
        </caption>
        <thead>
          <tr>
            <th scope="col">Quantity</th>
            <th scope="col">Sum before σ or tanh</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {stepRows(step).map(({ name, sum, value }) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{sum === undefined ? '' : gateValue(sum)}</td>
              <td>{gateValue(value)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
