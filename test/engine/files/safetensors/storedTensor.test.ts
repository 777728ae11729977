import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  firstNotFinite,
  readFloats,
  readIntegers,
  viewFloats,
} from '../../../../src/engine/files/safetensors/storedTensor';
import type {
  StoredTensor,
  StoredType,
} from '../../../../src/engine/files/safetensors/storedTensor';

/** The numbers' bytes, one byte off every alignment. */
function unaligned(dtype: StoredType, numbers: ArrayBufferView): StoredTensor {
  const from = new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength);
  const bytes = new Uint8Array(from.length + 1).subarray(1);
  bytes.set(from);
  return { dtype, shape: [from.length], bytes };
}

describe('viewFloats', () => {
  it('shares the memory of aligned singles, and copies everything else', () => {
    const singles = new Float32Array([1, -2, 3]);
    const bytes = new Uint8Array(singles.buffer);
    const aligned: StoredTensor = { dtype: 'F32', shape: [3], bytes };
    expect(viewFloats(aligned).buffer).toBe(singles.buffer);
    expect([...viewFloats({ ...aligned, shape: [2], bytes: bytes.subarray(4) })]).toEqual([-2, 3]);
    expect([...viewFloats(unaligned('F32', singles))]).toEqual([1, -2, 3]);
    expect([...viewFloats(unaligned('F64', new Float64Array([0.5])))]).toEqual([0.5]);
  });
});

describe('readFloats', () => {
  it('reads singles and doubles at any alignment, and copies them', () => {
    fc.assert(
      fc.property(fc.float32Array(), fc.float64Array(), (singles, doubles) => {
        expect(readFloats(unaligned('F32', singles), 'f32')).toEqual(singles);
        expect(readFloats(unaligned('F32', singles), 'f64')).toEqual(Float64Array.from(singles));
        expect(readFloats(unaligned('F64', doubles), 'f64')).toEqual(doubles);
        expect(readFloats(unaligned('F64', doubles), 'f32')).toEqual(Float32Array.from(doubles));
      }),
    );
    const tensor = unaligned('F32', new Float32Array([1, 2]));
    const copy = readFloats(tensor, 'f32');
    tensor.bytes.fill(0);
    expect([...copy]).toEqual([1, 2]);
  });

  it.each([
    ['F8_E4M3', 3, 7, (bits: number) => ((bits & 0x7f) === 0x7f ? NaN : undefined)],
    [
      'F8_E5M2',
      2,
      15,
      (bits: number) =>
        (bits & 0x7f) === 0x7c ? Infinity : (bits & 0x7f) > 0x7c ? NaN : undefined,
    ],
  ] as const)('reads all 256 numbers of %s', (dtype, fractionBits, bias, special) => {
    const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
    const numbers = readFloats({ dtype, shape: [256], bytes: codes }, 'f64');
    for (const code of codes) {
      const sign = code >= 128 ? -1 : 1;
      const exponent = (code & 127) >> fractionBits;
      const fraction = (code & (2 ** fractionBits - 1)) / 2 ** fractionBits;
      const value =
        exponent === 0 ? fraction * 2 ** (1 - bias) : (1 + fraction) * 2 ** (exponent - bias);
      expect(numbers[code], String(code)).toBe(sign * (special(code) ?? value));
      const tensor = { dtype, shape: [1], bytes: Uint8Array.of(code) };
      expect(firstNotFinite(tensor)).toBe(Number.isFinite(numbers[code]) ? -1 : 0);
    }
    const finite = numbers.filter(Number.isFinite);
    // As torch.finfo says.
    expect(Math.max(...finite)).toBe(dtype === 'F8_E4M3' ? 448 : 57344);
    expect(Math.min(...finite.filter((x) => x > 0))).toBe(dtype === 'F8_E4M3' ? 2 ** -9 : 2 ** -16);
  });

  it('reads half precision', () => {
    const bits = [
      0x0000, 0x8000, 0x0001, 0x03ff, 0x0400, 0x3c00, 0xc000, 0x3555, 0x7bff, 0x7c00, 0xfc00,
    ];
    const tensor = unaligned('F16', new Uint16Array(bits));
    expect([...readFloats(tensor, 'f64')]).toEqual([
      0,
      -0,
      5.960464477539063e-8,
      0.00006097555160522461,
      0.00006103515625,
      1,
      -2,
      0.333251953125,
      65504,
      Infinity,
      -Infinity,
    ]);
    expect(readFloats(unaligned('F16', new Uint16Array([0x7e00])), 'f32')[0]).toBeNaN();
  });

  it('reads every bfloat16 as the single of which it is the upper half', () => {
    const bits = Uint16Array.from({ length: 0x10000 }, (_, i) => i);
    const singles = new Float32Array(Uint32Array.from(bits, (half) => half * 0x10000).buffer);
    const read = readFloats(unaligned('BF16', bits), 'f32');
    let different = 0;
    read.forEach((number, i) => (different += Object.is(number, singles[i]) ? 0 : 1));
    expect(different).toBe(0);
  });

  it('reads integers as numbers', () => {
    expect([...readFloats(unaligned('I64', new BigInt64Array([-3n, 7n])), 'f64')]).toEqual([-3, 7]);
    expect([...readFloats(unaligned('U8', new Uint8Array([255])), 'f32')]).toEqual([255]);
  });
});

describe('readIntegers', () => {
  it('reads what fits into 32 bits with sign', () => {
    fc.assert(
      fc.property(fc.int32Array(), fc.int16Array(), (wide, narrow) => {
        expect(readIntegers(unaligned('I32', wide))).toEqual(wide);
        expect(readIntegers(unaligned('I16', narrow))).toEqual(Int32Array.from(narrow));
      }),
    );
    expect([...readIntegers(unaligned('U16', new Uint16Array([65535])))]).toEqual([65535]);
  });

  it('refuses every other type', () => {
    for (const dtype of ['F32', 'F64', 'I64', 'U32'] as const) {
      expect(() => readIntegers(unaligned(dtype, new Float64Array(1)))).toThrow(TypeError);
    }
  });
});

describe('firstNotFinite', () => {
  it('finds the first number that is none, of any precision', () => {
    fc.assert(
      fc.property(fc.float32Array(), fc.float64Array(), (singles, doubles) => {
        const isBad = (n: number) => !Number.isFinite(n);
        expect(firstNotFinite(unaligned('F32', singles))).toBe(singles.findIndex(isBad));
        expect(firstNotFinite(unaligned('F64', doubles))).toBe(doubles.findIndex(isBad));
      }),
    );
  });

  it('agrees with reading every half and every bfloat16', () => {
    for (const dtype of ['F16', 'BF16'] as const) {
      for (let bits = 0; bits < 0x10000; bits += 7) {
        const tensor = unaligned(dtype, new Uint16Array([bits]));
        expect(firstNotFinite(tensor) < 0).toBe(Number.isFinite(readFloats(tensor, 'f64')[0]));
      }
    }
  });

  it('takes any bits of an integer', () => {
    expect(firstNotFinite(unaligned('I32', new Int32Array([-1])))).toBe(-1);
  });
});
