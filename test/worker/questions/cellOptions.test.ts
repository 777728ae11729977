import { describe, expect, it } from 'vitest';
import { cellIds } from '../../../src/engine/cells/cells';
import type { CellOption } from '../../../src/shared/questions/editor/cells';
import { cellAnswers } from '../../../src/worker/questions/cells';
import { value } from '../house';

const H = 20;
const E = 10;
const recurrent = H * E + H * H;

async function optionsFor(files: readonly { path: string; text: string }[] = []) {
  const request = { units: H, inputs: E, files };
  const options = value<readonly CellOption[]>(
    await cellAnswers.cellOptions(request, { cancelled: false }),
  );
  return new Map(options.map((option) => [option.choice, option]));
}

describe('What a network can be made of', () => {
  it('is every known cell and a window, with equations and where they come from', async () => {
    const options = await optionsFor();
    expect([...options.keys()]).toEqual([...cellIds, 'window']);
    for (const { equations, remark, year, source, problem } of options.values()) {
      expect(equations.length).toBeGreaterThan(0);
      expect([remark, source].every(Boolean)).toBe(true);
      expect(year).toBeGreaterThan(1980);
      expect(problem).toBeUndefined();
    }
  });

  it('has so many weights, by gate, in all and against a plain RNN', async () => {
    const options = await optionsFor();
    const lstm = options.get('lstm')?.weights;
    expect(lstm).toMatchObject({ all: 4 * (recurrent + 2 * H), ofPlain: 4 });
    expect(lstm?.each.map(({ title }) => title)).toEqual([
      ...['Input gate', 'Forget gate', 'Candidate', 'Output gate'],
    ]);
    expect(options.get('rnn')?.weights).toMatchObject({ all: recurrent + 2 * H, ofPlain: 1 });
    expect(options.get('minGru')?.weights?.all).toBe(2 * (H * E + H));
    expect(options.get('window')?.weights?.all).toBe(5 * H * E + H);
    for (const { weights } of options.values()) {
      const sum = weights?.each.reduce((all, one) => all + one.weights, 0);
      expect(sum).toBe(weights?.all);
      // 1997's bound.
      expect(weights?.ofPlain).toBeLessThanOrEqual(9);
    }
  });

  it('is also an own cell, and says why one cannot be chosen', async () => {
    const good = { path: 'good.cell', text: "cell Good\nh = tanh(W x + U h')\n" };
    const bad = { path: 'sub/bad.cell', text: 'cell Bad\nh = sigmod(W x)\n' };
    const options = await optionsFor([good, bad]);
    expect(options.get('good.cell')).toMatchObject({ title: 'Good', weights: { all: recurrent } });
    expect(options.get('sub/bad.cell')?.problem).toMatch(/^sub\/bad\.cell, line 2, column 5: /);
  });

  it('comes to layers and one identity, or to a sentence', async () => {
    const made = (request: Parameters<typeof cellAnswers.cellsMade>[0]) =>
      cellAnswers.cellsMade(request, { cancelled: false });
    expect(await made({ cells: ['lstm', 'gru'], layers: 1 })).toMatchObject({
      ok: true,
      value: { made: 'lstm,gru', layers: 2 },
    });
    expect(await made({ cells: ['window'], layers: 1 })).toMatchObject({
      value: { made: 'window:5' },
    });
    const flaw = { kind: 'nextWordBothWays' };
    expect(await made({ cells: ['gru'], direction: 'both', layers: 1 })).toMatchObject({
      ok: false,
      failure: { kind: 'badCell', flaw },
    });
  });
});
