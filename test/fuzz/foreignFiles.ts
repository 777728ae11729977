/**
 * Imports that are nearly sound: models under the names of several programs, and of our own, with a
 * vocabulary and a parity record, each with some changes that the schema of the format allows or not.
 * The same seed makes the same imports.
 */
import { encodeModelFile, modelTensors } from '../../src/engine/files/modelFile';
import { parseSafetensors } from '../../src/engine/files/safetensors/safetensors';
import type { Random } from '../../src/engine/random';
import { parseVocabulary } from '../../src/engine/text/words/vocabulary';
import type { ImportRequest, TensorNames, TokenKind } from '../../src/shared/model/importing';
import { crafted } from '../engine/files/safetensors/craftedFile';

interface Tensor {
  dtype: string;
  shape: number[];
  numbers: number[];
}

/** What a file is made of, before it is written. */
interface Parts {
  readonly metadata: Map<string, string>;
  readonly tensors: Map<string, Tensor>;
}

export interface ForeignImport {
  readonly model: Uint8Array<ArrayBuffer>;
  readonly vocabulary: string;
  readonly parity: string;
  readonly request: Pick<ImportRequest, 'names' | 'tokens' | 'unknown' | 'memoryMB'>;
  readonly vocabularyName: string;
}

const strangeNames = ['', '__proto__', 'constructor', 'encoder.weight', 'decoder.weight', 'x.bias'];
const strangeWords = [
  ...['__proto__', 'constructor', 'prototype', 'toString', '<unk>', 'UNK', '[UNK]', 'unknown'],
  ...['', ' ', '\n', '\u0000\u0001', '漢', '\ud800', '<eos>', '<pad>', 'Ġthe', '##ing', '1', '-1'],
];
const strangeNumbers = [...[0, -0, 1, -1, 3e38, -3e38, 1e30, 1e-40, Infinity, NaN, 65504]];
const strangeLosses = ['1.7e308', '-1', '0', '1e6', '1e300', '-0.0001', 'null', '"1"', '1.8e308'];

const pick = <T>(random: Random, some: readonly T[]): T => some[random.below(some.length)];

function lstm(name: string, E: number, H: number, L: number): [string, number[]][] {
  return Array.from({ length: L }, (_, l): [string, number[]][] => [
    [`${name}weight_ih_l${l}`, [4 * H, l === 0 ? E : H]],
    [`${name}weight_hh_l${l}`, [4 * H, H]],
    [`${name}bias_ih_l${l}`, [4 * H]],
    [`${name}bias_hh_l${l}`, [4 * H]],
  ]).flat();
}

/** Shapes by name; `rows` is what the vocabulary needs. */
function shapesOf(random: Random): { rows: number; shapes: [string, number[]][] } {
  const [V, E, H] = [2 + random.below(5), 1 + random.below(3), 1 + random.below(3)];
  const words: [string, number[]][] = [
    ['decoder.weight', [V, H]],
    ['decoder.bias', [V]],
  ];
  const usual: [string, number[]][] = [['encoder.weight', [V, E]], ...words];
  const kinds: (() => [string, number[]][])[] = [
    () => [...usual, ...lstm('rnn.', E, H, 1 + random.below(3))],
    () => [['emb.weight', [V, H]], ['head.bias', [V]], ...lstm('lstm.', H, H, 1)],
    () => [['fc.weight', [V, H]], ['fc.bias', [V]], ...lstm('lstm.', V, H, 1)],
    () => [
      ['encoder.weight', [V, E]],
      ['softmax_w', [H, V]],
      ['softmax_b', [V]],
      ...lstm('', E, H, 1),
    ],
    () => [...usual, ...lstm('lstm1.', E, H, 1), ...lstm('lstm2.', H, H, 1)],
    () => [...usual, ...lstm('a.', E, H, 1), ...lstm('b.', H, H, 1)],
    () => [...usual, ...lstm('rnn.', E, H, 60 + random.below(10))],
    () => [...usual, ...lstm('rnn.', E, H, 1), ['rnn.weight_hh_l0_raw', [4 * H, H]]],
  ];
  return {
    rows: V,
    shapes: random.below(40) === 0 ? kinds[6]() : pick(random, kinds.toSpliced(6, 1))(),
  };
}

