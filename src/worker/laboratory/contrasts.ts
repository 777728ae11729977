/** Runs *Contrasts*: cells against tasks that tell them apart, or against a weight that is pulled both ways. */
import { knownCell, type Cell } from '../../engine/cells/cell';
import { isCellId } from '../../engine/cells/cells';
import { contrasts } from '../../engine/experiments/contrasts';
import { compareContrasts, type MatrixEntry } from '../../engine/experiments/matrix';
import { measureConflict, type ConflictRow } from '../../engine/experiments/weightConflict';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type {
  ConflictEntry,
  ContrastEntry,
  ContrastsChoice,
  ContrastsNews,
  ContrastsOutcome,
} from '../../shared/laboratory/contrasts';
import type { Order } from '../../shared/laboratory/sections';
import { gatherNews, trialKernels, type Called, type LaboratoryTools } from './running';

/** As `experiment --conflict` has them. */
const conflictSequences = 1000;

export async function runContrasts(
  { run, choice }: Order<'contrasts'>,
  called: Called,
  { engine, clock, stepping, tell }: LaboratoryTools,
): Promise<Result<ContrastsOutcome, Failure>> {
  const unknown = choice.cells.find((cell) => !isCellId(cell));
  if (unknown !== undefined) {
    return failed({ kind: 'badCell', flaw: { kind: 'unknownId', id: unknown } });
  }
  const news = gatherNews<ContrastsNews>(clock, (gathered) =>
    tell({ section: 'contrasts', run, news: gathered }),
  );
  const cells = [...new Set(choice.cells)].map((id) => knownCell(id));
  const all: ContrastsNews[] = [];
  const running =
    choice.what === 'matrix'
      ? matrix(cells, choice, trialKernels(engine))
      : conflicts(cells, choice, trialKernels(engine));
  for (let next = running.next(); !next.done; next = running.next()) {
    if (next.value) {
      if (next.value.kind !== 'progress') all.push(next.value);
      news.add(next.value);
    }
    stepping();
    await clock.nextTurn();
    if (called.cancelled) {
      running.return(undefined);
      return failed({ kind: 'stale' });
    }
  }
  news.flush();
  return success({ findings: findingsOf(all) });
}

type Kernels = ReturnType<typeof trialKernels>;

function* matrix(
  cells: readonly Cell[],
  { trials }: ContrastsChoice,
  createKernels: Kernels,
): Generator<ContrastsNews | undefined, undefined> {
  const comparing = compareContrasts({ cells, contrasts, trials, seed: 1 }, createKernels);
  for (const told of comparing) {
    if ('beginning' in told) yield entryOf(told);
    else {
      const { cell, experiment, seed, sequences } = told;
      yield { kind: 'progress', cell, experiment, seed, sequences };
    }
  }
}

function entryOf({ interval, median, diverged: _, ...entry }: MatrixEntry): ContrastEntry {
  return {
    ...{ kind: 'entry', ...entry, interval: [...interval] },
    ...(median !== undefined && { median }),
  };
}

/** Means over seeds, a row for each weight of the input. */
function* conflicts(
  cells: readonly Cell[],
  { trials }: ContrastsChoice,
  createKernels: Kernels,
): Generator<ContrastsNews | undefined, undefined> {
  for (const cell of cells) {
    const runs: (readonly ConflictRow[])[] = [];
    for (let seed = 1; seed <= trials; seed++) {
      const asked = { cell, seed, sequences: conflictSequences };
      const measuring = measureConflict(asked, createKernels);
      let next = measuring.next();
      for (; !next.done; next = measuring.next()) {
        const told = { cell: cell.id, experiment: 'conflict', seed, sequences: next.value };
        yield next.value % 20 === 0 ? { kind: 'progress', ...told } : undefined;
      }
      runs.push(next.value);
    }
    for (const [n] of runs[0].entries()) yield meanOf(runs.map((rows) => rows[n]));
  }
}

function meanOf(rows: readonly ConflictRow[]): ConflictEntry {
  const mean = (value: (row: ConflictRow) => number): number =>
    rows.reduce((sum, row) => sum + value(row), 0) / rows.length;
  return {
    ...{ kind: 'conflict', cell: rows[0].cell, quantity: rows[0].quantity },
    ...{ conflict: mean(({ conflict }) => conflict), changes: mean(({ changes }) => changes) },
    right: mean(({ right }) => right),
  };
}

/** Made of the numbers: which of the tasks each cell solved in every training, and with which biases. */
function findingsOf(all: readonly ContrastsNews[]): string[] {
  const entries = all.filter((one) => one.kind === 'entry');
  const cells = [...new Set(entries.map(({ cell }) => cell))];
  const tasks = new Set(entries.map(({ experiment }) => experiment)).size;
  return cells.map((cell) => {
    const solvedFrom = (beginning: ContrastEntry['beginning']): string[] =>
      entries
        .filter((one) => one.cell === cell && one.beginning === beginning)
        .filter(({ solved, trials }) => solved === trials)
        .map(({ experiment }) => experiment);
    const usual = solvedFrom('usual');
    const only = solvedFrom('remembering').filter((one) => !usual.includes(one));
    const more = only.length === 0 ? '' : `, and ${only.length} more from remembering biases alone`;
    const { title } = knownCell(cell).definition;
    return `${title}: ${usual.length} of ${tasks} tasks solved in every training${more}.`;
  });
}
