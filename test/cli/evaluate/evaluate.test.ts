import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/command';
import { evaluateWith } from '../../../src/cli/evaluate/evaluate';
import { type RowProvider } from '../../../src/cli/evaluate/rowProvider';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-evaluate-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function fileOf(name: string, content: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

/** Without providers: the counting rows alone. */
async function run(
  args: string[],
  providers: RowProvider[] = [],
): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const command = evaluateWith(providers);
  const code = await command.run(args, {
    print: (text) => void (written.out += `${text}\n`),
    log: (line) => void (written.err += `${line}\n`),
  });
  return { code, ...written };
}

const sentence = 'The quick fox met the quick dog , and the dog met the fox .\n';
const rowNames = ['unigram', 'ngram3', 'ngram5', 'ngram3Cache'];

describe('evaluate', () => {
  it('prints one JSON value with every counting row', async () => {
    const file = await fileOf('fox.txt', sentence.repeat(60));
    const { code, out, err } = await run([file, '--json', '--check']);
    const report = JSON.parse(out);
    expect(code).toBe(0);
    expect(err).toBe('');
    expect(report.tokens).toEqual({ train: 864, valid: 48, test: 48 });
    expect(report.file).toBe(file);
    expect(report.outOfVocabulary).toBe(0);
    expect(Object.keys(report.rows)).toEqual(rowNames);
    expect(report.rows.ngram5.perplexity).toBeLessThan(1.2);
    expect(report.rows.unigram.perplexity).toBeGreaterThan(5);
  });

  it('reads a written <unk> as the unknown class between white space only', async () => {
    const file = await fileOf('unk.txt', 'the <unk> of\n'.repeat(100));
    const spaced = JSON.parse((await run([file, '--json', '--tokens', 'whitespace'])).out);
    expect(spaced.vocabulary).toBe(4); // the, of, <eos> and the unknown class
    expect(spaced.outOfVocabulary).toBeCloseTo(25, 0);
    const words = JSON.parse((await run([file, '--json'])).out);
    expect(words.outOfVocabulary).toBe(0);
  });

  it('dumps a line a test token', async () => {
    const file = await fileOf('fox.txt', sentence.repeat(60));
    const dump = join(folder, 'dump.jsonl');
    await run([file, '--dump', dump]);
    const lines = (await readFile(dump, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(48);
    const last = JSON.parse(lines[47]);
    expect(last).toMatchObject({ position: 959, token: '\n', known: true });
    expect(Object.keys(last.rank)).toEqual(rowNames);
    expect(last.logProbability.ngram5).toBeGreaterThan(Math.log(0.5));
  });

  it('prints a table for people', async () => {
    const file = await fileOf('fox.txt', sentence.repeat(20));
    const { out } = await run([file]);
    expect(out).toContain('perplexityKnown');
    for (const name of rowNames) expect(out).toContain(name);
  });

  it('takes further rows and their sections, warm from the first token on', async () => {
    const file = await fileOf('fox.txt', sentence.repeat(20));
    const read: number[] = [];
    const further: RowProvider = async (text, { seconds }, earlier) => ({
      experts: [
        {
          name: 'uniform',
          distribution: (_, out) => void out.fill(1 / text.words.length),
          advance: (position) => void read.push(position),
        },
      ],
      sections: () => ({ training: { seconds, rows: earlier.map(({ name }) => name) } }),
    });
    const report = JSON.parse((await run([file, '--json', '--seconds', '7'], [further])).out);
    expect(report.rows.uniform.perplexity).toBeCloseTo(report.vocabulary, 8);
    expect(report.training).toEqual({ seconds: 7, rows: rowNames });
    expect(read).toEqual(Array.from({ length: 320 }, (_, position) => position));
  });

  it('fails the check of a row whose probabilities do not sum to 1', async () => {
    const file = await fileOf('fox.txt', sentence.repeat(20));
    const crooked: RowProvider = async () => ({
      experts: [
        {
          name: 'crooked',
          distribution: (_, out) => void out.fill(0.5),
          advance: () => undefined,
        },
      ],
      sections: () => ({}),
    });
    const { code, err } = await run([file, '--check', '--json'], [crooked]);
    expect(code).toBe(1);
    expect(err).toContain('crooked');
  });

  it.each([
    ['one word repeated', 'again '.repeat(200)],
    ['all words different', Array.from({ length: 200 }, (_, i) => `w${'ab'.repeat(i)}`).join(' ')],
    ['five tokens', 'a b c d e'],
    ['a single word', 'alone'],
    ['emoji and right-to-left text', '👩‍👩‍👧 שלום 👍🏽 مرحبا '.repeat(30)],
  ])('evaluates %s without a crash', async (_, content) => {
    const file = await fileOf('odd.txt', content);
    const { code, out } = await run([file, '--json', '--check']);
    expect(code).toBe(0);
    expect(JSON.parse(out).rows.ngram5.perplexity).toBeGreaterThanOrEqual(1);
  });

  it.each([
    [[], 'one file'],
    [['a', 'b'], 'one file'],
    [['/nowhere/at/all.txt'], 'cannot be read'],
    [['a', '--seconds', 'soon'], '--seconds takes'],
    [['a', '--threads', '0'], '--threads takes'],
    [['a', '--seed', '1.5'], '--seed takes'],
    [['a', '--tokens', 'bytes'], '--tokens is one of'],
  ])('refuses %j with a sentence', async (args, expected) => {
    const refusal = run(args);
    await expect(refusal).rejects.toBeInstanceOf(UsageError);
    await expect(refusal).rejects.toThrow(expected);
  });

  it('refuses a file without text and a dump it cannot write', async () => {
    const blank = await fileOf('blank.txt', ' \t ');
    await expect(run([blank])).rejects.toThrow('has no text');
    const fox = await fileOf('fox.txt', sentence);
    const dump = join(folder, 'no', 'such', 'folder');
    await expect(run([fox, '--dump', dump])).rejects.toThrow('cannot be written');
  });
});
