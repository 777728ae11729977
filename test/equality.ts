/**
 * vitest compares arrays of numbers element by element through all its rules, a million of them in
 * seconds. What is equal bit by bit is equal by any rule; everything else is left to vitest, which
 * also says what differs.
 */
import { expect } from 'vitest';

const isArray = (value: unknown): value is readonly unknown[] =>
  Array.isArray(value) && value.length > 64;

/** Numbers, texts and the like, none missing. */
const isPlain = (value: unknown): boolean => value !== undefined && typeof value !== 'object';

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** @returns true where it is sure, undefined where vitest is to decide */
function surelyEqual(one: unknown, other: unknown): true | undefined {
  if (ArrayBuffer.isView(one) && ArrayBuffer.isView(other)) {
    const alike = one.constructor === other.constructor && one.byteLength === other.byteLength;
    return alike && Buffer.compare(bytesOf(one), bytesOf(other)) === 0 ? true : undefined;
  }
  if (!isArray(one) || !isArray(other) || one.length !== other.length) return undefined;
  return one.every((value, n) => isPlain(value) && Object.is(value, other[n])) ? true : undefined;
}

const added = Symbol.for('gatescope.equality');

/** Files that share a process share what is added here: once is enough. */
if (!(added in globalThis)) {
  Object.defineProperty(globalThis, added, { value: true });
  expect.addEqualityTesters([surelyEqual]);
}
