/**
 * The class of every Unicode code point, as the tokenizer's grammar needs it. Constant tables for
 * planes 0 and 1, computed once when the module loads from the runtime's own Unicode properties;
 * the rare code points above are looked up by the same properties on demand.
 */

export const OTHER = 0;
export const SPACE = 1;
export const CARRIAGE_RETURN = 2;
export const LINE_FEED = 3;
/** \p{L}, \p{Nl} or \p{No} of a script that puts spaces between words. */
export const LETTER = 4;
/** A letter of a script without spaces between words: Han, Kana, Thai. */
export const UNSPACED_LETTER = 5;
export const MARK = 6;
export const JOINER = 7;
export const DIGIT = 8;
export const UNDERSCORE = 9;
export const APOSTROPHE = 10;
/** May begin a \p{RGI_Emoji} sequence. */
export const EMOJI = 11;
/** A UTF-16 unit that says nothing by itself; only in {@link unitClasses}. */
export const SURROGATE = 12;

const TABLED = 0x20000;

/** Later rows win: the order is the priority of the grammar's alternatives. */
const rows: readonly (readonly [pattern: RegExp, characterClass: number])[] = [
  [/\p{Emoji}+/gu, EMOJI],
  [/\s+/gu, SPACE],
  [/\r/gu, CARRIAGE_RETURN],
  [/\n/gu, LINE_FEED],
  [/\p{M}+/gu, MARK],
  [/[\u200c\u200d]+/gu, JOINER],
  [/['’]/gu, APOSTROPHE],
  // ASCII emoji (# and *) are punctuation first; the scanner looks for a keycap itself.
  [/[#*]/gu, OTHER],
  [/_/gu, UNDERSCORE],
  [/\p{Nd}+/gu, DIGIT],
  [/[\p{L}\p{Nl}\p{No}]+/gu, LETTER],
  [/[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]&&[\p{L}\p{Nl}\p{No}]]+/gv, UNSPACED_LETTER],
];

/** All code points from..to as one string; 256 at a time, which is much faster than one by one. */
function everyCodePoint(from: number, to: number): string {
  const block = new Array<number>(256).fill(0);
  let text = '';
  for (let first = from; first < to; first += 256) {
    text += String.fromCodePoint(...block.map((_, i) => first + i));
  }
  return text;
}

function fill(table: Uint8Array, from: number, to: number, unitsPerPoint: 1 | 2): void {
  const text = everyCodePoint(from, to);
  for (const [pattern, characterClass] of rows) {
    for (const match of text.matchAll(pattern)) {
      const first = from + match.index / unitsPerPoint;
      table.fill(characterClass, first, first + match[0].length / unitsPerPoint);
    }
  }
}

function buildTable(): Uint8Array {
  const table = new Uint8Array(TABLED);
  fill(table, 0, 0xd800, 1);
  fill(table, 0xe000, 0x10000, 1);
  fill(table, 0x10000, TABLED, 2);
  return table;
}

const table = buildTable();

function lookUp(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  let found = OTHER;
  for (const [pattern, characterClass] of rows) {
    if (character.search(pattern) === 0) found = characterClass;
  }
  return found;
}

/** @returns the class of a code point; a lone surrogate is OTHER */
export function classOf(codePoint: number): number {
  return codePoint < TABLED ? table[codePoint] : lookUp(codePoint);
}

function buildUnitClasses(): Uint8Array {
  return table.slice(0, 0x10000).fill(SURROGATE, 0xd800, 0xe000);
}

/** The class of each UTF-16 unit; SURROGATE where the code point must be put together first. */
export const unitClasses: Uint8Array = buildUnitClasses();
