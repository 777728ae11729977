/** What is shown of the gap: how it was trained, then how many answers were right, by gap. */
import type { AskedGap, GapTable } from './comparing';
import { wordsCounted } from './opponents';
import type { CellRow, GapRow, GapShare } from './summary';
import { optimizing, randomOf, sizes, testCount } from './settings';
import type { KeepBias } from './settings';
import { exampleSentence, testedGaps } from './task';

const biasTexts: Readonly<Record<KeepBias, (gap: number) => string>> = {
  '0': () => '0',
  '1': () => '1',
  ln: (gap) => `ln ${gap} = ${Math.log(gap).toFixed(2)}`,
};

function setUpOf({ gap, mixed, bias, steps, seed, seeds }: AskedGap): string[] {
  const { E, H, B } = sizes;
  const gaps = mixed ? `mixed gaps of 1 to ${gap} words` : `one gap of ${words(gap)}`;
  const error =
    seeds > 1
      ? `of the sentences or between ${seeds} seeds, whichever is larger`
      : 'of the sentences, one seed';
  const { learningRate, clip } = optimizing;
  return [
    `Trained on ${gaps}; keep bias ${biasTexts[bias](gap)}, where the cell has one.`,
    `For example: ${exampleSentence(randomOf.tests(seed), Math.min(gap, 12))}`,
    `At most ${steps} steps of ${B} sentences, fewer where 799 of 800 new ones in a row are right; loss on the answer alone.`,
    `${E} numbers for a word (of variance 1 at first), ${H} units; Adam at ${learningRate}, gradient clipped at ${clip}.`,
    `Right in % of ${testCount} new sentences with exactly that gap, ± one standard error (${error}).`,
    `Solved: after so many steps. Count: the most frequent answer after the last ${wordsCounted} words. = is a tie: less than two standard errors from the better of guess and count.`,
  ];
}

const words = (count: number): string => (count === 1 ? '1 word' : `${count} words`);

/** A line for each gap, a column for each network: narrow enough to stand beside other views. */
export function describeGap({ asked, cells, opponents }: GapTable): string {
  const columns = [
    ['gap', 'solved', ...testedGaps(asked).map(String)],
    ...cells.map(cellColumn),
    ...opponents.map(opponentColumn),
  ].map(padded);
  const lines = columns[0].map((_, n) => columns.map((column) => column[n]).join(' '));
  const without = cells.filter(({ hasKeepBias }) => !hasKeepBias).map(({ name }) => name);
  const remark = without.length > 0 ? [`Without a keep bias: ${without.join(', ')}.`] : [];
  return [...setUpOf(asked), ...remark, '', ...lines.map((line) => line.trimEnd())].join('\n');
}

const padded = (column: readonly string[], nth: number): string[] => {
  const width = Math.max(...column.map((text) => text.length));
  return column.map((text) => (nth === 0 ? text.padEnd(width) : text.padStart(width)));
};

const cellColumn = ({ name, solvedAfter, shares, ties }: CellRow): string[] => [
  name,
  solvedAfter.map((steps) => steps ?? 'never').join(' '),
  ...shares.map((share) => percent(share) + (ties.includes(share.gap) ? '=' : ' ')),
];

const opponentColumn = ({ name, shares }: GapRow): string[] => [
  ...[name, ''],
  ...shares.map((share) => `${percent(share)} `),
];

const percent = ({ share, error }: GapShare): string =>
  `${Math.round(100 * share)}±${Math.round(100 * error)}`;
