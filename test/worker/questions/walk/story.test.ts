/** What is told of a step, from numbers that are given. */
import { describe, expect, it } from 'vitest';
import { knownCell } from '../../../../src/engine/cells/cell';
import { unitArithmetic } from '../../../../src/engine/inspection/unitArithmetic';
import { stepReading, type WalkView } from '../../../../src/worker/questions/walk/stepReading';
import { storyOf } from '../../../../src/worker/questions/walk/story';
import { walkLook } from '../../walkStage';

const number = (value: number): string => value.toFixed(3).replace('-', '−');

interface Given {
  readonly cell: string;
  readonly values: Readonly<Record<string, number>>;
  readonly before: Readonly<Record<string, number>>;
  /** All weights are 0 but the bias of this equation. */
  readonly bias?: readonly [block: string, value: number];
}

function tell({ cell: id, values, before, bias }: Given): string[] {
  const cell = knownCell(id);
  const one = (record: Readonly<Record<string, number>>) =>
    Object.fromEntries(Object.entries(record).map(([letter, value]) => [letter, [value]]));
  const tensors = cell.compiled.tensors.map(({ letter, blocks }) =>
    Float64Array.from(blocks, (block) => (letter === 'b' && block === bias?.[0] ? bias[1] : 0)),
  );
  const step = { values: one(values), before: one(before), x: Float64Array.of(0) };
  const view = walkLook({ tokens: ['a'] }, { cell: id }).view;
  const arithmetic = unitArithmetic(
    {
      cell,
      weights: { K: 1, H: 1, tensors },
      input: { pieces: 1, each: 1, padded: 1 },
    },
    step as unknown as Parameters<typeof unitArithmetic>[1],
  );
  const reading: WalkView['predictor']['layers'][number] = {
    ...view.predictor.layers[0],
    ...(step as unknown as Pick<WalkView['predictor']['layers'][number], 'values' | 'before'>),
  };
  const predictor = { ...view.predictor, layers: [reading] };
  const read = stepReading({ ...view, predictor }, { layer: 0, unit: 0, terms: 4 });
  return storyOf({ ...read, arithmetic, of: (value) => arithmetic.at(value, 0) }).map((told) =>
    told.map((part) => (typeof part === 'number' ? number(part) : part)).join(''),
  );
}

const lstm = (change: Readonly<Record<string, number>> = {}, bias = 1) =>
  tell({
    ...{ cell: 'lstm', bias: ['f', bias] },
    values: { i: 0.4, f: 0.5, g: 0.25, o: 0.6, c: 0.5, h: 0.277, ...change },
    before: { c: 0.8, h: 0.1 },
  });

describe('The story of a step', () => {
  it('tells what was kept and written', () => {
    expect(lstm()).toEqual([
      'The cell went from 0.800 to 0.500: the forget gate (0.500) kept 0.400, input gate (0.400) times candidate (0.250) wrote 0.100.',
    ]);
  });

  it('says that an open input gate stores nothing where the candidate is 0', () => {
    expect(lstm({ i: 0.97, g: 0.004 }).join(' ')).toContain(
      'The input gate is open (0.970), yet almost nothing is stored, because the candidate is near 0 (0.004): a high input gate stores nothing by itself.',
    );
    expect(lstm({ i: 0.97, g: 0.9 }).join(' ')).not.toContain('stores nothing');
  });

  it('says that 0.73 is the bias of an untrained forget gate, and no knowledge', () => {
    expect(lstm({ f: 0.731 }).join(' ')).toContain(
      'The forget gate is where its bias alone would put it, σ(1.000) = 0.731: the word and the state hardly moved it. In an untrained network the bias is 1 and every forget gate is near 0.73 without having learnt anything.',
    );
    expect(lstm({ f: 0.731 }, 3)).toHaveLength(1);
  });

  it('says that a memory behind a shut gate is hardly seen', () => {
    expect(lstm({ o: 0.05, c: 0.9 }).join(' ')).toContain(
      'The cell holds 0.900, but its output gate is nearly shut (0.050)',
    );
  });

  it('says the same of a GRU by its own gates', () => {
    const gru = (z: number) =>
      tell({
        ...{ cell: 'gru', bias: ['z', 0.4], before: { h: 0.5 } },
        values: { r: 0.3, z, n: -0.2, h: 0.25 },
      });
    expect(gru(0.9)).toEqual([
      'The hidden state went from 0.500 to 0.250: the update gate (0.900) kept 0.450, 1 − z (0.100) times candidate (−0.200) wrote −0.020.',
    ]);
    expect(gru(0.6)[1]).toMatch(
      /^The update gate is where its bias alone would put it, σ\(0.400\) = 0.599: .* the bias is 0 and every update gate is near 0.50/,
    );
  });
});
