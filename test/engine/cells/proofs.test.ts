/**
 * Three proofs that do not lean on one another hold every cell: its equations walked one by one,
 * differences of these, and PyTorch's numbers (`torch.test.ts`). Sizes are odd, steps several.
 */
import { describe, expect, it } from 'vitest';
import {
  causalityError,
  checkCell,
  equationError,
  ledgerError,
  paddingError,
} from '../../../src/engine/cells/check/check';
import { compareGradients } from '../../../src/engine/cells/check/differences';
import { createTrial } from '../../../src/engine/cells/check/trial';
import { compile } from '../../../src/engine/cells/compiler/compile';
import { cellNamed, definitionOf, everyCell, known } from './everyCell';

const sizes = { T: 3, B: 2, K: 2, H: 3 };

describe.each(everyCell)('the cell $id', ({ definition, compilation }) => {
  const trial = (seed: number) => createTrial(definition, compilation, sizes, seed);

  it('computes what its equations say', () => {
    expect(equationError(trial(1))).toBeLessThan(2e-15);
  });

  it('has the gradients of its equations, for every weight, input and start', () => {
    const apart = compareGradients(trial(2)).filter(({ worst }) => !(worst <= 1));
    expect(apart).toEqual([]);
  });

  it('looks at nothing that comes later', () => {
    expect(causalityError(trial(3))).toBe(0);
  });

  it('is not changed by units without weights, unless it is masked', () => {
    expect(paddingError(definition, compilation)).toBe(0);
  });

  it('adds up its memory, if it has one that adds', () => {
    expect(ledgerError(trial(4)) ?? 0).toBeLessThanOrEqual(1e-12);
  });
});

describe('a check', () => {
  it.each(known)('passes for $id', ({ definition, compilation }) => {
    const rows = checkCell(definition, compilation);
    expect(rows.filter(({ pass }) => !pass)).toEqual([]);
    expect(rows.map(({ name }) => name)).toContain("gradient of h'");
  });

  it('finds a gradient that is not that of the equations', () => {
    const { definition, compilation } = cellNamed('gru');
    const other = definitionOf(
      "cell wrong\nvector d\nr = sigmoid(W x + b + U h' + d)\nz = sigmoid(W x + b + U h' + d)\n" +
        "n = tanh(W x + b + r*(U h' + d))\nh = (1 - z)*n + stop(z)*h'",
    );
    const trial = createTrial(definition, compile(other), sizes, 1);
    expect(compareGradients(trial).some(({ worst }) => worst > 1)).toBe(true);
    expect(equationError({ ...trial, compilation })).toBeLessThan(2e-15);
  });

  it('finds an equation that is not what was compiled', () => {
    const { definition, compilation } = cellNamed('rnn');
    const other = compile(definitionOf("cell wrong\nvector d\nh = sigmoid(W x + b + U h' + d)"));
    const trial = createTrial(definition, compilation, sizes, 1);
    expect(equationError({ ...trial, compilation: other })).toBeGreaterThan(0.01);
  });

  it('finds values that grow without bound', () => {
    const definition = definitionOf("cell growing\nc = 2*c' + sigmoid(W x + U h')\nh = tanh(c)");
    const failed = checkCell(definition, compile(definition)).filter(({ pass }) => !pass);
    expect(failed.map(({ name }) => name)).toEqual(['largest value in 200 steps']);
  });

  it('finds values that are no numbers', () => {
    const definition = definitionOf("cell undefined\nh = log(tanh(W x + U h'))");
    const failed = checkCell(definition, compile(definition)).map(({ pass }) => pass);
    expect(failed).toContain(false);
  });
});
