/** What stands in one cell, as a sentence to look at and one to listen to. */
import type { GateMap } from '../../../src/shared/questions/gates';
import { gateValue } from '../../parts/numbers';
import { spokenWord, visibleWord } from '../../parts/words';
import type { Cell, Range } from './geometry';

export interface CellReading {
  readonly word: string;
  readonly known: boolean;
  /** Without a unit, where only the word is pointed at. */
  readonly unit?: number;
  /** The unit as it is called. */
  readonly named?: string;
  /** Where a column is many words: the value is the mean over them. */
  readonly words?: Range;
  readonly value?: number;
  readonly spoken: string;
}

/** @returns nothing where the cell is not in this window of the map */
export function readCell(
  map: GateMap,
  cell: Cell,
  gateName: string,
  nameOf = (unit: number): string => `unit ${unit}`,
): CellReading | undefined {
  const place = cell.token - map.from;
  const token = map.tokens[place];
  if (token === undefined) return undefined;
  const known = map.known[place] ?? true;
  const word = visibleWord(token);
  const spoken = known ? spokenWord(token) : `${spokenWord(token)}, not in the vocabulary`;
  const unit = cell.row < 0 ? undefined : map.units[cell.row];
  const value = unit === undefined ? undefined : map.values[place * map.units.length + cell.row];
  if (unit === undefined || value === undefined) return { word, known, spoken };
  const named = nameOf(unit);
  const sentence = `${spoken}, ${named}, ${gateName.toLowerCase()} ${gateValue(value)}`;
  return { word, known, unit, named, value, spoken: sentence };
}
