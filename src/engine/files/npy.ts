/**
 * Arrays of NumPy, format 1.0: a header that says type and shape, then the numbers as they lie in
 * memory (little-endian, the last index fastest). Read by `numpy.load` without pickle.
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
export interface NpyArray {
  readonly name: string;
  /** One of NumPy's: `<f4`, `<i4`, `|b1`, `<U12`. */
  readonly type: string;
  /** None for a single value. */
  readonly shape: readonly number[];
}

const bytesByKind: Readonly<Record<string, number>> = { f: 1, i: 1, b: 1, U: 4 };

/** Bytes of one element: the type's last number, times four for the characters of words. */
export function bytesOfElement(type: string): number {
  const [, kind = '', count = ''] = /^[<|]([fibU])(\d+)$/.exec(type) ?? [];
  const bytes = (bytesByKind[kind] ?? NaN) * Number(count);
  if (!(bytes > 0)) throw new Error(`no NumPy type of ours: ${type}`);
  return bytes;
}

export const bytesOfArray = ({ type, shape }: NpyArray): number =>
  shape.reduce((all, one) => all * one, bytesOfElement(type));

const alignment = 64;
/** Before the header's text: the magic, the version, the text's length. */
const prelude = 10;

export function npyHeader({ type, shape }: NpyArray): Uint8Array<ArrayBuffer> {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const said = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((prelude + said.length + 1) / alignment) * alignment;
  const bytes = new Uint8Array(length).fill(0x20);
  bytes.set([0x93, ...ascii('NUMPY'), 1, 0]);
  new DataView(bytes.buffer).setUint16(8, length - prelude, true);
  bytes.set(ascii(said), prelude);
  bytes[length - 1] = 0x0a;
  return bytes;
}

const ascii = (text: string): number[] => Array.from(text, (sign) => sign.charCodeAt(0));

/** Longer words are cut, so that one of a megabyte does not make every row as wide. */
export const longestWord = 200;

/** Words as NumPy keeps them: so many code points each, filled up with zeros. */
export interface WordArray {
  readonly type: string;
  /** @param at the row in `bytes`, from 0 */
  put(word: string, bytes: Uint8Array<ArrayBuffer>, at: number): void;
}

/** @param longest in code points, of the words that will be put */
export function wordArray(longest: number): WordArray {
  const width = Math.max(1, longest);
  return {
    type: `<U${width}`,
    put(word, bytes, at) {
      const row = new DataView(bytes.buffer, bytes.byteOffset + 4 * width * at, 4 * width);
      let n = 0;
      // A half of a surrogate pair is no character, and `numpy` has no place for it.
      for (const sign of word.toWellFormed()) {
        if (n === width) break;
        row.setUint32(4 * n++, sign.codePointAt(0) ?? 0, true);
      }
    },
  };
}

export function lengthInSigns(word: string): number {
  let length = 0;
  for (const _ of word) length++;
  return length;
}
