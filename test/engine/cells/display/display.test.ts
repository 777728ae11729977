/** How equations are shown and said. */
import { describe, expect, it } from 'vitest';
import { cellOf, type CellId } from '../../../../src/engine/cells/cells';
import { displayEquation, textOf, wordsOf } from '../../../../src/engine/cells/display/display';
import { readCell } from '../../../../src/engine/cells/notation/readCell';

const shown = (id: CellId): string[] =>
  cellOf(id).equations.map((equation) => textOf(displayEquation(equation)));

const said = (text: string): string[] =>
  (readCell(text).definition?.equations ?? []).map((equation) =>
    wordsOf(displayEquation(equation)),
  );

describe('An equation on screen', () => {
  it('is written as in a textbook, with every subscript', () => {
    expect(shown('lstm').slice(0, 1)).toEqual(['i = σ(W_i x + b_i + U_i h′ + d_i)']);
    expect(shown('lstm').slice(4)).toEqual(['c = f ⊙ c′ + i ⊙ g', 'h = o ⊙ tanh(c)']);
    expect(shown('gru').slice(2)).toEqual([
      'n = tanh(W_n x + b_n + r ⊙ (U_n h′ + d_n))',
      'h = (1 − z) ⊙ n + z ⊙ h′',
    ]);
    expect(shown('lstm1997')[1]).toBe('g = 4 · σ(W_g x + U_g h′ + b_g) − 2');
    expect(shown('gru2014')[2]).toBe('n = tanh(W_n x + U_n (r ⊙ h′) + b_n)');
    expect(shown('slstm')[2]).toBe('m = max(e + m′, a)');
  });

  it('can be pasted into a cell again', () => {
    for (const id of ['lstm', 'gru', 'lstm1997', 'slstm'] as const) {
      const { problems } = readCell(`vector d\n${shown(id).join('\n')}`);
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    }
  });
});

describe('An equation in words', () => {
  it('is said from left to right', () => {
    expect(said("i = σ(W x + b)\nh = i*tanh(h') - U (2*h')")).toEqual([
      'i is sigmoid of open bracket W i times x plus b i close bracket',
      'h is i times tanh of h before minus U h times open bracket 2 times h before close bracket',
    ]);
  });
});
