import { readFile, rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../src/engine/files/modelFile';
import type { TrainingSummary } from '../../src/shared/api';
import { story } from '../worker/house';
import { openTerminal } from './terminal';

const { run, file, path } = openTerminal();

const mine = `cell Mine
k = sigmoid(W x + U h' + b)
h = k*h' + (1 - k)*tanh(W x + U h' + b)
`;

async function trained(name: string, ...args: string[]) {
  const text = await file('story.txt', story(800));
  const common = ['--out', path(name), '--steps', '30', '--json'];
  const { code, out, err } = await run('train', text, ...common, ...args);
  expect(code, err).toBe(0);
  const decoded = decodeModelFile(new Uint8Array(await readFile(path(name))));
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  return { summary: JSON.parse(out) as TrainingSummary, model: decoded.model, text };
}

describe('A choice of cells in the terminal', () => {
  it('trains other cells, with the same bytes on one thread and on two', async () => {
    const one = await trained('one.model', '--cell', 'gru', '--threads', '1');
    const two = await trained('two.model', '--cell', 'gru', '--threads', '2');
    const usual = await trained('usual.model');
    expect(one.model.shape).toMatchObject({ cell: 'gru', cells: [{ id: 'gru' }], L: 1 });
    expect(two.summary.sha256).toBe(one.summary.sha256);
    expect(usual.summary.sha256).not.toBe(one.summary.sha256);
    expect(usual.model.shape.cells).toBeUndefined();
  });

  it('stores the text of an own cell, so that its file may go', async () => {
    const cell = await file('mine.cell', mine);
    const { model } = await trained('mine.model', '--cell', `lstm, ${cell}`);
    await rm(cell);
    expect(model.shape).toMatchObject({ cell: 'lstm,mine', L: 2 });
    expect(model.shape.cells?.[1].text).toBe(mine);
  });

  it('trains a window, a deep read-out, and a longer memory that stays in the plan', async () => {
    const made = ['--cell', 'window:3', '--readout', 'deep'];
    const window = await trained('window.model', ...made);
    expect(window.model.shape).toMatchObject({ cell: 'window:3', window: 3, readout: 'deep' });
    const long = await trained('long.model', '--cell', 'minGru', '--memory', '40');
    expect(long.model.plan).toMatchObject({ memory: 40 });
    const plan = await file('plan.json', JSON.stringify(long.model.plan));
    const text = await file('story.txt', story(800));
    const call = [text, '--out', path('again.model'), '--plan', plan, '--cell', 'minGru'];
    const again = await run('train', ...call);
    expect((JSON.parse(again.out) as TrainingSummary).sha256).toBe(long.summary.sha256);
  });

  it.each([
    [['--cell', 'lstn'], 'Did you mean lstm?'],
    [['--cell', 'gone.cell'], 'gone.cell cannot be read'],
    [['--cell', 'BAD'], 'line 2, column 5: there is no function sigmod; did you mean sigmoid'],
    [['--cell', 'BIG'], 'has 101 kB'],
    [['--cell', 'window:none'], 'A window is 1 to 64 words'],
    [['--cell', 'rnn', '--memory', '30'], 'rnn has no gate with a bias'],
    [['--direction', 'both'], 'has seen the next word'],
    [['--readout', 'shallow'], '--readout is one of'],
    [['--memory', '2.5'], 'whole number'],
  ])('refuses %j with exit code 2 and no model', async (args, expected) => {
    const text = await file('story.txt', story(800));
    const bad = await file('bad.cell', 'cell Bad\nk = sigmod(W x + b)\nh = k*q\n');
    const big = await file('big.cell', `# ${'x'.repeat(100_500)}\n`);
    const given = args.map((arg) => ({ BAD: bad, BIG: big })[arg] ?? arg);
    const call = ['train', text, '--out', path('no.model'), '--steps', '5', ...given];
    const { code, out, err } = await run(...call);
    expect(err).toContain(expected);
    expect([code, out]).toEqual([2, '']);
    await expect(readFile(path('no.model'))).rejects.toThrow('ENOENT');
  });

  it('evaluates any of them: the row of the network is also the LSTM’s where it is one', async () => {
    const text = await file('long.txt', story(3_000));
    const rowsOf = async (...args: string[]) => {
      const dump = path('dump.jsonl');
      const common = ['--seconds', '1', '--threads', '1', '--json', '--check', '--dump', dump];
      const { code, out, err } = await run('evaluate', text, ...common, ...args);
      expect(code, err).toBe(0);
      const [first] = (await readFile(dump, 'utf8')).split('\n');
      const { rows } = JSON.parse(out) as { rows: Record<string, { perplexity: number }> };
      const dumped = (JSON.parse(first) as { rank: object }).rank;
      expect(Object.keys(dumped)).toEqual(Object.keys(rows));
      return rows;
    };
    const counts = ['unigram', 'ngram3', 'ngram5', 'ngram3Cache'];
    const usual = await rowsOf();
    expect(Object.keys(usual)).toEqual([...counts, 'network', 'lstm', 'mixture']);
    expect(usual.lstm).toEqual(usual.network);
    const other = await rowsOf('--cell', 'rnn', '--readout', 'deep');
    expect(Object.keys(other)).toEqual([...counts, 'network', 'mixture']);
    expect(other.network.perplexity).toBeGreaterThan(1);
  }, 60_000);
});
