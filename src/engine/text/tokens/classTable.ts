/**
 * The class of every Unicode code point, as a grammar needs it: from patterns over the runtime's own
 * Unicode properties, for planes 0 and 1 as a constant table, for the rare code points above them on
 * demand.
 */

/** Of code points that no pattern takes, and of lone surrogates. */
export const OTHER = 0;
/** A UTF-16 unit that says nothing by itself; only in `units`. */
export const SURROGATE = 31;

/** Later rows win: the order is the priority of the grammar's alternatives. */
export type ClassRows = readonly (readonly [pattern: RegExp, characterClass: number])[];

export interface ClassTable {
  /** By UTF-16 unit; {@link SURROGATE} where the code point must be put together first. */
  readonly units: Uint8Array;
  of(codePoint: number): number;
  /** At a position of a text, surrogate pairs put together; -1 at its end. */
  at(text: string, position: number): number;
}

const TABLED = 0x20000;

/** All code points from..to as one string; 256 at a time, which is much faster than one by one. */
function everyCodePoint(from: number, to: number): string {
  const block = new Array<number>(256).fill(0);
  let text = '';
  for (let first = from; first < to; first += 256) {
    text += String.fromCodePoint(...block.map((_, i) => first + i));
  }
  return text;
}

function fill(
  table: Uint8Array,
  rows: ClassRows,
  from: number,
  to: number,
  unitsPerPoint: 1 | 2,
): void {
  const text = everyCodePoint(from, to);
  for (const [pattern, characterClass] of rows) {
    for (const match of text.matchAll(pattern)) {
      const first = from + match.index / unitsPerPoint;
      table.fill(characterClass, first, first + match[0].length / unitsPerPoint);
    }
  }
}

/** @param rows whose patterns are global and take runs */
export function classTable(rows: ClassRows): ClassTable {
  const table = new Uint8Array(TABLED);
  fill(table, rows, 0, 0xd800, 1);
  fill(table, rows, 0xe000, 0x10000, 1);
  fill(table, rows, 0x10000, TABLED, 2);
  const units = table.slice(0, 0x10000).fill(SURROGATE, 0xd800, 0xe000);

  const lookUp = (codePoint: number): number => {
    const character = String.fromCodePoint(codePoint);
    let found = OTHER;
    for (const [pattern, characterClass] of rows) {
      if (character.search(pattern) === 0) found = characterClass;
    }
    return found;
  };
  const of = (codePoint: number): number =>
    codePoint < TABLED ? table[codePoint] : lookUp(codePoint);
  return {
    units,
    of,
    at(text, position) {
      if (position >= text.length) return -1;
      const unitClass = units[text.charCodeAt(position)];
      return unitClass === SURROGATE ? of(text.codePointAt(position) ?? 0) : unitClass;
    },
  };
}
