/** `experiment` as a person runs it. */
import { describe, expect, it } from 'vitest';
import { openTerminal } from '../terminal';

const { run, file } = openTerminal();

interface Printed {
  readonly trials: readonly { readonly seed: number; readonly seconds: number }[];
}

const withoutSeconds = (out: string): unknown => {
  const printed = JSON.parse(out) as Printed;
  return { ...printed, trials: printed.trials.map((trial) => ({ ...trial, seconds: 0 })) };
};

describe('experiment', () => {
  it('lists what can be run', async () => {
    const { code, out } = await run('experiment', '--json');
    expect(code).toBe(0);
    const list = JSON.parse(out) as { id: string; title: string }[];
    expect(list).toContainEqual({ id: 'embeddedReber', title: 'Embedded Reber grammar' });
  });

  it('prints one value, the same for the same seeds but for the seconds', async () => {
    const asked = ['experiment', 'embeddedReber', '--limit', '20', '--trials', '2', '--json'];
    const [first, second] = [await run(...asked), await run(...asked)];
    expect(withoutSeconds(first.out)).toEqual(withoutSeconds(second.out));
    expect(withoutSeconds(first.out)).toMatchObject({
      ...{ experiment: 'embeddedReber', cell: 'lstm', paper: false, success: 0, median: null },
      trials: [
        { seed: 1, solved: false, sequences: 20 },
        { seed: 2, solved: false, sequences: 20 },
      ],
    });
  });

  it('runs the cell of the paper by its rule, and cells of one’s own by Adam', async () => {
    const short = ['--limit', '50', '--json'];
    const paper = await run('experiment', 'embeddedReber', '--paper', ...short);
    expect(JSON.parse(paper.out)).toMatchObject({ cell: 'lstm1997', paper: true, weights: 264 });
    const own = await file('mine.cell', "cell Mine\nh = tanh(W x + U h' + b)\n");
    const mine = await run('experiment', 'embeddedReber', '--cell', own, ...short);
    expect(JSON.parse(mine.out)).toMatchObject({ cell: 'mine', paper: false });
  });

  it('puts cells beside contrasts, from two initialisations where a cell has a bias that keeps', async () => {
    const asked = ['experiment', '--matrix', '--cell', 'rnn,gru', '--limit', '16'];
    const { code, out } = await run(...asked);
    expect(code).toBe(0);
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

  it('says in words what the task is, when it counts as solved and what the paper has', async () => {
    const { out } = await run('experiment', 'embeddedReber', '--limit', '50');
    expect(out).toContain('5,479 weights: 0 of 1 trials (0 %, 95 % interval 0 % to 79 %)');
    expect(out).toContain('The paper: 4 blocks of 1');
  });

  it.each([
    [['rebel'], 'There is no experiment “rebel”'],
    [['adding', '--cell', 'lstn'], 'Did you mean lstm?'],
    [['adding', '--cell', 'window:3'], '--cell takes one cell here'],
    [['adding', '--paper', '--cell', 'gru'], 'leave --cell out'],
    [['xor', '--paper'], 'has no row in the paper'],
    [['adding', '--rule', 'guess'], 'is not run in this way'],
    [['3a', '--rule', 'rtrl', '--cell', 'gru'], 'leave --cell out'],
    [['adding', '--matrix'], 'leave ID'],
  ])('refuses %j', async (args, said) => {
    const { code, err } = await run('experiment', ...args);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
