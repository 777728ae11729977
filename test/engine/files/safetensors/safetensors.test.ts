import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bytesOfHeader,
  describeFileFailure,
  parseSafetensors,
  parseSafetensorsHeader,
  serialiseSafetensors,
} from '../../../../src/engine/files/safetensors/safetensors';
import type {
  StoredTensor,
  TensorFile,
} from '../../../../src/engine/files/safetensors/safetensors';
import { BYTES_OF } from '../../../../src/engine/files/safetensors/storedTensor';
import type { StoredType } from '../../../../src/engine/files/safetensors/storedTensor';
import { crafted, entry } from './craftedFile';

const fixtures = join(import.meta.dirname, '../../../fixtures');

function parsed(bytes: Uint8Array): TensorFile {
  const result = parseSafetensors(bytes);
  if (!result.ok) throw new Error(describeFileFailure(result.failure));
  return result.file;
}

function failureOf(bytes: Uint8Array): unknown {
  const result = parseSafetensors(bytes);
  return result.ok ? 'ok' : result.failure;
}

const name = fc.oneof(
  fc.string(),
  fc.constantFrom('__proto__', 'constructor', '"', '\\', 'ü', '\u0000'),
);
const tensor = fc
  .record({
    dtype: fc.constantFrom(...(Object.keys(BYTES_OF) as StoredType[])),
    shape: fc.array(fc.nat(4), { maxLength: 3 }),
    byte: fc.nat(60),
  })
  .map(({ dtype, shape, byte }): StoredTensor => {
    const numbers = shape.reduce((product, dimension) => product * dimension, 1);
    return { dtype, shape, bytes: new Uint8Array(numbers * BYTES_OF[dtype]).fill(byte) };
  });

describe('serialiseSafetensors', () => {
  it('writes what parseSafetensors reads', () => {
    const metadata = fc.array(fc.tuple(name, fc.string({ unit: 'binary' })));
    const tensors = fc.array(
      fc.tuple(
        name.filter((n) => n !== '__metadata__'),
        tensor,
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(metadata, tensors, (texts, named) => {
        const file = { metadata: new Map(texts), tensors: new Map(named) };
        const bytes = serialiseSafetensors(file.metadata, file.tensors);
        const read = parsed(bytes);
        expect(read.metadata).toEqual(file.metadata);
        expect(new Map([...read.tensors].sort())).toEqual(new Map([...file.tensors].sort()));
        for (const { bytes: view, dtype } of read.tensors.values()) {
          expect(view.byteOffset % BYTES_OF[dtype]).toBe(0);
        }
      }),
    );
  });

  it('writes the same bytes regardless of the order of the tensors', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string(), tensor)), (named) => {
        const one = new Map(named);
        const other = new Map([...one].reverse());
        const metadata = new Map([['a', 'b']]);
        expect(serialiseSafetensors(metadata, one)).toEqual(serialiseSafetensors(metadata, other));
      }),
    );
  });

  it('refuses to write what it would not read', () => {
    const write =
      (written: StoredTensor, as = 'x') =>
      () =>
        serialiseSafetensors(new Map(), new Map([[as, written]]));
    const bytes = new Uint8Array(4);
    expect(write({ dtype: 'F32', shape: [2], bytes })).toThrow(RangeError);
    expect(write({ dtype: 'F32', shape: [1], bytes }, '__metadata__')).toThrow(RangeError);
    const infinity = new Uint8Array(new Float32Array([Infinity]).buffer);
    expect(write({ dtype: 'F32', shape: [1], bytes: infinity })).toThrow('not finite');
    const long = new Map([['key', 'x'.repeat(16 * 1024 * 1024)]]);
    expect(() => serialiseSafetensors(long, new Map())).toThrow('header');
  });
});

describe('the fixtures that PyTorch wrote', () => {
  const files = readdirSync(fixtures).filter((file) => file.endsWith('.safetensors'));

  it('are there', () => {
    expect(files.length).toBeGreaterThanOrEqual(5);
  });

  it.each(files)('%s is read, and read again after it was written', (file) => {
    const read = parsed(readFileSync(join(fixtures, file)));
    expect(read.metadata.get('gate_order')).toBe('i,f,g,o');
    const V = Number(read.metadata.get('vocab_size'));
    const E = Number(read.metadata.get('embedding_size'));
    expect(read.tensors.get('init.encoder.weight')?.shape).toEqual([V, E]);
    const again = parsed(serialiseSafetensors(read.metadata, read.tensors));
    expect(again.metadata).toEqual(read.metadata);
    expect(again.tensors.size).toBe(read.tensors.size);
    for (const [key, { dtype, shape, bytes }] of read.tensors) {
      const written = again.tensors.get(key);
      expect([written?.dtype, written?.shape]).toEqual([dtype, shape]);
      expect(Buffer.compare(written?.bytes ?? new Uint8Array(), bytes)).toBe(0);
    }
  });

  it('tell from their headers alone where each tensor lies', () => {
    const bytes = readFileSync(join(fixtures, files[0]));
    const length = bytesOfHeader(bytes.subarray(0, 8), bytes.length);
    if (!length.ok) throw new Error('no length');
    const result = parseSafetensorsHeader(bytes.subarray(0, length.bytes), bytes.length);
    if (!result.ok) throw new Error(describeFileFailure(result.failure));
    const whole = parsed(bytes);
    expect([...result.header.tensors.keys()]).toEqual([...whole.tensors.keys()]);
    for (const [key, { begin, end }] of result.header.tensors) {
      expect(
        Buffer.compare(bytes.subarray(begin, end), whole.tensors.get(key)?.bytes ?? bytes),
      ).toBe(0);
    }
  });
});

