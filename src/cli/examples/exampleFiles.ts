/** Examples from the files and folders that a command is given; what is wrong with one is refused with its name. */
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { ClassExamples, LabelExamples } from '../../engine/tasks/examples';
import { readClassFiles } from '../../engine/tasks/formats/classFiles';
import { readClassTable } from '../../engine/tasks/formats/classTable';
import type { Read } from '../../engine/tasks/formats/flaws';
import { readLabelTable } from '../../engine/tasks/formats/labelTable';
import { splitClasses, type Split } from '../../engine/tasks/splits/classSplit';
import { splitLabels } from '../../engine/tasks/splits/labelSplit';
import type { ClassExample, LabelSentence } from '../../engine/tasks/examples';
import { readText, refuse } from '../command';
import type { ExampleOptions } from './exampleOptions';

interface Wishes {
  readonly column?: string;
  /** Of training examples, where these are to test. */
  readonly known?: readonly string[];
}

export interface DividedClasses {
  readonly examples: ClassExamples;
  readonly split: Split<ClassExample>;
}

/** @throws UsageError */
export async function dividedClasses(options: ExampleOptions): Promise<DividedClasses> {
  const { paths, test, tenth } = options;
  const examples = await classesFrom(paths, wished(options));
  if (test.length === 0) return { examples, split: splitClasses(examples, { tenth }) };
  const known = examples.classes;
  const tests = await classesFrom(test, { ...wished(options), known });
  return { examples, split: splitClasses(examples, { test: tests }) };
}

export interface DividedLabels {
  /** Its labels are those of training and, behind them, those that only a test of its own has. */
  readonly examples: LabelExamples;
  readonly split: Split<LabelSentence>;
}

/** @throws UsageError */
export async function dividedLabels(options: ExampleOptions): Promise<DividedLabels> {
  const [path = ''] = options.paths;
  const [test] = options.test;
  const examples = await labelsFrom(path, wished(options));
  if (test === undefined) {
    return { examples, split: splitLabels(examples, { tenth: options.tenth }) };
  }
  const tests = await labelsFrom(test, { known: examples.labels });
  const split = splitLabels(examples, { test: tests });
  return { examples: { ...examples, labels: tests.labels }, split };
}

const wished = ({ column }: ExampleOptions): Wishes => (column === undefined ? {} : { column });

async function labelsFrom(path: string, wishes: Wishes): Promise<LabelExamples> {
  return valueOf(readLabelTable(await readText(path), wishes), [path]);
}

async function classesFrom(paths: readonly string[], wishes: Wishes): Promise<ClassExamples> {
  const files = (await Promise.all(paths.map(filesIn))).flat();
  const texts = await Promise.all(
    files.map(async (path) => ({ path, text: await readText(path) })),
  );
  const [first, ...others] = texts;
  const read: Read<ClassExamples> =
    first && others.length === 0
      ? readClassTable(first.text, first.path, wishes)
      : readClassFiles(texts, wishes.known);
  return valueOf(read, files);
}

/** The file itself, or all in a folder and those within it, in the order of their names. */
async function filesIn(path: string): Promise<string[]> {
  const found = await stat(path).catch(() => undefined);
  if (!found?.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((one, other) => (one < other ? -1 : 1));
}

function valueOf<T>(read: Read<T>, files: readonly string[]): T {
  if (read.ok) return read.value;
  const name = basename(files[read.file ?? 0] ?? 'The folder');
  return refuse({ kind: 'badExamples', name, flaw: read.flaw });
}
