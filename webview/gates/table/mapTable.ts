/** The numbers of the map and of the table, in full, for a file. */
import type { GateMap, UnitTable } from '../../../src/shared/questions/gates';
import type { UnitNames } from '../../../src/shared/model/unitNames';
import type { DataTable, Value } from '../../figure/dataTable';
import { unitLabel } from '../../parts/unitLabel';
import type { CellQuantity } from '../../parts/quantities';
import type { Range } from '../map/geometry';
import type { ShownMap } from '../map/shownMap';

/** A file without a title says in each row what its numbers are of. */
const of = ['Quantity', 'Layer'];

/** @param seen the tokens in view; the rows of the file are those of them that are there */
export function mapTable(
  { layer, units, tiles }: ShownMap,
  seen: Range,
  title: string,
  names?: UnitNames,
): DataTable {
  return {
    title: `${title}, layer ${layer + 1}`,
    counted: ['Token', 'Layer'],
    columns: ['Token', 'Word', ...units.map((unit) => unitLabel(layer, unit, 1, names)), ...of],
    rows: tiles.flatMap((tile) => rowsOf(tile, seen).map((row) => [...row, title, layer])),
  };
}

function rowsOf({ from, tokens, units, values }: GateMap, seen: Range): Value[][] {
  const first = Math.max(0, seen.from - from);
  const end = Math.min(tokens.length, seen.from + seen.count - from);
  return Array.from({ length: Math.max(0, end - first) }, (_, at) => {
    const place = first + at;
    const row = values.subarray(place * units.length, (place + 1) * units.length);
    return [from + place, tokens[place] ?? '', ...row];
  });
}

export function unitTableData(
  { unit, from, tokens, gates }: UnitTable,
  layer: number,
  quantities: readonly CellQuantity[],
  names?: UnitNames,
): DataTable {
  return {
    title: `${unitLabel(layer, unit, 1, names)} of layer ${layer + 1}`,
    counted: ['Token'],
    columns: ['Token', 'Word', ...quantities.map(({ title }) => title)],
    rows: tokens.map((word, place) => [
      from + place,
      word,
      ...quantities.map(({ name }) => gates[name]?.[place] ?? Number.NaN),
    ]),
  };
}
