/** `race FILE`: cells trained on the same text, with something equal, measured on its last part. */
import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { evaluationText } from '../../engine/evaluation/evaluationText';
import { equalities } from '../../engine/race/contestants';
import { readRecord, writeRecord, type RaceRecord } from '../../engine/race/record';
import { cutOfShape } from '../../engine/text/tokens/cut';
import { systemClock as clock } from '../../worker/platform/clock';
import { attempt } from '../../worker/platform/disk/diskErrors';
import { readWhole } from '../../worker/platform/disk/reading';
import { sha256 } from '../../worker/platform/sha256';
import { platformEngine } from '../../worker/platform/wasm';
import { processorSeconds } from '../../worker/platform/work';
import { runRace, withOpponent, type RaceNeeds, type RaceSettings } from '../../worker/race/race';
import {
  choiceOption,
  numberOption,
  oneFile,
  readText,
  refuse,
  UsageError,
  wholeOption,
  type Command,
  type Console,
} from '../command';
import { contestantsAsked } from './contestantsAsked';
import { answerOf, differences, lineOf, tableOf, type Times } from './raceTable';

const usualCells = 'lstm,gru,minGru,rnn';
const kinds = ['words', 'whitespace', 'characters'] as const;

const options = {
  cells: { type: 'string' },
  equal: { type: 'string' },
  seconds: { type: 'string' },
  steps: { type: 'string' },
  seeds: { type: 'string' },
  readout: { type: 'string' },
  tokens: { type: 'string' },
  threads: { type: 'string' },
  record: { type: 'string' },
  again: { type: 'string' },
  json: { type: 'boolean', default: false },
} as const;

type Values = { readonly [K in Exclude<keyof typeof options, 'json'>]?: string | undefined };

export const race: Command = {
  usage:
    'race FILE [--cells A,B,…] [--equal weights|seconds|steps] [--seconds N | --steps N] [--seeds 1,2] ' +
    '[--readout linear|deep] [--tokens words|whitespace|characters] [--threads N] [--record R.json] [--again R.json] [--json]',
  help: `Trains each cell on the first 90 % of a text, one after the other and from each seed, and measures it on
the last 5 %, beside a window of words and what counting says (Kneser-Ney).

  --cells CELLS      ids of “cells”, .cell files or window:N, each a contestant (${usualCells}); after one may
                     stand units=N, layers=N, rate=R (the highest learning rate), share=S (of the text)
  --equal WHAT       weights: units such that the weights of the layers come nearest to the LSTM's (default);
                     seconds or steps: the usual units for each
  --seconds N        for each training (60): turned into steps before the race begins, by timing all in turns; on
                     one thread in processor time, so that other work on the machine does not count
  --steps N          instead: so many steps for each
  --seeds LIST       of first weights and sampling (1)
  --readout R        of all: linear (default), or deep: one hidden layer before the words
  --tokens KIND      how the text is split: words (default), whitespace or characters
  --threads N        1 to 16 (1); the weights are the same on any number
  --record R.json    the race as a file, written after each training; where it exists, the race continues from it
  --again R.json     runs the race of a record again with its plans; exit code 1 where a result differs
  --json             one value

Ctrl+C ends the race after the trainings that are done.`,
  failsWhere: 'with --again, a result is not the record’s',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      ...{ args: [...args], allowPositionals: true, options },
    });
    const file = oneFile(positionals);
    const raw = await readText(file);
    const again = values.again === undefined ? undefined : await needRecord(values.again, raw);
    const begun = values.record === undefined ? undefined : await foundRecord(values.record, raw);
    const { tokens, cut, ...settings } = await settingsOf(values, again ?? begun);
    const stated = { tokens, ...(cut !== undefined && { cut }) };
    const text = evaluationText(raw, cutOfShape(stated));
    const times: Times = new Map();
    const needs = needsOf(values, terminal, times);
    const before = again
      ? { plans: again.rows, rows: [] }
      : begun && { plans: begun.rows, rows: begun.rows };
    const raced = await runRace(
      { name: basename(file), raw },
      text,
      { ...settings, ...stated },
      needs,
      before,
    );
    if (!raced.ok) return refuse(raced.failure);
    if (values.record !== undefined) await write(values.record, raced.value);
    const cancelled = needs.cancelled();
    terminal.print(
      values.json
        ? JSON.stringify(answerOf(raced.value, times, cancelled))
        : tableOf(raced.value, times, cancelled),
    );
    const other = again ? differences(again, raced.value) : [];
    for (const line of other) terminal.log(line);
    return other.length > 0 ? 1 : 0;
  },
};

type Asked = RaceSettings & Pick<RaceRecord['text'], 'tokens' | 'cut'>;

