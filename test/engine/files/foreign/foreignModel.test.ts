import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { describeForeignFailure } from '../../../../src/engine/files/foreign/foreignFailures';
import type {
  ForeignModel,
  Recognised,
  TensorNames,
  TensorNamesAndTexts,
} from '../../../../src/engine/files/foreign/foreignModel';
import { recogniseModel } from '../../../../src/engine/files/foreign/foreignModel';
import { parseParity } from '../../../../src/engine/files/foreign/parityRecord';
import { parseSafetensorsHeader } from '../../../../src/engine/files/safetensors/safetensorsHeader';

const folder = join(import.meta.dirname, '../../../fixtures/import');

function headerOf(file: string): TensorNamesAndTexts {
  const bytes = new Uint8Array(readFileSync(join(folder, file)));
  const parsed = parseSafetensorsHeader(bytes, bytes.length);
  if (!parsed.ok) throw new Error(parsed.failure.kind);
  return parsed.header;
}

/** A header with tensors of these shapes, each at a place of its own. */
function header(
  shapes: Record<string, readonly number[]>,
  metadata: Record<string, string> = {},
): TensorNamesAndTexts {
  const tensors = Object.entries(shapes).map(
    ([name, shape], n) =>
      [name, { dtype: 'F32' as const, shape, begin: 8 * n, end: 8 * n + 8 }] as const,
  );
  return { metadata: new Map(Object.entries(metadata)), tensors: new Map(tensors) };
}

const usual = {
  'encoder.weight': [9, 3],
  'rnn.weight_ih_l0': [16, 3],
  'rnn.weight_hh_l0': [16, 4],
  'rnn.bias_ih_l0': [16],
  'rnn.bias_hh_l0': [16],
  'decoder.weight': [9, 4],
  'decoder.bias': [9],
};

const without = (...names: string[]) =>
  Object.fromEntries(Object.entries(usual).filter(([name]) => !names.includes(name)));

function modelIn(found: Recognised) {
  if (found.kind !== 'model') throw new Error(JSON.stringify(found));
  return found.model;
}

const originOf = (model: ForeignModel, ours: string) => model.origins.get(ours);

function nameOf(model: ForeignModel, ours: string): string | undefined {
  const origin = originOf(model, ours);
  return origin?.kind === 'tensors' ? origin.names.join(' + ') : undefined;
}

function sentenceFor(shapes: Record<string, readonly number[]>, given: Partial<TensorNames> = {}) {
  const found = recogniseModel(header(shapes), given);
  return found.kind === 'failure' ? describeForeignFailure(found.failure) : found.kind;
}

