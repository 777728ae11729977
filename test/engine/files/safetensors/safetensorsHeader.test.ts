import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HeaderRules } from '../../../../src/engine/files/safetensors/safetensorsHeader';
import {
  parseSafetensorsHeader,
  readHeader,
} from '../../../../src/engine/files/safetensors/safetensorsHeader';
import { crafted, entry } from './craftedFile';
import { plainHeader } from './plainHeader';

/** In the form of the plain reading; undefined where the file is refused. */
function readInPieces(file: Uint8Array, rules: HeaderRules) {
  const parsed = parseSafetensorsHeader(file, file.length, rules);
  if (!parsed.ok) return undefined;
  const { metadata, tensors, metadataCount } = parsed.header;
  const plain = [...tensors].map(([name, { dtype, shape, begin, end }]) => {
    expect(tensors.get(name)).toMatchObject({ dtype, shape, begin, end });
    return [name, { dtype, shape, begin, end }] as const;
  });
  expect(metadataCount).toBeGreaterThanOrEqual(metadata.size);
  return { metadata: new Map(metadata), tensors: new Map(plain) };
}

const word = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom('__proto__', 'a', 'b', '"', '\\', '', 'toString', '7', '1'),
);
const anything = fc.jsonValue({ maxDepth: 3 });
const written = (text: string, escaped: boolean): string =>
  escaped
    ? `"${[...Array(text.length).keys()].map((n) => `\\u${text.charCodeAt(n).toString(16).padStart(4, '0')}`).join('')}"`
    : JSON.stringify(text);

/** Files of a writer with habits of its own: what it adds, where it puts spaces, what it calls things. */
const file = fc
  .record({
    tensors: fc.array(
      fc.record({
        name: fc.tuple(word, fc.boolean()),
        dtype: fc.constantFrom('F32', 'U8', 'F16', 'F8_E4M3', 'Q4', 'toString'),
        shape: fc.array(fc.nat(3), { maxLength: 3 }),
        more: fc.array(fc.tuple(fc.constantFrom('b', 'dtype2', '', 'shape '), anything), {
          maxLength: 2,
        }),
        order: fc.shuffledSubarray([0, 1, 2], { minLength: 3 }),
      }),
      { maxLength: 5 },
    ),
    texts: fc.option(fc.array(fc.tuple(word, fc.boolean(), word), { maxLength: 3 }), { nil: null }),
    space: fc.constantFrom('', ' ', '\n', '\t \r\n'),
    shuffled: fc.boolean(),
  })
  .map(({ tensors, texts, space, shuffled }) => {
    const widths: Readonly<Record<string, number>> = { F32: 4, F16: 2 };
    let at = 0;
    const members = tensors.map(({ name: [name, escaped], dtype, shape, more, order }) => {
      const begin = at;
      at += shape.reduce((product, size) => product * size, 1) * (widths[dtype] ?? 1);
      const fields = [
        `"dtype":${space}"${dtype}"`,
        `"shape":${JSON.stringify(shape)}`,
        `"data_offsets":[${begin},${space}${at}]`,
      ];
      const others = more.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
      return `${written(name, escaped)}:{${[...order.map((n) => fields[n]), ...others].join(`${space},`)}}`;
    });
    const inOrder = shuffled ? members.reverse() : members;
    const said = texts?.map(
      ([key, escaped, text]) => `${written(key, escaped)}:${JSON.stringify(text)}`,
    );
    inOrder.push(`"__metadata__":${said ? `{${said.join()}}` : 'null'}`);
    return crafted(`${space}{${inOrder.join()}}${space}`, at);
  });

