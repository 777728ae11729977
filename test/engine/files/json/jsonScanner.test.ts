import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JsonTrouble } from '../../../../src/engine/files/json/jsonScanner';
import { createJsonScanner } from '../../../../src/engine/files/json/jsonScanner';
import { headAt, numberAt, textAt } from '../../../../src/engine/files/json/literals';

/** The value that the scanner's news describe, put together as JSON.parse would. */
function built(json: string | Uint8Array, slice: number, deepest = 1000): unknown {
  const bytes = typeof json === 'string' ? new TextEncoder().encode(json) : json;
  const open: { value: unknown[] | Map<string, unknown>; key: string }[] = [];
  let result: unknown;
  const put = (value: unknown): void => {
    const top = open.at(-1);
    if (!top) result = value;
    else if (Array.isArray(top.value)) top.value.push(value);
    else top.value.set(top.key, value);
  };
  const scanner = createJsonScanner(bytes, 0, deepest, {
    open(kind) {
      const value = kind === 'array' ? [] : new Map<string, unknown>();
      put(value);
      open.push({ value, key: '' });
    },
    close: () => void open.pop(),
    string(begin, end, units, isKey) {
      const text = textAt(bytes, begin, end);
      expect(units).toBe(text.length);
      const head = headAt(bytes, begin, end, 3);
      expect(text.startsWith(head) && head.length >= Math.min(3, text.length)).toBe(true);
      const top = open.at(-1);
      if (isKey && top) top.key = text;
      else put(text);
    },
    number: (begin, end) => put(numberAt(bytes, begin, end)),
    word: (begin, end) => put(JSON.parse(new TextDecoder().decode(bytes.subarray(begin, end)))),
  });
  let trouble: JsonTrouble | undefined;
  for (let to = slice; ; to += slice) {
    trouble = scanner.advance(Math.min(to, bytes.length));
    if (to >= bytes.length || trouble) break;
  }
  trouble ??= scanner.end();
  return trouble ? { trouble } : { value: result };
}

/** JSON.parse's value in the same form: objects as maps, so that no key is special. */
function parsed(json: string): unknown {
  const mapped = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(mapped);
    if (typeof value !== 'object' || value === null) return value;
    return new Map(Object.entries(value).map(([key, one]) => [key, mapped(one)]));
  };
  try {
    return { value: mapped(JSON.parse(json)) };
  } catch {
    return { trouble: 'notJson' };
  }
}

/** Integer-like keys come first in an object: the order of a map is another matter. */
const unordered = (value: unknown): unknown =>
  value instanceof Map
    ? new Map([...value].map(([k, one]): [unknown, unknown] => [k, unordered(one)]).sort())
    : Array.isArray(value)
      ? value.map(unordered)
      : value;

const slice = fc.constantFrom(1, 2, 3, 7, 1 << 20);
const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '__proto__',
    '"',
    '\\',
    '\ud800',
    '\udc00\ud800',
    '\u2028',
    '\0',
    '\ufeff',
    '😀é',
  ),
);
/** JSON with keys that stand twice, escapes that are not needed, and white space. */
const { json: writtenFreely } = fc.letrec<{ json: string }>((tie) => {
  const space = fc.constantFrom('', ' ', '\n\t', '\r ');
  const literal = text.chain((one) =>
    fc.constantFrom(
      JSON.stringify(one),
      `"${[...one].map((c) => [...Array(c.length).keys()].map((n) => `\\u${c.charCodeAt(n).toString(16).padStart(4, '0')}`).join('')).join('')}"`,
    ),
  );
  const scalar = fc.oneof(
    literal,
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc.constantFrom(
      'true',
      'false',
      'null',
      '-0',
      '1e400',
      '1E-7',
      '0.10',
      '-1.5e+3',
      '123456789012345678901',
    ),
  );
  const spaced = (one: fc.Arbitrary<string>) => fc.tuple(space, one, space).map((x) => x.join(''));
  const key = fc.oneof(literal, fc.constantFrom('"a"', '"\\u0061"', '"b"'));
  return {
    json: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      scalar,
      fc.array(spaced(tie('json')), { maxLength: 4 }).map((all) => `[${all.join()}]`),
      fc
        .array(fc.tuple(spaced(key), spaced(tie('json'))), { maxLength: 4 })
        .map((all) => `{${all.map((pair) => pair.join(':')).join()}}`),
    ),
  };
});

describe('the scanner of JSON', () => {
  it('gives the same as JSON.parse, however the text is split', () => {
    fc.assert(
      fc.property(writtenFreely, slice, (json, size) => {
        expect(unordered(built(json, size))).toEqual(unordered(parsed(json)));
      }),
      { numRuns: 400 },
    );
  });

  it('refuses what JSON.parse refuses, one change away from JSON', () => {
    const change = fc.tuple(
      fc.nat(),
      fc.constantFrom('', '"', '\\', ',', '{', ']', '-', '.', 'e', '0', '\n', 'u', '\u0001'),
      fc.nat(2),
    );
    fc.assert(
      fc.property(writtenFreely, change, slice, (json, [place, instead, cut], size) => {
        const at = place % (json.length + 1);
        const other = json.slice(0, at) + instead + json.slice(at + cut);
        const sound = new TextDecoder().decode(new TextEncoder().encode(other));
        expect(unordered(built(sound, size))).toEqual(unordered(parsed(sound)));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '',
    ' ',
    '{',
    '{"a"',
    '{"a":',
    '{"a":1',
    '[1,',
    '"\\',
    '"\\u12',
    '-',
    '1.',
    '1e',
    'tru',
    '1 2',
    '01',
    '+1',
    '.5',
    "'a'",
    '[1,]',
    '{,}',
    '{"a" 1}',
    'nul1',
  ])('is told that “%s” is no JSON', (json) => {
    for (const size of [1, 99]) expect(built(json, size)).toEqual({ trouble: 'notJson' });
  });

  it('finds invalid UTF-8, also at the end of a piece', () => {
    for (const bad of [[0xff], [0xc3], [0xe2, 0x82], [0xed, 0xa0, 0x80], [0xc0, 0x80]]) {
      const bytes = Uint8Array.from([0x22, ...bad, 0x22]);
      for (const size of [1, 2, 99]) expect(built(bytes, size)).toEqual({ trouble: 'notUtf8' });
    }
  });

  it('stops at a depth', () => {
    expect(built('[[[]]]', 1, 3)).toEqual({ value: [[[]]] });
    expect(built(`[[[[${'['.repeat(100_000)}`, 64, 3)).toEqual({ trouble: 'tooDeep' });
  });
});
