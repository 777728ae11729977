import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { recurrentPart } from '../../../../src/engine/files/foreign/gateBlocks';
import { parseSafetensors } from '../../../../src/engine/files/safetensors/safetensors';

const tensors = (shapes: Record<string, number[]>) =>
  new Map(Object.entries(shapes).map(([name, shape]) => [name, { shape }]));

const gatesOf = (shapes: Record<string, number[]>, name: string) =>
  recurrentPart(tensors(shapes), name)?.gates;

describe('The gates of a recurrent tensor', () => {
  const lstm = ['input', 'forget', 'candidate', 'output'];

  it('are named in PyTorch’s order in a file that PyTorch wrote', () => {
    const bytes = readFileSync(
      join(import.meta.dirname, '../../../fixtures/import/words.safetensors'),
    );
    const parsed = parseSafetensors(bytes);
    if (!parsed.ok) throw new Error(parsed.failure.kind);
    const parts = [...parsed.file.tensors.keys()].map((name) => [
      name,
      recurrentPart(parsed.file.tensors, name),
    ]);
    expect(Object.fromEntries(parts)).toMatchObject({
      'rnn.weight_ih_l0': { cell: 'lstm', layer: 0, backwards: false, role: 'fromInput' },
      'rnn.weight_hh_l1': { cell: 'lstm', layer: 1, role: 'fromBefore', gates: lstm },
      'rnn.bias_hh_l1': { role: 'biasOfBefore', gates: lstm },
      'encoder.weight': undefined,
      'decoder.bias': undefined,
    });
  });

  it('are three in a GRU and none in a plain network', () => {
    const gru = { weight_ih_l0: [12, 5], weight_hh_l0: [12, 4], bias_ih_l0: [12] };
    expect(gatesOf(gru, 'bias_ih_l0')).toEqual(['reset', 'update', 'new']);
    const plain = { 'a.weight_ih_l0': [4, 5], 'a.weight_hh_l0': [4, 4] };
    expect(recurrentPart(tensors(plain), 'a.weight_ih_l0')).toMatchObject({
      cell: 'rnn',
      gates: [],
    });
  });

  it('are found backwards, in a single cell, and with a projection', () => {
    const backwards = { 'x.weight_ih_l1_reverse': [8, 3], 'x.weight_hh_l1_reverse': [8, 2] };
    expect(recurrentPart(tensors(backwards), 'x.weight_ih_l1_reverse')).toMatchObject({
      cell: 'lstm',
      layer: 1,
      backwards: true,
    });
    const cell = { 'cell.weight_hh': [8, 2], 'cell.bias_hh': [8] };
    expect(recurrentPart(tensors(cell), 'cell.bias_hh')).toEqual({
      cell: 'lstm',
      backwards: false,
      role: 'biasOfBefore',
      gates: lstm,
    });
    const projected = { weight_hh_l0: [16, 3], weight_hr_l0: [3, 4], weight_ih_l0: [16, 5] };
    expect(gatesOf(projected, 'weight_ih_l0')).toEqual(lstm);
    expect(gatesOf(projected, 'weight_hr_l0')).toBeUndefined();
  });

  it('are not guessed if sizes do not fit or the layer is incomplete', () => {
    expect(gatesOf({ weight_ih_l0: [8, 3] }, 'weight_ih_l0')).toBeUndefined();
    expect(gatesOf({ weight_hh_l0: [10, 4] }, 'weight_hh_l0')).toBeUndefined();
    expect(gatesOf({ weight_hh_l0: [0, 0] }, 'weight_hh_l0')).toBeUndefined();
    expect(gatesOf({ weight_hh_l0: [8, 2], bias_hh_l0: [4] }, 'bias_hh_l0')).toBeUndefined();
    expect(gatesOf({ weight_hh_l0: [8, 2], bias_hh_l0: [8, 1] }, 'bias_hh_l0')).toBeUndefined();
  });
});
