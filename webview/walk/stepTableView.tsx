/** The diagram's numbers as a table. */
import type { JSX } from 'preact';
import type { CellStep } from '../../src/shared/questions/cellSteps';
import { gateValue } from '../parts/numbers';
import { NumbersTable } from '../parts/numbersTable';
import { visibleWord } from '../parts/words';

export function StepTableView(properties: {
  readonly step: CellStep;
  readonly unit: number;
}): JSX.Element {
  const { step, unit } = properties;
  return (
    <NumbersTable
      label="Table of the step"
      wide
      caption={
        <>
          Unit {unit} at “<bdi>{visibleWord(step.word)}</bdi>”
        </>
      }
      heads={['Quantity', 'Sum before σ or tanh', 'Value']}
      rows={step.rows.map(({ name, sum, value }) => ({
        key: name,
        head: name,
        cells: [sum === undefined ? '' : gateValue(sum), gateValue(value)],
      }))}
    />
  );
}
