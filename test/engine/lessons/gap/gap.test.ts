/**
 * What is true of the gap, with its set-up: the bias decides on one fixed gap, mixed gaps separate the
 * cells. Each network is trained here, in well under a second.
 */
import { describe, expect, it } from 'vitest';
import { countsOf, runGap, type GapRun } from '../../../../src/engine/lessons/gap/gap';
import { usualSteps, type GapSettings } from '../../../../src/engine/lessons/gap/settings';
import { shapeOfChoice, type ChosenShape } from '../../../../src/engine/network/cellChoice';
import { engineHere } from '../../../worker/engine';

type Asked = Partial<Omit<GapSettings, 'cell'>>;

const usual = { gap: 20, mixed: false, bias: '1', seed: 1, steps: usualSteps } as const;

function shapeOf(cell: string): ChosenShape {
  const shape = shapeOfChoice({ cells: [cell], layers: 1 });
  if (!shape.ok) throw new Error(`${cell}: ${shape.flaw.kind}`);
  return shape.value;
}

function run(cell: string, asked: Asked = {}): GapRun {
  const kernels = engineHere().createKernels({
    ...{ threads: 1, budgetBytes: 64 << 20, interrupted: () => false, arithmetic: 'separate' },
  });
  const running = runGap(kernels, { ...usual, ...asked, cell: shapeOf(cell) });
  try {
    for (let next = running.next(); ; next = running.next()) if (next.done) return next.value;
  } finally {
    kernels.dispose();
  }
}

function at({ accuracy }: Pick<GapRun, 'accuracy'>, gap: number): number {
  const { right, of } = accuracy.find((one) => one.gap === gap) ?? { right: NaN, of: NaN };
  return right / of;
}

describe('One fixed gap of 20 words', () => {
  it('is not learnt by an LSTM of keep bias 1, nor by a plain RNN', () => {
    for (const cell of ['lstm', 'rnn']) {
      const tried = run(cell);
      expect(tried).toMatchObject({ solved: false, steps: usualSteps });
      expect(at(tried, 20)).toBeLessThan(0.5);
    }
  });

  it('is learnt by the same LSTM whose keep bias starts at the logarithm of the gap', () => {
    const solved = run('lstm', { bias: 'ln' });
    expect(solved).toMatchObject({ solved: true, hasKeepBias: true });
    expect(at(solved, 20)).toBeGreaterThan(0.99);
  });

  it('is no trouble to the LSTM of 1997, which has nothing to forget with', () => {
    const solved = run('lstm1997');
    expect(solved).toMatchObject({ solved: true, hasKeepBias: false });
    expect(solved.steps).toBeLessThan(200);
  });
});

describe('One fixed gap of 50 words', () => {
  it.each(['gru', 'minGru'])('is learnt by a %s only where its keep bias is large', (cell) => {
    const steps = 200;
    expect(at(run(cell, { gap: 50, bias: 'ln', steps }), 50)).toBeGreaterThan(0.99);
    expect(at(run(cell, { gap: 50, bias: '0', steps }), 50)).toBeLessThan(0.3);
  });
});

describe('Mixed gaps of 1 to 20 words', () => {
  it('teach an LSTM of keep bias 1 to answer after 200', () => {
    const solved = run('lstm', { mixed: true });
    expect(solved.solved).toBe(true);
    expect(at(solved, 200)).toBeGreaterThan(0.95);
  });

  it('teach a minGRU, which only decays, what it was trained on and not ten times as much', () => {
    const solved = run('minGru', { mixed: true });
    expect(at(solved, 20)).toBeGreaterThan(0.97);
    expect(at(solved, 200)).toBeLessThan(0.3);
  });
});

describe('What the networks have to beat', () => {
  it('sees the key across as many words as it counts, and guesses beyond', () => {
    const counted = { accuracy: countsOf({ ...usual, mixed: true }) };
    expect(at(counted, 1)).toBeGreaterThan(0.9);
    expect(at(counted, 2)).toBeGreaterThan(0.2);
    for (const gap of [5, 10, 20, 50, 100, 200]) expect(at(counted, gap)).toBeLessThan(0.2);
  });

  it('is no further off than a network on a window of words', () => {
    const window = run('window:5', { gap: 5, mixed: true });
    expect(at(window, 2)).toBeGreaterThan(0.97);
    expect(at(window, 5)).toBeLessThan(0.25);
  });
});

it('A run of the same seed is the same, of another another', () => {
  const asked = { gap: 5, steps: 30 };
  const first = run('gru', asked);
  expect(run('gru', asked)).toEqual(first);
  expect(run('gru', { ...asked, seed: 2 }).accuracy).not.toEqual(first.accuracy);
});
