/** `experiment --conflict`: how often one unit's weights are pulled both ways, with gates and without. */
import type { Cell } from '../../engine/cells/cell';
import { measureConflict, type ConflictRow } from '../../engine/experiments/weightConflict';
import type { Console } from '../command';
import { createTrialKernels } from '../trialKernels';

export interface ConflictOptions {
  readonly trials: number;
  readonly seed: number;
  readonly sequences: number;
  readonly json: boolean;
}

export function printConflicts(
  cells: readonly Cell[],
  { trials, seed, sequences, json }: ConflictOptions,
  terminal: Console,
): void {
  const rows = cells.flatMap((cell) => {
    const runs = Array.from({ length: trials }, (_, n) => measured(cell, seed + n, sequences));
    return (runs[0] ?? []).map((row, n) => meanOf(runs.flatMap((run) => run[n] ?? row)));
  });
  terminal.print(json ? JSON.stringify(rows) : describeConflicts(rows));
}

function measured(cell: Cell, seed: number, sequences: number): readonly ConflictRow[] {
  const measuring = measureConflict({ cell, seed, sequences }, createTrialKernels);
  for (let next = measuring.next(); ; next = measuring.next()) if (next.done) return next.value;
}

function meanOf(rows: readonly ConflictRow[]) {
  const mean = (value: (row: ConflictRow) => number): number =>
    rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
  const { cell = '', quantity = '' } = rows[0] ?? {};
  return {
    ...{ cell, quantity, conflict: mean(({ conflict }) => conflict) },
    ...{ changes: mean(({ changes }) => changes), right: mean(({ right }) => right) },
  };
}

const percent = (share: number): string => `${Math.round(100 * share)} %`.padStart(8);

function describeConflicts(rows: readonly ConflictRow[]): string {
  const lines = rows.map(
    ({ cell, quantity, conflict, changes, right }) =>
      `${`${cell}, ${quantity}`.padEnd(16)}${percent(conflict)}${percent(changes)}${percent(right)}`,
  );
  return [
    'One unit that must store the first number and ignore nine more. Conflict: sequences in which both pull',
    'its weight in opposite directions. Changes: sequences whose gradient has another sign than the one before.',
    `${''.padEnd(16)}${['conflict', 'changes', 'right'].map((title) => title.padStart(8)).join('')}`,
    ...lines,
  ].join('\n');
}
