import { describe, expect, it } from 'vitest';
import {
  decodeModelFile,
  encodeModelFile,
  modelHeaderLength,
  modelTensors,
  withoutResume,
} from '../../../src/engine/files/modelFile';
import type { NamedTensors, StoredModel } from '../../../src/engine/files/modelFile';
import {
  describeFileFailure,
  parseSafetensors,
  serialiseSafetensors,
} from '../../../src/engine/files/safetensors/safetensors';
import type { StoredTensor } from '../../../src/engine/files/safetensors/safetensors';
import type { ModelShape } from '../../../src/engine/network/shape';
import { buildVocabulary } from '../../../src/engine/text/words/vocabulary';

const shape: ModelShape = { cell: 'lstm', tokens: 'words', V: 4, E: 3, H: 5, L: 2, tied: false };

/** Different numbers in every tensor and place. */
function tensorsOf(of: ModelShape, first: number): NamedTensors {
  let next = first;
  const tensors = new Map<string, Float32Array>();
  for (const [name, dimensions] of modelTensors(of)) {
    const length = dimensions.reduce((product, dimension) => product * dimension, 1);
    tensors.set(
      name,
      Float32Array.from({ length }, () => (next += 0.125)),
    );
  }
  return tensors;
}

function model(of: ModelShape = shape): StoredModel {
  return {
    shape: of,
    vocabulary: buildVocabulary('a a __proto__ __proto__ \ud800 \ud800 x'.split(' ')),
    plan: { steps: 100, seed: 7, nested: [1, null, 'x'] },
    version: 12,
    steps: 100,
    validationPerplexity: 74.1,
    documentKey: 'file:///home/a%20b.txt',
    fingerprint: [1, 2, 0xffffffff],
    history: [
      { step: 0, seconds: 0, loss: 9.21 },
      {
        step: 50,
        seconds: 1.5,
        loss: 5.5,
        validation: 5.4,
        learningRate: 0.002,
        gradientNorm: 0.3,
      },
    ],
    unitNames: { '0:3': 'quotation marks' },
    summary: { stopped: 'budget' },
    completion: { weights: [0.2, 0.8] },
    seen: 'AAECAw==',
    weights: tensorsOf(of, 0),
    resume: {
      state: { random: [1, 2, 3, 4] },
      last: tensorsOf(of, 1000),
      m: tensorsOf(of, 2000),
      v: tensorsOf(of, 3000),
    },
  };
}

function decoded(bytes: Uint8Array): StoredModel {
  const result = decodeModelFile(bytes);
  if (!result.ok) throw new Error(describeFileFailure(result.failure));
  return result.model;
}

function failureOf(bytes: Uint8Array): unknown {
  const result = decodeModelFile(bytes);
  return result.ok ? 'ok' : result.failure;
}

interface OpenFile {
  readonly metadata: Map<string, string>;
  readonly tensors: Map<string, StoredTensor>;
}

/** The model's file with something changed in it. */
function changed(change: (file: OpenFile) => void, of: StoredModel = model()): Uint8Array {
  const parsed = parseSafetensors(encodeModelFile(of));
  if (!parsed.ok) throw new Error('unreadable');
  const file = { metadata: new Map(parsed.file.metadata), tensors: new Map(parsed.file.tensors) };
  change(file);
  return serialiseSafetensors(file.metadata, file.tensors);
}

function withFacts(change: (facts: Record<string, unknown>) => void): Uint8Array {
  return changed(({ metadata }) => {
    const facts = JSON.parse(metadata.get('gatescope') ?? '') as Record<string, unknown>;
    change(facts);
    metadata.set('gatescope', JSON.stringify(facts));
  });
}

