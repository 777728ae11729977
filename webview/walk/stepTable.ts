/** The diagram as a table: one row for every number in it, and every product behind the gates. */
import type { CellStep, GateStep } from '../../src/shared/questions/cellSteps';
import type { DataTable, Value } from '../figure/dataTable';
import { keptOf, writtenOf } from './stepStory';
import type { UnitNames } from '../../src/shared/model/unitNames';
import { unitLabel } from '../parts/unitLabel';

export interface StepRow {
  readonly name: string;
  /** Before σ or tanh, where there is such a sum. */
  readonly sum?: number;
  readonly value: number;
}

export function stepRows(step: CellStep): StepRow[] {
  const { forgetGate, inputGate, candidate, outputGate } = step;
  const gate = (name: string, { sum, value }: GateStep): StepRow => ({ name, sum, value });
  return [
    gate('Forget gate', forgetGate),
    gate('Input gate', inputGate),
    gate('Candidate', candidate),
    { name: 'Cell state before', value: step.cellStateBefore },
    { name: 'Kept, f · c before', value: keptOf(step) },
    { name: 'Written, i · g', value: writtenOf(step) },
    { name: 'Cell state', value: step.cellState },
    gate('Output gate', outputGate),
    { name: 'tanh of the cell state', value: Math.tanh(step.cellState) },
    { name: 'Hidden state', value: step.hiddenState },
  ];
}

export function stepTable(
  step: CellStep,
  place: { readonly token: number; readonly layer: number; readonly unit: number },
  names?: UnitNames,
): DataTable {
  const at = [place.token, step.word, place.layer, place.unit];
  const row = (...values: Value[]): Value[] => [...at, ...values];
  const gates = { 'Forget gate': step.forgetGate, 'Input gate': step.inputGate, Candidate: step.candidate, 'Output gate': step.outputGate }; // prettier-ignore
  const products = Object.entries(gates).flatMap(([name, { bias, terms, rest, restCount }]) => [
    row(name, 'bias', '', '', '', bias),
    ...terms.map(({ of, place: input, weight, input: value }) =>
      row(name, `product: ${of} ${input}`, '', weight, value, weight * value),
    ),
    ...(restCount > 0 ? [row(name, `sum of ${restCount} other products`, '', '', '', rest)] : []),
  ]);
  return {
    title: `${unitLabel(place.layer, place.unit, 1, names)} of layer ${place.layer + 1} at “${step.word}”`,
    counted: ['Token', 'Layer', 'Unit'],
    columns: ['Token', 'Word', 'Layer', 'Unit', 'Quantity', 'Part', 'Sum', 'Weight', 'Input', 'Value'], // prettier-ignore
    rows: [
      ...stepRows(step).map(({ name, sum, value }) => row(name, '', sum ?? '', '', '', value)),
      ...products,
    ],
  };
}