describe('A PyTorch language model in a file', () => {
  it('is found by the names of the word-level example', () => {
    const model = modelIn(recogniseModel(headerOf('words.safetensors'), {}));
    expect(model.shape).toEqual({ cell: 'lstm', V: 13, E: 6, H: 8, L: 2, tied: false });
    expect(model.leftOut).toEqual([]);
    expect(nameOf(model, 'rnn.weight_hh_l1')).toBe('rnn.weight_hh_l1');
  });

  it('is found by shape if its names are unusual, and is tied if there is no second matrix', () => {
    const model = modelIn(recogniseModel(headerOf('half.safetensors'), {}));
    expect(model.names).toEqual({
      rnn: ['model.lstm.'],
      encoder: 'model.embedding.weight',
      decoder: null,
      decoderBias: 'model.head.bias',
    });
    expect(model.shape).toMatchObject({ E: 8, H: 8, L: 1, tied: true });
    expect(nameOf(model, 'rnn.bias_hh_l0')).toBe('model.lstm.bias_hh_l0');
  });

  it('may have cells and a projection without biases: these are zero', () => {
    const bare = without('rnn.bias_ih_l0', 'rnn.bias_hh_l0', 'decoder.bias');
    const model = modelIn(recogniseModel(header(bare), {}));
    expect(originOf(model, 'rnn.bias_ih_l0')).toEqual({ kind: 'zero' });
    expect(originOf(model, 'decoder.bias')).toEqual({ kind: 'zero' });
  });

  it('asks if names and shapes are ambiguous, and follows the answer', () => {
    const twice = { ...without('encoder.weight'), a: [9, 3], b: [9, 3] };
    const found = recogniseModel(header(twice), {});
    expect(found).toMatchObject({
      kind: 'question',
      question: { of: 'encoder', candidates: [{ name: 'a' }, { name: 'b', shape: [9, 3] }] },
    });
    const model = modelIn(recogniseModel(header(twice), { encoder: 'b' }));
    expect([model.names.encoder, model.leftOut]).toEqual(['b', ['a']]);
  });

  it('asks which LSTM is meant if there are several', () => {
    const cell = { weight_ih_l0: [16, 3], weight_hh_l0: [16, 4] };
    const two = Object.fromEntries(
      ['in.', 'out.'].flatMap((at) => Object.entries(cell).map(([n, s]) => [at + n, s])),
    );
    const shapes = { 'encoder.weight': [9, 3], 'decoder.weight': [9, 4], ...two };
    expect(recogniseModel(header(shapes), {})).toMatchObject({ question: { of: 'rnn' } });
    const model = modelIn(recogniseModel(header(shapes), { rnn: ['out.'] }));
    expect(model.leftOut).toEqual(['in.weight_ih_l0', 'in.weight_hh_l0']);
  });

  it.each([
    [{ 'encoder.weight': [9, 3] }, /no torch\.nn\.LSTM, GRU or RNN in it\..*Export/],
    [{ ...usual, 'rnn.weight_hh_l0': [12, 4] }, /ih_l0" has the shape \[16, 3\] where \[12, E\]/],
    [{ ...usual, 'rnn.weight_hh_l0': [15, 4] }, /\[15, 4\] where \[4 H, 3 H or H, H\] is needed/],
    [{ ...usual, 'rnn.weight_ih_l0_reverse': [16, 3] }, /"rnn\.weight_hh_l0_reverse" is missing/],
    [{ ...usual, 'rnn.weight_hr_l0': [2, 4] }, /LSTM with a projection/],
    [without('rnn.bias_hh_l0'), /"rnn\.bias_hh_l0" is missing\. Export the whole/],
    [{ ...usual, 'rnn.weight_ih_l1': [16, 4] }, /"rnn\.weight_hh_l1" is missing/],
    [
      { ...usual, 'encoder.weight': [9, 5] },
      /"encoder\.weight" has the shape \[9, 5\] where \[V, 3\]/,
    ],
    [without('encoder.weight'), /no matrix with 3 columns that could be the embedding/],
    [without('decoder.weight'), /no matrix of shape \[9, 4\] that could be the projection/],
    [
      { ...usual, 'decoder.weight': [8, 4] },
      /"decoder\.weight" has 8 rows, but "encoder\.weight" has 9/,
    ],
    [{ ...usual, 'decoder.bias': [8] }, /"decoder\.bias" has the shape \[8\] where \[9\]/],
    [{ ...usual, 'encoder.weight': [0, 3] }, /\[0, 3\] where \[V, 3\]/],
  ])('is refused with a sentence that names the tensor and says what to do %#', (shapes, said) => {
    expect(sentenceFor(shapes as Record<string, readonly number[]>)).toMatch(said);
  });

  it('is refused if a given name does not exist or its type cannot hold weights', () => {
    expect(sentenceFor(usual, { rnn: ['x.'] })).toMatch(/no tensor "x\.weight_ih_l0"/);
    const { metadata, tensors } = header(usual);
    const whole = new Map(tensors).set('encoder.weight', {
      ...{ dtype: 'I64', shape: [9, 3], begin: 0, end: 0 },
    });
    const found = recogniseModel({ metadata, tensors: whole }, {});
    expect(found.kind === 'failure' && describeForeignFailure(found.failure)).toMatch(
      /"encoder\.weight" is of type "I64".*model\.float\(\)/,
    );
  });
});

const cell = (name: string, E: number, H: number) => ({
  [`${name}weight_ih_l0`]: [4 * H, E],
  [`${name}weight_hh_l0`]: [4 * H, H],
});

interface Sizes {
  readonly E: number;
  readonly H: number;
  readonly gates?: number;
  readonly count?: number;
  readonly ways?: 1 | 2;
}

/** Weights and biases as PyTorch names them. */
const layers = (name: string, { E, H, gates = 4, count = 1, ways = 1 }: Sizes) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, l) =>
      ['', '_reverse'].slice(0, ways).flatMap((way): [string, number[]][] => [
        [`${name}weight_ih_l${l}${way}`, [gates * H, l === 0 ? E : ways * H]],
        [`${name}weight_hh_l${l}${way}`, [gates * H, H]],
        [`${name}bias_ih_l${l}${way}`, [gates * H]],
        [`${name}bias_hh_l${l}${way}`, [gates * H]],
      ]),
    ).flat(),
  );

