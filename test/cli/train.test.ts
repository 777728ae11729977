import { execFileSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../src/engine/files/modelFile';
import type { TrainingSummary } from '../../src/shared/api';
import { story } from '../worker/house';
import { openTerminal } from './terminal';

const { run, spawn, file, path } = openTerminal();

const train = (model: string, ...args: string[]): Promise<TrainingSummary> =>
  trainOn(story(800), model, ...args);

async function trainOn(
  content: string,
  model: string,
  ...args: string[]
): Promise<TrainingSummary> {
  const text = await file('story.txt', content);
  const { code, out, err } = await run('train', text, '--out', path(model), ...args, '--json');
  expect(code, err).toBe(0);
  return JSON.parse(out) as TrainingSummary;
}

async function modelAt(name: string) {
  const decoded = decodeModelFile(new Uint8Array(await readFile(path(name))));
  if (!decoded.ok) throw new Error(`${name} is no model: ${decoded.failure.kind}`);
  return decoded.model;
}

describe('train', () => {
  it('gives the same bytes on one thread and on two, and others for another seed', async () => {
    const text = story(3_000);
    const steps = ['--steps', '40', '--seed'];
    const one = await trainOn(text, 'one.safetensors', ...steps, '3', '--threads', '1');
    const two = await trainOn(text, 'two.safetensors', ...steps, '3', '--threads', '2');
    const other = await trainOn(text, 'other.safetensors', ...steps, '4');
    expect(one.sha256).toMatch(/^[0-9a-f]{64}$/);
    expect(two.sha256).toBe(one.sha256);
    expect(other.sha256).not.toBe(one.sha256);
    expect(one).toMatchObject({ steps: 40, seed: 3, stopped: 'budget' });
  });

  it('cuts by the newest rules unless told otherwise, and says so in the model', async () => {
    const now = await train('now.safetensors', '--steps', '12');
    const before = await train('before.safetensors', '--steps', '12', '--cut', '1');
    expect((await modelAt('now.safetensors')).shape.cut).toBe(2);
    expect((await modelAt('before.safetensors')).shape.cut).toBeUndefined();
    // A text that both cut alike gives the same weights.
    expect(now.sha256).toBe(before.sha256);
  });

  it('follows a plan file, sizes included, and stores the plan with the model', async () => {
    const fields = { steps: 30, B: 4, T: 8, seed: 7, learningRate: 0.001, validateEvery: 10 };
    const sizes = { layers: 2, hiddenSize: 24, embeddingSize: 16 };
    const plan = await file('plan.json', JSON.stringify({ ...fields, ...sizes }));
    const summary = await train('planned.safetensors', '--plan', plan);
    const model = await modelAt('planned.safetensors');
    expect(summary).toMatchObject({ steps: 30, seed: 7 });
    expect(model.plan).toMatchObject(fields);
    expect(model.shape).toMatchObject({ L: 2, H: 24, E: 16, V: summary.vocabulary });
  });

  it('trains the same again from the plan that a model was stored with', async () => {
    const first = await train('first.safetensors', '--steps', '20', '--seed', '5');
    const stored = (await modelAt('first.safetensors')).plan;
    const plan = await file('again.json', JSON.stringify(stored));
    const text = await file('story.txt', story(800));
    const out = path('again.safetensors');
    const again = await spawn('train', text, '--out', out, '--plan', plan, '--json');
    expect(again.code, again.err).toBe(0);
    expect(JSON.parse(again.out)).toMatchObject({ sha256: first.sha256 });
  });

  it.each([
    ['no JSON', 'steps: 30', 'is not a plan'],
    ['a list', '[30]', 'plan cannot be used'],
    ['no steps at all', '{"steps":0}', 'plan cannot be used'],
    ['a field that no plan has', '{"stpes":30}', 'plan cannot be used'],
    ['text for a number', '{"steps":30,"B":"four"}', 'plan cannot be used'],
    ['half a unit', '{"steps":30,"hiddenSize":12.5}', 'is not a plan'],
    ['no layer', '{"steps":30,"layers":0}', 'is not a plan'],
  ])('refuses a plan that is %s, with exit code 2 and no model', async (_, content, expected) => {
    const text = await file('story.txt', story(3_000));
    const plan = await file('bad.json', content);
    const { code, out, err } = await run('train', text, '--out', path('bad.model'), '--plan', plan);
    expect(err).toContain(expected);
    expect(out).toBe('');
    expect(code).toBe(2);
    await expect(readFile(path('bad.model'))).rejects.toThrow('ENOENT');
  });

  it.each([
    [['text.txt'], '--out names'],
    [['--out', 'm.safetensors'], 'one file'],
    [['text.txt', '--out', 'm', '--steps', '5', '--seconds', '5'], 'Use only one of'],
    [['text.txt', '--out', 'm', '--steps', 'many'], '--steps takes'],
    [['text.txt', '--out', 'm', '--threads', '0'], '--threads takes'],
    [['text.txt', '--out', 'm', '--plan', '/nowhere.json'], 'cannot be read'],
    [['/nowhere.txt', '--out', 'm', '--steps', '5'], 'cannot be read'],
    [['text.txt', '--out', 'm', '--fast'], "Unknown option '--fast'"],
  ])('refuses %j with exit code 2', async (args, expected) => {
    const text = await file('text.txt', story(3_000));
    const call = args.map((argument) => (argument === 'text.txt' ? text : argument));
    const { code, out, err } = await run('train', ...call);
    expect(err).toContain(expected);
    expect(err).toContain('usage: node dist/cli.js train');
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('reads UTF-16 as it reads UTF-8, and refuses by name what is no text', async () => {
    const text = story(600);
    const train = (name: string) =>
      run('train', path(name), '--out', path(`${name}.model`), '--steps', '3', '--json');
    await file('utf8.txt', text);
    await file('utf16.txt', Buffer.from(`\ufeff${text}`, 'utf16le'));
    await file('latin.txt', Buffer.from(`${text} café`, 'latin1'));
    await file('binary.txt', Buffer.from(`${text}\0`));
    execFileSync('mkfifo', [path('pipe.txt')]);
    const sha = async (name: string): Promise<unknown> => {
      const { out } = await train(name);
      return (JSON.parse(out) as { sha256: unknown }).sha256;
    };
    expect(await sha('utf16.txt')).toBe(await sha('utf8.txt'));
    for (const [name, why] of [
      ['latin.txt', /latin\.txt is neither UTF-8 nor UTF-16.*iconv/],
      ['binary.txt', /binary\.txt is a binary file/],
      ['pipe.txt', /pipe\.txt cannot be read: .*named pipe/],
    ] as const) {
      const { code, err } = await train(name);
      expect(err).toMatch(why);
      expect(code).toBe(2);
    }
  });

  it('refuses a text that is too short with exit code 2', async () => {
    const text = await file('short.txt', 'Too short.');
    const { code, err } = await spawn('train', text, '--out', path('short.model'), '--steps', '5');
    expect(err).toMatch(/short|words/);
    expect(code).toBe(2);
  });
});

describe('The terminal', () => {
  it('shows its commands and exits with 2 where none is named, with 0 when asked', async () => {
    const nothing = await spawn();
    const unknown = await spawn('trian');
    const help = await spawn('--help');
    expect([nothing.code, unknown.code, help.code]).toEqual([2, 2, 0]);
    for (const said of [nothing.err, unknown.err, help.out]) {
      for (const name of ['train', 'evaluate', 'conformance', 'trace', 'bench']) {
        expect(said).toContain(`node dist/cli.js ${name} `);
      }
    }
  });
});
