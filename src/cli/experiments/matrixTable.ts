/** `experiment --matrix`: cells against contrasts, as a table. */
import type { Cell } from '../../engine/cells/cell';
import { contrasts } from '../../engine/experiments/contrasts';
import {
  compareContrasts,
  type AskedMatrix,
  type MatrixEntry,
} from '../../engine/experiments/matrix';
import type { Console } from '../command';
import { createTrialKernels } from '../trialKernels';

export type MatrixOptions = Omit<AskedMatrix, 'cells' | 'contrasts'>;

export function printMatrix(
  cells: readonly Cell[],
  options: MatrixOptions & { readonly json: boolean },
  terminal: Console,
): void {
  const comparing = compareContrasts({ ...options, cells, contrasts }, createTrialKernels);
  for (let next = comparing.next(); ; next = comparing.next()) {
    if (next.done) {
      terminal.print(options.json ? JSON.stringify(next.value) : describeMatrix(next.value));
      return;
    }
    if ('beginning' in next.value) terminal.log(`${next.value.cell}, ${short(next.value)}`);
  }
}

const short = ({ experiment, beginning, solved, trials }: MatrixEntry): string =>
  `${experiment}, ${beginning}: ${solved} of ${trials}`;

/** A line for each cell and beginning, a column for each contrast: how many solved it, and their median. */
export function describeMatrix(entries: readonly MatrixEntry[]): string {
  const lines = new Map<string, Map<string, MatrixEntry>>();
  for (const entry of entries) {
    const key = entry.beginning === 'usual' ? entry.cell : `${entry.cell}, remembering`;
    lines.set(key, (lines.get(key) ?? new Map<string, MatrixEntry>()).set(entry.experiment, entry));
  }
  const rows = [...lines].map(([name, of]) => [
    name,
    ...contrasts.map(({ id }) => {
      const entry = of.get(id);
      if (!entry) return '';
      const { solved, trials, median } = entry;
      return median === undefined ? `${solved}/${trials}` : `${solved}/${trials} (${median})`;
    }),
  ]);
  const table = [['', ...contrasts.map(({ id }) => id)], ...rows];
  const widths =
    table[0]?.map((_, n) => Math.max(...table.map((row) => row[n]?.length ?? 0))) ?? [];
  const line = (row: readonly string[]): string =>
    row
      .map((cell, n) => cell.padEnd(widths[n] ?? 0))
      .join('  ')
      .trimEnd();
  return [
    'Trainings that solved it, of all, and the median of their sequences. Remembering: from biases that keep as long as a sequence is.',
    ...table.map(line),
  ].join('\n');
}