function foreignParts(random: Random): { rows: number; parts: Parts } {
  const { rows, shapes } = shapesOf(random);
  const dtype = pick(random, ['F32', 'F32', 'F32', 'F16', 'BF16', 'F64']);
  const tensors = new Map(
    shapes.map(([name, shape]) => [name, { dtype, shape, numbers: numbersFor(random, shape) }]),
  );
  return { rows, parts: { metadata: new Map(), tensors } };
}

function numbersFor(random: Random, shape: readonly number[]): number[] {
  const length = shape.reduce((product, size) => product * size, 1);
  return Array.from({ length }, () => random.between(-1, 1));
}

/** A model that Gatescope wrote. */
function ownParts(random: Random): { rows: number; parts: Parts } {
  const shape = { cell: 'lstm', tokens: 'words', V: 4, E: 2, H: 2, L: 1, tied: false } as const;
  const parsed = parseVocabulary({ words: ['', 'a', 'b', '__proto__'], counts: [0, 1, 1, 1] });
  if (!parsed.ok) throw new Error(parsed.problem);
  const bytes = encodeModelFile({
    ...{ shape, vocabulary: parsed.vocabulary, plan: null, steps: 1, fingerprint: [], history: [] },
    ...{ unitNames: {}, documentKey: 'file:///a.txt', version: versionOf(random) },
    weights: new Map(
      [...modelTensors(shape)].map(([name, size]) => [
        name,
        Float32Array.from(numbersFor(random, size)),
      ]),
    ),
  });
  const read = parseSafetensors(bytes);
  if (!read.ok) throw new Error(read.failure.kind);
  const tensors = new Map<string, Tensor>();
  for (const [name, { dtype, shape: size }] of read.file.tensors) {
    tensors.set(name, { dtype, shape: [...size], numbers: numbersFor(random, size) });
  }
  return { rows: 4, parts: { metadata: new Map(read.file.metadata), tensors } };
}

const versionOf = (random: Random): number =>
  pick(random, [1, 2 ** 53 - 1, 2 ** 53 - 2, 0, random.below(100)]);

/** One change, in place. */
function change({ metadata, tensors }: Parts, random: Random): void {
  const names = [...tensors.keys()];
  const name = pick(random, names);
  const tensor = tensors.get(name);
  if (!tensor) return;
  const changes: (() => unknown)[] = [
    () => tensors.delete(name),
    () => tensors.delete(name) && tensors.set(pick(random, strangeNames), tensor),
    () => tensors.set(`${name}${pick(random, ['2', '_raw', '_g', '_reverse', '.w'])}`, tensor),
    () => tensors.set(pick(random, ['lstm3.', 'x.', '']) + name.replace(/^.*\./, ''), tensor),
    () => (tensor.dtype = pick(random, ['F32', 'F64', 'F16', 'BF16', 'I64', 'BOOL', 'F8_E5M2'])),
    () => (tensor.numbers[random.below(tensor.numbers.length)] = pick(random, strangeNumbers)),
    () => tensor.numbers.fill(pick(random, strangeNumbers)),
    () => tensor.shape.reverse(),
    () => tensor.shape.push(1),
    () => (tensor.shape = [random.below(4), random.below(9)]),
    () => metadata.set(pick(random, strangeNames), pick(random, names)),
    () => metadata.set('gatescope', mutated(metadata.get('gatescope') ?? '{}', random)),
  ];
  pick(random, changes)();
}

const widths: Readonly<Record<string, number>> = { F64: 8, I64: 8, F32: 4, F16: 2, BF16: 2 };

function written({ metadata, tensors }: Parts): Uint8Array<ArrayBuffer> {
  const members: string[] = [];
  if (metadata.size > 0) {
    const texts = [...metadata].map(
      ([key, text]) => `${JSON.stringify(key)}:${JSON.stringify(text)}`,
    );
    members.push(`"__metadata__":{${texts.join()}}`);
  }
  const data: Uint8Array[] = [];
  let begin = 0;
  for (const [name, { dtype, shape, numbers }] of tensors) {
    const width = widths[dtype] ?? 1;
    const count = shape.reduce((product, size) => product * size, 1);
    const bytes = new Uint8Array(count * width);
    const view = new DataView(bytes.buffer);
    for (let n = 0; n < count; n++) put(view, n * width, dtype, numbers[n % numbers.length] ?? 0);
    const end = begin + bytes.length;
    members.push(
      `${JSON.stringify(name)}:${JSON.stringify({ dtype, shape, data_offsets: [begin, end] })}`,
    );
    data.push(bytes);
    begin = end;
  }
  return Uint8Array.from(crafted(`{${members.join()}}`, Buffer.concat(data)));
}

