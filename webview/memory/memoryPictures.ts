/**
 * The pictures of the view of memory as drawings, for files: the text in its colours with the curve
 * below it, the courses of the units, the ledger with its bars.
 */
import type { CellChanges, Ledger, Substitution } from '../../src/shared/questions/memory';
import type { Overview } from '../../src/shared/questions/gates';
import type { UnitNames } from '../../src/shared/model/unitNames';
import type { XyContent } from '../charts/xyChart';
import { xyPicture } from '../charts/xyPicture';
import { mix } from '../colours/colour';
import { boundOf } from '../colours/colourScale';
import { gateValue, percent, whole } from '../parts/numbers';
import type { Palette } from '../colours/palette';
import { colourAt, colourIndex } from '../colours/palette';
import type { Theme } from '../colours/theme';
import { unitLabel } from '../parts/unitLabel';
import type { Drawing, Label, Shape } from '../vector/drawing';
import { visibleWord } from '../parts/words';
import { forgettingSentences, quoted, shownChange } from './forgetting';
import { heldTitles } from './held';
import { shownPlaces } from './ledgerRows';
import { wordColours } from './substitution/wordColours';

const page = { width: 760, margin: 14, line: 24, letters: 13, gap: 6 };

const label = (
  theme: Theme,
  at: Pick<Label, 'x' | 'y'>,
  text: string,
  more: Partial<Label> = {},
): Label => ({
  ...{ kind: 'label', ...at, text, size: page.letters, anchor: 'start', fill: theme.foreground },
  ...more,
});

/** Of words in the theme's font; where nothing can be measured, a guess. */
function measure(theme: Theme): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d');
  if (!context) return (text) => 0.6 * page.letters * text.length;
  context.font = `${page.letters}px ${theme.fontFamily}`;
  return (text) => context.measureText(text).width;
}

interface ColouredText {
  readonly answer: Substitution;
  /** Places of the later words that are shown. */
  readonly from: number;
  readonly to: number;
  readonly high: number;
  readonly palette: Palette;
  readonly curve: XyContent | undefined;
}

export function leftPicture(text: ColouredText, theme: Theme): Drawing {
  const { answer, from, to, high, palette, curve } = text;
  const title = `What is left of ${quoted(answer.context.tokens.at(-1))}`;
  const widthOf = measure(theme);
  const shapes: Shape[] = [label(theme, { x: page.margin, y: 20 }, title, { bold: true })];
  let [x, y] = [page.margin, 50];
  const put = (word: string, change: number, marked: boolean): void => {
    const shown = visibleWord(word);
    const width = widthOf(shown) + 6;
    if (x + width > page.width - page.margin && x > page.margin) newLine();
    const colours = wordColours(change, high, palette);
    const box = { x, y: y - 10, width, height: 20, round: 2 };
    if (colours) shapes.push({ kind: 'box', ...box, fill: colours.ground });
    if (marked) shapes.push({ kind: 'box', ...box, stroke: theme.mark });
    const ink = { fill: colours?.ink ?? theme.foreground, bold: marked };
    shapes.push(label(theme, { x: x + 3, y }, shown, ink));
    x += width + page.gap;
    if (word.includes('\n')) newLine();
  };
  const newLine = (): void => {
    x = page.margin;
    y += page.line;
  };
  const context = from === 0 ? answer.context.tokens : [];
  context.forEach((word, n) => put(word, 0, n === context.length - 1));
  for (let place = from; place < to; place++) {
    put(answer.later.tokens[place] ?? '', shownChange(answer, place), false);
  }
  for (const sentence of forgettingSentences(answer)) {
    newLine();
    shapes.push(label(theme, { x, y: y + 6 }, sentence));
  }
  const top = y + page.line + 10;
  const below = curve && xyPicture(curve, 'Change in bits per word after it', [], theme);
  return {
    ...{ width: page.width, height: top + (below?.height ?? 0), title },
    ...{ background: theme.background, fontFamily: theme.fontFamily },
    shapes: [...shapes, ...(below?.shapes ?? []).map((shape) => lowered(shape, top))],
  };
}

