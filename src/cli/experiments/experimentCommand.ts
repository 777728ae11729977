/** `experiment`: the battery of 1997 and what separates the cells, trained here and now. */
import { parseArgs } from 'node:util';
import { experimentOf, experiments } from '../../engine/experiments/experiments';
import type { Experiment } from '../../engine/experiments/experiment';
import { limitOf, runExperiment, type Way } from '../../engine/experiments/running';
import { knownCell, needCell, type Cell } from '../../engine/cells/cell';
import { shapeOfChoice } from '../../engine/network/cellChoice';
import { sentenceOfFlaw } from '../../shared/cellChoice';
import { platformEngine } from '../../worker/platform/wasm';
import { chosenCells } from '../cellOptions';
import { UsageError, wholeOption, type Command, type Console } from '../command';
import { describeResult, resultOf, type TimedTrial } from './result';

export const experiment: Command = {
  usage:
    'experiment [ID] [--cell ID|FILE.cell] [--paper] [--trials N] [--seed N] [--limit N] [--json]',
  help: `Trains small networks on generated sequences until a task is solved as its paper says, and tells
how many trials solved it after how many sequences. Without ID: the list of experiments.

  --cell CELL        an id of “cells” or the path of a .cell file (lstm), trained with Adam
  --paper            the cell of 1997 with the learning rule of 1997, where the experiment is of that paper
  --trials N         trainings, each from another seed (1)
  --seed N           of the first (1)
  --limit N          training sequences of a trial at most, instead of the experiment's own bound
  --json             one value`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        cell: { type: 'string' },
        paper: { type: 'boolean', default: false },
        trials: { type: 'string' },
        seed: { type: 'string' },
        limit: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (positionals.length === 0) {
      list(values.json, terminal);
      return 0;
    }
    const asked = chosenExperiment(positionals);
    const way = await chosenWay(asked, values);
    const count = wholeOption('trials', values.trials, { from: 1, to: 1000, otherwise: 1 });
    const seed = wholeOption('seed', values.seed, { from: 1, to: 1e6, otherwise: 1 });
    const bounds = { from: 1, to: 1e8, otherwise: limitOf(asked, way) ?? 0 };
    const limit = wholeOption('limit', values.limit, bounds);
    const trials: TimedTrial[] = [];
    for (let n = 0; n < count; n++) {
      const trial = timedTrial(asked, way, seed + n, limit);
      trials.push(trial);
      const { solved, sequences, seconds } = trial;
      const verdict = solved ? 'solved' : trial.diverged ? 'diverged' : 'not solved';
      terminal.log(
        `${asked.id}, seed ${trial.seed}: ${verdict} after ${sequences} sequences, ${seconds} s`,
      );
    }
    const result = resultOf(asked, way, trials);
    terminal.print(values.json ? JSON.stringify(result) : describeResult(asked, result));
    return 0;
  },
};

function list(json: boolean, terminal: Console): void {
  const rows = experiments.map(({ id, title }) => ({ id, title }));
  if (json) terminal.print(JSON.stringify(rows));
  else for (const { id, title } of rows) terminal.print(`${id.padEnd(18)} ${title}`);
}

function chosenExperiment([id = '', ...others]: readonly string[]): Experiment {
  const found = experimentOf(id);
  if (found && others.length === 0) return found;
  const known = experiments.map((one) => one.id).join(', ');
  throw new UsageError(
    found ? 'One experiment at a time.' : `There is no experiment “${id}”. There are: ${known}.`,
  );
}

async function chosenWay(
  { title, paper }: Experiment,
  values: { readonly cell?: string | undefined; readonly paper: boolean },
): Promise<Way> {
  if (!values.paper) return { kind: 'modern', cell: await chosenCell(values.cell ?? 'lstm') };
  if (values.cell !== undefined) {
    throw new UsageError('--paper has the cell of 1997: leave --cell out.');
  }
  if (!paper) throw new UsageError(`${title} has no row in the paper: leave --paper out.`);
  return { kind: 'paper' };
}

/** @throws UsageError where it is no cell */
async function chosenCell(id: string): Promise<Cell> {
  const { cells = [] } = await chosenCells({ cell: id });
  const shape = shapeOfChoice({ cells, layers: 1 });
  if (!shape.ok) throw new UsageError(sentenceOfFlaw(shape.flaw));
  const { L, window, cell, cells: sources } = shape.value;
  if (L > 1 || window !== undefined) throw new UsageError('--cell takes one cell here, no window.');
  const [source] = sources ?? [];
  return source ? needCell(source) : knownCell(cell);
}

function timedTrial(asked: Experiment, way: Way, seed: number, limit: number): TimedTrial {
  const started = process.hrtime.bigint();
  const running = runExperiment({ experiment: asked, way, seed, limit }, () =>
    platformEngine().createKernels({
      ...{ threads: 1, budgetBytes: 256 << 20, interrupted: () => false },
      // The figures are the same on every machine.
      arithmetic: 'separate',
    }),
  );
  for (let next = running.next(); ; next = running.next()) {
    if (!next.done) continue;
    const milliseconds = Number((process.hrtime.bigint() - started) / 1_000_000n);
    return { ...next.value, seconds: milliseconds / 1000 };
  }
}