function put(view: DataView, at: number, dtype: string, number: number): void {
  const single = new DataView(new ArrayBuffer(4));
  single.setFloat32(0, number, true);
  if (dtype === 'F64') view.setFloat64(at, number, true);
  else if (dtype === 'F32') view.setFloat32(at, number, true);
  else if (dtype === 'BF16') view.setUint16(at, single.getUint16(2, true), true);
  else if (dtype === 'F16') view.setUint16(at, Math.abs(Math.trunc(number * 1000)) & 0xffff, true);
}

/** A text with some signs changed. */
function mutated(text: string, random: Random): string {
  const at = random.below(text.length + 1);
  const inserted = pick(random, [
    '',
    '{',
    '"',
    '[',
    ',',
    '1e999',
    '-1',
    '9007199254740991',
    '\u0000',
  ]);
  return text.slice(0, at) + inserted + text.slice(at + random.below(4));
}

function vocabularyFor(rows: number, random: Random): { text: string; name: string } {
  const words = Array.from({ length: rows }, (_, row) => `w${row}`);
  for (let n = random.below(4); n > 0; n--) words[random.below(rows)] = pick(random, strangeWords);
  if (random.below(2) === 0) words[rows - 1] = '<unk>';
  if (random.below(12) === 0) words.pop();
  const byWord = `{${words.map((word, row) => `${JSON.stringify(word)}:${row}`).join()}}`;
  const forms: (() => string)[] = [
    () => JSON.stringify(words),
    () => byWord,
    () => `{"stoi":${byWord},"unk_index":${random.below(9) - 2}}`,
    () => JSON.stringify({ itos: words, freqs: {} }),
    () => JSON.stringify(Object.fromEntries(words.map((word, row) => [row, word]))),
    () => JSON.stringify({ config: { word_index: byWord, oov_token: words[0] } }),
    () => JSON.stringify({ model: { type: 'WordLevel', vocab: {} }, added_tokens: [{ id: 0 }] }),
    () => words.join('\n'),
    () => words.map((word, row) => `${word}\t${row + random.below(2)}`).join('\n'),
  ];
  const text = pick(random, forms)();
  const name = pick(random, ['v.json', 'v.json', 'v.txt']);
  return { text: random.below(6) === 0 ? mutated(text, random) : text, name };
}

function parityFor(rows: number, random: Random): string {
  const tokens = Array.from({ length: 2 + random.below(4) }, () => random.below(rows));
  const losses = tokens.slice(1).map(() => String(random.next() * 3));
  if (random.below(3) === 0) losses[random.below(losses.length)] = pick(random, strangeLosses);
  const text = `{"tokens":[${tokens.join()}],"losses":[${losses.join()}]}`;
  return random.below(8) === 0 ? mutated(text, random) : text;
}

function namesFor(parts: Parts, random: Random): Partial<TensorNames> {
  if (random.below(4) > 0) return {};
  const any = (): string => pick(random, [...parts.tensors.keys(), ...strangeNames]);
  const or = (): string | null => (random.below(3) === 0 ? null : any());
  return {
    ...(random.below(2) === 0 ? { rnn: [any().replace(/weight_ih_l0$/, '')] } : {}),
    ...(random.below(2) === 0 ? { encoder: or() } : {}),
    ...(random.below(2) === 0 ? { decoder: or() } : {}),
    ...(random.below(4) === 0 ? { decoderBias: or() } : {}),
  };
}

export function foreignImport(random: Random): ForeignImport {
  const { rows, parts } = random.below(5) === 0 ? ownParts(random) : foreignParts(random);
  for (let n = random.below(4); n > 0 && parts.tensors.size > 0; n--) change(parts, random);
  const { text: vocabulary, name: vocabularyName } = vocabularyFor(rows, random);
  const kinds: readonly TokenKind[] = ['whitespace', 'whitespace', 'words', 'characters', 'ids'];
  const unknown = pick(random, [undefined, undefined, null, 'w0', '<unk>', 'nowhere']);
  const model = written(parts);
  if (random.below(10) === 0) model[random.below(model.length)] ^= 1 << random.below(8);
  return {
    ...{ model, vocabulary, vocabularyName, parity: parityFor(rows, random) },
    request: {
      names: namesFor(parts, random),
      tokens: pick(random, kinds),
      ...(unknown === undefined ? {} : { unknown }),
      memoryMB: pick(random, [256, 256, 256, 64, 65]),
    },
  };
}
