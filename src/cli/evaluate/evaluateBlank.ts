/**
 * `evaluate FILE --task blank`: how well the words of the last twentieth of a text are guessed from both sides,
 * next to counts, and to the same network where it reads only what stands before.
 */
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluationText, type EvaluationText } from '../../engine/evaluation/evaluationText';
import {
  blankPlaces,
  createBlankNetwork,
  type BlankNetworkOptions,
} from '../../engine/tasks/blank/blankNetwork';
import { blankOpponents } from '../../engine/tasks/blank/blankOpponents';
import { blankRows, type BlankRow } from '../../engine/tasks/blank/blankReport';
import type { Guesses } from '../../engine/training/blank/blankObjective';
import { cellOptions, type CellValues } from '../cellOptions';
import { numberOption, oneFile, readText, UsageError, wholeOption, type Console } from '../command';
import { chosenFor, kernelsFor, trainedWithin, type Trained } from '../examples/trainedNetworks';

interface BlankOptions {
  readonly file: string;
  /** Budget of both networks together. */
  readonly seconds: number;
  readonly threads: number;
  readonly seed: number;
  readonly steps: number | undefined;
  readonly made: CellValues;
  readonly json: boolean;
}

/** Words of the test that say something. */
const fewestTested = 10;

/** @returns the exit code; @throws UsageError */
export async function evaluateBlank(args: readonly string[], terminal: Console): Promise<number> {
  const options = parseBlank(args);
  const text = evaluationText(await readText(options.file), 'words');
  const { train, valid, test } = text.split;
  const tokens = {
    train: train.to - train.from,
    valid: valid.to - valid.from,
    test: test.to - test.from,
  };
  if (tokens.test < fewestTested) {
    const needed = `${20 * fewestTested} words and signs, of which the last twentieth tests`;
    throw new UsageError(`${basename(options.file)} is too short: blanks need ${needed}.`);
  }
  const left = await guessed(text, options, 'left');
  const both = await guessed(text, options, 'both');
  const { networkLeft, network, ...counted } = blankRows({
    ...blankOpponents(text),
    ...{ networkLeft: left.guesses, network: both.guesses },
  });
  const rows: Record<string, BlankRow & { training?: Trained['facts'] }> = {
    ...counted,
    networkLeft: { ...networkLeft, training: left.training },
    network: { ...network, training: both.training },
  };
  const report = {
    ...{ task: 'blank', file: options.file, tokens, vocabulary: text.words.length },
    ...{ outOfVocabulary: 100 * text.unknownShare, rows },
  };
  terminal.print(options.json ? JSON.stringify(report) : table(report));
  return 0;
}

interface Guessed {
  readonly guesses: Guesses;
  readonly training: Trained['facts'];
}

/** By a network of its own, in half of the time. */
async function guessed(
  text: EvaluationText,
  { threads, seed, steps, seconds, made }: BlankOptions,
  sides: BlankNetworkOptions['sides'],
): Promise<Guessed> {
  const { shape: chosen, memory } = await chosenFor({ made }, 'forward');
  if (chosen.L !== 1 || chosen.window !== undefined) {
    throw new UsageError('A blank is guessed by one layer of cells: --cell names one cell.');
  }
  const { kernels, arithmetic } = kernelsFor(threads);
  try {
    const places = blankPlaces(text);
    const V = text.words.length;
    const wishes = { chosen, seed, memory, steps, arithmetic };
    const made = createBlankNetwork({ ...wishes, ...{ kernels, places, V, sides } });
    const training = await trainedWithin(made, seconds / 2);
    const guesses = made.objective.guesses(places.test);
    if (!guesses) throw new Error('Nothing interrupts these guesses');
    return { guesses, training };
  } finally {
    kernels.dispose();
  }
}

/** @throws UsageError, or Node's own TypeError for an option that is not known */
function parseBlank(args: readonly string[]): BlankOptions {
  const { cell, memory } = cellOptions;
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      // Which task it is was asked before.
      task: { type: 'string' },
      seconds: { type: 'string' },
      threads: { type: 'string' },
      seed: { type: 'string' },
      steps: { type: 'string' },
      ...{ cell, memory },
      json: { type: 'boolean', default: false },
    },
  });
  const { task: _, seconds, threads, seed, steps, json, ...made } = values;
  const stepBounds = { from: 1, to: 1_000_000, otherwise: 1 };
  return {
    file: oneFile(positionals),
    seconds: numberOption('seconds', seconds, { from: 1, to: 86_400, otherwise: 60 }),
    threads: wholeOption('threads', threads, { from: 1, to: 16, otherwise: 2 }),
    seed: wholeOption('seed', seed, { from: 0, to: 0xffffffff, otherwise: 1 }),
    steps: steps === undefined ? undefined : wholeOption('steps', steps, stepBounds),
    ...{ made, json },
  };
}

function table({
  tokens,
  vocabulary,
  outOfVocabulary,
  rows,
}: {
  readonly tokens: { readonly train: number; readonly valid: number; readonly test: number };
  readonly vocabulary: number;
  readonly outOfVocabulary: number;
  readonly rows: Readonly<Record<string, BlankRow>>;
}): string {
  const head =
    `train ${tokens.train}, valid ${tokens.valid}, test ${tokens.test} tokens; ` +
    `${vocabulary} classes, ${outOfVocabulary.toFixed(1)} % of the test unknown`;
  const lines = Object.entries(rows).map(([name, { perplexity, standardError, top1, against }]) => {
    const tie = against?.network.tie ? ', a tie' : '';
    const figures = `perplexity ${perplexity.toFixed(1)}, standard error ${standardError.toFixed(1)}`;
    return `${name.padEnd(14)}${figures}, top 1 ${top1.toFixed(1)} %${tie}`;
  });
  return [head, ...lines].join('\n');
}
