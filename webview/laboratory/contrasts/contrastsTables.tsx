/** The matrix of cells and contrasts, and the table of a weight that is pulled both ways. */
import type { JSX } from 'preact';
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import type { ContrastEntry, ContrastsNews } from '../../../src/shared/laboratory/contrasts';
import type { ExperimentPage } from '../../../src/shared/laboratory/experiments';
import { NumbersTable } from '../../parts/numbersTable';
import { grouped, percent, titleOfCell } from '../runParts';
import { conflictsIn, entriesIn } from './contrastsNews';

interface TableProperties {
  readonly news: readonly ContrastsNews[];
  readonly contestants: readonly Contestant[];
}

export function MatrixTable(
  properties: TableProperties & { readonly experiments: readonly ExperimentPage[] },
): JSX.Element | null {
  const { news, contestants, experiments } = properties;
  const entries = entriesIn(news);
  if (entries.length === 0) return null;
  const columns = [...new Set(entries.map(({ experiment }) => experiment))];
  const lines = [...new Set(entries.map(lineOf))];
  return (
    <NumbersTable
      label="Table: cells and contrasts"
      wide
      caption={
        entries[0]?.trials === 1
          ? 'Training sequences until it was solved, in one training; with more of them shares and their 95 % intervals.'
          : `Trainings that solved it, of ${entries[0]?.trials ?? 0}, with the 95 % interval of that share, and the median of their training sequences.`
      }
      heads={['Cell, biases', ...columns.map((id) => shortTitle(experiments, id))]}
      rows={lines.map((line) => {
        const of = entries.filter((entry) => lineOf(entry) === line);
        const { cell = '', beginning } = of[0] ?? {};
        const title = titleOfCell(contestants, cell);
        return {
          ...{ key: line, head: beginning === 'remembering' ? `${title}, remembering` : title },
          cells: columns.map((id) => entryText(of.find(({ experiment }) => experiment === id))),
        };
      })}
    />
  );
}

const lineOf = ({ cell, beginning }: ContrastEntry): string => `${cell} ${beginning}`;

/** Before the colon stands its name. */
const shortTitle = (experiments: readonly ExperimentPage[], id: string): string => {
  const title = experiments.find((page) => page.id === id)?.title ?? id;
  const [name = title, rest = ''] = title.split(': ');
  return name === 'Counting' ? rest : name;
};

function entryText(entry: ContrastEntry | undefined): string {
  if (!entry) return '';
  const { solved, trials, interval, median } = entry;
  const [low, high] = interval;
  const share = `${solved} (${percent(low)} to ${percent(high)})`;
  if (trials === 1) return median === undefined ? 'never' : grouped(median);
  if (median === undefined) return share;
  return `${share}, ${grouped(median)}`;
}

export function ConflictTable({ news, contestants }: TableProperties): JSX.Element | null {
  const rows = conflictsIn(news);
  if (rows.length === 0) return null;
  return (
    <NumbersTable
      label="Table: one weight, pulled both ways"
      wide
      caption="Means over the trainings, of 1,000 sequences each. Conflict: storing and ignoring pull the weight (of the sum that is named) in opposite directions. Changes: the whole gradient has another sign than in the sequence before. Right: answers in the last fifth."
      heads={['Cell, sum', 'Conflict', 'Changes', 'Right']}
      rows={rows.map(({ cell, quantity, conflict, changes, right }) => ({
        key: `${cell} ${quantity}`,
        head: `${titleOfCell(contestants, cell)}, ${quantity}`,
        cells: [percent(conflict), percent(changes), percent(right)],
      }))}
    />
  );
}