describe('Recurrent layers of any kind', () => {
  const around = (shown: number) => ({ 'emb.weight': [9, 3], 'fc.weight': [9, shown] });
  const modelOf = (shapes: Record<string, readonly number[]>, plain?: 'rnn' | 'rnnRelu') =>
    modelIn(recogniseModel(header(shapes), {}, { plain }));

  it.each([
    [4, 'lstm', 'bias_hh_l0'],
    [3, 'gru', 'bias_hh_l0'],
    [1, 'rnn', 'bias_hh_l0'],
  ])('are told by the gates of each unit: %i are of a cell %s', (gates, cell, bias) => {
    const model = modelOf({ ...layers('x.', { E: 3, H: 4, gates, count: 2 }), ...around(4) });
    expect(model.shape).toMatchObject({ cell, L: 2, E: 3, H: 4 });
    expect(nameOf(model, `rnn.${bias}`)).toBe(`x.${bias}`);
    expect(model.isUnsure).toBe(cell === 'rnn');
  });

  it('are of tanh or relu as somebody says, and one bias is the sum of two', () => {
    const plain = { ...layers('x.', { E: 3, H: 4, gates: 1 }), ...around(4) };
    const relu = modelOf(plain, 'rnnRelu');
    expect(relu.shape.cell).toBe('rnnRelu');
    expect(relu.isUnsure).toBe(false);
    expect(nameOf(relu, 'rnn.bias_ih_l0')).toBe('x.bias_ih_l0 + x.bias_hh_l0');
    const found = recogniseModel(
      header({ ...layers('x.', { E: 3, H: 4, gates: 3 }), ...around(4) }),
      ...([{}, { plain: 'rnnRelu' }] as const),
    );
    expect(found.kind === 'failure' && describeForeignFailure(found.failure)).toMatch(
      /weights are those of gru, not of "rnnRelu"/,
    );
  });

  it('may read in both directions, one beside the other', () => {
    const sizes = { E: 3, H: 4, gates: 3, count: 2, ways: 2 } as const;
    const model = modelOf({ ...layers('x.', sizes), ...around(8) });
    expect(model.shape).toMatchObject({ cell: 'gru', direction: 'both', L: 2, H: 4 });
    expect(nameOf(model, 'rnn.weight_hh_l1_reverse')).toBe('x.weight_hh_l1_reverse');
    expect(model.leftOut).toEqual([]);
  });

  it('may differ in cell and size: the largest is taken for all', () => {
    const chain = {
      ...layers('rnn1.', { E: 3, H: 4, gates: 3 }),
      ...layers('rnn2.', { E: 4, H: 2, gates: 4 }),
    };
    const model = modelOf({ ...chain, ...around(2) });
    expect(model.shape).toMatchObject({ cell: 'gru,lstm', L: 2, H: 4 });
    expect(model.units).toEqual([4, 2]);
    expect(originOf(model, 'rnn.weight_ih_l1')).toMatchObject({
      rows: { theirs: 2, ours: 4 },
      columns: { theirs: 4, ours: 4 },
    });
    expect(originOf(model, 'decoder.weight')).toMatchObject({ columns: { theirs: 2, ours: 4 } });
  });

  it('are tied where the sizes allow it, else the projection has the embedding’s numbers', () => {
    const chain = {
      ...layers('rnn1.', { E: 3, H: 4 }),
      ...layers('rnn2.', { E: 4, H: 3 }),
    };
    const model = modelOf({ ...chain, 'emb.weight': [9, 3], 'fc.bias': [9] });
    expect(model).toMatchObject({ tied: true, shape: { tied: false, H: 4 } });
    expect(nameOf(model, 'decoder.weight')).toBe('emb.weight');
  });

  it('may be single cells, whose names have no number', () => {
    const cellOf = (name: string, E: number, H: number) => ({
      [`${name}weight_ih`]: [3 * H, E],
      [`${name}weight_hh`]: [3 * H, H],
      [`${name}bias_ih`]: [3 * H],
      [`${name}bias_hh`]: [3 * H],
    });
    const two = { ...cellOf('cells.0.', 3, 5), ...cellOf('cells.1.', 5, 4) };
    expect(modelOf({ ...two, ...around(4) }).shape).toMatchObject({ cell: 'gru', L: 2, H: 5 });
  });
});

