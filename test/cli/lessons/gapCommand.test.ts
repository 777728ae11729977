/** `gap` as a person runs it. */
import { describe, expect, it } from 'vitest';
import { testedGaps } from '../../../src/engine/lessons/gap/task';
import { openTerminal } from '../terminal';

const { run, file } = openTerminal();
const short = ['--gap', '3', '--steps', '20'];

interface Printed {
  readonly asked: unknown;
  readonly cells: readonly { readonly name: string; readonly solvedAfter: unknown }[];
  readonly opponents: readonly { readonly name: string }[];
}

describe('gap', () => {
  it('says how networks were trained, and tells of each how many it answers at each gap', async () => {
    const { code, out, err } = await run('gap', '--cells', 'rnn,lstm', '--bias', 'ln', ...short);
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines[0]).toBe(
      'Trained on one gap of 3 words; keep bias ln 3 = 1.10, where the cell has one.',
    );
    expect(lines[6]).toBe('Without a keep bias: rnn.');
    const table = lines.slice(8).map((line) => line.split(/ +/));
    expect(table[0]).toEqual(['gap', 'rnn', 'lstm', 'guess', 'count']);
    expect(table[1]).toEqual(['solved', 'never', 'never']);
    expect(table.slice(2).map(([gap]) => Number(gap))).toEqual([...testedGaps({ gap: 3 })]);
    expect(table.at(-1)?.[3]).toBe('13±1');
    expect(err).toContain('lstm, seed 1: not solved after 20 steps');
  });

  it('prints one value, the same for the same seeds, also of cells of one’s own', async () => {
    const own = await file('mine.cell', "cell Mine\nh = tanh(W x + U h' + b)\n");
    const asked = [
      'gap',
      '--cells',
      `${own},window:3`,
      '--seeds',
      '2',
      '--mixed',
      '--json',
      ...short,
    ];
    const [first, second] = [await run(...asked), await run(...asked)];
    expect(second.out).toBe(first.out);
    const { asked: said, cells, opponents } = JSON.parse(first.out) as Printed;
    expect(said).toMatchObject({ gap: 3, mixed: true, seeds: 2 });
    expect(cells).toMatchObject([{ solvedAfter: [null, null] }, { name: 'window:3' }]);
    expect(opponents.map(({ name }) => name)).toEqual(['guess', 'count']);
  });

  it.each([
    [['--cells', 'lstn'], 'lstn'],
    [['--cells', ''], 'cell'],
    [['--gap', '101'], '--gap takes a number from 1 to 100'],
    [['--bias', '2'], '--bias is one of 0, 1, ln'],
  ])('refuses %j', async (args, said) => {
    const { code, err } = await run('gap', ...args);
    expect(code).toBe(2);
    expect(err).toContain(said);
  });
});
