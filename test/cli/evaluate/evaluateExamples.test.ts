import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { classOpponents, labelOpponents } from '../../../src/cli/evaluate/exampleOpponents';
import { evaluateWith } from '../../../src/cli/evaluate/evaluate';
import type { ExampleProviders } from '../../../src/cli/evaluate/exampleProviders';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-examples-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
  return path;
}

const opponents: ExampleProviders = { classes: [classOpponents], labels: [labelOpponents] };

async function run(args: string[], providers = opponents) {
  const written = { out: '', err: '' };
  const code = await evaluateWith([], providers).run(args, {
    print: (text) => void (written.out += `${text}\n`),
    log: (line) => void (written.err += `${line}\n`),
  });
  return { code, ...written };
}

const report = async (args: string[], providers = opponents) =>
  JSON.parse((await run([...args, '--json'], providers)).out);

const moods = ['fine', 'great', 'lovely'];
const reviews = (judgement: string, count: number) =>
  Array.from({ length: count }, (_, at) =>
    judgement === 'pos' ? `a ${moods[at % 3]} film ${at}` : `a film so dull ${at}`,
  );

const table = [
  ...reviews('pos', 20).map((text) => `${text}\tpos`),
  ...reviews('neg', 20).map((text) => `${text}\tneg`),
].join('\n');

const tagged = Array.from({ length: 30 }, (_, at) => `the\tDET\nday${at}\tNOUN\nended\tVERB\n`);

describe('evaluate --task classes', () => {
  it('says how well each opponent does on the tenth that tests', async () => {
    const file = await fileOf('table.tsv', table);
    const { rows, examples, ...rest } = await report([file, '--task', 'classes']);
    expect(Object.keys(rows)).toEqual(['majority', 'naiveBayes', 'naiveBayesPairs']);
    expect(rows.majority).toMatchObject({ accuracy: 50, standardError: 25 });
    expect(rows.naiveBayes.accuracy).toBe(100);
    expect(examples).toEqual({ train: 32, valid: 4, test: 4 });
    expect(rest).toEqual({
      ...{ task: 'classes', files: [file], standardError: 0, duplicates: 0 },
      classes: ['neg', 'pos'],
    });
  });

  it('takes several files, or folders, whose names are the classes', async () => {
    const files = [
      await fileOf('films.neg', reviews('neg', 10).join('\n')),
      await fileOf('films.pos', reviews('pos', 10).join('\n')),
    ];
    expect((await report([...files, '--task', 'classes'])).classes).toEqual(['neg', 'pos']);
    for (const judgement of ['good', 'bad']) {
      const texts = reviews(judgement === 'good' ? 'pos' : 'neg', 3);
      await Promise.all(texts.map((text, at) => fileOf(`all/${judgement}/${at}.txt`, text)));
    }
    const read = await report([join(folder, 'all'), '--task', 'classes']);
    expect(read).toMatchObject({ classes: ['bad', 'good'], examples: { train: 4, test: 2 } });
  });

  it('tests with a file of its own, and says which of it is learnt as well', async () => {
    const file = await fileOf('table.tsv', table);
    const test = await fileOf('test.tsv', 'a fine film 0\tpos\nso very dull\tneg\n');
    const read = await report([file, '--task', 'classes', '--test', test]);
    expect(read).toMatchObject({ examples: { train: 36, valid: 4, test: 2 }, duplicates: 1 });
    expect((await run([file, '--task', 'classes', '--test', test])).out).toContain(
      '1 of the test are learnt as well',
    );
  });

  it('compares each with the network, where there is one', async () => {
    const file = await fileOf('table.tsv', table);
    const network = { name: 'network', given: [0, 0, 1, 1], further: { training: { epochs: 3 } } };
    const classes = [classOpponents, () => Promise.resolve([network])];
    const { rows, standardError } = await report([file, '--task', 'classes'], {
      ...opponents,
      classes,
    });
    expect(rows.network).toMatchObject({ training: { epochs: 3 } });
    expect(rows.network.accuracy === 100 || rows.network.accuracy === 0).toBe(true);
    expect(rows.naiveBayes.against.network.points).toBe(100 - rows.network.accuracy);
    expect(rows.network.against).toBeUndefined();
    expect(standardError).toBe(rows.network.standardError);
  });

  it('refuses a line without a tab with its number, and a column that is not there', async () => {
    const file = await fileOf('bad.tsv', `${table}\nno tab\n`);
    await expect(run([file, '--task', 'classes'])).rejects.toThrow(
      /^Line 41 of bad\.tsv has no tab/,
    );
    const good = await fileOf('table.tsv', table);
    const args = [good, '--task', 'classes', '--column', 'mood'];
    await expect(run(args)).rejects.toThrow(/has no column “mood”/);
    await expect(run([good, '--task', 'sorting'])).rejects.toThrow(/--task is one of/);
  });
});

describe('evaluate --task labels', () => {
  it('says how well each opponent does, known and unknown words apart', async () => {
    const file = await fileOf('tagged.tsv', tagged.join('\n'));
    const read = await report([file, '--task', 'labels']);
    expect(Object.keys(read.rows)).toEqual([
      ...['majority', 'mostFrequentLabel', 'suffixes', 'perceptron'],
    ]);
    expect(read.rows.perceptron).toMatchObject({ accuracy: 100, known: 100, unknown: 100 });
    expect(read.rows.mostFrequentLabel).toMatchObject({ known: 100, unknown: 0 });
    expect(read).toMatchObject({ examples: { train: 26, valid: 1, test: 3 }, tokens: 9 });
  });

  it('finds spans, and says nothing of token accuracy', async () => {
    const spans = tagged.map((sentence) =>
      sentence.replaceAll('DET', 'O').replaceAll('VERB', 'O').replaceAll('NOUN', 'B-day'),
    );
    const file = await fileOf('spans.tsv', spans.join('\n'));
    const { rows } = await report([file, '--task', 'labels']);
    expect(rows.perceptron).toMatchObject({ f1: 100, untyped: { f1: 100 }, standardError: 0 });
    expect(rows.majority).toMatchObject({ f1: 0, precision: 0 });
    expect(rows.perceptron.accuracy).toBeUndefined();
    expect((await run([file, '--task', 'labels'])).out).toContain('untyped F1 100.0');
  });

  it('tests with a file of another format, in the column that holds what was learnt', async () => {
    const file = await fileOf('tagged.tsv', tagged.join('\n'));
    const row = (id: number, word: string, tag: string) =>
      `${id}\t${word}\t_\t${tag}\tx\t_\t0\troot\t_\t_`;
    const test = await fileOf(
      'test.conllu',
      `${row(1, 'the', 'DET')}\n${row(2, 'day99', 'NOUN')}\n`,
    );
    const read = await report([file, '--task', 'labels', '--test', test]);
    expect(read).toMatchObject({ tokens: 2, rows: { perceptron: { accuracy: 100 } } });
  });
});
