/** The bars as lines and words, for a file: the rows of the page and their numbers. */
import { mix } from '../colours/colour';
import { percent } from '../parts/numbers';
import type { Theme } from '../colours/theme';
import type { DataTable } from '../figure/dataTable';
import type { Drawing, Shape } from '../vector/drawing';
import { visibleWord } from '../parts/words';
import type { RankedWord } from './rankedWords';
import { bitsOf } from './surpriseTexts';

const size = { width: 560, row: 26, top: 44 };
const column = { rank: 44, word: 56, bar: 200, share: 545 };

export function barsPicture(words: readonly RankedWord[], theme: Theme): Drawing {
  const title = 'The words that the network expects, most probable first';
  return {
    width: size.width,
    height: barsSize.heightOf(words),
    title,
    background: theme.background,
    fontFamily: theme.fontFamily,
    shapes: barsShapes(words, title, 0, theme),
  };
}

export const barsSize = {
  width: size.width,
  heightOf: (words: readonly RankedWord[]): number => size.top + words.length * size.row + 12,
};

/** @param left where they begin: lists can stand side by side */
export function barsShapes(
  words: readonly RankedWord[],
  title: string,
  left: number,
  theme: Theme,
): Shape[] {
  const highest = Math.max(...words.map(({ probability }) => probability));
  return [
    label(theme, left + 14, 20, title, 'start'),
    ...words.flatMap((word, at) => row(word, left, size.top + at * size.row, highest, theme)),
  ];
}

function row(word: RankedWord, left: number, top: number, highest: number, theme: Theme): Shape[] {
  const middle = top + size.row / 2;
  const longest = column.share - 76 - column.bar;
  const signs = [...(word.known ? '' : '○ '), ...visibleWord(word.word)];
  const text = signs.length <= 17 ? signs.join('') : `${signs.slice(0, 16).join('')}…`;
  const bold = word.came;
  return [
    label(theme, left + column.rank, middle, word.rank.toLocaleString('en'), 'end', bold),
    label(theme, left + column.word, middle, text, 'start', bold),
    {
      kind: 'box',
      ...{ x: left + column.bar, y: middle - 6, height: 12, round: 0 },
      width: Math.max(1, Math.round((longest * word.probability) / highest)),
      fill: bold ? theme.orange : theme.blue,
      stroke: mix(theme.background, theme.foreground, 0.4),
      lineWidth: 0.5,
    },
    label(theme, left + column.share, middle, percent(word.probability), 'end', bold),
  ];
}

const label = (
  theme: Theme,
  x: number,
  y: number,
  text: string,
  anchor: 'start' | 'end',
  bold = false,
): Shape => ({ kind: 'label', x, y, text, anchor, bold, size: 13, fill: theme.foreground });

export const predictionsTable = (words: readonly RankedWord[]): DataTable => ({
  title: 'Predictions',
  columns: ['Word', 'Rank', 'Probability', 'Surprise in bits', 'Came'],
  rows: words.map(({ word, rank, probability, came }) => [
    ...[word, rank, probability, bitsOf(probability)],
    came ? 'yes' : '',
  ]),
});
