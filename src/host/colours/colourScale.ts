/**
 * From a value to one of the bands that a colour stands for, and what the bands are called. Pure.
 * Five bands of growing strength for what has one direction; three on either side of zero for what
 * has a sign. The weakest band of all is left plain, so that most of a text stays as it is.
 */
import { nameInWords } from '../../shared/model/cells';
import type { ColourMeasure, UnitColours } from '../../shared/questions/editor/colours';
import type { UnitNames } from '../../shared/model/unitNames';
import { unitKey } from '../../shared/model/unitNames';
import { memoryShares } from '../../shared/questions/editor/colours';
import { unknownPhrase } from '../../shared/unknownWords';
import { visible } from '../common/escapeMarkdown';
import { signed } from '../common/formatNumbers';
import { titleOfAnswers } from './answerColours';

/** 1 to 4: stronger and stronger; −1 to −3 and 5 to 7: below and above zero. 0 is plain. */
export const bands = [1, 2, 3, 4, 5, 6, 7, -1, -2, -3] as const;
export type Band = (typeof bands)[number] | 0;

/** Names that `package.json` contributes. */
export const bandColours: Readonly<Record<Exclude<Band, 0>, string>> = {
  1: 'gatescope.colour1',
  2: 'gatescope.colour2',
  3: 'gatescope.colour3',
  4: 'gatescope.colour4',
  5: 'gatescope.above1',
  6: 'gatescope.above2',
  7: 'gatescope.above3',
  [-1]: 'gatescope.below1',
  [-2]: 'gatescope.below2',
  [-3]: 'gatescope.below3',
};

const growing = [0, 1, 2, 3, 4] as const satisfies Band[];
const above = [0, 5, 6, 7] as const satisfies Band[];
const below = [0, -1, -2, -3] as const satisfies Band[];

/** Of one direction: the borders between its bands; with a sign: distances from zero. */
export interface Scale {
  readonly isSigned: boolean;
  readonly borders: readonly number[];
}

/** Bits: one chance in 4, 32, 256, 4096. */
const surpriseBorders = [2, 5, 8, 12] as const;
const rankBorders = [1, 10, 100, 1000] as const;
/** Bits, either way; below the first, a word no longer matters. */
const changeBorders = [0.1, 1, 3] as const;
/** Until the first answer about a unit nothing is coloured. */
const unread: Scale = { isSigned: false, borders: [] };

/** What an answer says of its borders: those of a unit, or of what is compared with the document. */
export interface Borders {
  readonly borders?: readonly number[];
  readonly ofUnit?: UnitColours;
}

export function scaleOf(measure: ColourMeasure, { borders, ofUnit }: Borders = {}): Scale {
  switch (measure.by) {
    case 'surprise':
      return { isSigned: false, borders: surpriseBorders };
    case 'rank':
      return { isSigned: false, borders: rankBorders };
    case 'erased':
    case 'written':
      return { isSigned: false, borders: borders ?? [] };
    case 'unit':
      return ofUnit ?? unread;
    case 'substituted':
      return { isSigned: true, borders: changeBorders };
    // A class or a label is no size.
    case 'judged':
      return unread;
    default:
      return measure satisfies never;
  }
}

/** NaN, which says nothing, is plain. */
export function bandOf(value: number, { isSigned, borders }: Scale): Band {
  const size = isSigned ? Math.abs(value) : value;
  const passed = borders.filter((border) => size > border).length;
  const side = isSigned ? (value < 0 ? below : above) : growing;
  return side[passed] ?? 0;
}

/** How a band is drawn in plain text; the same pattern that underlines the words. */
export const strokes: Readonly<Record<Band, string>> = {
  0: ' ',
  1: '┈',
  2: '╌',
  3: '─',
  4: '═',
  5: '┈',
  6: '─',
  7: '═',
  [-1]: '┈',
  [-2]: '─',
  [-3]: '═',
};

export interface LegendRow {
  readonly band: Band;
  readonly meaning: string;
}

export interface Legend {
  /** What the colours are of. */
  readonly title: string;
  /** For the status bar: the borders after their strokes. */
  readonly short: string;
  readonly rows: readonly LegendRow[];
}

/**
 * @param names that the user gave to units
 * @param quantity what a unit’s quantity is called, where its cell is known
 */
export function measureTitle(
  measure: ColourMeasure,
  names: UnitNames = {},
  quantity?: string,
): string {
  const ofLayer = (layer: number): string => (layer > 0 ? ` in layer ${layer + 1}` : '');
  switch (measure.by) {
    case 'surprise':
      return 'Surprise';
    case 'rank':
      return 'Rank';
    case 'erased':
      return `Erased from memory${ofLayer(measure.layer)}`;
    case 'written':
      return `Written to memory${ofLayer(measure.layer)}`;
    case 'unit':
      return `${visible(quantity ?? nameInWords(measure.gate))} of ${unitTitle(measure, names)}${ofLayer(measure.layer)}`;
    case 'substituted': {
      const { word, replacement } = measure;
      const instead = replacement.kind === 'word' ? `, “${visible(replacement.word)}” instead` : '';
      return `Memory of “${visible(word)}”${instead}`;
    }
    case 'judged':
      return titleOfAnswers(undefined);
    default:
      return measure satisfies never;
  }
}

