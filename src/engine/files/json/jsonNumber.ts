/** The grammar of JSON's numbers, byte by byte: which state a number is in, and whether it may end there. */

const [minus, plus, dot] = [0x2d, 0x2b, 0x2e];

/** A number that has begun; which of its parts the next byte continues. */
export type NumberPart =
  | 'minus'
  | 'zero'
  | 'whole'
  | 'dot'
  | 'fraction'
  | 'exponent'
  | 'sign'
  | 'power';

const isDigit = (byte: number): boolean => byte >= 0x30 && byte <= 0x39;
const isE = (byte: number): boolean => (byte | 0x20) === 0x65;

const mayEnd: ReadonlySet<NumberPart> = new Set(['zero', 'whole', 'fraction', 'power']);

/** @returns undefined where no number begins so */
export function beginNumber(byte: number): NumberPart | undefined {
  if (byte === minus) return 'minus';
  if (byte === 0x30) return 'zero';
  return isDigit(byte) ? 'whole' : undefined;
}

/** @returns the part that the byte belongs to; undefined where it is none of the number's */
export function continueNumber(part: NumberPart, byte: number): NumberPart | undefined {
  switch (part) {
    case 'minus':
      return beginNumber(byte === minus ? 0 : byte);
    case 'whole':
      if (isDigit(byte)) return 'whole';
      return byte === dot ? 'dot' : isE(byte) ? 'exponent' : undefined;
    case 'zero':
      return byte === dot ? 'dot' : isE(byte) ? 'exponent' : undefined;
    case 'dot':
      return isDigit(byte) ? 'fraction' : undefined;
    case 'fraction':
      return isDigit(byte) ? 'fraction' : isE(byte) ? 'exponent' : undefined;
    case 'exponent':
      if (byte === minus || byte === plus) return 'sign';
      return isDigit(byte) ? 'power' : undefined;
    case 'sign':
    case 'power':
      return isDigit(byte) ? 'power' : undefined;
    default:
      return part satisfies never;
  }
}

export const isWholeNumber = (part: NumberPart): boolean => mayEnd.has(part);