/** Paths have absolute coordinates in one string: `M12 34L…`, `M12 34H56`. */
function lowered(shape: Shape, by: number): Shape {
  if (shape.kind !== 'path') return { ...shape, y: shape.y + by };
  return {
    ...shape,
    d: shape.d.replace(
      /([ML]-?[\d.]+ )(-?[\d.]+)/g,
      (_, start: string, y: string) => `${start}${Number(y) + by}`,
    ),
  };
}

/** Of a long course only the last words have room; the file of its numbers has all. */
const mostCells = 240;
const course = { left: 190, right: 60, row: 22, top: 56 };

export function coursesPicture(
  { units, passage, history }: CellChanges,
  { layers, cells }: Pick<Overview, 'layers' | 'cells'>,
  names: UnitNames | undefined,
  palette: Palette,
  theme: Theme,
): Drawing {
  const length = passage.tokens.length;
  const shown = Math.min(length, mostCells);
  const high = boundOf(history);
  const cell = (page.width - course.left - course.right) / shown;
  const title = `Change of the ${heldTitles(cells).toLowerCase()}, after word ${whole(passage.from + length - shown + 1)} to word ${whole(passage.from + length)}`;
  const height = course.top + units.length * course.row + 34;
  return {
    ...{ width: page.width, height, title },
    ...{ background: theme.background, fontFamily: theme.fontFamily },
    shapes: [
      label(theme, { x: page.margin, y: 20 }, title, { bold: true }),
      ...units.flatMap(({ layer, unit, change }, n): Shape[] => {
        const y = course.top + n * course.row;
        const values = history.subarray((n + 1) * length - shown, (n + 1) * length);
        return [
          label(theme, { x: page.margin, y: y + 8 }, unitLabel(layer, unit, layers, names)),
          ...Array.from(values, (value, t): Shape => ({
            ...{ kind: 'box', x: course.left + t * cell, y, width: cell, height: 16, round: 0 },
            fill: colourAt(palette, colourIndex(value, -high, high)),
          })),
          label(theme, { x: page.width - page.margin, y: y + 8 }, gateValue(change), {
            anchor: 'end',
          }),
        ];
      }),
      label(
        theme,
        { x: page.margin, y: height - 14 },
        `orange more, blue less with the other word, up to ±${high}`,
        { size: 11 },
      ),
    ],
  };
}

const ledger = { row: 22, top: 62, left: 400, survives: 330, middle: 580, bar: 150 };

export function ledgerPicture(answer: Ledger, word: number, title: string, theme: Theme): Drawing {
  const { passage, left, survives, before } = answer;
  const rows = [
    ...shownPlaces(answer, word).map((place) => ({
      name: `${visibleWord(passage.tokens[place] ?? '')}, ${whole(left.length - 1 - place)} back`,
      survives: survives[place] ?? 0,
      left: left[place] ?? 0,
    })),
    { name: 'before this window', survives: before.survives, left: before.left },
  ];
  const most = Math.max(...rows.map((row) => Math.abs(row.left)), 1e-9);
  const end = { anchor: 'end' as const };
  return {
    ...{ width: page.width, height: ledger.top + rows.length * ledger.row + 12, title },
    ...{ background: theme.background, fontFamily: theme.fontFamily },
    shapes: [
      label(theme, { x: page.margin, y: 20 }, title, { bold: true }),
      label(theme, { x: ledger.survives, y: 46 }, 'survives', { ...end, size: 11 }),
      label(theme, { x: ledger.left, y: 46 }, 'is left', { ...end, size: 11 }),
      ...rows.flatMap((row, n): Shape[] => {
        const y = ledger.top + n * ledger.row + ledger.row / 2;
        const width = (ledger.bar * Math.abs(row.left)) / most;
        return [
          label(theme, { x: page.margin, y }, row.name),
          label(theme, { x: ledger.survives, y }, percent(row.survives), end),
          label(theme, { x: ledger.left, y }, gateValue(row.left), end),
          {
            ...{ kind: 'box', y: y - 6, width, height: 12, round: 0 },
            x: row.left < 0 ? ledger.middle - width : ledger.middle,
            fill: row.left < 0 ? theme.blue : theme.orange,
            stroke: mix(theme.background, theme.foreground, 0.4),
            lineWidth: 0.5,
          },
        ];
      }),
    ],
  };
}
