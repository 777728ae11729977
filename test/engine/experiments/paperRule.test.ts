/**
 * The rule of 1997 against two things that know nothing of it: finite differences with what is fed back
 * held still, and the compiled equations with `stop(…)`.
 */
import { describe, expect, it } from 'vitest';
import { needCell } from '../../../src/engine/cells/cell';
import { battery } from '../../../src/engine/experiments/battery';
import { createInputs, readInputs } from '../../../src/engine/experiments/learners/paperLearner';
import {
  answerPaper,
  beginPaper,
  createPaperState,
  layOutPaper,
  resetPaper,
  stepPaper,
  type PaperSettings,
} from '../../../src/engine/experiments/learners/paperNetwork';
import { createPaperRule } from '../../../src/engine/experiments/learners/paperRule';
import type { Sequence } from '../../../src/engine/experiments/sequence';
import { random } from '../../../src/engine/random';
import { createTwin } from '../../../src/engine/twin/twin';

const small: PaperSettings = {
  ...{ inputs: 3, outputs: 2, blocks: 2, size: 2, biases: 'all', recurrent: true },
  ...{ outputGates: true, direct: false, range: 2, shows: 'squashed', learningRate: 1, start: 1 },
};

const topologies: Readonly<Record<string, Partial<PaperSettings>>> = {
  'blocks of two cells': {},
  'biases of gates alone': { biases: 'gates', size: 1 },
  'no output gates, inputs straight to the outputs': {
    ...{ biases: 'none', outputGates: false, direct: true, recurrent: false },
    ...{ range: 1, shows: 'state' },
  },
};

function lively(length: number): Sequence {
  const dice = random(7);
  const draw = (count: number): Float64Array =>
    Float64Array.from({ length: count }, () => dice.between(-1, 1));
  return {
    length,
    read: { kind: 'numbers', numbers: draw(3 * length) },
    asked: Int32Array.of(2, length - 1),
    targets: draw(4).map(Math.abs),
  };
}

/** Reads it with weights that stay; `held`: what hidden units read of each other, step by step. */
function read(
  settings: PaperSettings,
  weights: Float64Array,
  sequence: Sequence,
  held?: Float64Array[],
) {
  const layout = layOutPaper(settings);
  const state = createPaperState(layout);
  const rule = createPaperRule(layout);
  const input = createInputs(settings.inputs);
  const descent = new Float64Array(layout.length);
  const fedBack: Float64Array[] = [];
  let loss = 0;
  resetPaper(state);
  for (let t = 0, n = 0; t < sequence.length; t++) {
    if (held) state.shown.set(held[t]);
    fedBack.push(state.shown.slice());
    readInputs(input, sequence, t);
    stepPaper(layout, weights, state, input, true);
    if (sequence.asked[n] !== t) continue;
    answerPaper(layout, weights, state, input);
    const from = n++ * settings.outputs;
    rule.apply(weights, state, input, sequence.targets, from, 1, descent);
    state.outputs.forEach((y, k) => (loss += (sequence.targets[from + k] - y) ** 2 / 2));
  }
  return { loss, descent, fedBack };
}

