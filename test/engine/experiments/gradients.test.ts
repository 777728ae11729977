/** Gradients of every way to learn, against finite differences and against each other, in double precision. */
import { describe, expect, it } from 'vitest';
import { knownCell } from '../../../src/engine/cells/cell';
import {
  createCellNetwork,
  findGradients,
  readSequences,
} from '../../../src/engine/experiments/learners/cellNetwork';
import {
  slopeOf,
  type Loss,
  type Squashing,
} from '../../../src/engine/experiments/learners/learner';
import { createInputs, readInputs } from '../../../src/engine/experiments/learners/paperLearner';
import {
  answerPlain,
  createPlain,
  stepPlain,
} from '../../../src/engine/experiments/learners/plainNetwork';
import type { Recipe } from '../../../src/engine/experiments/learners/recipe';
import { createInfluence } from '../../../src/engine/experiments/learners/rtrl';
import type { Sequence } from '../../../src/engine/experiments/sequence';
import { random } from '../../../src/engine/random';
import { createTwin } from '../../../src/engine/twin/twin';

const sizes = { inputs: 3, outputs: 2, longest: 7 };
const twin = createTwin({ interrupted: () => false });

function lively(length: number, seed: number): Sequence {
  const dice = random(seed);
  const shares = Array.from({ length: 2 }, () => dice.between(0.1, 0.9));
  return {
    length,
    read:
      seed % 2 === 0
        ? { kind: 'symbols', symbols: Int32Array.from({ length }, () => dice.below(3)) }
        : {
            kind: 'numbers',
            numbers: Float64Array.from({ length: 3 * length }, () => dice.between(-1, 1)),
          },
    asked: Int32Array.of(1, length - 1),
    targets: Float64Array.from(shares.flatMap((share) => [share, 1 - share])),
  };
}

const recipe = (asked: Partial<Recipe>): Recipe => ({
  ...{ H: 4, batch: 2, learningRate: 1, clip: 1, gain: 1, lastCounts: 1 },
  ...{ keep: { kind: 'usual' }, output: 'softmax', loss: 'crossEntropy', ...asked },
});

/** Written here once more: of one answer. */
function lossOf(answer: Float64Array, target: Float64Array, output: Squashing, loss: Loss): number {
  return [...answer].reduce((sum, y, k) => {
    const t = target[k];
    if (loss === 'squared') return sum + (y - t) ** 2 / 2;
    const other = output === 'sigmoid' ? (1 - t) * Math.log(1 - y) : 0;
    return sum - t * Math.log(y) - other;
  }, 0);
}

const losses: readonly Partial<Recipe>[] = [
  { output: 'softmax', loss: 'crossEntropy' },
  { output: 'sigmoid', loss: 'crossEntropy', gain: 3 },
  { output: 'sigmoid', loss: 'squared', lastCounts: 5 },
  { output: 'linear', loss: 'squared', keep: { kind: 'chrono', steps: 9 } },
];

describe('The gradient of a network of today', () => {
  it.each(losses)('is that of its mean loss: %j', (asked) => {
    const chosen = recipe(asked);
    const network = createCellNetwork(twin, knownCell('lstm'), sizes, chosen, random(1));
    const sequences = [lively(7, 2), lively(5, 3)];
    const { values } = network.weights;
    const loss = (): number => {
      let sum = 0;
      readSequences(network, sequences).forEach((answers, n) => {
        for (const [at, from] of [0, 2].entries()) {
          const target = sequences[n].targets.subarray(from, from + 2);
          const one = lossOf(answers.subarray(from, from + 2), target, chosen.output, chosen.loss);
          sum += (at === 1 ? chosen.lastCounts : 1) * one;
        }
      });
      return (chosen.gain * sum) / (2 * (1 + chosen.lastCounts));
    };
    findGradients(network, sequences, readSequences(network, sequences));
    const gradient = network.gradients.values.slice();
    const step = 1e-5;
    values.forEach((value, n) => {
      values[n] = value + step;
      const above = loss();
      values[n] = value - step;
      const below = loss();
      values[n] = value;
      expect(Math.abs(gradient[n] - (above - below) / (2 * step)), `weight ${n}`).toBeLessThan(
        1e-8,
      );
    });
  });

  it('that is truncated forgets what lies before, and only that', () => {
    const gradientOf = (truncation: number, length: number): number[] => {
      const asked = recipe({ batch: 1, truncation });
      const network = createCellNetwork(twin, knownCell('rnn'), sizes, asked, random(1));
      const sequences = [lively(length, 2)];
      findGradients(network, sequences, readSequences(network, sequences));
      return [...network.gradients.values];
    };
    expect(gradientOf(7, 7)).toEqual(gradientOf(100, 7));
    expect(gradientOf(2, 7)).not.toEqual(gradientOf(100, 7));
  });
});

describe('Real-time recurrent learning', () => {
  it('finds the gradient of the whole way back', () => {
    const [H, length] = [4, 7];
    const chosen = recipe({ batch: 1, H });
    const sequence = lively(length, 2);
    const network = createCellNetwork(twin, knownCell('rnn'), sizes, chosen, random(1));
    const plain = createPlain({ inputs: 3, outputs: 2, H, output: 'softmax' });
    const [w, u, b, d] = network.weights.cell.tensors;
    // Where the weights of the one are in the other: of each unit inputs, units, bias; of outputs units, bias.
    for (let j = 0; j < H; j++) {
      const row = j * plain.row;
      for (let k = 0; k < 3; k++) plain.weights[row + k] = w[j * 3 + k];
      for (let k = 0; k < H; k++) plain.weights[row + 3 + k] = u[j * H + k];
      plain.weights[row + 3 + H] = b[j] + d[j];
    }
    for (let k = 0; k < 2; k++) {
      const row = H * plain.row + k * plain.outputRow;
      for (let j = 0; j < H; j++) plain.weights[row + j] = network.weights.w[k * H + j];
    }
    findGradients(network, [sequence], readSequences(network, [sequence]));
    const descent = new Float64Array(plain.weights.length);
    const influence = createInfluence(plain, 'crossEntropy');
    const input = createInputs(3);
    influence.reset();
    for (let t = 0, n = 0; t < length; t++) {
      readInputs(input, sequence, t);
      stepPlain(plain, input);
      influence.step(input);
      if (sequence.asked[n] !== t) continue;
      answerPlain(plain);
      influence.descend(sequence.targets, 2 * n++, 1 / 2, descent);
    }
    const { gradients } = network;
    const [gw, gu, gb] = gradients.cell.tensors;
    for (let j = 0; j < H; j++) {
      const row = j * plain.row;
      const there = [...gw.subarray(j * 3, j * 3 + 3), ...gu.subarray(j * H, j * H + H), gb[j]];
      there.forEach((g, m) => expect(Math.abs(descent[row + m] + g)).toBeLessThan(1e-12));
    }
    for (let k = 0; k < 2; k++) {
      const row = H * plain.row + k * plain.outputRow;
      const there = [...gradients.w.subarray(k * H, k * H + H), gradients.b[k]];
      there.forEach((g, m) => expect(Math.abs(descent[row + m] + g)).toBeLessThan(1e-12));
    }
  });
});

it('Half a square through a sigmoid sinks where its answer does', () => {
  expect(slopeOf(0.8, 0.3, 'sigmoid', 'squared')).toBeCloseTo(0.5 * 0.16, 12);
  expect(slopeOf(0.8, 0.3, 'sigmoid', 'crossEntropy')).toBeCloseTo(0.5, 12);
});
