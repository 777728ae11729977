import { describe, expect, it } from 'vitest';
import {
  bytesOfArray,
  bytesOfElement,
  lengthInSigns,
  npyHeader,
  wordArray,
} from '../../../src/engine/files/npy';
import { zipHeaders, zipLayout } from '../../../src/engine/files/storedZip';

const read = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

describe('The header of an array', () => {
  it('is that of format 1.0, a multiple of 64 bytes long', () => {
    const header = npyHeader({ name: 'x', type: '<f4', shape: [100_000, 128] });
    expect([...header.subarray(0, 8)]).toEqual([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);
    expect(header.length % 64).toBe(0);
    expect(header[8] + 256 * header[9]).toBe(header.length - 10);
    expect(read(header.subarray(10)).trimEnd()).toBe(
      "{'descr': '<f4', 'fortran_order': False, 'shape': (100000, 128), }",
    );
    expect(header.at(-1)).toBe(0x0a);
  });

  it.each([
    [[7], '(7,)'],
    [[], '()'],
    [[2, 3, 4], '(2, 3, 4)'],
  ])('writes the shape %j as Python does', (shape, written) => {
    expect(read(npyHeader({ name: 'x', type: '|b1', shape }))).toContain(`'shape': ${written}, }`);
  });

  it('knows the bytes of every type, and of no other', () => {
    expect(['<f4', '<i4', '|b1', '<U12'].map(bytesOfElement)).toEqual([4, 4, 1, 48]);
    expect(bytesOfArray({ name: 'x', type: '<U3', shape: [5] })).toBe(60);
    expect(bytesOfArray({ name: 'x', type: '<f4', shape: [0, 5] })).toBe(0);
    expect(() => bytesOfElement('|O')).toThrow('no NumPy type');
  });
});

describe('Words as rows of code points', () => {
  it('are filled up, cut, and hold no half of a pair', () => {
    const words = wordArray(3);
    expect(words.type).toBe('<U3');
    const bytes = new Uint8Array(4 * 12);
    ['a', '😀😀', 'abcd', 'x\ud800'].forEach((word, n) => words.put(word, bytes, n));
    expect([...new Uint32Array(bytes.buffer)]).toEqual(
      [[0x61, 0, 0], [0x1f600, 0x1f600, 0], [0x61, 0x62, 0x63], [0x78, 0xfffd, 0]].flat(), // prettier-ignore
    );
    expect(lengthInSigns('😀a')).toBe(2);
  });

  it('have at least one place', () => {
    expect(wordArray(0).type).toBe('<U1');
  });
});

describe('An archive', () => {
  it('has a place for every byte, and for each only one', () => {
    const entries = [
      { name: 'a.npy', length: 5 },
      { name: 'longer.npy', length: 0 },
    ];
    const layout = zipLayout(entries);
    const owners = new Uint8Array(layout.length);
    const claim = (at: number, length: number): void => {
      for (let n = at; n < at + length; n++) owners[n]++;
    };
    for (const { begin, length } of layout.entries) claim(begin, length);
    for (const { at, bytes } of zipHeaders(layout, [1, 2])) claim(at, bytes.length);
    expect(owners.every((count) => count === 1)).toBe(true);
  });
});
