/**
 * `seqtest`: what a model must do, from `*.seqtest.json` files, as the Test Explorer runs them. With
 * `--seeds` models of these seeds are trained first, and each test is asked of all.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { sentence } from '../../shared/failures';
import {
  boundOf,
  testFileSchema,
  type ModelTest,
  type TestFile,
  type TestOutcome,
} from '../../shared/modelTests';
import { testModel } from '../../worker/modelTests/modelTests';
import { systemClock as clock } from '../../worker/platform/clock';
import { createFiles } from '../../worker/platform/disk/files';
import { platformEngine } from '../../worker/platform/wasm';
import { createWithinTime } from '../../worker/platform/withinTime';
import { readText, UsageError, wholeOption, type Command, type Console } from '../command';
import { train } from '../train';

export const seqtest: Command = {
  usage: 'seqtest FILE… [--model M.safetensors] [--seeds 1,2] [--json]',
  help: `Runs the tests of *.seqtest.json files: what a model must do (docs/experiments.md has their form).

  --model M          tests this model in place of the “model” of the files
  --seeds LIST       trains a model of the files’ “text” from each of these seeds, as “train” says there
                     (60 s each, if it says nothing), and asks every test of each
  --json             one value: [{"file","name","passed","value","bound","sentence"}]; with --seeds also
                     "seeds": [{"seed","passed","value"}], and the value is that of the seed that does worst

A test that cannot be run has no value; its sentence says why. Layers and units count from 0.`,
  failsWhere: 'a test does not pass, or cannot be run',
  async run(args, terminal) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        model: { type: 'string' },
        seeds: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    if (positionals.length === 0) throw new UsageError('At least one file of tests is needed.');
    if (values.model !== undefined && values.seeds !== undefined) {
      throw new UsageError('Use only one of --model and --seeds.');
    }
    const seeds = values.seeds === undefined ? undefined : seedsOf(values.seeds);
    const files = await Promise.all(positionals.map(readTests));
    const rows: Row[] = [];
    for (const file of files) {
      const ran = seeds
        ? await withSeeds(file, seeds, terminal)
        : await ofOneModel(file, modelOf(file, values.model));
      rows.push(...ran);
    }
    terminal.print(values.json ? JSON.stringify(rows) : rows.map(lineOf).join('\n'));
    return rows.every(({ passed }) => passed) ? 0 : 1;
  },
};

interface Row {
  readonly file: string;
  readonly name: string;
  readonly passed: boolean;
  /** None where the test could not be run. */
  readonly value: number | null;
  readonly bound: number;
  readonly sentence: string;
  readonly seeds?: readonly Pick<SeedRow, 'seed' | 'passed' | 'value'>[];
}

interface SeedRow extends Omit<Row, 'seeds'> {
  readonly seed: number;
}

interface ReadTests {
  readonly path: string;
  readonly tests: TestFile;
}

async function readTests(path: string): Promise<ReadTests> {
  const parsed = v.safeParse(testFileSchema, parseJson(path, await readText(path)));
  if (parsed.success) return { path, tests: parsed.output };
  throw new UsageError(`${path} is no file of tests: ${v.summarize(parsed.issues)}`);
}

function parseJson(path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${path} is no JSON: ${reason}`);
  }
}

function seedsOf(list: string): number[] {
  const bounds = { from: 0, to: 2 ** 31 - 1, otherwise: 1 };
  return list.split(',').map((seed) => wholeOption('seeds', seed, bounds));
}

/** Paths in a file of tests start from its folder. */
const besides = (file: ReadTests, path: string): string => resolve(dirname(file.path), path);

function modelOf(file: ReadTests, asked: string | undefined): string {
  if (asked !== undefined) return resolve(asked);
  if (file.tests.model !== undefined) return besides(file, file.tests.model);
  throw new UsageError(
    `${file.path} names no model: VS Code takes the one in use for its text. Name one with --model, or train with --seeds.`,
  );
}

async function ofOneModel(file: ReadTests, model: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (const test of file.tests.tests) rows.push(await run(file, test, model));
  return rows;
}

async function run(file: ReadTests, test: ModelTest, model: string): Promise<Row> {
  const { text } = file.tests;
  const own = 'file' in test ? test.file : undefined;
  const path = own ?? (test.kind === 'unit' ? text : undefined);
  const raw = path === undefined ? undefined : await readText(besides(file, path));
  const request = {
    path: model,
    name: basename(model),
    test,
    ...(raw !== undefined && { text: raw }),
  };
  const answered = await testModel(request, tools());
  const { bound } = boundOf(test);
  const row = { file: basename(file.path), name: test.name };
  if (answered.ok) {
    const { passed, value, sentence: said }: TestOutcome = answered.value;
    return { ...row, passed, value, bound, sentence: said };
  }
  return { ...row, passed: false, value: null, bound, sentence: sentence(answered.failure) };
}

const tools = (): Parameters<typeof testModel>[1] => ({
  files: createFiles({ clock, fault: () => undefined }),
  createKernels: platformEngine().createKernels,
  clock,
  withinTime: createWithinTime(),
  until(step) {
    while (!step());
    return Promise.resolve(true);
  },
});

/** Every test of every seed; a training's model is gone when its tests are done. */
async function withSeeds(
  file: ReadTests,
  seeds: readonly number[],
  terminal: Console,
): Promise<Row[]> {
  const folder = await mkdtemp(join(tmpdir(), 'gatescope-seqtest-'));
  const of: SeedRow[][] = [];
  try {
    for (const seed of seeds) {
      const model = join(folder, `${seed}.safetensors`);
      terminal.log(`${basename(file.path)}: training from seed ${seed}`);
      await trainFor(file, seed, model, terminal);
      of.push((await ofOneModel(file, model)).map((row) => ({ ...row, seed })));
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return file.tests.tests.map((test, n) =>
    together(
      test,
      of.flatMap((rows) => rows[n] ?? []),
    ),
  );
}

async function trainFor(
  file: ReadTests,
  seed: number,
  model: string,
  { log }: Console,
): Promise<void> {
  const { text, train: how = {} } = file.tests;
  if (text === undefined) {
    throw new UsageError(`${file.path} names no text to train on: write “text” into it.`);
  }
  const { task = 'next', steps, seconds } = how;
  const budget = steps === undefined ? ['--seconds', `${seconds ?? 60}`] : ['--steps', `${steps}`];
  const args = [
    besides(file, text),
    '--task',
    task,
    '--out',
    model,
    '--seed',
    `${seed}`,
    ...budget,
  ];
  await train.run(args, { log, print: () => undefined });
}

/** The seed that does worst stands for all. */
function together(test: ModelTest, rows: readonly SeedRow[]): Row {
  const { measured } = boundOf(test);
  const isLowGood = measured === 'rank' || measured === 'bits';
  const badness = ({ value }: SeedRow): number =>
    value === null ? Number.POSITIVE_INFINITY : isLowGood ? value : -value;
  const worst = rows.reduce((one, other) => (badness(other) > badness(one) ? other : one));
  const { seed: _, ...row } = worst;
  return {
    ...row,
    seeds: rows.map(({ seed, passed, value }) => ({ seed, passed, value })),
  };
}

function lineOf({ name, passed, sentence: said, seeds }: Row): string {
  const many = seeds ? ` ${seeds.filter((one) => one.passed).length} of ${seeds.length} seeds` : '';
  return `${passed ? 'passed' : 'failed'}${many}  ${name}: ${said}`;
}
