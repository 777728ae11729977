import { describe, expect, it } from 'vitest';
import { cellIds } from '../../src/engine/cells/cells';
import { openTerminal } from './terminal';

const { run, file } = openTerminal();

interface Listed {
  readonly id: string;
  readonly title: string;
  readonly source: string;
  readonly tensors: readonly { readonly name: string; readonly blocks: readonly string[] }[];
  readonly quantities: readonly { readonly name: string; readonly range: unknown }[];
  readonly carried: readonly string[];
  readonly memory: { readonly keep: string } | null;
  readonly equations: readonly string[];
  readonly abilities: readonly string[];
}

describe('cells', () => {
  it('lists the known cells with their tensors, quantities and equations', async () => {
    const { code, out } = await run('cells', '--json');
    const listed = JSON.parse(out) as Listed[];
    expect(code).toBe(0);
    expect(listed.map(({ id }) => id)).toEqual(cellIds);
    const lstm = listed.find(({ id }) => id === 'lstm');
    expect(lstm).toMatchObject({
      title: 'LSTM',
      tensors: ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].map((name) => {
        return { name, blocks: ['i', 'f', 'g', 'o'] };
      }),
      memory: { of: 'c', keep: 'f', write: 'i ⊙ g' },
      carried: ['hiddenState', 'cellState'],
    });
    expect(lstm?.quantities[0]).toMatchObject({ name: 'inputGate', range: { low: 0, high: 1 } });
    expect(lstm?.quantities[4]).toMatchObject({ range: { low: null, high: null } });
    expect(lstm?.equations.at(-1)).toBe('h = o ⊙ tanh(c)');
    expect(listed.find(({ id }) => id === 'rnn')).toMatchObject({ memory: null, abilities: [] });
  });

  it('tells what is wrong in a file with line and column', async () => {
    const path = await file('wrong.cell', "cell T\nh = sigmod(W x + U h' + q)\n");
    const { code, out } = await run('cells', path);
    expect(code).toBe(1);
    expect(out.split('\n')).toEqual([
      `${path}:2:5 there is no function sigmod; did you mean sigmoid`,
      `${path}:2:25 q is not defined; if it is a learned vector, say so: vector q`,
      '',
    ]);
  });

  it('reads a cell of one’s own, as it is pasted from a paper', async () => {
    const text = 'z_t = σ(W_z x_t + b_z)\nh_t = (1 − z_t) ⊙ h_{t−1} + z_t ⊙ tanh(W_h x_t)\n';
    const path = await file('own.cell', text);
    const { code, out } = await run('cells', path, '--json');
    expect([code, JSON.parse(out)]).toMatchObject([
      0,
      [{ id: path, carried: ['h'], problems: [] }],
    ]);
  });
});
