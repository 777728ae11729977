/**
 * A tensor as it lies in a file: little-endian bytes, row-major, not necessarily aligned. Reading
 * numbers out of it copies them; nothing here writes.
 */

/** Bytes of one number of each type that is read. */
export const BYTES_OF = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
} as const;

/** Bits of one number of types whose numbers are not read; of a type that is in neither list they are unknown. */
const otherBits = {
  F4: 4,
  F6_E2M3: 6,
  F6_E3M2: 6,
  F8_E8M0: 8,
  F8_E4M3FNUZ: 8,
  F8_E5M2FNUZ: 8,
  C64: 64,
  C128: 128,
} as const;

const isOther = (dtype: string): dtype is keyof typeof otherBits => Object.hasOwn(otherBits, dtype);

/** @returns undefined where the type is unknown */
export function bitsOf(dtype: string): number | undefined {
  if (isStoredType(dtype)) return 8 * BYTES_OF[dtype];
  return isOther(dtype) ? otherBits[dtype] : undefined;
}

/** Why the numbers of a type are not shown: a sentence about it. */
export function whyNotRead(dtype: string): string {
  const bits = isOther(dtype) ? otherBits[dtype] : undefined;
  if (bits === undefined) return 'Gatescope does not know the type.';
  if (bits < 8)
    return 'It packs several numbers into a byte, in an order that the file does not state.';
  return dtype.startsWith('C')
    ? 'Its numbers are complex: each has two parts.'
    : 'Gatescope does not read the type.';
}

export type StoredType = keyof typeof BYTES_OF;

export interface StoredTensor {
  readonly dtype: StoredType;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array;
}

/** @throws TypeError where its numbers cannot be read: callers must check first */
export function storedType(dtype: string): StoredType {
  if (isStoredType(dtype)) return dtype;
  throw new TypeError(`numbers of the type ${dtype} are not read`);
}

export function isStoredType(dtype: string): dtype is StoredType {
  return Object.hasOwn(BYTES_OF, dtype);
}

/** @returns the product of the dimensions, 1 for a scalar; undefined when it is no safe integer */
export function countNumbers(shape: readonly number[]): number | undefined {
  // A zero makes the product 0 wherever it stands; it must not hide an overflow before it.
  let product = 1;
  for (const dimension of shape) {
    if (dimension !== 0) product *= dimension;
    if (!Number.isSafeInteger(product)) return undefined;
  }
  return shape.includes(0) ? 0 : product;
}

function viewOf({ bytes }: StoredTensor): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const LEAST_POWER = -149;

/** 2^-149 to 2^127, each exact: every power that single precision and its halves are made of. */
const powers = Float64Array.from({ length: 277 }, () => 1);
for (let n = 1; n <= 149; n++) powers[149 - n] = powers[150 - n] / 2;
for (let n = 1; n <= 127; n++) powers[149 + n] = powers[148 + n] * 2;

/**
 * The value of a short floating-point number (IEEE 754; also bfloat16, the upper half of a single).
 * @param fractionBits bits below the exponent's
 * @param bias of the exponent, also half its range
 */
function shortFloat(bits: number, fractionBits: number, bias: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const hidden = 1 << fractionBits;
  const exponent = (bits & 0x7fff) >>> fractionBits;
  const fraction = bits & (hidden - 1);
  if (exponent === 2 * bias + 1) return fraction === 0 ? sign * Infinity : NaN;
  const significand = exponent === 0 ? fraction : hidden + fraction;
  return sign * significand * powers[Math.max(1, exponent) - bias - fractionBits - LEAST_POWER];
}

/** E4M3 as in PyTorch (float8_e4m3fn) and ONNX: no infinity, and one fraction of the largest exponent is NaN. */
function float8E4M3(bits: number): number {
  if ((bits & 0x7f) === 0x7f) return NaN;
  const fraction = bits & 7;
  const exponent = (bits & 0x7f) >>> 3;
  const significand = exponent === 0 ? fraction : 8 + fraction;
  const value = significand * powers[Math.max(1, exponent) - 10 - LEAST_POWER];
  return bits & 0x80 ? -value : value;
}

/** E5M2 is the upper half of a half. */
const float8E5M2 = (bits: number): number => shortFloat(bits << 8, 10, 15);