describe('Several modules in a file', () => {
  const words = { 'encoder.weight': [9, 3], 'decoder.weight': [9, 4] };

  it.each([
    ['lstm2.', 'lstm10.'],
    ['rnns.0.', 'rnns.1.'],
    ['lstm.', 'lstm_2.'],
    ['net.0.lstm1.', 'net.0.lstm2.'],
  ])('are layers where numbers say in which order they read: %s %s', (first, second) => {
    const shapes = { ...words, ...cell(second, 4, 4), ...cell(first, 3, 4) };
    const model = modelIn(recogniseModel(header(shapes), {}));
    expect(model.names.rnn).toEqual([first, second]);
    expect(model.shape).toMatchObject({ L: 2, E: 3, H: 4 });
    expect(nameOf(model, 'rnn.weight_hh_l1')).toBe(`${second}weight_hh_l0`);
    expect(model.leftOut).toEqual([]);
  });

  it('are asked about if nothing orders them; every chain that fits is an answer', () => {
    const shapes = { ...words, ...cell('b.', 3, 4), ...cell('a.', 4, 4) };
    const found = recogniseModel(header(shapes), {});
    const names = [['b.', 'a.'], ['b.'], ['a.']];
    expect(found).toMatchObject({
      question: { of: 'rnn', candidates: names.map((one) => ({ names: one })) },
    });
    const model = modelIn(recogniseModel(header(shapes), { rnn: ['b.', 'a.'] }));
    expect(model.shape.L).toBe(2);
  });

  it('are refused by name if they form no chain, differ in direction, or are too many', () => {
    expect(sentenceFor({ ...words, ...cell('lstm1.', 3, 4), ...cell('lstm2.', 3, 4) })).toMatch(
      /not form a chain: "lstm1\." outputs 4 numbers and "lstm2\." reads 3/,
    );
    const [both, one] = [layers('rnn1.', { E: 3, H: 4, ways: 2 }), layers('rnn2.', { E: 8, H: 4 })];
    expect(sentenceFor({ ...words, ...both, ...one })).toMatch(
      /"rnn1\." reads in both directions and "rnn2\." in one/,
    );
    const many = Array.from({ length: 60 }, (_, n) =>
      Object.entries(cell(`${'x'.repeat(n)}.`, 3, 4)),
    );
    expect(sentenceFor({ ...words, ...Object.fromEntries(many.flat()) })).toMatch(/60 tensors/);
  });

  it('are read if weights are dropped in training, and refused if weights are rewritten', () => {
    const shapes = { ...words, ...cell('0.rnn.module.', 3, 4), '0.rnn.weight_hh_l0_raw': [16, 4] };
    const model = modelIn(recogniseModel(header(shapes), {}));
    expect(nameOf(model, 'rnn.weight_hh_l0')).toBe('0.rnn.weight_hh_l0_raw');
    expect(model.leftOut).toEqual([]);
    const { 'rnn.weight_hh_l0': _, ...rest } = usual;
    const split = { 'rnn.weight_hh_l0_g': [16, 1], 'rnn.weight_hh_l0_v': [16, 4] };
    expect(sentenceFor({ ...rest, ...split })).toMatch(
      /"rnn\.weight_hh_l0_g" is a part .*remove_weight_norm/,
    );
  });
});

