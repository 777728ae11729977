/** `experiment`: what it is asked and what it prints, in this process. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/command';
import { experiment } from '../../../src/cli/experiments/experimentCommand';

async function run(...args: string[]): Promise<{ out: string; err: string }> {
  let [out, err] = ['', ''];
  const code = await experiment.run(args, {
    print: (text) => (out += `${text}\n`),
    log: (line) => (err += `${line}\n`),
  });
  expect(code).toBe(0);
  return { out, err };
}

async function refusal(...args: string[]): Promise<string> {
  const error: unknown = await run(...args).catch((thrown: unknown) => thrown);
  return error instanceof UsageError ? error.message : 'nothing was refused';
}

interface Printed {
  readonly trials: readonly { readonly seed: number; readonly seconds: number }[];
}

const withoutSeconds = (out: string): unknown => {
  const printed = JSON.parse(out) as Printed;
  return { ...printed, trials: printed.trials.map((trial) => ({ ...trial, seconds: 0 })) };
};

describe('experiment', () => {
  it('lists what can be run', async () => {
    const list = JSON.parse((await run('--json')).out) as { id: string; title: string }[];
    expect(list).toContainEqual({ id: 'embeddedReber', title: 'Embedded Reber grammar' });
    const lines = (await run()).out.trimEnd().split('\n');
    expect(lines.map((line) => line.split(' ')[0])).toEqual(list.map(({ id }) => id));
  });

  it('prints one value, the same for the same seeds but for the seconds', async () => {
    const asked = ['embeddedReber', '--limit', '20', '--trials', '2', '--json'];
    const [first, second] = [await run(...asked), await run(...asked)];
    expect(withoutSeconds(first.out)).toEqual(withoutSeconds(second.out));
    expect(first.err).toContain('embeddedReber, seed 2: not solved after 20 sequences');
    expect(withoutSeconds(first.out)).toMatchObject({
      ...{ experiment: 'embeddedReber', cell: 'lstm', paper: false, success: 0, median: null },
      trials: [
        { seed: 1, solved: false, sequences: 20 },
        { seed: 2, solved: false, sequences: 20 },
      ],
    });
  });

  it('runs the cell of the paper by its rule, and cells of one’s own by Adam', async () => {
    const short = ['--limit', '20', '--json'];
    const paper = await run('embeddedReber', '--paper', ...short);
    expect(JSON.parse(paper.out)).toMatchObject({ cell: 'lstm1997', paper: true, weights: 264 });
    const folder = await mkdtemp(join(tmpdir(), 'gatescope-experiment-'));
    const own = join(folder, 'mine.cell');
    await writeFile(own, "cell Mine\nh = tanh(W x + U h' + b)\n");
    const mine = await run('embeddedReber', '--cell', own, ...short);
    expect(JSON.parse(mine.out)).toMatchObject({ cell: 'mine', paper: false, rule: 'full' });
    await rm(folder, { recursive: true });
  });

  it('says in words what the task is, when it counts as solved and what the paper has', async () => {
    const { out } = await run('embeddedReber', '--limit', '20', '--rule', 'truncated');
    expect(out).toContain('lstm with Adam, gradients truncated, 5,479 weights: 0 of 1 trials');
    expect(out).toContain('95 % interval 0 % to 79 %');
    expect(out).toContain('The paper: 4 blocks of 1');
  });

  it('puts cells next to contrasts, from two initialisations where a cell has a bias that keeps', async () => {
    const { out } = await run('--matrix', '--cell', 'rnn,gru', '--limit', '16');
    const [, head = '', ...rows] = out.trimEnd().split('\n');
    expect(head.trim().split(/ +/)).toEqual([
      ...['parity', 'selectiveCopying', 'countTwo', 'countThree', 'agreement'],
    ]);
    expect(rows.map((row) => row.split(/ {2,}/).slice(0, 2))).toEqual([
      ...[
        ['rnn', '0/1'],
        ['gru', '0/1'],
        ['gru, remembering', '0/1'],
      ],
    ]);
  });

  it('tells how often one unit’s weights are pulled both ways', async () => {
    const asked = ['--conflict', '--cell', 'rnn', '--limit', '20', '--trials', '2'];
    const rows = JSON.parse((await run(...asked, '--json')).out) as unknown;
    expect(rows).toMatchObject([{ cell: 'rnn', quantity: 'h' }]);
    expect((await run(...asked)).out).toMatch(/^rnn, h +\d+ % +\d+ % +\d+ %$/m);
  });

  it.each([
    [['rebel'], 'There is no experiment “rebel”'],
    [['adding', '6a'], 'One experiment at a time'],
    [['adding', '--cell', 'lstn'], 'Did you mean lstm?'],
    [['adding', '--cell', 'window:3'], '--cell takes one cell here'],
    [['adding', '--cell', 'lstm,gru'], '--cell takes one cell here'],
    [['adding', '--paper', '--cell', 'gru'], 'leave --cell and --rule out'],
    [['xor', '--paper'], 'has no row in the paper'],
    [['adding', '--rule', 'guess'], 'is not run in this way'],
    [['3a', '--rule', 'rtrl', '--cell', 'gru'], 'leave --cell out'],
    [['adding', '--matrix'], 'leave ID'],
    [['adding', '--trials', '0'], '--trials takes a number from 1'],
  ])('refuses %j', async (args, said) => {
    expect(await refusal(...args)).toContain(said);
  });
});