describe('a model file', () => {
  it('has a header whose length is known before there are any weights', () => {
    const { weights: _, resume, ...facts } = model();
    const bytes = encodeModelFile(model());
    const length = new DataView(bytes.buffer).getUint32(0, true);
    const known = modelHeaderLength(facts, resume?.state);
    // Digits of places: the order of the tensors is not known then.
    expect(Math.abs(known - length)).toBeLessThan(64);
  });

  it.each([
    ['untied', shape],
    ['tied', { ...shape, E: 5, tied: true }],
    ['of one layer', { ...shape, L: 1, tokens: 'characters' as const }],
  ])('of a model %s gives back the model', (_, of) => {
    const written = model(of);
    const { vocabulary, ...read } = decoded(encodeModelFile(written));
    const { vocabulary: expected, ...rest } = written;
    expect(read).toEqual(rest);
    expect(vocabulary.words).toEqual(expected.words);
    expect(vocabulary.counts).toEqual(expected.counts);
    expect(vocabulary.id('__proto__')).toBe(expected.id('__proto__'));
  });

  it('has the tensors of PyTorch’s word-level language model, unpadded', () => {
    const parsed = parseSafetensors(encodeModelFile(withoutResume(model())));
    if (!parsed.ok) throw new Error('unreadable');
    const shapes = [...parsed.file.tensors].map(([name, tensor]) => [name, tensor.shape]);
    expect(Object.fromEntries(shapes)).toEqual({
      'encoder.weight': [4, 3],
      'rnn.weight_ih_l0': [20, 3],
      'rnn.weight_hh_l0': [20, 5],
      'rnn.bias_ih_l0': [20],
      'rnn.bias_hh_l0': [20],
      'rnn.weight_ih_l1': [20, 5],
      'rnn.weight_hh_l1': [20, 5],
      'rnn.bias_ih_l1': [20],
      'rnn.bias_hh_l1': [20],
      'decoder.weight': [4, 5],
      'decoder.bias': [4],
    });
    expect(parsed.file.metadata.get('format')).toBe('gatescope-model');
    expect(parsed.file.metadata.get('formatVersion')).toBe('1');
  });

  it('leaves out what only training needs when it is exported', () => {
    const exported = decoded(encodeModelFile(withoutResume(model())));
    expect('resume' in exported).toBe(false);
    expect(exported.weights).toEqual(model().weights);
  });

  it('has the same bytes for the same model, regardless of the order of its parts', () => {
    const reversed = Object.fromEntries(Object.entries(model()).reverse());
    expect(encodeModelFile({ ...model(), ...reversed })).toEqual(encodeModelFile(model()));
    const other = { ...(reversed as unknown as StoredModel) };
    expect(encodeModelFile(other)).toEqual(encodeModelFile(model()));
  });

  it('shares no memory with the model read from it', () => {
    const bytes = encodeModelFile(model());
    const read = decoded(bytes);
    bytes.fill(0);
    expect(read.weights).toEqual(model().weights);
  });

  it('refuses to write what it would not read', () => {
    const { weights } = model();
    const fewer = new Map([...weights].slice(1));
    const shorter = new Map([...weights, ['decoder.bias', new Float32Array(3)] as const]);
    const notFinite = new Map([
      ...weights,
      ['decoder.bias', new Float32Array([1, NaN, 2, 3])] as const,
    ]);
    for (const wrong of [
      fewer,
      shorter,
      notFinite,
      new Map([...weights, ['more', new Float32Array()] as const]),
    ]) {
      expect(() => encodeModelFile({ ...model(), weights: wrong })).toThrow(RangeError);
    }
    expect(() => encodeModelFile({ ...model(), validationPerplexity: Infinity })).toThrow(
      TypeError,
    );
    expect(() => encodeModelFile({ ...model(), shape: { ...shape, V: 5 } })).toThrow();
  });
});

