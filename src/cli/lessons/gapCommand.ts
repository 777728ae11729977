/** `gap`: which cells answer across how many words, trained here and now. */
import { parseArgs } from 'node:util';
import { shapeOfChoice, type ChosenShape } from '../../engine/network/cellChoice';
import {
  compareCells,
  comparedCells,
  gapBudgetBytes,
  type AskedGap,
  type GapTable,
} from '../../engine/lessons/gap/comparing';
import { keepBiases, mostSteps, usualSteps } from '../../engine/lessons/gap/settings';
import { describeGap } from '../../engine/lessons/gap/table';
import { longestGap, shortestGap } from '../../engine/lessons/gap/task';
import { sentenceOfFlaw } from '../../shared/cellChoice';
import { platformEngine } from '../../worker/platform/wasm';
import { chosenCells } from '../cellOptions';
import { choiceOption, UsageError, wholeOption, type Command, type Console } from '../command';

const usualCells = comparedCells.join(',');

export const gap: Command = {
  usage:
    'gap [--cells ID|FILE.cell[,…]] [--gap WORDS] [--mixed] [--bias 0|1|ln] [--steps N] [--seed N] [--seeds N] [--json]',
  help: `Trains small networks on the same sentences, a colour and some words later the question for it, and
tests them at gaps of 1 to 200 words, beside guessing and counting. A second for each network and seed.

  --cells CELLS      ids of “cells”, .cell files or window:N, each a network (${usualCells})
  --gap WORDS        between the colour and the question in training, 1 to ${longestGap} (20)
  --mixed            gaps of 1 to WORDS, each as likely, instead of that one
  --bias B           where what a cell keeps starts: 0, 1 (default), or ln, the logarithm of WORDS
  --steps N          of a training at most (${usualSteps})
  --seed N           of the first training (1)
  --seeds N          trainings of each network (1)
  --json             one value`,
  async run(args, terminal) {
    const { values } = parseArgs({
      args: [...args],
      options: {
        cells: { type: 'string', default: usualCells },
        gap: { type: 'string' },
        mixed: { type: 'boolean', default: false },
        bias: { type: 'string' },
        steps: { type: 'string' },
        seed: { type: 'string' },
        seeds: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    const asked: AskedGap = {
      gap: wholeOption('gap', values.gap, { from: shortestGap, to: longestGap, otherwise: 20 }),
      mixed: values.mixed,
      bias: choiceOption('bias', values.bias, keepBiases, '1'),
      steps: wholeOption('steps', values.steps, { from: 1, to: mostSteps, otherwise: usualSteps }),
      seed: wholeOption('seed', values.seed, { from: 1, to: 1e6, otherwise: 1 }),
      seeds: wholeOption('seeds', values.seeds, { from: 1, to: 100, otherwise: 1 }),
    };
    const table = tableOf(await shapesOf(values.cells), asked, terminal);
    terminal.print(values.json ? JSON.stringify(table) : describeGap(table));
    return 0;
  },
};

/** @throws UsageError where one is no cell */
async function shapesOf(chosen: string): Promise<ChosenShape[]> {
  const { cells = [] } = await chosenCells({ cell: chosen });
  return cells.map((cell) => {
    const shape = shapeOfChoice({ cells: [cell], layers: 1 });
    if (shape.ok) return shape.value;
    throw new UsageError(sentenceOfFlaw(shape.flaw));
  });
}

function tableOf(shapes: readonly ChosenShape[], asked: AskedGap, terminal: Console): GapTable {
  const engine = platformEngine();
  const comparing = compareCells(shapes, asked, () =>
    engine.createKernels({
      ...{ threads: 1, budgetBytes: gapBudgetBytes, interrupted: () => false },
      // The figures are the same on every machine.
      arithmetic: 'separate',
    }),
  );
  for (let next = comparing.next(); ; next = comparing.next()) {
    if (next.done) return next.value;
    if (next.value?.kind !== 'run') continue;
    const { cell, seed, solved, steps } = next.value.run;
    terminal.log(`${cell}, seed ${seed}: ${solved ? 'solved' : 'not solved'} after ${steps} steps`);
  }
}
