/** What `gap` prints: how it was trained, then how many answers were right, by gap. */
import type { CellRow, GapRow } from '../../engine/lessons/gap/summary';
import { optimizing, randomOf, sizes, testCount } from '../../engine/lessons/gap/settings';
import type { GapSettings, KeepBias } from '../../engine/lessons/gap/settings';
import { exampleSentence, testedGaps } from '../../engine/lessons/gap/task';

export type AskedGap = Omit<GapSettings, 'cell'> & { readonly seeds: number };

export interface GapTable {
  /** How it was trained and tested, in sentences. */
  readonly setUp: readonly string[];
  readonly cells: readonly CellRow[];
  readonly opponents: readonly GapRow[];
}

const biasTexts: Readonly<Record<KeepBias, (gap: number) => string>> = {
  '0': () => '0',
  '1': () => '1',
  ln: (gap) => `ln ${gap} = ${Math.log(gap).toFixed(2)}`,
};

export function setUpOf({ gap, mixed, bias, steps, seed, seeds }: AskedGap): string[] {
  const { E, H, B } = sizes;
  const gaps = mixed ? `mixed gaps of 1 to ${gap} words` : `one gap of ${words(gap)}`;
  const error =
    seeds > 1
      ? `between ${seeds} seeds, or of the sentences where that is larger`
      : 'of the sentences, one seed';
  return [
    `Trained on ${gaps}; keep bias ${biasTexts[bias](gap)}, where the cell has one.`,
    `For example: ${exampleSentence(randomOf.tests(seed), Math.min(gap, 12))}`,
    `${steps} steps of ${B} sentences at most (loss on the answer alone), fewer where 799 of 800 new ones in a row are right; ${E} numbers for a word (of variance 1 at first), ${H} units, Adam ${optimizing.learningRate}, clipped at ${optimizing.clip}.`,
    `Right in % of ${testCount} new sentences with exactly that gap, ± one standard error (${error}); = is a tie: less than two standard errors from the better opponent.`,
  ];
}

const words = (count: number): string => (count === 1 ? '1 word' : `${count} words`);

export function describeGap({ setUp, cells, opponents }: GapTable): string {
  const table = [
    ['', 'solved after', ...testedGaps.map((gap) => `gap ${gap}`)],
    ...cells.map(cellLine),
    ...opponents.map(opponentLine),
  ];
  const widths = table.reduce<readonly number[]>(
    (most, line) => line.map((text, n) => Math.max(most[n] ?? 0, text.length)),
    [],
  );
  const lines = table.map((line) =>
    line
      .map((text, n) => (n === 0 ? text.padEnd(widths[n] ?? 0) : text.padStart(widths[n] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
  return [...setUp, '', ...lines].join('\n');
}

const cellLine = ({ name, hasKeepBias, solvedAfter, shares, ties }: CellRow): string[] => [
  hasKeepBias ? name : `${name} (no keep bias)`,
  solvedAfter.map((steps) => steps ?? 'never').join(', '),
  ...shares.map(({ gap, share, error }) => percent(share, error, ties.includes(gap) ? '=' : ' ')),
];

const opponentLine = ({ name, shares }: GapRow): string[] => [
  ...[name, ''],
  ...shares.map(({ share, error }) => percent(share, error, ' ')),
];

const percent = (share: number, error: number, mark: string): string =>
  `${(100 * share).toFixed(1)} ±${(100 * error).toFixed(1)}${mark}`;
