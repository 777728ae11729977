import { describe, expect, it } from 'vitest';
import { decodeText } from '../../src/cli/decodeText';

const words = 'Ein schöner Tag für 猫 und 😀.\r\n';
const plain = 'a plain line\n'.repeat(60);
const bytes = (...numbers: number[]) => Uint8Array.from(numbers);
const utf16 = (text: string, littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(2 * text.length));
  [...Array(text.length).keys()].forEach((n) =>
    view.setUint16(2 * n, text.charCodeAt(n), littleEndian),
  );
  return new Uint8Array(view.buffer);
};
const textOf = (given: Uint8Array): string => {
  const decoded = decodeText(given);
  return decoded.ok ? decoded.text : `refused: ${decoded.problem}`;
};

describe('the text of a file', () => {
  it('is read in UTF-8, with and without a mark', () => {
    expect(textOf(new TextEncoder().encode(words))).toBe(words);
    expect(textOf(new TextEncoder().encode(`\ufeff${words}`))).toBe(`\ufeff${words}`);
    expect(textOf(bytes())).toBe('');
  });

  it.each([true, false])(
    'is read in UTF-16 (little end first: %s), with a mark or in Latin letters',
    (end) => {
      expect(textOf(utf16(`\ufeff${words}`, end))).toBe(`\ufeff${words}`);
      expect(textOf(utf16(plain, end))).toBe(plain);
      expect(textOf(utf16('\ufeff\ud800x', end))).toMatch(
        /^refused: begins like UTF-16.E, but is damaged/,
      );
    },
  );

  it('is refused in an encoding that could only be guessed', () => {
    const latin = Uint8Array.from(words.slice(0, 22), (letter) => letter.charCodeAt(0));
    expect(textOf(latin)).toMatch(/^refused: is neither UTF-8 nor UTF-16.* iconv/);
  });

  it.each([
    ['a picture', bytes(0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13)],
    ['text with a zero', new TextEncoder().encode('so far\0so good')],
    ['UTF-32', bytes(0xff, 0xfe, 0, 0, 0x61, 0, 0, 0)],
    ['a zero far behind', new TextEncoder().encode(`${'x'.repeat(5000)}\0`)],
    ['a zero in UTF-16', utf16('\ufeffa\0b', true)],
    ['zeros', new Uint8Array(600)],
  ])('is refused where it is %s', (_, given) => {
    expect(textOf(given)).toMatch(/^refused: is a binary file/);
  });
});
