/**
 * The class of every Unicode code point, as a grammar needs it: from patterns over the runtime's own
 * Unicode properties, for planes 0 and 1 as a table that is filled block by block, for the rare code
 * points above them one by one.
 */

/** Of code points that no pattern takes, and of lone surrogates. */
export const OTHER = 0;
/** A UTF-16 unit that says nothing by itself, or was not looked at yet; only in `units`. */
export const SURROGATE = 31;

/** Later rows win: the order is the priority of the grammar's alternatives. */
export type ClassRows = readonly (readonly [pattern: RegExp, characterClass: number])[];

export interface ClassTable {
  /**
   * By UTF-16 unit; {@link SURROGATE} where `of` or `at` must be asked: the code point must be put together
   * first, or nobody has met one of its block yet.
   */
  readonly units: Uint8Array;
  of(codePoint: number): number;
  /** At a position of a text, surrogate pairs put together; -1 at its end. */
  at(text: string, position: number): number;
  /** Every code point where another class begins than the one before it has, with that class. */
  runs(): readonly (readonly [from: number, characterClass: number])[];
}

const TABLED = 0x20000;
const CODE_POINTS = 0x110000;
/** Where Unicode has characters; elsewhere none is of any class. */
const ASSIGNED = [
  { from: 0, to: 0x40000 },
  { from: 0xe0000, to: 0xf0000 },
];
/** Code points whose classes are found together. */
const BLOCK = 256;

/** By class, whatever was found before. */
function fill(table: Uint8Array, rows: ClassRows, from: number): void {
  table.fill(OTHER, from, from + BLOCK);
  const unitsPerPoint = from < 0x10000 ? 1 : 2;
  const text = String.fromCodePoint(...Array.from({ length: BLOCK }, (_, n) => from + n));
  for (const [pattern, characterClass] of rows) {
    for (const match of text.matchAll(pattern)) {
      const first = from + match.index / unitsPerPoint;
      table.fill(characterClass, first, first + match[0].length / unitsPerPoint);
    }
  }
}

/**
 * Looks at a block of code points when the first of them is met: all of them at once would take each
 * thread some 30 ms at its start, and few texts need more than three blocks.
 *
 * @param rows whose patterns are global and take runs
 */
export function classTable(rows: ClassRows): ClassTable {
  const table = new Uint8Array(TABLED).fill(SURROGATE);
  table.fill(OTHER, 0xd800, 0xe000);
  const units = new Uint8Array(0x10000).fill(SURROGATE);

  function tabled(codePoint: number): number {
    if (table[codePoint] !== SURROGATE) return table[codePoint];
    const from = codePoint - (codePoint % BLOCK);
    fill(table, rows, from);
    if (from < units.length) units.set(table.subarray(from, from + BLOCK), from);
    return table[codePoint];
  }

  const lookUp = (codePoint: number): number => {
    const character = String.fromCodePoint(codePoint);
    let found = OTHER;
    for (const [pattern, characterClass] of rows) {
      if (character.search(pattern) === 0) found = characterClass;
    }
    return found;
  };
  const of = (codePoint: number): number =>
    codePoint < TABLED ? tabled(codePoint) : lookUp(codePoint);
  let runs: [number, number][] | undefined;
  return {
    units,
    of,
    at(text, position) {
      if (position >= text.length) return -1;
      const unitClass = units[text.charCodeAt(position)];
      return unitClass === SURROGATE ? of(text.codePointAt(position) ?? 0) : unitClass;
    },
    runs: () => (runs ??= runsOf(rows)),
  };
}

/** Some tenths of a second: for what leaves this machine. */
function runsOf(rows: ClassRows): [number, number][] {
  const classes = new Uint8Array(CODE_POINTS).fill(OTHER);
  for (const { from, to } of ASSIGNED) {
    for (let block = from; block < to; block += BLOCK) fill(classes, rows, block);
  }
  classes.fill(OTHER, 0xd800, 0xe000);
  const runs: [number, number][] = [];
  classes.forEach((characterClass, codePoint) => {
    if (characterClass !== runs.at(-1)?.[1]) runs.push([codePoint, characterClass]);
  });
  return runs;
}
