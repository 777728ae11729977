/** The bytes of a pickle one after the other: numbers, texts and lines as they lie in it. */

export interface PickleTrouble {
  /** Bytes read when it was found. */
  readonly at: number;
  /** It ends too early, is none, or asks for more than it may. */
  readonly problem: 'cut' | 'malformed' | 'tooMuch';
}

/** Caught where a pickle is read. */
export class PickleStop extends Error {
  constructor(readonly trouble: PickleTrouble) {
    super(trouble.problem);
  }
}

/** Python's larger whole numbers have no place in a model. */
const mostDigits = 8;

export function createPickleBytes(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const utf8 = new TextDecoder();
  let at = 0;
  /** @returns where so many begin */
  const skip = (count: number): number => {
    if (!(count <= bytes.length - at)) throw new PickleStop({ at, problem: 'cut' });
    at += count;
    return at - count;
  };
  const decoded = (count: number): string => {
    const begin = skip(count);
    return utf8.decode(bytes.subarray(begin, begin + count));
  };
  return {
    get at() {
      return at;
    },
    /** Bytes that are still to come. */
    get left() {
      return bytes.length - at;
    },
    skip,
    byte: () => view.getUint8(skip(1)),
    short: () => view.getUint16(skip(2), true),
    signed: () => view.getInt32(skip(4), true),
    whole: () => view.getUint32(skip(4), true),
    /** Above 2^53 it is no length of anything. */
    long: () => Number(view.getBigUint64(skip(8), true)),
    double: () => view.getFloat64(skip(8), false),
    text: decoded,
    /** Little-endian, in two's complement; NaN where it has more bytes than a number of 64 bits. */
    integer(count: number): number {
      const begin = skip(count);
      if (count > mostDigits) return NaN;
      let [value, place] = [0, 1];
      for (let n = 0; n < count; n++, place *= 256) value += bytes[begin + n] * place;
      return count > 0 && bytes[begin + count - 1] >= 0x80 ? value - place : value;
    },
    /** Up to the end of the line, without it. */
    line(): string {
      const end = bytes.indexOf(0x0a, at);
      if (end < 0) throw new PickleStop({ at, problem: 'cut' });
      const text = decoded(end - at);
      at++;
      return text;
    },
  };
}
