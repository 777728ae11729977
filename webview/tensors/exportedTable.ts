/**
 * The listed tensors as a table that leaves the page: one row a tensor, and one per gate of it. Pure.
 */
import type { TensorFigures, TensorRow } from '../../src/shared/model/tensors';
import type { DataTable, Value } from '../figure/dataTable';
import type { Found } from './statisticsQueue';
import { gateTitles, gateShape, shapeText } from './tensorTexts';

const columns = [
  ...['Tensor', 'Gate', 'Type', 'Shape', 'Numbers', 'Least', 'Greatest', 'Mean'],
  ...['Standard deviation', 'Zeros', 'NaN', 'Infinite'],
];

/** @param file the name of the file */
export function exportedTable(
  file: string,
  rows: readonly TensorRow[],
  found: ReadonlyMap<number, Found>,
): DataTable {
  return {
    title: file,
    columns,
    rows: rows.flatMap((row) => tableRows(row, found.get(row.place))),
  };
}

function tableRows(row: TensorRow, found: Found | undefined): Value[][] {
  const { name, dtype, part } = row;
  const statistics = found && !('trouble' in found) ? found : undefined;
  const whole = [name, '', dtype, shapeText(row), row.numbers, ...values(statistics?.whole)];
  const gates = part?.gates ?? [];
  const blocks = gates.map((gate, n) => [
    ...[name, gateTitles[gate], dtype, gateShape(row, gates.length), row.numbers / gates.length],
    ...values(statistics?.blocks[n]),
  ]);
  return [whole, ...blocks];
}

function values(figures: TensorFigures | undefined): Value[] {
  if (!figures) return ['', '', '', '', '', '', ''];
  const { finite, zeros, nans, infinities } = figures;
  const { low = '', high = '', mean = '', deviation = '' } = finite ?? {};
  return [low, high, mean, deviation, zeros, nans, infinities];
}
