import { expect, it } from 'vitest';
import { buildVocabulary, extendVocabulary } from '../../../src/engine/text/words/vocabulary';
import { growWeights } from '../../../src/worker/training/growVocabulary';

const old = buildVocabulary(['a', 'a', 'b', 'b']);
const shape = { cell: 'lstm', tokens: 'words', V: 3, E: 2, H: 2, L: 1, tied: false } as const;
const weights = new Map([
  ['encoder.weight', Float32Array.of(0, 0, 2, 4, 4, 8)],
  ['rnn.weight_hh_l0', Float32Array.of(1, 2)],
  ['decoder.weight', Float32Array.of(3, 3, 6, 6, 0, 0)],
  ['decoder.bias', Float32Array.of(-1, -2, -3)],
]);

it('gives a new word the mean of the old rows and its share as bias', () => {
  const words = ['a', 'c', 'c', 'c', 'b', 'a'];
  const { vocabulary } = extendVocabulary(old, words);
  const grown = growWeights(weights, shape, vocabulary);
  expect([...(grown.get('encoder.weight') ?? [])]).toEqual([0, 0, 2, 4, 4, 8, 2, 4]);
  expect([...(grown.get('decoder.weight') ?? [])]).toEqual([3, 3, 6, 6, 0, 0, 3, 3]);
  expect(grown.get('rnn.weight_hh_l0')).toBe(weights.get('rnn.weight_hh_l0'));
  const bias = grown.get('decoder.bias') ?? new Float32Array(0);
  expect([...bias.subarray(0, 3)]).toEqual([-1, -2, -3]);
  // 3 of 6 tokens, one added to each of the 4 counts
  expect(bias[3]).toBeCloseTo(Math.log(4 / 10), 6);
});

it('leaves weights alone where there is no new word', () => {
  const { vocabulary } = extendVocabulary(old, ['a', 'b']);
  expect(growWeights(weights, shape, vocabulary)).toBe(weights);
});