/** @throws UsageError where an option contradicts the record or another one */
async function settingsOf(values: Values, record: RaceRecord | undefined): Promise<Asked> {
  if (record) {
    const { equal, budget, seeds, contestants, text } = record;
    const { cells, seconds, steps, readout, tokens } = values;
    const said = [cells, values.equal, seconds, steps, values.seeds, readout, tokens];
    if (said.every((one) => one === undefined)) {
      const { tokens: kind, cut } = text;
      const read = { tokens: kind, ...(cut !== undefined && { cut }) };
      return { equal, budget, seeds, contestants, ...read };
    }
    if (values.again !== undefined) {
      throw new UsageError('--again takes everything from the record: leave out what it races.');
    }
  }
  const asked = await askedOf(values);
  if (!record) return asked;
  const { equal, budget, contestants, text } = record;
  const isSame =
    text.cut === undefined &&
    JSON.stringify([equal, budget, contestants, text.tokens]) ===
      JSON.stringify([asked.equal, asked.budget, asked.contestants, asked.tokens]);
  if (isSame) return asked;
  throw new UsageError(
    `${values.record} is the record of another race. Name another file, or leave out the options to continue that race.`,
  );
}

async function askedOf(values: Values): Promise<Asked> {
  const equal = choiceOption('equal', values.equal, equalities, 'weights');
  const contestants = await contestantsAsked(values.cells ?? usualCells, values.readout);
  if (equal === 'weights' && contestants.some(({ units }) => units !== undefined)) {
    throw new UsageError(
      'Units follow from equal weights. Leave out units=, or race with --equal steps.',
    );
  }
  if (values.steps !== undefined && values.seconds !== undefined) {
    throw new UsageError('Use only one of --seconds and --steps.');
  }
  const budget =
    values.steps === undefined
      ? { seconds: numberOption('seconds', values.seconds, { from: 1, to: 86_400, otherwise: 60 }) }
      : { steps: wholeOption('steps', values.steps, { from: 1, to: 1e9, otherwise: 1 }) };
  if ((equal === 'seconds' && 'steps' in budget) || (equal === 'steps' && 'seconds' in budget)) {
    throw new UsageError(`--equal ${equal} needs --${equal}.`);
  }
  return {
    ...{ equal, budget, seeds: seedsOf(values.seeds) },
    contestants: withOpponent(contestants),
    tokens: choiceOption('tokens', values.tokens, kinds, 'words'),
  };
}

function seedsOf(list = '1'): number[] {
  const bounds = { from: 0, to: 0xffffffff, otherwise: 1 };
  const seeds = list.split(',').map((seed) => wholeOption('seeds', seed, bounds));
  if (new Set(seeds).size === seeds.length) return seeds;
  throw new UsageError(`--seeds ${list} names a seed twice.`);
}

function needsOf(values: Values, terminal: Console, times: Times): RaceNeeds {
  const threads = wholeOption('threads', values.threads, { from: 1, to: 16, otherwise: 1 });
  let stopped = false;
  process.once('SIGINT', () => (stopped = true));
  return {
    ...{ threads, engine: platformEngine(), memoryMB: 2048 },
    // Threads that wait for one another work more than they take.
    spent: threads === 1 ? processorSeconds : () => clock.now() / 1000,
    nextTurn: () => clock.nextTurn(),
    cancelled: () => stopped,
    async finished(record, seconds) {
      const row = record.rows.at(-1);
      if (!row) return;
      times.set(row, seconds);
      terminal.log(lineOf(row, seconds));
      if (values.record !== undefined) await write(values.record, record);
    },
  };
}

async function write(path: string, record: RaceRecord): Promise<void> {
  try {
    await writeFile(path, writeRecord(record));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} cannot be written: ${reason}`);
  }
}

async function needRecord(path: string, raw: string): Promise<RaceRecord> {
  const record = await foundRecord(path, raw);
  if (record) return record;
  throw new UsageError(`${path} cannot be read: there is no such file.`);
}

/** @throws UsageError where it is no record, or of another text */
async function foundRecord(path: string, raw: string): Promise<RaceRecord | undefined> {
  const read = await attempt('Reading', () => readWhole(path));
  if (!read.ok) throw new UsageError(`${path} cannot be read: ${read.failure.reason}.`);
  if (!read.value) return undefined;
  const found = readRecord(new TextDecoder().decode(read.value));
  if ('problem' in found) throw new UsageError(`${path} is no record of a race: ${found.problem}`);
  const { record } = found;
  if (record.text.sha256 === sha256([new TextEncoder().encode(raw)])) return record;
  throw new UsageError(`${path} is the record of a race on another text, or the text was changed.`);
}