describe('The matrices of words', () => {
  const read = (shapes: Record<string, readonly number[]>, metadata = {}) =>
    recogniseModel(header(shapes, metadata), {});

  it('are a single matrix if words are one-hot, at any size', () => {
    for (const [V, H] of [
      [9, 4],
      [4, 4],
      [4, 9],
    ]) {
      const shapes = { ...cell('lstm.', V, H), 'fc.weight': [V, H], 'fc.bias': [V] };
      const model = modelIn(read(shapes));
      expect(model.names).toMatchObject({ encoder: null, decoder: 'fc.weight' });
      expect(originOf(model, 'encoder.weight')).toEqual({ kind: 'identity' });
      expect(model.shape).toMatchObject({ V, E: V, H, tied: false });
    }
    const misfit = { ...cell('lstm.', 7, 4), 'fc.weight': [9, 4], 'fc.bias': [9] };
    expect(sentenceFor(misfit)).toMatch(
      /one-hot either, because its first layer reads 7 .* projection has 9 rows/,
    );
  });

  it('are asked about if one may be the embedding or the projection', () => {
    expect(read({ ...cell('lstm.', 4, 4), 'w.weight': [4, 4] })).toMatchObject({
      question: { of: 'encoder', candidates: [{ name: 'w.weight' }, { name: null }] },
    });
  });

  it('are tied if the file says so, otherwise only on request', () => {
    const shapes = { ...cell('lstm.', 4, 4), 'emb.weight': [9, 4] };
    expect(read(shapes)).toMatchObject({
      question: { of: 'decoder', candidates: [{ name: null }] },
    });
    const lone = modelIn(read({ ...shapes, 'fc.bias': [9] }));
    expect(lone.names).toMatchObject({ decoder: null, decoderBias: 'fc.bias' });
    const shared = modelIn(read({ ...shapes, 'fc.bias': [9] }, { 'fc.weight': 'emb.weight' }));
    expect(shared.shape.tied).toBe(true);
    expect(shared.leftOut).toEqual([]);
  });

  it('may lie the other way, and are never parts of the LSTM', () => {
    const shapes = { ...cell('rnn.', 3, 4), 'tok.weight': [16, 3], softmax_w: [4, 16] };
    const model = modelIn(read({ ...shapes, softmax_b: [16] }));
    expect(originOf(model, 'decoder.weight')).toEqual({
      ...{ kind: 'tensors', names: ['softmax_w'], transposed: true },
      ...{ rows: { theirs: 1, ours: 1 }, columns: { theirs: 4, ours: 4 } },
    });
    expect(model.names.decoderBias).toBe('softmax_b');
    expect(model.leftOut).toEqual([]);
  });
});

describe('A parity record', () => {
  const parse = (record: unknown) => parseParity(JSON.stringify(record), 10);

  it('has one loss fewer than tokens', () => {
    expect(parse({ tokens: [1, 2, 3], losses: [0.5, 1] })).toMatchObject({ ok: true });
    expect(parse({ tokens: [1, 2], losses: [0.5, 1] })).toMatchObject({ ok: false });
  });

  it.each([
    [{}, /lists/],
    [{ tokens: [1], losses: [] }, /0 losses/],
    [{ tokens: [1, 10], losses: [1] }, /token 10, and the model has 10 words/],
    [{ tokens: [1, 0.5], losses: [1] }, /lists/],
    [{ tokens: [1, 2], losses: [-2.5] }, /has the loss -2\.5; a loss is -log p/],
    [{ tokens: [1, 2], losses: [1e300] }, /has the loss 1e\+300/],
  ])('is refused where it is something else %#', (record, said) => {
    const parsed = parse(record);
    expect(parsed.ok ? '' : parsed.problem).toMatch(said);
  });
});

describe('A file of very many tensors', () => {
  const many = (count: number, shape: readonly number[]) =>
    header({
      ...usual,
      ...Object.fromEntries(Array.from({ length: count }, (_, n) => [`more.${n}`, shape])),
    });

  it('is refused with the number that is examined, wherever it is read', () => {
    const found = recogniseModel(many(2000, [2]), {});
    if (found.kind !== 'failure') throw new Error(found.kind);
    expect(found.failure).toEqual({ kind: 'tooManyTensors', count: 2007, most: 2000 });
    expect(describeForeignFailure(found.failure)).toBe(
      'It has 2,007 tensors; at most 2,000 are searched, and a language model has a few dozen. Export the language model alone.',
    );
  });

  it('is not looked through tensor by tensor', () => {
    let reads = 0;
    const { tensors, metadata } = many(900, [7, 3]);
    const counting = new Map(tensors);
    counting.get = (name) => {
      reads++;
      return tensors.get(name);
    };
    const { 'encoder.weight': _, ...rest } = usual;
    for (const name of Object.keys(usual)) if (!(name in rest)) counting.delete(name);
    recogniseModel({ tensors: counting, metadata }, {});
    expect(reads).toBeLessThan(20 * counting.size);
  });
});
