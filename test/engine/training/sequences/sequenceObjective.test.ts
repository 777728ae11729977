/** Gradients of sequences with answers against finite differences, and what their batches do not do. */
import { describe, expect, it } from 'vitest';
import type { ModelShape } from '../../../../src/engine/network/shape';
import { random } from '../../../../src/engine/random';
import type { Asked } from '../../../../src/engine/training/sequences/sequences';
import { sequenceObjective } from '../../../../src/engine/training/sequences/sequenceObjective';
import { smallNetwork } from '../../smallNetwork';
import { worstOf } from '../gradientCheck';
import { madeSequences } from './sequences';

const outputs = 3;
const small = { V: 5, E: 2, H: 2, outputs } as const;

interface Case {
  readonly asked: Asked;
  readonly shape?: Partial<ModelShape>;
  readonly dropout?: number;
}

function prepare({ asked, shape, dropout = 0 }: Case) {
  const network = smallNetwork({ ...small, ...shape });
  const { inputs = 1, V } = network.shape;
  const made = { inputs, V, outputs, each: asked === 'each' };
  const train = madeSequences({ ...made, lengths: [5, 1, 3, 9, 2] });
  const objective = sequenceObjective(network, {
    ...{ train, valid: train, asked, B: 3, seed: 1, dropout, wordDropout: dropout, unknown: 0 },
    judge: () => 0,
  });
  return { network, objective };
}

/** In units of what the design allows; the same masks every time. */
function worst(made: Case, position: { epoch: number; at: number }): number {
  const { network, objective } = prepare(made);
  return worstOf(network.parameters.values, objective.gradients.values, () =>
    objective.gradient(position, random(5)),
  );
}

const both = { direction: 'both' } as const;
const deep = { ...both, cell: 'rnn', L: 2 } as const;

describe('the gradient of sequences with answers', () => {
  it.each<[string, Case]>([
    ['the last state', { asked: 'last' }],
    ['the last state of a GRU', { asked: 'last', shape: { cell: 'gru' } }],
    ['the last states of two directions in two layers', { asked: 'last', shape: deep }],
    ['the mean of two directions', { asked: 'mean', shape: both }],
    ['the maximum of two directions', { asked: 'maximum', shape: both }],
    ['the maximum of a plain RNN', { asked: 'maximum', shape: { cell: 'rnn' } }],
    ['every token', { asked: 'each' }],
    ['every token in both directions, two layers', { asked: 'each', shape: deep }],
    ['every token of three inputs', { asked: 'each', shape: { ...both, inputs: 3 } }],
    ['every token, a feed-forward network', { asked: 'each', shape: { window: 1, inputs: 5 } }],
    ['a deep read-out', { asked: 'each', shape: { ...both, readout: 'deep' } }],
    ['the mean of embeddings, no layer', { asked: 'mean', shape: { L: 0 }, dropout: 0.4 }],
    ['dropout', { asked: 'last', dropout: 0.4 }],
    ['dropout in both directions', { asked: 'each', shape: { ...both, inputs: 2 }, dropout: 0.4 }],
  ])('agrees with finite differences: %s', (_, made) => {
    expect(worst(made, { epoch: 1, at: 0 })).toBeLessThanOrEqual(1);
  });

  it('is the mean of those of its sequences one by one: padding and neighbours do not count', () => {
    for (const asked of ['last', 'mean', 'maximum'] as const) {
      const { network, objective } = prepare({ asked, shape: { ...both, L: 2 } });
      const size = network.parameters.values.length;
      const sum = new Float64Array(size);
      let loss = 0;
      for (let at = 0; at < 2; at++) {
        const count = at === 0 ? firstCount(objective) : 5 - firstCount(objective);
        loss += objective.gradient({ epoch: 0, at }, random(1)) * count;
        objective.gradients.values.forEach((value, n) => (sum[n] += value * count));
      }
      const alone = prepareAlone(asked);
      const other = new Float64Array(size);
      let otherLoss = 0;
      for (let at = 0; at < 5; at++) {
        otherLoss += alone.objective.gradient({ epoch: 0, at }, random(1));
        alone.objective.gradients.values.forEach((value, n) => (other[n] += value));
      }
      expect(loss).toBeCloseTo(otherLoss, 10);
      sum.forEach((value, n) => expect(value).toBeCloseTo(other[n], 10));
    }
  });

  it('comes from the same masks where a step is done again', () => {
    const { objective } = prepare({ asked: 'last', dropout: 0.5 });
    const dice = random(9);
    const first = objective.gradient({ epoch: 2, at: 1 }, dice);
    expect(objective.gradient({ epoch: 2, at: 1 }, random(9))).toBe(first);
    expect(objective.gradient({ epoch: 2, at: 1 }, dice)).not.toBe(first);
  });

  it('counts rounds in batches', () => {
    const { objective } = prepare({ asked: 'last' });
    const second = objective.advance({ epoch: 0, at: 0 }, random(1));
    expect(second).toEqual({ epoch: 0, at: 1 });
    expect(objective.epochs(second)).toBe(0.5);
    expect(objective.advance(second, random(1))).toEqual({ epoch: 1, at: 0 });
  });
});

/** Sequences of the first batch: 3, or the 2 that are left over. */
function firstCount(objective: ReturnType<typeof prepare>['objective']): number {
  objective.gradient({ epoch: 0, at: 0 }, random(1));
  const first = objective.tokens;
  objective.gradient({ epoch: 0, at: 1 }, random(1));
  // 5 + 1 + 3 + 9 + 2 tokens, sorted: 1 2 3 stand together, 5 9 are left over.
  return first < objective.tokens ? 3 : 2;
}

function prepareAlone(asked: Asked) {
  const network = smallNetwork({ ...small, ...both, L: 2 });
  const train = madeSequences({ lengths: [5, 1, 3, 9, 2], V: 5, outputs });
  const objective = sequenceObjective(network, {
    ...{ train, valid: train, asked, B: 1, seed: 1, dropout: 0, wordDropout: 0, unknown: 0 },
    judge: () => 0,
  });
  return { network, objective };
}