const big = Number.MAX_SAFE_INTEGER;
const NaN32 = new Uint8Array(new Uint32Array([0, 0x7fc00000]).buffer);
const minusInfinity64 = new Uint8Array(new Float64Array([1, -Infinity]).buffer);
const infinity16 = new Uint8Array(new Uint16Array([0x3c00, 0xfc00]).buffer);
const brainNaN = new Uint8Array(new Uint16Array([0x7f7f, 0x7fc0]).buffer);

/** Each a file, and the failure that it must be refused with. */
const refused: readonly [string, Uint8Array, { kind: string } & Record<string, unknown>][] = [
  ['nothing', new Uint8Array(0), { kind: 'noHeader', bytes: 0 }],
  ['seven bytes', new Uint8Array(7), { kind: 'noHeader', bytes: 7 }],
  [
    'an endless header',
    new Uint8Array(16).fill(255),
    { kind: 'headerTooLong', limit: 16 * 1024 * 1024 },
  ],
  [
    'a header cut short',
    crafted('{}').subarray(0, 9),
    { kind: 'headerBeyondFile', length: 2, available: 1 },
  ],
  [
    'an empty header',
    new Uint8Array(8),
    { kind: 'headerNotJson', reason: 'does not begin with {' },
  ],
  [
    'bytes that are no text',
    crafted(new Uint8Array([0x7b, 0xff, 0x7d])),
    { kind: 'headerNotJson', reason: 'is not UTF-8 text' },
  ],
  [
    'a byte order mark',
    crafted('\ufeff{}'),
    { kind: 'headerNotJson', reason: 'does not begin with {' },
  ],
  ['an array', crafted('[]'), { kind: 'headerNotJson', reason: 'does not begin with {' }],
  ['no JSON', crafted('{'), { kind: 'headerNotJson', reason: 'is not valid JSON' }],
  ['a trailing comma', crafted('{"a":1,}'), { kind: 'headerNotJson', reason: 'is not valid JSON' }],
  ['an endless string', crafted('{"a\\'), { kind: 'headerNotJson', reason: 'is not valid JSON' }],
  [
    'a deep header',
    crafted(`{"a":${'['.repeat(100_000)}`),
    { kind: 'headerNotJson', reason: 'is nested too deeply' },
  ],
  [
    'a tensor twice',
    crafted(`{"a":${entry('U8', [1], 0, 1)},"a":${entry('U8', [1], 0, 1)}}`, 1),
    { kind: 'duplicateKey', key: 'a' },
  ],
  [
    'a tensor twice, once escaped',
    crafted(`{"a":${entry('U8', [1], 0, 1)},"\\u0061" :${entry('U8', [1], 0, 1)}}`, 1),
    { kind: 'duplicateKey', key: 'a' },
  ],
  [
    'a type twice',
    crafted('{"a":{"dtype":"U8","dtype":"F32","shape":[1],"data_offsets":[0,4]}}', 4),
    { kind: 'duplicateKey', key: 'dtype' },
  ],
  [
    'metadata twice',
    crafted('{"__metadata__":{"a":"b","a":"b"}}'),
    { kind: 'duplicateKey', key: 'a' },
  ],
  ['metadata of numbers', crafted('{"__metadata__":{"a":1}}'), { kind: 'badMetadata', key: 'a' }],
  [
    'metadata that is a list',
    crafted('{"__metadata__":["a"]}'),
    { kind: 'badMetadata', key: '__metadata__' },
  ],
  ['a tensor that is a number', crafted('{"a":1}'), { kind: 'badDescription', tensor: 'a' }],
  [
    'a tensor without offsets',
    crafted('{"a":{"dtype":"U8","shape":[]}}'),
    { kind: 'badDescription', tensor: 'a' },
  ],
  [
    'a tensor with something more',
    crafted('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"b":0}}', 1),
    { kind: 'badDescription', tensor: 'a' },
  ],
  [
    'three offsets',
    crafted('{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1,1]}}', 1),
    { kind: 'badDescription', tensor: 'a' },
  ],
  [
    'offsets backwards',
    crafted(`{"a":${entry('U8', [0], 1, 0)}}`, 1),
    { kind: 'badDescription', tensor: 'a' },
  ],
  [
    'half an offset',
    crafted(`{"a":${entry('U8', [1], 0.5, 1.5)}}`, 2),
    { kind: 'badDescription', tensor: 'a' },
  ],
  [
    'an unknown type',
    crafted(`{"a":${entry('Q4', [1], 0, 1)}}`, 1),
    { kind: 'unknownType', tensor: 'a', dtype: 'Q4' },
  ],
  [
    'a type from the prototype',
    crafted(`{"a":${entry('toString', [1], 0, 1)}}`, 1),
    { kind: 'unknownType', tensor: 'a', dtype: 'toString' },
  ],
  [
    'a negative dimension',
    crafted(`{"a":${entry('U8', [-1, -1], 0, 1)}}`, 1),
    { kind: 'badShape', tensor: 'a', shape: [-1, -1] },
  ],
  [
    'half a dimension',
    crafted(`{"a":${entry('U8', [0.5, 2], 0, 1)}}`, 1),
    { kind: 'badShape', tensor: 'a' },
  ],
  [
    'a dimension above every integer',
    crafted('{"a":{"dtype":"U8","shape":[1e400],"data_offsets":[0,1]}}', 1),
    { kind: 'badShape', tensor: 'a' },
  ],
  [
    'an overflowing product',
    crafted(`{"a":${entry('U8', [big, big], 0, 1)}}`, 1),
    { kind: 'tooManyNumbers', tensor: 'a' },
  ],
  [
    'an overflow hidden by a zero',
    crafted(`{"a":${entry('U8', [big, big, 0], 0, 0)}}`),
    { kind: 'tooManyNumbers', tensor: 'a' },
  ],
  [
    'an overflow in bytes',
    crafted(`{"a":${entry('F64', [big], 0, 8)}}`, 8),
    { kind: 'tooManyNumbers', tensor: 'a' },
  ],
  [
    'a tensor far beyond the file',
    crafted(`{"a":${entry('F32', [1e12], 0, 4e12)}}`, 4),
    { kind: 'beyondFile', tensor: 'a', end: 4e12, available: 4 },
  ],
  [
    'a tensor larger than its place',
    crafted(`{"a":${entry('F32', [2], 0, 4)}}`, 4),
    { kind: 'wrongSize', tensor: 'a', expected: 8, actual: 4 },
  ],
  [
    'two tensors in one place',
    crafted(`{"a":${entry('U8', [4], 0, 4)},"b":${entry('U8', [4], 2, 6)}}`, 6),
    { kind: 'overlap', tensor: 'b', other: 'a' },
  ],
  [
    'a gap before the first',
    crafted(`{"a":${entry('U8', [1], 1, 2)}}`, 2),
    { kind: 'gap', before: 'a', bytes: 1 },
  ],
  [
    'a gap between two',
    crafted(`{"b":${entry('U8', [1], 3, 4)},"a":${entry('U8', [1], 0, 1)}}`, 4),
    { kind: 'gap', before: 'b', bytes: 2 },
  ],
  [
    'bytes after the last',
    crafted(`{"a":${entry('U8', [1], 0, 1)}}`, 9),
    { kind: 'trailingBytes', bytes: 8 },
  ],
  ['bytes without a tensor', crafted('{}', 3), { kind: 'trailingBytes', bytes: 3 }],
  [
    'a NaN',
    crafted(`{"a":${entry('F32', [2], 0, 8)}}`, NaN32),
    { kind: 'notFinite', tensor: 'a', index: 1 },
  ],
  [
    'a double infinity',
    crafted(`{"a":${entry('F64', [2], 0, 16)}}`, minusInfinity64),
    { kind: 'notFinite', tensor: 'a', index: 1 },
  ],
  [
    'a half infinity',
    crafted(`{"a":${entry('F16', [2], 0, 4)}}`, infinity16),
    { kind: 'notFinite', tensor: 'a', index: 1 },
  ],
  [
    'a brain NaN',
    crafted(`{"a":${entry('BF16', [2], 0, 4)}}`, brainNaN),
    { kind: 'notFinite', tensor: 'a', index: 1 },
  ],
];

describe('parseSafetensors', () => {
  it.each(refused)('refuses %s', (_, bytes, failure) => {
    expect(failureOf(bytes)).toMatchObject(failure);
  });

  it.each(refused)('has one sentence for %s', (_, bytes) => {
    const result = parseSafetensors(bytes);
    expect(result.ok ? '' : describeFileFailure(result.failure)).toMatch(/^(The |\d).{10,}\.$/);
  });

  it('takes a header of nothing, empty tensors and a scalar', () => {
    expect(failureOf(crafted('{}'))).toBe('ok');
    const header = `{"a":${entry('F32', [0, 5], 0, 0)},"b":${entry('F32', [], 0, 4)},"c":${entry('U8', [0], 0, 0)}}`;
    const { tensors } = parsed(crafted(`${header}   `, 4));
    expect([...tensors.keys()].sort()).toEqual(['a', 'b', 'c']);
  });

  it('cuts an endless name in its sentence', () => {
    const result = parseSafetensors(crafted(`{"${'n'.repeat(1_000_000)}":1}`));
    expect(result.ok ? '' : describeFileFailure(result.failure).length).toBeLessThan(200);
  });
});
