import { describe, expect, it } from 'vitest';
import type { ModelListingFacts, ModelMake } from '../../../src/shared/model/modelFiles';
import { distinctNames, keptName, modelName } from '../../../src/shared/model/modelNames';

type More = Pick<ModelListingFacts, 'task' | 'variant'> & { name: string };

const made = (more: Partial<ModelMake & More> = {}) => ({
  ...{ cell: 'lstm', layers: 1, hiddenSize: 128, embeddingSize: 128, seed: 2 },
  tokens: 'words' as const,
  ...more,
});
const asked = { hiddenSize: 128, embeddingSize: 0 };

describe('A model', () => {
  it('is named after its seed and the other settings that were asked for', () => {
    expect(modelName(made())).toBe('seed 2');
    expect(modelName(made({ asked }))).toBe('128 units, seed 2');
    expect(
      modelName(made({ asked: { hiddenSize: 0, embeddingSize: 32 }, embeddingSize: 32 })),
    ).toBe('embedding 32, seed 2');
    expect(modelName(made({ tokens: 'characters', layers: 2 }))).toBe(
      'characters, 2 layers, seed 2',
    );
  });

  it('says what it is made of where that is no LSTM, and how long it was to remember', () => {
    const gru = { cell: 'gru', made: 'gru', cellTitle: 'GRU' };
    expect(modelName(made(gru))).toBe('GRU, seed 2');
    expect(modelName(made({ ...gru, memory: 50 }))).toBe('GRU, memory of 50 words, seed 2');
    expect(modelName(made({ made: 'lstm', cellTitle: 'LSTM' }))).toBe('seed 2');
    const deep = { made: 'lstm deep', cellTitle: 'LSTM, deep read-out' };
    expect(modelName(made(deep))).toBe('LSTM, deep read-out, seed 2');
  });

  it('says how pairs look back, and which columns of a series were chosen, where that is not usual', () => {
    const pairs = { task: 'pairs', tokens: 'characters' } as const;
    expect(modelName(made({ ...pairs, variant: 'dot' }))).toBe('seed 2');
    expect(modelName(made({ ...pairs, variant: 'none' }))).toBe('no attention, seed 2');
    expect(modelName(made({ ...pairs, variant: 'hard' }))).toBe('hard attention, seed 2');
    expect(modelName(made({ task: 'series', variant: '3,2' }))).toBe('columns 3, 2, seed 2');
  });

  it('is called as a person wants, unless that is nothing', () => {
    expect(modelName(made({ name: 'mine' }))).toBe('mine');
    expect(modelName(made({ name: ' ' }))).toBe('seed 2');
  });

  it('has a name even if nothing is known about it', () => {
    const { seed: _, ...unknown } = made();
    expect(modelName(unknown)).toBe('model');
  });

  it('that makes room for another says until when it was in use, once', () => {
    const kept = keptName(made(), '14:03');
    expect(kept).toBe('seed 2 (before 14:03)');
    expect(keptName(made({ name: kept }), '15:10')).toBe(kept);
  });
});

describe('Models of one text', () => {
  it('with one name are numbered', () => {
    expect(distinctNames([made(), made({ seed: 3 }), made(), made()])).toEqual([
      'seed 2',
      'seed 3',
      'seed 2 (2)',
      'seed 2 (3)',
    ]);
  });
});
