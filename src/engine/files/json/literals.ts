/** Texts and numbers of JSON that was found to be sound, out of the bytes that they lie in. */
import * as v from 'valibot';

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const backslash = 0x5c;

const parsed = (json: string): string => v.parse(v.string(), JSON.parse(json));

export function isEscaped(bytes: Uint8Array, begin: number, end: number): boolean {
  for (let at = begin; at < end; at++) if (bytes[at] === backslash) return true;
  return false;
}

/** @param begin of the string, its quotes included */
export function textAt(bytes: Uint8Array, begin: number, end: number): string {
  const short = end - begin <= mostShort ? shortText(bytes, begin + 1, end - 1) : undefined;
  if (short !== undefined) return short;
  if (!isEscaped(bytes, begin, end)) return decoder.decode(bytes.subarray(begin + 1, end - 1));
  return parsed(decoder.decode(bytes.subarray(begin, end)));
}

/** Up to there a decoder costs more than it saves. */
const mostShort = 24;

/** @returns undefined where it is not plain ASCII */
function shortText(bytes: Uint8Array, begin: number, end: number): string | undefined {
  let text = '';
  for (let at = begin; at < end; at++) {
    const byte = bytes[at];
    if (byte >= 0x80 || byte === backslash) return undefined;
    text += String.fromCharCode(byte);
  }
  return text;
}

/** At least so many of its first UTF-16 units, or all of it; no more is decoded than is needed. */
export function headAt(bytes: Uint8Array, begin: number, end: number, units: number): string {
  // Six bytes a unit at most, and some for what is cut in the middle.
  const enough = begin + 1 + 6 * (units + 2);
  if (enough >= end - 1) return textAt(bytes, begin, end);
  for (let cut = enough; ; cut--) {
    const raw = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes.subarray(begin, cut), {
      stream: true,
    });
    try {
      return parsed(`${raw}"`);
    } catch {
      // In the middle of an escape: that ends within six bytes.
      if (enough - cut > 8) throw new Error('no JSON string');
    }
  }
}

export function numberAt(bytes: Uint8Array, begin: number, end: number): number {
  let value = 0;
  for (let at = begin; at < end; at++) {
    const digit = bytes[at] - 0x30;
    const isPlain = digit >= 0 && digit <= 9 && at - begin < 15;
    if (!isPlain) return Number(decoder.decode(bytes.subarray(begin, end)));
    value = 10 * value + digit;
  }
  return value;
}
