/**
 * `train`: the same trainer as in VS Code, in this process. Ctrl+C stops and keeps the best weights so
 * far.
 */
import { basename, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { perplexity } from '../engine/evaluation/perplexity';
import type { Remote } from '../shared/wire/rpc';
import { ControlCommand, ControlWord, controlBytes } from '../shared/wire/threads';
import type { TrainerNews, TrainingBudget, TrainingProgress } from '../shared/contracts/trainer';
import { otherArithmeticText, type TrainingOptions } from '../shared/model/training';
import { createModelFiles } from '../worker/models/modelFiles';
import { systemClock as clock } from '../worker/platform/clock';
import { createFiles } from '../worker/platform/disk/files';
import { createScribes } from '../worker/platform/threads/scribe';
import { platformEngine, usualThreads } from '../worker/platform/wasm';
import { createTrainerThread } from '../worker/trainer';
import { cellHelp, cellOptions, cellUsage, chosenCells } from './cellOptions';
import { taskOf, tasks } from './examples/exampleOptions';
import { sayOtherTasks } from './examples/otherTasks';
import { trainExamples } from './examples/trainExamples';
import {
  choiceOption,
  cutOption,
  numberOption,
  oneFile,
  readText,
  refuse,
  UsageError,
  wholeOption,
  type Command,
  type Console,
} from './command';

export const train: Command = {
  usage:
    'train FILE --out M.safetensors [--seconds N | --steps N | --plan P.json] [--seed N] [--threads N] [--tokens words|characters] [--cut 1|2] ' +
    `${cellUsage} [--json] | train FILE… --task classes|labels|series|pairs --out M.safetensors [--column NAME|N] [--pooling last|mean|maximum] [--json]`,
  help: `Trains a network on a text and writes its model, as VS Code does. Ctrl+C stops and keeps the best weights.

  --out M            the file for the model
  --seconds N        the budget (60); or --steps N, or --plan P.json: the plan of a saved model
  --seed N           of first weights and sampling (1)
  --threads N        1 to 16 (1); the weights are the same on any number
  --tokens KIND      how the text is split: words (default) or characters
  --cut V            the version of the rules: 2 (default, the newest) or 1
${cellHelp}
  --task TASK        next (default): the next word; classes or labels: of a table of examples, which
                     “predict” then judges with; series: numbers in time, which “predict” continues;
                     pairs: sources and targets
  --column NAME|N    the column of the class, the label or the series, by name or number
  --pooling P        of classes: judged by the last state (default), or by the mean or the maximum of all
  --json             one value on one line`,
  async run(args, terminal) {
    if (taskOf(args, tasks) !== 'next') return trainExamples(args, terminal);
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        out: { type: 'string' },
        // Which task it is was asked before.
        task: { type: 'string' },
        seconds: { type: 'string' },
        steps: { type: 'string' },
        plan: { type: 'string' },
        seed: { type: 'string' },
        threads: { type: 'string' },
        tokens: { type: 'string' },
        cut: { type: 'string' },
        ...cellOptions,
        json: { type: 'boolean' },
      },
    });
    const file = oneFile(positionals);
    if (values.out === undefined) throw new UsageError('--out names the file for the model.');
    const { budget, sizes } = await budgetOf(values);
    const text = await readText(file);
    sayOtherTasks(file, text, args, terminal);
    const trainer = createTrainerThread(toolsFor(terminal));
    const result = await trainer.train(
      {
        documentKey: resolve(file),
        name: basename(file),
        text,
        modelPath: resolve(values.out),
        start: 'afresh',
        budget,
        options: {
          seed: wholeOption('seed', values.seed, { from: 0, to: 2 ** 31 - 1, otherwise: 1 }),
          tokens: choiceOption('tokens', values.tokens, ['words', 'characters'], 'words'),
          cut: cutOption(values.cut),
          ...sizes,
          ...(await chosenCells(values)),
          threads: wholeOption('threads', values.threads, { from: 1, to: 16, otherwise: 1 }),
          memoryMB: 2048,
        },
      },
      { cancelled: false },
    );
    if (!result.ok) refuse(result.failure);
    terminal.print(JSON.stringify(result.value, undefined, values.json === true ? 0 : 2));
    return 0;
  },
};

interface Budget {
  readonly budget: TrainingBudget;
  readonly sizes: Pick<TrainingOptions, 'layers' | 'hiddenSize' | 'embeddingSize'>;
}

async function budgetOf(values: {
  seconds?: string | undefined;
  steps?: string | undefined;
  plan?: string | undefined;
}): Promise<Budget> {
  const given = [values.seconds, values.steps, values.plan].filter((it) => it !== undefined);
  if (given.length > 1) throw new UsageError('Use only one of --seconds, --steps and --plan.');
  const sizes = { layers: 1, hiddenSize: 0, embeddingSize: 0 };
  if (values.plan !== undefined) return readPlan(values.plan);
  if (values.steps !== undefined) {
    const most = { from: 1, to: 1e9, otherwise: 1 };
    return { sizes, budget: { steps: wholeOption('steps', values.steps, most) } };
  }
  const seconds = numberOption('seconds', values.seconds, { from: 1, to: 86_400, otherwise: 60 });
  return { sizes, budget: { seconds } };
}

const size = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(4096));
const planFileSchema = v.looseObject({
  layers: v.optional(v.pipe(size, v.minValue(1)), 1),
  hiddenSize: v.optional(size, 0),
  embeddingSize: v.optional(size, 0),
});

/**
 * Fields of a plan as a model stores it, and the sizes; what is left out is chosen from the text.
 * The trainer checks the plan.
 * @throws UsageError where it is not a JSON object, or the sizes are no sizes
 */
async function readPlan(path: string): Promise<Budget> {
  const file = v.safeParse(planFileSchema, parseJson(await readText(path)));
  if (!file.success) throw new UsageError(`${path} is not a plan: ${v.summarize(file.issues)}`);
  const { layers, hiddenSize, embeddingSize, ...plan } = file.output;
  return { budget: { plan }, sizes: { layers, hiddenSize, embeddingSize } };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function toolsFor(terminal: Console): Parameters<typeof createTrainerThread>[0] {
  const files = createFiles({ clock, fault: () => undefined });
  const control = new Int32Array(new SharedArrayBuffer(controlBytes));
  process.once('SIGINT', () => {
    Atomics.store(control, ControlWord.command, ControlCommand.stop);
  });
  return {
    ...{ clock, files, control },
    modelFiles: createModelFiles({ files }),
    encode: createScribes(clock),
    engine: platformEngine(),
    usualThreads: usualThreads(),
    tell: teller(terminal),
    log: terminal.log,
    stepping: () => undefined,
  };
}

/** Says on stderr what a status bar would show. */
function teller(terminal: Console): Remote<TrainerNews>['tell'] {
  let remarked = false;
  return (method, request) => {
    if (method !== 'progress') return;
    const progress = request as TrainingProgress;
    const { step, steps, wordsPerSecond, points, seconds, otherArithmetic } = progress;
    if (otherArithmetic && !remarked) terminal.log(otherArithmeticText[otherArithmetic]);
    remarked ||= otherArithmetic !== undefined;
    for (const { validation } of points) {
      if (validation === undefined) continue;
      const ppl = Math.min(1e9, perplexity(validation)).toFixed(1);
      const speed = Math.round(wordsPerSecond);
      terminal.log(
        `${seconds.toFixed(1)} s: step ${step} of ${steps}, ${speed} words/s, validation perplexity ${ppl}`,
      );
    }
  };
}
