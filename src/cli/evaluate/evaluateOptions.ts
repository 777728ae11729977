/** The arguments of `evaluate`, parsed and checked. */
import { parseArgs } from 'node:util';
import type { TokenKind } from '../../engine/text/tokens/tokenizer';
import { cellHelp, cellOptions, cellUsage, type CellValues } from '../cellOptions';
import { exampleHelp, exampleUsage } from '../examples/exampleOptions';
import { choiceOption, numberOption, oneFile, wholeOption } from '../command';

export interface EvaluateOptions {
  readonly file: string;
  /** Budget for everything that is learnt, n-grams and tuning included. */
  readonly seconds: number;
  readonly threads: number;
  readonly seed: number;
  readonly tokens: TokenKind;
  /** Of what the network is made, as it was written. */
  readonly made: CellValues;
  /** Exit with 1 unless the probabilities of every row sum to 1. */
  readonly check: boolean;
  /** Where to write a line of JSON a test token. */
  readonly dump?: string;
  readonly json: boolean;
}

export const evaluateUsage =
  'evaluate FILE [--seconds 60] [--threads 2] [--seed 1] ' +
  '[--tokens words|whitespace|characters] [--check] [--dump F.jsonl] ' +
  `${cellUsage} [--json] ${exampleUsage}`;

export const evaluateHelp = `Learns from the first 90 % of a text, tunes on 5 %, and reports how well each expert predicts the last 5 %.

  --seconds N        the time budget for all training (60)
  --threads N        1 to 16 (2)
  --seed N           (1)
  --tokens KIND      how the text is split: words (default), whitespace or characters
${cellHelp}
${exampleHelp}
  --check            exit code 1 unless the probabilities of every row sum to 1
  --dump F.jsonl     a line for each test token: the log probability that each expert gave it
  --json             one value`;

const kinds = ['words', 'whitespace', 'characters'] as const satisfies readonly TokenKind[];
const day = 86_400;

/** @throws UsageError, or Node's own TypeError for an option that is not known */
export function parseEvaluate(args: readonly string[]): EvaluateOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      seconds: { type: 'string' },
      threads: { type: 'string' },
      seed: { type: 'string' },
      tokens: { type: 'string' },
      // Which task it is was asked before.
      task: { type: 'string' },
      ...cellOptions,
      check: { type: 'boolean', default: false },
      dump: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const { seconds, threads, seed, tokens, check, dump, json, task: _, ...made } = values;
  return {
    file: oneFile(positionals),
    seconds: numberOption('seconds', seconds, { from: 1, to: day, otherwise: 60 }),
    threads: wholeOption('threads', threads, { from: 1, to: 16, otherwise: 2 }),
    seed: wholeOption('seed', seed, { from: 0, to: 0xffffffff, otherwise: 1 }),
    tokens: choiceOption('tokens', tokens, kinds, 'words'),
    made,
    check,
    json,
    ...(dump === undefined ? {} : { dump }),
  };
}
