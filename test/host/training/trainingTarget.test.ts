import { describe, expect, it } from 'vitest';
import type { OwnModel, Wanted } from '../../../src/host/training/trainingTarget';
import { targetFor } from '../../../src/host/training/trainingTarget';

const own = (more: Partial<OwnModel> = {}): OwnModel => ({
  ...{ slot: undefined, isInUse: true, unfinished: false },
  ...{ tokens: 'words', layers: 1, hiddenSize: 64, embeddingSize: 64, seed: 1, cell: 'lstm' },
  ...more,
});
const wanted: Wanted = {
  ...{ seed: 1, tokens: 'words', layers: 1, hiddenSize: 0, embeddingSize: 0 },
  ...{ made: 'lstm', memory: 0, task: 'next' },
};
const asked = { afresh: false, untitled: false };
const fresh = { kind: 'new', start: 'afresh' };

describe('A training', () => {
  it('goes on with the model in use, and finishes it where it was cut off', () => {
    const known = { kind: 'known', slot: undefined };
    expect(targetFor([own()], wanted, asked)).toEqual({ ...known, start: 'continue' });
    const cutOff = own({ unfinished: true });
    expect(targetFor([cutOff], wanted, asked)).toEqual({ ...known, start: 'resume' });
  });

  it.each([
    { seed: 2 },
    { tokens: 'characters' },
    { layers: 2 },
    { hiddenSize: 128 },
    { embeddingSize: 32 },
    { made: 'gru' },
    { memory: 50 },
  ] as const)('makes a model beside it for %o', (change) => {
    expect(targetFor([own()], { ...wanted, ...change }, asked)).toEqual(fresh);
    expect(targetFor([own({ unfinished: true })], { ...wanted, ...change }, asked)).toEqual(fresh);
  });

  it('tells models apart by what they are made of and how long they were to remember', () => {
    const gru = own({ cell: 'gru', made: 'gru', memory: 50, slot: 'g', isInUse: false });
    const models = [own({ slot: 'l' }), gru];
    const target = targetFor(models, { ...wanted, made: 'gru', memory: 50 }, asked);
    expect(target).toEqual({ kind: 'known', slot: 'g', start: 'continue' });
    expect(targetFor(models, { ...wanted, made: 'gru' }, asked)).toEqual(fresh);
    expect(targetFor(models, wanted, asked)).toMatchObject({ slot: 'l' });
  });

  it('goes on with another of the text’s models that agrees, the newest of them', () => {
    const models = [
      own({ seed: 2, slot: 'b', isInUse: true }),
      own({ slot: 'c', isInUse: false, unfinished: true }),
      own({ slot: undefined, isInUse: false }),
    ];
    expect(targetFor(models, wanted, asked)).toEqual({ kind: 'known', slot: 'c', start: 'resume' });
  });

  it('prefers the model in use to a newer one that agrees, too', () => {
    const models = [own({ slot: 'b', isInUse: false }), own({ slot: 'c' })];
    expect(targetFor(models, wanted, asked)).toMatchObject({ slot: 'c' });
  });

  it('takes a size that was left to the text for none that was asked for', () => {
    const left = own({ asked: { hiddenSize: 0, embeddingSize: 0 } });
    const asked64 = own({ asked: { hiddenSize: 64, embeddingSize: 0 } });
    expect(targetFor([left], wanted, asked).kind).toBe('known');
    expect(targetFor([left], { ...wanted, hiddenSize: 64 }, asked).kind).toBe('known');
    expect(targetFor([asked64], wanted, asked).kind).toBe('new');
    expect(targetFor([asked64], { ...wanted, hiddenSize: 64 }, asked).kind).toBe('known');
  });

  it('that starts afresh never writes a model that is there', () => {
    expect(targetFor([own()], wanted, { ...asked, afresh: true })).toEqual(fresh);
  });

  it('never goes on with another untitled text of the same name', () => {
    const untitled = { ...asked, untitled: true };
    expect(targetFor([own({ isInUse: false })], wanted, untitled)).toEqual(fresh);
    expect(targetFor([own()], wanted, untitled)).toMatchObject({ start: 'continue' });
  });

  it('goes on whatever the seed where nobody knows with which the model was trained', () => {
    const { seed: _, ...unknown } = own();
    expect(targetFor([unknown], { ...wanted, seed: 7 }, asked).kind).toBe('known');
  });
});
