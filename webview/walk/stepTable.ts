/** The diagram as a table: one row for every number in it, and every product behind the sums. */
import type { CellStep } from '../../src/shared/questions/cellSteps';
import type { DataTable, Value } from '../figure/dataTable';
import type { UnitNames } from '../../src/shared/model/unitNames';
import { unitLabel } from '../parts/unitLabel';

export function stepTable(
  step: CellStep,
  place: { readonly token: number; readonly layer: number; readonly unit: number },
  names?: UnitNames,
): DataTable {
  const at = [place.token, step.word, place.layer, place.unit];
  const row = (...values: Value[]): Value[] => [...at, ...values];
  const products = step.equations.flatMap(({ title, sums }) =>
    sums.flatMap(({ bias, terms, rest, restCount }) => [
      ...(bias === undefined ? [] : [row(title, 'bias', '', '', '', bias)]),
      ...terms.map(({ input, weight, value, product }) =>
        row(title, `product: ${input}`, '', weight, value, product),
      ),
      ...(restCount > 0
        ? [row(title, `sum of ${restCount} other products`, '', '', '', rest)]
        : []),
    ]),
  );
  return {
    title: `${unitLabel(place.layer, place.unit, 1, names)} of layer ${place.layer + 1} at “${step.word}”`,
    counted: ['Token', 'Layer', 'Unit'],
    columns: ['Token', 'Word', 'Layer', 'Unit', 'Quantity', 'Part', 'Sum', 'Weight', 'Input', 'Value'], // prettier-ignore
    rows: [
      ...step.rows.map(({ name, sum, value }) => row(name, '', sum ?? '', '', '', value)),
      ...products,
    ],
  };
}