function unitTitle(
  { layer, unit }: { readonly layer: number; readonly unit: number },
  names: UnitNames,
): string {
  const name = names[unitKey(layer, unit)];
  return name === undefined ? `unit ${unit}` : `“${visible(name)}” (unit ${unit})`;
}

/** Marks that are no bands, and stand beside any of them. */
export const frames = {
  unknown: { outline: '1px dotted', meaning: `${unknownPhrase} (slanted, in a dotted frame)` },
  word: { outline: '2px solid', meaning: 'the word itself (in a frame)' },
} as const;

export function legendOf(
  measure: ColourMeasure,
  names: UnitNames = {},
  ofUnit?: UnitColours,
): Legend {
  const title = measureTitle(measure, names, ofUnit?.title);
  const rows = rowsOf(measure, ofUnit);
  const short = rows
    .map(({ band, sign }) => `${strokes[band]}${sign}`)
    .filter((part) => part.trim() !== '')
    .join(' ');
  return { title, short, rows: rows.map(({ band, meaning }) => ({ band, meaning })) };
}

interface Row extends LegendRow {
  /** As short as can be. */
  readonly sign: string;
}

const row = (band: Band, sign: string, meaning: string): Row => ({ band, sign, meaning });

function rowsOf(measure: ColourMeasure, ofUnit: UnitColours | undefined): Row[] {
  switch (measure.by) {
    case 'surprise':
      return [
        row(0, '', 'at most 2 bits: it was expected'),
        ...growing.slice(1).map((band, n) => {
          const border = surpriseBorders[n] ?? 0;
          return row(band, `${border}+`, `more than ${border} bits: less than 1 in ${2 ** border}`);
        }),
      ];
    case 'rank':
      return [
        row(0, '', 'the first choice'),
        row(1, '2–10', 'among the first 10'),
        row(2, '–100', 'among the first 100'),
        row(3, '–1000', 'among the first 1000'),
        row(4, 'more', 'beyond the first 1000'),
      ];
    case 'erased':
    case 'written':
      return [
        row(0, '', 'less than at half of the words'),
        ...growing.slice(1).map((band, n) => {
          const top = Math.round(100 * (1 - (memoryShares[n] ?? 0)));
          return row(band, `${top}%`, `among the top ${top}% of the words`);
        }),
      ];
    case 'unit':
      return ofUnit ? signedOrGrowing(ofUnit) : [];
    case 'substituted':
      return changeRows(scaleOf(measure));
    case 'judged':
      return [];
    default:
      return measure satisfies never;
  }
}

function changeRows({ borders }: Scale): Row[] {
  const bits = (n: number): string => String(borders[n] ?? 0);
  const lost = [...borders.keys()].map((n) => {
    const meaning = `more than ${bits(n)} bits harder to predict without it (line below the word)`;
    return row(above[(n + 1) as 1 | 2 | 3], `+${bits(n)}`, meaning);
  });
  const gained = [...borders.keys()].reverse().map((n) => {
    const meaning = `more than ${bits(n)} bits easier without it (line above the word)`;
    return row(below[(n + 1) as 1 | 2 | 3], `−${bits(n)}`, meaning);
  });
  return [...gained, row(0, '0', `at most ${bits(0)} bits: it no longer matters`), ...lost];
}

function signedOrGrowing({ isSigned, isGate, borders }: UnitColours): Row[] {
  if (!isSigned) {
    const parts = growing.slice(1).map((band, n) => {
      const border = plainNumber(borders[n]);
      return row(band, border, `more than ${border}`);
    });
    const least = isGate ? 'nearly closed' : 'near zero';
    return [row(0, '', `at most ${plainNumber(borders[0])}: ${least}`), ...parts];
  }
  const negative = [...borders.keys()].reverse().map((n) => {
    const border = signed(-(borders[n] ?? 0));
    return row(below[(n + 1) as 1 | 2 | 3], border, `below ${border} (line above the word)`);
  });
  const positive = [...borders.keys()].map((n) => {
    const border = signed(borders[n] ?? 0);
    return row(above[(n + 1) as 1 | 2 | 3], border, `above ${border} (line below the word)`);
  });
  return [...negative, row(0, '0', 'near zero'), ...positive];
}

/** Two digits; one where that says it all. */
const plainNumber = (value = 0): string => String(Number(value.toPrecision(2)));