describe('the header of a safetensors file', () => {
  it.each(['own', 'foreign'] as const)('(%s) is read in pieces as it is by JSON.parse', (rules) => {
    let sound = 0;
    fc.assert(
      fc.property(file, (bytes) => {
        const plain = plainHeader(bytes, rules === 'own');
        if (plain) sound++;
        expect(readInPieces(bytes, rules)).toEqual(plain);
      }),
      { numRuns: 300 },
    );
    if (rules === 'foreign') expect(sound).toBeGreaterThan(50);
  });

  it('is taken and refused as by JSON.parse one byte away from sound', () => {
    const change = fc.record({
      place: fc.nat(),
      byte: fc.constantFrom(...new TextEncoder().encode('"\\{}[],:0-.e1 nF8')),
    });
    fc.assert(
      fc.property(file, fc.array(change, { minLength: 1, maxLength: 2 }), (bytes, changes) => {
        const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
        for (const { place, byte } of changes) bytes[8 + (place % Math.max(1, length))] = byte;
        for (const rules of ['own', 'foreign'] as const) {
          expect(readInPieces(bytes, rules)).toEqual(plainHeader(bytes, rules === 'own'));
        }
      }),
      { numRuns: 600 },
    );
  });

  const foreign = (header: string, data = 0) => readInPieces(crafted(header, data), 'foreign');

  it('of another program may say more, nothing, or begin with a space', () => {
    const more = '{"a":{"dtype":"U8","shape":[1],"data_offsets":[0,1],"b":{"c":[[{}]]},"b":0}}';
    expect(foreign(more, 1)?.tensors.get('a')).toMatchObject({ dtype: 'U8', shape: [1] });
    expect(foreign(' \n{"__metadata__":null}')?.metadata.size).toBe(0);
    for (const header of [more, '{"__metadata__":null}', ' {}']) {
      expect(readInPieces(crafted(header, header === more ? 1 : 0), 'own')).toBeUndefined();
    }
    expect(foreign(`{"a":{"b":${'['.repeat(200)}${']'.repeat(200)}}}`)).toBeUndefined();
    expect(foreign('{"__metadata__":{"a":null}}')).toBeUndefined();
  });

  it('lists every type, and measures types below one byte in bits', () => {
    const header = [
      `"four":${entry('F4', [3, 2], 0, 3)}`,
      `"six":${entry('F6_E2M3', [4], 3, 6)}`,
      `"complex":${entry('C64', [2], 6, 22)}`,
      `"unknown":${entry('NF4', [100], 22, 23)}`,
      `"empty":${entry('F8_E4M3', [0], 23, 23)}`,
    ];
    const parsed = parseSafetensorsHeader(...sized(`{${header.join()}}`, 23), 'foreign');
    if (!parsed.ok) throw new Error(parsed.failure.kind);
    expect([...parsed.header.tensors.keys()]).toEqual([
      'four',
      'six',
      'complex',
      'unknown',
      'empty',
    ]);
    expect(parsed.header.numbers).toBe(6 + 4 + 2 + 100);
    expect(foreign(`{"four":${entry('F4', [3, 2], 0, 4)}}`, 4)).toBeUndefined();
    expect(foreign(`{"complex":${entry('C64', [2], 0, 8)}}`, 8)).toBeUndefined();
  });

  const sized = (header: string, data: number) => {
    const bytes = crafted(header, data);
    return [bytes, bytes.length] as const;
  };

  it('keeps of a foreign file’s texts the first thousand and counts the others; the last of a key holds', () => {
    const texts = Array.from({ length: 3000 }, (_, n) => `"${n}":"${n}"`);
    const parsed = parseSafetensorsHeader(
      ...sized(`{"__metadata__":{${texts.join()},"5":"five"}}`, 0),
      'foreign',
    );
    if (!parsed.ok) throw new Error(parsed.failure.kind);
    const { metadata, metadataCount } = parsed.header;
    expect([metadata.size, metadataCount]).toEqual([1000, 3001]);
    expect([metadata.get('999'), metadata.get('5'), metadata.get('1000')]).toEqual([
      '999',
      'five',
      undefined,
    ]);
    expect(metadata.heads(1, 10, 10)).toEqual([{ name: '0', text: '0', length: 1 }]);
  });

  it('stays cheap with an absurd shape or name, and tells the number of dimensions', () => {
    const ones = new Array(200_000).fill(1).join();
    const parsed = parseSafetensorsHeader(
      ...sized(`{"a":{"dtype":"U8","shape":[${ones}],"data_offsets":[0,1]}}`, 1),
      'foreign',
    );
    if (!parsed.ok) throw new Error(parsed.failure.kind);
    const tensor = parsed.header.tensors.get('a');
    expect([tensor?.dimensions, tensor?.shape.length, tensor?.numbers]).toEqual([200_000, 1000, 1]);
    const long = parseSafetensorsHeader(
      ...sized(`{"${'\\u0061'.repeat(100_000)}":${entry('U8', [1], 0, 1)}}`, 1),
      'foreign',
    );
    if (!long.ok) throw new Error(long.failure.kind);
    expect(long.header.tensors.nameAt(0, 3).slice(0, 3)).toBe('aaa');
    expect(long.header.tensors.has('a'.repeat(100_000))).toBe(true);
  });

  it('sorts very many tensors in pieces, and finds each again', () => {
    const count = 20_000;
    const order = Array.from({ length: count }, (_, n) => (n * 7919) % count);
    const header = `{${order.map((n) => `"t${n}":${entry('U8', [1], n, n + 1)}`).join()}}`;
    const bytes = crafted(header, count);
    const reading = readHeader(bytes.subarray(0, bytes.length - count), bytes.length, 'foreign');
    let pieces = 0;
    let step = reading.next();
    for (; !step.done; step = reading.next()) pieces++;
    expect(pieces).toBeGreaterThan(header.length / (1 << 15));
    if (!step.value.ok) throw new Error(step.value.failure.kind);
    const { tensors } = step.value.header;
    expect(tensors.size).toBe(count);
    expect([tensors.nameAt(0), tensors.nameAt(9999)]).toEqual(['t0', 't9999']);
    const start = bytes.length - count;
    for (const n of [0, 1, 777, count - 1]) {
      expect(tensors.get(`t${n}`)).toMatchObject({ begin: start + n, end: start + n + 1 });
    }
    expect(tensors.get('t20000')).toBeUndefined();
  });
});
