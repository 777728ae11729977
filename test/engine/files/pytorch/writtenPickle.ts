/** Pickles and archives as torch.save writes them, byte by byte, also such as it never would. */
import { crc32 } from 'node:zlib';
import { zipHeaders, zipLayout } from '../../../../src/engine/files/storedZip';

export type Bytes = readonly number[];

const utf8 = (text: string): Bytes => [...new TextEncoder().encode(text)];
const whole = (value: number): Bytes => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);
const code = (letter: string): number => letter.charCodeAt(0);

export const text = (value: string): Bytes => [
  code('X'),
  ...whole(utf8(value).length),
  ...utf8(value),
];
export const int = (value: number): Bytes => [code('J'), ...whole(value)];
export const none: Bytes = [code('N')];
export const tuple = (...items: Bytes[]): Bytes => [code('('), ...items.flat(), code('t')];
export const list = (...items: Bytes[]): Bytes => [
  code(']'),
  code('('),
  ...items.flat(),
  code('e'),
];
export const dict = (...pairs: (readonly [string, Bytes])[]): Bytes => [
  ...[code('}'), code('(')],
  ...pairs.flatMap(([key, value]) => [...text(key), ...value]),
  code('u'),
];
export const global = (module: string, name: string): Bytes => [
  code('c'),
  ...utf8(`${module}\n${name}\n`),
];
export const call = (callee: Bytes, ...args: Bytes[]): Bytes => [
  ...callee,
  ...tuple(...args),
  code('R'),
];
export const ordered = (...pairs: (readonly [string, Bytes])[]): Bytes => [
  ...call(global('collections', 'OrderedDict')),
  code('('),
  ...pairs.flatMap(([key, value]) => [...text(key), ...value]),
  code('u'),
];
export const build = (value: Bytes, state: Bytes): Bytes => [...value, ...state, code('b')];
export const pickled = (value: Bytes): Uint8Array =>
  Uint8Array.from([0x80, 2, ...value, code('.')]);

export interface Written {
  readonly shape: readonly number[];
  readonly strides?: readonly number[];
  readonly offset?: number;
  /** The storage's name and how many numbers it has. */
  readonly storage?: string;
  readonly count?: number;
  readonly type?: string;
}

export function tensor({ shape, strides, offset = 0, storage = '0', count, type }: Written): Bytes {
  const steps = shape.map((_, n) => shape.slice(n + 1).reduce((all, one) => all * one, 1));
  const numbers = count ?? shape.reduce((all, one) => all * one, 1);
  const id = tuple(
    ...[text('storage'), global('torch', type ?? 'FloatStorage')],
    ...[text(storage), text('cpu'), int(numbers)],
  );
  return call(
    global('torch._utils', '_rebuild_tensor_v2'),
    ...[[...id, code('Q')], int(offset), tuple(...shape.map(int))],
    ...[tuple(...(strides ?? steps).map(int)), [0x89], call(global('collections', 'OrderedDict'))],
  );
}

/** An archive with these parts. @param change of the whole, before it is given */
export function archive(parts: Readonly<Record<string, Uint8Array>>): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(parts);
  const layout = zipLayout(entries.map(([name, { length }]) => ({ name, length })));
  const bytes = new Uint8Array(layout.length);
  for (const [n, [, content]] of entries.entries()) bytes.set(content, layout.entries[n].begin);
  const checksums = entries.map(([, content]) => crc32(content));
  for (const { at, bytes: part } of zipHeaders(layout, checksums)) bytes.set(part, at);
  return bytes;
}

export const saved = (value: Bytes, storages: Readonly<Record<string, Uint8Array>> = {}) =>
  archive({
    'model/data.pkl': pickled(value),
    'model/version': Uint8Array.from([0x33, 0x0a]),
    ...Object.fromEntries(
      Object.entries(storages).map(([name, data]) => [`model/data/${name}`, data]),
    ),
  });
