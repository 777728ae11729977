import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { race } from '../../../src/cli/race/raceCommand';
import { UsageError } from '../../../src/cli/command';
import { raceStory } from '../../worker/race/story';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-race-'));
  await writeFile(join(folder, 'story.txt'), raceStory(140));
});

afterAll(() => rm(folder, { recursive: true }));

const at = (name: string): string => join(folder, name);

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const code = await race.run([at('story.txt'), ...args], {
    print: (text) => void (written.out += `${text}\n`),
    log: (line) => void (written.err += `${line}\n`),
  });
  return { code, ...written };
}

const steps = ['--equal', 'steps', '--steps', '4', '--cells', 'gru units=8,rnn units=8'];

describe('race', () => {
  it('prints rows of the contestants, and of their opponents', async () => {
    const { code, out } = await run(...steps, '--seeds', '1,2', '--json');
    const { rows, opponents } = JSON.parse(out);
    expect(code).toBe(0);
    expect(rows.map((row: { cell: string; seed: number }) => `${row.cell} ${row.seed}`)).toEqual([
      ...['gru units=8 1', 'rnn units=8 1', 'gru units=8 2', 'rnn units=8 2'],
    ]);
    expect(Object.keys(rows[0])).toEqual(
      expect.arrayContaining([
        ...['cell', 'seed', 'cellWeights', 'seconds', 'steps', 'tokensPerSecond', 'perplexity'],
      ]),
    );
    expect(opponents.map(({ name }: { name: string }) => name)).toEqual([
      ...['ngram3', 'ngram5', 'window:5', 'window:5'],
    ]);
  });

  it('keeps a record, goes on from it and runs it again to the same results', async () => {
    const record = at('race.json');
    await run(...steps, '--record', record);
    const before = await readFile(record, 'utf8');
    await run('--record', record);
    expect(await readFile(record, 'utf8')).toBe(before);
    expect((await run('--again', record)).code).toBe(0);

    const other = JSON.parse(before);
    other.rows[1].sha256 = '0'.repeat(64);
    await writeFile(at('other.json'), JSON.stringify(other));
    const { code, err } = await run('--again', at('other.json'));
    expect(code).toBe(1);
    expect(err).toContain('rnn units=8, seed 1: perplexity');
  });

  it.each([
    ['a cell that is none', ['--cells', 'lstn'], /Did you mean lstm/],
    ['a setting that is none', ['--cells', 'gru speed=3'], /sets speed/],
    ['a contestant twice', ['--cells', 'gru,gru'], /named twice/],
    ['units where weights are equal', ['--cells', 'gru units=3'], /Units follow/],
    ['seconds and steps', ['--seconds', '3', '--steps', '3'], /only one/],
    ['equal steps without steps', ['--equal', 'steps'], /needs --steps/],
    ['a seed twice', ['--seeds', '1,1', '--steps', '3'], /seed twice/],
    ['a record that is not there', ['--again', 'nowhere.json'], /no such file/],
  ])('refuses %s with a sentence', async (_, args, sentence) => {
    await expect(run(...args)).rejects.toThrow(sentence);
    await expect(run(...args)).rejects.toThrow(UsageError);
  });

  it('refuses a file that is no record, or one of another text or race', async () => {
    await writeFile(at('none.json'), '{"race":2}');
    await expect(run('--again', at('none.json'))).rejects.toThrow(/is no record of a race/);
    const record = at('kept.json');
    await run(...steps, '--record', record);
    await expect(run('--record', record, '--cells', 'rnn', '--steps', '4')).rejects.toThrow(
      /another race/,
    );
    const changed = (await readFile(record, 'utf8')).replace(/"sha256": "../, '"sha256": "ff');
    await writeFile(record, changed);
    await expect(run('--again', record)).rejects.toThrow(/another text/);
  });
});
