import { describe, expect, it } from 'vitest';
import { createTwin } from '../../../src/engine/twin/twin';
import { createNetwork } from '../../../src/engine/network/network';
import { createOptimizer, update } from '../../../src/engine/training/optimizer';

const shape = { cell: 'lstm', tokens: 'words', V: 7, E: 3, H: 4, L: 1, tied: false } as const;

describe('weight decay', () => {
  it('takes its share of every weight, but not of the words’ shares in the decoder’s bias', () => {
    const kernels = createTwin({ interrupted: () => false });
    const network = createNetwork(kernels, shape);
    const gradients = createNetwork(kernels, shape).parameters;
    const { parameters, layout } = network;
    parameters.values.fill(2);
    const optimizer = createOptimizer(kernels, layout.length);
    const settings = { learningRate: 0.1, clip: 1, weightDecay: 0.5 };
    update(kernels, optimizer, parameters, gradients, 0, settings);
    const bias = layout.length - shape.V;
    parameters.values.subarray(0, bias).forEach((weight) => expect(weight).toBeCloseTo(1.9, 12));
    expect([...parameters.decoder.b]).toEqual(new Array(shape.V).fill(2));
  });
});
