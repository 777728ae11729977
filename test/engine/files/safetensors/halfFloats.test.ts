import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHalves } from '../../../../src/engine/files/safetensors/halfFloats';
import { decodeSnapshot } from '../../../../src/engine/files/snapshotFile';

const there = (numbers: Float32Array): Float32Array =>
  decodeSnapshot(new Uint8Array(toHalves(numbers).buffer));

describe('half precision', () => {
  it('keeps every half as it is, to the smallest', () => {
    const halves = Uint16Array.from({ length: 0x7c00 }, (_, bits) => bits);
    const numbers = decodeSnapshot(new Uint8Array(halves.buffer));
    expect(toHalves(numbers)).toEqual(halves);
    const negative = numbers.map((number) => -number);
    expect(toHalves(negative)).toEqual(halves.map((bits) => bits | 0x8000));
  });

  it('takes the nearest: within a 2048th, or half of the smallest', () => {
    fc.assert(
      fc.property(fc.float({ min: -65504, max: 65504, noNaN: true }), (number) => {
        const [half] = there(Float32Array.of(number));
        const bound = Math.max(Math.abs(number) / 2048, 2 ** -25);
        expect(Math.abs(half - number)).toBeLessThanOrEqual(bound);
      }),
    );
  });

  it('takes the even one of two that are equally near, and the largest for what lies beyond', () => {
    const tie = 2 ** -11;
    expect([...there(Float32Array.of(1 + tie, 1 + 3 * tie, 65520, -1e30, 1e-9))]).toEqual([
      1,
      1 + 4 * tie,
      65504,
      -65504,
      0,
    ]);
  });
});
