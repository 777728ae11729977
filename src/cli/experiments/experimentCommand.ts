/** `experiment`: the battery of 1997 and what separates the cells, trained here and now. */
import { parseArgs } from 'node:util';
import { experimentOf, experiments } from '../../engine/experiments/experiments';
import type { Experiment } from '../../engine/experiments/experiment';
import { limitOf, runExperiment, type Way } from '../../engine/experiments/running';
import { knownCell, needCell, type Cell } from '../../engine/cells/cell';
import { shapeOfChoice } from '../../engine/network/cellChoice';
import { partsOfChoice, sentenceOfFlaw } from '../../shared/cellChoice';
import { chosenCells } from '../cellOptions';
import { choiceOption, UsageError, wholeOption, type Command, type Console } from '../command';
import { printAutomaton } from './automatonTable';
import { printConflicts } from './conflictTable';
import { printMatrix } from './matrixTable';
import { describeResult, resultOf, type TimedTrial } from './result';
import { createTrialKernels } from '../trialKernels';

export const experiment: Command = {
  usage:
    'experiment [ID | --matrix | --conflict | --automaton ID] [--cell ID|FILE.cell] [--paper] [--rule RULE] [--trials N] [--seed N] [--limit N] [--json]',
  help: `Trains small networks on generated sequences until a task is solved as its paper says, and tells
how many trials solved it after how many sequences. Without ID: the list of experiments.

  --matrix           instead of ID: cells against the contrasts, from two initialisations
  --conflict         instead of ID: how often one unit's weights are pulled both ways, by cell
  --automaton ID     instead of ID: the automaton that a network has become (embeddedReber, countTwo, brackets),
                     from its states in groups, next to the true one; --states N for so many groups at first
  --cell CELL        an id of “cells” or the path of a .cell file (lstm), trained with Adam; with
                     --matrix and --conflict several with commas
  --paper            the cell of 1997 with the learning rule of 1997, where the experiment is of that paper
  --rule RULE        full (default): gradients flow the whole way back; truncated: 10 steps at most;
                     rtrl: a plain network by real-time recurrent learning; guess: one whose weights
                     are guessed again after each mistake
  --trials N         trainings, each from another seed (1)
  --seed N           of the first (1)
  --limit N          training sequences of a trial at most, instead of the experiment's own bound
  --json             one value`,
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        matrix: { type: 'boolean', default: false },
        conflict: { type: 'boolean', default: false },
        automaton: { type: 'string' },
        states: { type: 'string' },
        cell: { type: 'string' },
        paper: { type: 'boolean', default: false },
        rule: { type: 'string' },
        trials: { type: 'string' },
        seed: { type: 'string' },
        limit: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const count = wholeOption('trials', values.trials, { from: 1, to: 1000, otherwise: 1 });
    const seed = wholeOption('seed', values.seed, { from: 1, to: 1e6, otherwise: 1 });
    if (values.conflict) {
      const sequences = limitOption(values.limit, 1000);
      const cells = await chosenCellsFor(positionals, values);
      printConflicts(cells, { trials: count, seed, sequences, json: values.json }, terminal);
      return 0;
    }
    if (values.matrix) {
      const cells = await chosenCellsFor(positionals, values);
      const limit = values.limit === undefined ? undefined : limitOption(values.limit, 1);
      printMatrix(cells, { trials: count, seed, limit, json: values.json }, terminal);
      return 0;
    }
    if (values.automaton !== undefined) {
      const groups = statesOption(values.states);
      const cell = await chosenCell(values.cell ?? 'lstm');
      printAutomaton(values.automaton, cell, { seed, groups, json: values.json }, terminal);
      return 0;
    }
    if (positionals.length === 0) {
      list(values.json, terminal);
      return 0;
    }
    const asked = chosenExperiment(positionals);
    const way = await chosenWay(asked, values);
    const limit = limitOption(values.limit, limitOf(asked, way) ?? 0);
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

const statesOption = (value: string | undefined): number | undefined =>
  value === undefined
    ? undefined
    : wholeOption('states', value, { from: 2, to: 100, otherwise: 2 });

const limitOption = (value: string | undefined, otherwise: number): number =>
  wholeOption('limit', value, { from: 1, to: 1e8, otherwise });

/** What differs in what its gates see and in how it keeps. */
const comparedCells = 'rnn,lstm,lstm1997,gru,minGru,minLstm';

async function chosenCellsFor(
  positionals: readonly string[],
  { cell, paper, rule }: Asked,
): Promise<Cell[]> {
  if (positionals.length > 0 || paper || rule !== undefined) {
    throw new UsageError('--matrix and --conflict run by Adam: leave ID, --paper and --rule out.');
  }
  return Promise.all(partsOfChoice(cell ?? comparedCells).map(chosenCell));
}

interface Asked {
  readonly cell?: string | undefined;
  readonly rule?: string | undefined;
  readonly paper: boolean;
}

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

async function chosenWay(asked: Experiment, values: Asked): Promise<Way> {
  const rule = choiceOption('rule', values.rule, ['full', 'truncated', 'rtrl', 'guess'], 'full');
  const own = values.cell !== undefined || values.rule !== undefined;
  if (values.paper && own) {
    throw new UsageError('--paper has the cell and the rule of 1997: leave --cell and --rule out.');
  }
  if (values.paper) return mustHave(asked, { kind: 'paper' });
  if (rule === 'rtrl' || rule === 'guess') {
    if (values.cell === undefined) return mustHave(asked, { kind: rule });
    throw new UsageError(`--rule ${rule} has a plain network: leave --cell out.`);
  }
  const cell = await chosenCell(values.cell ?? 'lstm');
  return { kind: 'modern', cell, ...(rule === 'truncated' && { truncation: truncatedSteps }) };
}

const truncatedSteps = 10;

/** @throws UsageError where the experiment is not run in this way */
function mustHave(asked: Experiment, way: Way): Way {
  if (limitOf(asked, way) !== undefined) return way;
  const option = way.kind === 'paper' ? '--paper' : `--rule ${way.kind}`;
  const reason = way.kind === 'paper' ? 'has no row in the paper' : 'is not run in this way';
  throw new UsageError(`${asked.title} ${reason}: leave ${option} out.`);
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
  const running = runExperiment({ experiment: asked, way, seed, limit }, createTrialKernels);
  for (let next = running.next(); ; next = running.next()) {
    if (!next.done) continue;
    const milliseconds = Number((process.hrtime.bigint() - started) / 1_000_000n);
    return { ...next.value, seconds: milliseconds / 1000 };
  }
}