describe('decodeModelFile', () => {
  it.each([
    [
      'a file without our metadata',
      changed(({ metadata }) => metadata.clear()),
      { kind: 'notAModel' },
    ],
    [
      'another format',
      changed(({ metadata }) => metadata.set('format', 'pt')),
      { kind: 'notAModel' },
    ],
    [
      'a later version',
      changed(({ metadata }) => metadata.set('formatVersion', '4')),
      { kind: 'otherVersion', version: '4' },
    ],
    [
      'metadata that is no JSON',
      changed(({ metadata }) => metadata.set('gatescope', '{')),
      { kind: 'badModelFacts' },
    ],
    [
      'no shape',
      withFacts((facts) => delete facts['shape']),
      { kind: 'badModelFacts', where: 'shape' },
    ],
    [
      'half a unit',
      withFacts((facts) => (facts['shape'] = { ...shape, H: 2.5 })),
      { kind: 'badModelFacts', where: 'shape.H' },
    ],
    [
      'endless layers',
      withFacts((facts) => (facts['shape'] = { ...shape, L: 1e9 })),
      { kind: 'badModelFacts', where: 'shape.L' },
    ],
    [
      'a cell that nobody knows',
      withFacts((facts) => (facts['shape'] = { ...shape, cell: 'later' })),
      { kind: 'unknownCell', cell: 'later' },
    ],
    [
      'equations that cannot be read',
      withFacts((facts) => {
        facts['shape'] = { ...shape, cell: 'own', cells: [{ id: 'own', text: 'h = later(x)' }] };
      }),
      { kind: 'unknownCell', cell: 'own' },
    ],
    [
      'fewer cells than layers',
      withFacts((facts) => {
        const cells = ['a', 'b', 'c', 'd'].map((id) => ({ id, text: '' }));
        facts['shape'] = { ...shape, cells };
      }),
      { kind: 'badModelFacts', where: 'shape' },
    ],
    [
      'another cell than its tensors',
      withFacts((facts) => (facts['shape'] = { ...shape, cell: 'gru' })),
      { kind: 'wrongShape' },
    ],
    [
      'a tied model of two sizes',
      withFacts((facts) => (facts['shape'] = { ...shape, tied: true })),
      { kind: 'badModelFacts', where: 'shape' },
    ],
    [
      'a broken curve',
      withFacts((facts) => (facts['history'] = [{ step: 0, seconds: 0, loss: null }])),
      { kind: 'badModelFacts', where: 'history.0.loss' },
    ],
    [
      'a vocabulary without words',
      withFacts((facts) => (facts['vocabulary'] = 3)),
      { kind: 'badModelFacts', where: 'vocabulary' },
    ],
    [
      'a vocabulary of another size',
      withFacts((facts) => (facts['vocabulary'] = { words: [''], counts: [0] })),
      {
        kind: 'badModelFacts',
        where: 'vocabulary',
        problem: 'has 1 classes where the model has 4',
      },
    ],
    [
      'a missing tensor',
      changed(({ tensors }) => tensors.delete('rnn.bias_hh_l1')),
      { kind: 'missingTensor', tensor: 'rnn.bias_hh_l1' },
    ],
    [
      'a missing moment',
      changed(({ tensors }) => tensors.delete('resume.v.decoder.bias')),
      { kind: 'missingTensor', tensor: 'resume.v.decoder.bias' },
    ],
    [
      'moments without a state',
      withFacts((facts) => delete facts['resume']),
      { kind: 'unexpectedTensor' },
    ],
    [
      'a tensor too many',
      changed(({ tensors }) =>
        tensors.set('rnn.weight_ih_l2', { dtype: 'F32', shape: [0], bytes: new Uint8Array(0) }),
      ),
      { kind: 'unexpectedTensor', tensor: 'rnn.weight_ih_l2' },
    ],
    [
      'a tensor of integers',
      changed(({ tensors }) =>
        tensors.set('decoder.bias', { dtype: 'I32', shape: [4], bytes: new Uint8Array(16) }),
      ),
      { kind: 'wrongType', tensor: 'decoder.bias', dtype: 'I32' },
    ],
    [
      'a transposed tensor',
      changed(({ tensors }) =>
        tensors.set('encoder.weight', { dtype: 'F32', shape: [3, 4], bytes: new Uint8Array(48) }),
      ),
      { kind: 'wrongShape', tensor: 'encoder.weight', shape: [3, 4], expected: [4, 3] },
    ],
    [
      'a file that is no safetensors',
      new TextEncoder().encode('hello, world'),
      { kind: 'headerTooLong' },
    ],
  ])('refuses %s, and says so', (_, bytes, failure) => {
    expect(failureOf(bytes)).toMatchObject(failure);
    const result = decodeModelFile(bytes);
    expect(result.ok ? '' : describeFileFailure(result.failure)).toMatch(/^The .{10,}\.$/);
  });
});
