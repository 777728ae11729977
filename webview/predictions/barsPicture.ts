/** The bars as lines and words, for a file: the rows of the page and their numbers. */
import { mix } from '../colour';
import { percent } from '../numbers';
import type { Theme } from '../theme';
import type { DataTable } from '../twin/table';
import type { Drawing, Shape } from '../vector/drawing';
import { visibleWord } from '../words';
import type { RankedWord } from './ranked';
import { bitsOf } from './surprise';

const size = { width: 560, row: 26, top: 44 };
const column = { rank: 44, word: 56, bar: 200, share: 545 };

export function barsPicture(words: readonly RankedWord[], theme: Theme): Drawing {
  const highest = words[0]?.probability ?? 1;
  const title = 'The words that the network expects, most probable first';
  return {
    width: size.width,
    height: size.top + words.length * size.row + 12,
    title,
    background: theme.background,
    fontFamily: theme.fontFamily,
    shapes: [
      label(theme, 14, 20, title, 'start'),
      ...words.flatMap((word, at) => row(word, size.top + at * size.row, highest, theme)),
    ],
  };
}

function row(word: RankedWord, top: number, highest: number, theme: Theme): Shape[] {
  const middle = top + size.row / 2;
  const longest = column.share - 76 - column.bar;
  const signs = [...visibleWord(word.word)];
  const text = signs.length <= 17 ? signs.join('') : `${signs.slice(0, 16).join('')}…`;
  const bold = word.came;
  return [
    label(theme, column.rank, middle, word.rank.toLocaleString('en'), 'end', bold),
    label(theme, column.word, middle, text, 'start', bold),
    {
      kind: 'box',
      ...{ x: column.bar, y: middle - 6, height: 12, round: 0 },
      width: Math.max(1, Math.round((longest * word.probability) / highest)),
      fill: bold ? theme.orange : theme.blue,
      stroke: mix(theme.background, theme.foreground, 0.4),
      lineWidth: 0.5,
    },
    label(theme, column.share, middle, percent(word.probability), 'end', bold),
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
