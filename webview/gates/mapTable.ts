/** The numbers of the map and of the table, in full, for a file. */
import type { GateMap, UnitTable } from '../../src/shared/analyst';
import { gateNames } from '../../src/shared/analyst';
import type { DataTable } from '../twin/table';
import { gateTexts } from './gateTexts';
import type { Range } from './geometry';

/** @param seen the tokens in view; the rows of the file are those of them that the map holds */
export function mapTable(map: GateMap, seen: Range, gateName: string, layer: number): DataTable {
  const from = Math.max(seen.from, map.from);
  const end = Math.min(seen.from + seen.count, map.from + map.tokens.length);
  const places = Array.from({ length: Math.max(0, end - from) }, (_, at) => from - map.from + at);
  const width = map.units.length;
  return {
    title: `${gateName}, layer ${layer + 1}`,
    columns: ['Token', 'Word', ...map.units.map((unit) => `Unit ${unit}`)],
    rows: places.map((place) => [
      map.from + place,
      map.tokens[place] ?? '',
      ...map.values.subarray(place * width, (place + 1) * width),
    ]),
  };
}

export function unitTableData({ unit, from, tokens, gates }: UnitTable, layer: number): DataTable {
  return {
    title: `Unit ${unit} of layer ${layer + 1}`,
    columns: ['Token', 'Word', ...gateNames.map((name) => gateTexts[name].name)],
    rows: tokens.map((word, place) => [
      from + place,
      word,
      ...gateNames.map((name) => gates[name][place] ?? Number.NaN),
    ]),
  };
}
