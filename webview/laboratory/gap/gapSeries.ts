/** A run of the gap as lines for the charts: of one seed, over steps and over gaps. */
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import type { GapChoice, GapNews } from '../../../src/shared/laboratory/gap';
import type { Theme } from '../../colours/theme';
import type {
  AccuracyContent,
  AccuracyGuide,
  AccuracyLine,
  AccuracyPoint,
} from '../charts/accuracyChart';
import { markOf } from '../../charts/marks';
import { opponentsIn, stretchesOf, testOf } from './gapNews';

export interface ShownRun {
  readonly choice: GapChoice;
  readonly news: readonly GapNews[];
  readonly contestants: readonly Contestant[];
}

/** In all pictures a cell has the mark of its place among all that there are. */
export function markOfCell(
  contestants: readonly Contestant[],
  cell: string,
  { kind }: Pick<Theme, 'kind'>,
) {
  return markOf(Math.max(0, contestants.findIndex(({ id }) => id === cell)), kind); // prettier-ignore
}

export const titleOfCell = (contestants: readonly Contestant[], cell: string): string =>
  contestants.find(({ id }) => id === cell)?.title ?? cell;

export function stepsContent(run: ShownRun, seed: number, theme: Theme): AccuracyContent {
  const lines = linesOf(run, theme, (cell) =>
    stretchesOf(run.news, cell, seed).map(({ step, right, of }) => ({ x: step, y: right / of })),
  );
  return {
    lines,
    guides: [flat('Guessing', chanceOf(run), placesOf(lines, [0, run.choice.steps]))],
    x: {
      title: 'Steps of training',
      max: run.choice.steps,
      say: (step) => `after ${step} ${step === 1 ? 'step' : 'steps'}`,
    },
  };
}

export function gapsContent(run: ShownRun, seed: number, theme: Theme): AccuracyContent {
  const { news, choice } = run;
  const lines = linesOf(run, theme, (cell) =>
    (testOf(news, cell, seed)?.shares ?? []).map(({ gap, share, error }) => ({
      ...{ x: gap, y: share, error },
    })),
  );
  const count = opponentsIn(news)?.rows.find(({ name }) => name === 'count');
  const counted = (count?.shares ?? []).map(({ gap, share }) => ({ x: gap, y: share }));
  const places = counted.map(({ x }) => x);
  return {
    lines,
    guides: [
      flat('Guessing', chanceOf(run), places),
      { title: 'Counting', points: counted, dash: [1, 3] },
    ],
    x: {
      title: 'Words between',
      max: Math.max(...places, 1),
      ticks: places.filter((gap) => usualTicks.includes(gap)),
      upTo: choice.gap,
      say: (gap) => `after ${gap} ${gap === 1 ? 'word' : 'words'}`,
    },
  };
}

/** A gap of one's own between them would stand on its neighbour. */
const usualTicks = [1, 2, 5, 10, 20, 50, 100, 200];

function linesOf(
  { choice, contestants }: ShownRun,
  theme: Theme,
  pointsOf: (cell: string) => readonly AccuracyPoint[],
): AccuracyLine[] {
  return choice.cells.map((cell) => ({
    title: titleOfCell(contestants, cell),
    mark: markOfCell(contestants, cell, theme),
    points: pointsOf(cell),
  }));
}

export function chanceOf({ news }: Pick<ShownRun, 'news'>): number {
  const guess = opponentsIn(news)?.rows.find(({ name }) => name === 'guess');
  return guess?.shares[0]?.share ?? 0;
}

const flat = (title: string, y: number, places: readonly number[]): AccuracyGuide => ({
  ...{ title, dash: [6, 4], points: places.map((x) => ({ x, y })) },
});

const placesOf = (lines: readonly AccuracyLine[], more: readonly number[]): number[] =>
  [...new Set([...more, ...lines.flatMap(({ points }) => points.map(({ x }) => x))])].sort(
    (one, other) => one - other,
  );