describe('The rule of 1997', () => {
  it.each(Object.keys(topologies))('goes down the truncated gradient: %s', (name) => {
    const settings = { ...small, ...topologies[name] };
    const layout = layOutPaper(settings);
    const weights = beginPaper(layout, settings, random(3));
    const sequence = lively(6);
    const { descent, fedBack } = read(settings, weights, sequence);
    const step = 1e-5;
    for (let n = 0; n < weights.length; n++) {
      // A place for a bias that its unit does not have stays 0.
      if (weights[n] === 0) {
        expect(descent[n]).toBe(0);
        continue;
      }
      const at = (value: number): number =>
        read(settings, weights.with(n, value), sequence, fedBack).loss;
      const slope = (at(weights[n] + step) - at(weights[n] - step)) / (2 * step);
      expect(Math.abs(descent[n] + slope), `weight ${n}`).toBeLessThan(1e-8);
    }
  });

  it('is what stop(…) says in the equations, weight by weight', () => {
    const settings = { ...small, size: 1, biases: 'hidden' } as const;
    const layout = layOutPaper(settings);
    const weights = beginPaper(layout, settings, random(5));
    const sequence = lively(6);
    const { descent } = read(settings, weights, sequence);
    const fed = "U stop(h') + F stop(i') + G stop(o')";
    const { compiled } = needCell({
      id: 'truncated',
      text: `cell Truncated
i = sigmoid(W x + ${fed} + b)
o = sigmoid(W x + ${fed} + b)
g = 4*sigmoid(W x + ${fed} + b) - 2
c = c' + i*g
h = o*(2*sigmoid(c) - 1)
`,
    });
    const [K, H, T] = [3, 2, sequence.length];
    // Hidden units there: input gates, output gates, cells; a row: inputs, these, bias.
    const columns: Record<string, readonly [number, number]> = {
      ...{ W: [0, K], F: [K, H], G: [K + H, H], U: [K + 2 * H, H], b: [K + 3 * H, 1] },
    };
    const places = compiled.tensors.map(({ letter, blocks }) =>
      blocks.flatMap((block) => {
        const unit = { i: 0, o: H, g: 2 * H }[block] ?? NaN;
        const [first, count] = columns[letter];
        return Array.from({ length: H * count }, (_, n) => {
          return (unit + Math.floor(n / count)) * layout.row + first + (n % count);
        });
      }),
    );
    const kernels = createTwin({ interrupted: () => false });
    const cell = {
      ...{ K, H, tensors: places.map((list) => Float64Array.from(list, (at) => weights[at])) },
    };
    const gradients = { K, H, tensors: places.map(({ length }) => new Float64Array(length)) };
    const record = {
      ...{
        T,
        B: 1,
        x: sequence.read.kind === 'numbers' ? sequence.read.numbers : kernels.floats(0),
      },
      columns: kernels.floats(T * compiled.columns * H),
      states: compiled.states.map(() => kernels.floats((T + 1) * H)),
    };
    const dh = kernels.floats(T * H);
    kernels.cellForward(compiled, cell, record);
    sequence.asked.forEach((t, n) => {
      for (let k = 0; k < 2; k++) {
        const row = layout.hidden * layout.row + k * layout.outputRow;
        const h = record.states[0].subarray((t + 1) * H, (t + 2) * H);
        const z = weights[row + H] + h[0] * weights[row] + h[1] * weights[row + 1];
        const y = 1 / (1 + Math.exp(-z));
        const delta = (y - sequence.targets[2 * n + k]) * y * (1 - y);
        for (let j = 0; j < H; j++) dh[t * H + j] += delta * weights[row + j];
      }
    });
    const flow = {
      dh,
      dz: kernels.floats(T * compiled.slots.length * H),
      dx: kernels.floats(T * K),
    };
    kernels.cellBackward(compiled, cell, record, flow, gradients);
    places.forEach((list, n) => {
      list.forEach((at, m) => expect(gradients.tensors[n][m]).toBeCloseTo(-descent[at], 10));
    });
  });
});

describe('The networks of 1997', () => {
  it('have as many weights as the paper says', () => {
    const counts = battery.flatMap(({ id, paper }) =>
      paper ? [[id, layOutPaper(paper.settings).count]] : [],
    );
    expect(Object.fromEntries(counts)).toEqual({
      ...{ embeddedReber: 264, '2a': 10_504, '2b': 10_504, '2c': 364 },
      ...{ '3a': 102, '3b': 102, '3c': 102, adding: 93, multiplication: 93, '6a': 156, '6b': 308 },
    });
  });

  it.each([
    [50, 364],
    [100, 664],
    [200, 1264],
    [500, 3064],
    [1000, 6064],
  ])('have as many for long lags with %i distractors: %i', (p, count) => {
    const paper = battery.find(({ id }) => id === '2c')?.paper?.settings ?? small;
    expect(layOutPaper({ ...paper, inputs: p + 4 }).count).toBe(count);
  });

  it('have 276 for the Reber grammar in three blocks of two', () => {
    const paper = battery[0].paper?.settings ?? small;
    expect(layOutPaper({ ...paper, blocks: 3, size: 2 }).count).toBe(276);
  });
});
