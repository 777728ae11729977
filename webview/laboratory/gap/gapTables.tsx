/** The same figures as in the charts, as tables: a column for each network, over all seeds. */
import type { JSX } from 'preact';
import type { GapOutcome, GapShares } from '../../../src/shared/laboratory/gap';
import { NumbersTable } from '../../parts/numbersTable';
import { opponentsIn, seedsOf, stretchesOf, testOf } from './gapNews';
import { titleOfCell, type ShownRun } from './gapSeries';

interface Column {
  readonly cell: string;
  readonly seed: number;
  readonly title: string;
}

/** The seeds of a cell stand beside each other. */
function columnsOf({ choice, contestants }: ShownRun): readonly Column[] {
  const seeds = seedsOf(choice);
  return choice.cells.flatMap((cell) =>
    seeds.map((seed) => {
      const title = titleOfCell(contestants, cell);
      return { cell, seed, title: seeds.length === 1 ? title : `${title}, seed ${seed}` };
    }),
  );
}

const mostRows = 200;
const none = '–';
const number = (share: number): string => (100 * share).toFixed(1);

export function StepsTable({ run }: { readonly run: ShownRun }): JSX.Element {
  const columns = columnsOf(run);
  const found = columns.map(
    ({ cell, seed }) =>
      new Map(stretchesOf(run.news, cell, seed).map((point) => [point.step, point])),
  );
  const steps = [...new Set(found.flatMap((points) => [...points.keys()]))].sort((a, b) => a - b);
  const every = Math.max(1, Math.ceil(steps.length / mostRows));
  return (
    <NumbersTable
      label="Table: while training"
      wide
      caption={`Right answers in % of the sentences of ten steps, before they are learnt from${every > 1 ? `; one in ${every} rows` : ''}`}
      heads={['Step', ...columns.map(({ title }) => title)]}
      rows={steps
        .filter((_, n) => n % every === 0 || n === steps.length - 1)
        .map((step) => ({
          ...{ key: step, head: step.toLocaleString('en') },
          cells: found.map((points) => {
            const point = points.get(step);
            return point ? number(point.right / point.of) : none;
          }),
        }))}
    />
  );
}

export function GapsTable(properties: {
  readonly run: ShownRun;
  readonly outcome: GapOutcome | undefined;
}): JSX.Element {
  const { run, outcome } = properties;
  const { choice, contestants, news } = run;
  const opponents = opponentsIn(news);
  const columns = columnsOf(run).map(({ cell, seed, title }) => {
    return { title, shares: testOf(news, cell, seed)?.shares, ties: [] as readonly number[] };
  });
  const means = (outcome?.cells ?? []).map(({ cell, shares, ties }) => {
    const title = titleOfCell(contestants, cell);
    return { title: choice.seeds === 1 ? title : `${title}, mean`, shares, ties };
  });
  const shown = [
    ...(choice.seeds === 1 && means.length > 0 ? means : [...columns, ...means]),
    ...(opponents?.rows ?? []).map(({ name, shares }) => {
      return { title: name === 'guess' ? 'Guessing' : 'Counting', shares, ties: [] };
    }),
  ];
  const gaps = opponents?.rows[0]?.shares.map(({ gap }) => gap) ?? [];
  return (
    <NumbersTable
      label="Table: across how many words"
      wide
      caption={`Right answers in % of ${opponents?.tests ?? 0} new sentences per gap and seed, ± one standard error. = is a tie with the better of guessing and counting: less than two standard errors.`}
      heads={['Words', ...shown.map(({ title }) => title)]}
      rows={gaps.map((gap) => ({
        ...{ key: gap, head: gap, current: gap === choice.gap },
        cells: shown.map(({ shares, ties }) => cellText(shares, gap, ties.includes(gap))),
      }))}
      foot={{
        ...{ key: 'solved', head: 'Solved' },
        cells: shown.map((_, n) => solvedText(run, n)),
      }}
    />
  );
}

function cellText(shares: GapShares | undefined, gap: number, isTie: boolean): string {
  const found = shares?.find((share) => share.gap === gap);
  if (!found) return none;
  return `${number(found.share)} ± ${number(found.error)}${isTie ? ' =' : ''}`;
}

/** Of the columns that are a network of one seed. */
function solvedText(run: ShownRun, place: number): string {
  const column = columnsOf(run)[place];
  const test = column && testOf(run.news, column.cell, column.seed);
  if (!test) return '';
  return test.solved ? `${test.steps} steps` : 'never';
}