/** How to read the number at a byte, for each type; 64-bit integers round to the nearest double. */
const readers: Record<StoredType, (view: DataView, at: number) => number> = {
  BOOL: (view, at) => view.getUint8(at),
  U8: (view, at) => view.getUint8(at),
  I8: (view, at) => view.getInt8(at),
  F8_E4M3: (view, at) => float8E4M3(view.getUint8(at)),
  F8_E5M2: (view, at) => float8E5M2(view.getUint8(at)),
  U16: (view, at) => view.getUint16(at, true),
  I16: (view, at) => view.getInt16(at, true),
  F16: (view, at) => shortFloat(view.getUint16(at, true), 10, 15),
  BF16: (view, at) => shortFloat(view.getUint16(at, true), 7, 127),
  U32: (view, at) => view.getUint32(at, true),
  I32: (view, at) => view.getInt32(at, true),
  F32: (view, at) => view.getFloat32(at, true),
  U64: (view, at) => Number(view.getBigUint64(at, true)),
  I64: (view, at) => Number(view.getBigInt64(at, true)),
  F64: (view, at) => view.getFloat64(at, true),
};

function readInto<A extends Float32Array | Float64Array | Int32Array>(
  numbers: A,
  tensor: StoredTensor,
): A {
  const view = viewOf(tensor);
  const read = readers[tensor.dtype];
  const width = BYTES_OF[tensor.dtype];
  for (let index = 0; index < numbers.length; index++) numbers[index] = read(view, index * width);
  return numbers;
}

function lengthOf({ dtype, bytes }: StoredTensor): number {
  return bytes.byteLength / BYTES_OF[dtype];
}

/** A copy of the tensor's numbers, of whatever type, in single or double precision. */
export function readFloats(tensor: StoredTensor, as: 'f32'): Float32Array<ArrayBuffer>;
export function readFloats(tensor: StoredTensor, as: 'f64'): Float64Array<ArrayBuffer>;
export function readFloats(
  tensor: StoredTensor,
  as: 'f32' | 'f64',
): Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
export function readFloats(
  tensor: StoredTensor,
  as: 'f32' | 'f64',
): Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer> {
  const length = lengthOf(tensor);
  return as === 'f32'
    ? readInto(new Float32Array(length), tensor)
    : readInto(new Float64Array(length), tensor);
}

/** The tensor's numbers where they lie, or a copy where they are of another type or not aligned. */
export function viewFloats(tensor: StoredTensor): Float32Array<ArrayBufferLike> {
  const { dtype, bytes } = tensor;
  const fits = dtype === 'F32' && bytes.byteOffset % Float32Array.BYTES_PER_ELEMENT === 0;
  return fits
    ? new Float32Array(bytes.buffer, bytes.byteOffset, lengthOf(tensor))
    : readFloats(tensor, 'f32');
}

/**
 * A copy of the tensor's whole numbers.
 * @throws TypeError when the type is not one of integers of at most 32 bits with sign
 */
export function readIntegers(tensor: StoredTensor): Int32Array<ArrayBuffer> {
  switch (tensor.dtype) {
    case 'BOOL':
    case 'U8':
    case 'I8':
    case 'U16':
    case 'I16':
    case 'I32':
      return readInto(new Int32Array(lengthOf(tensor)), tensor);
    default:
      throw new TypeError(`a tensor of type ${tensor.dtype} has no 32-bit integers`);
  }
}

/** The exponent's bits of each floating type, in the number's upper 16 bits: all set, not finite. */
const EXPONENT: Partial<Record<StoredType, number>> = {
  F16: 0x7c00,
  BF16: 0x7f80,
  F32: 0x7f80,
  F64: 0x7ff0,
};

/** Index of the first infinity or NaN, -1 if there is none (or the type has none). */
export function firstNotFinite(tensor: StoredTensor): number {
  if (tensor.dtype.startsWith('F8')) return readFloats(tensor, 'f32').findIndex((x) => x - x !== 0);
  const exponent = EXPONENT[tensor.dtype];
  if (exponent === undefined) return -1;
  const { bytes } = tensor;
  const width = BYTES_OF[tensor.dtype];
  const [low, high] = [exponent & 0xff, exponent >>> 8];
  for (let top = width - 1; top < bytes.length; top += width) {
    if ((bytes[top] & high) === high && (bytes[top - 1] & low) === low) {
      return (top + 1 - width) / width;
    }
  }
  return -1;
}
