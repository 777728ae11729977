/** exp, sigmoid, tanh and log of the fast kernels against the double-precision ones of JavaScript. */
import { describe, expect, it } from 'vitest';
import type { WasmKernels } from '../../../src/engine/kernels/wasm';
import { kernelsOfBoth } from './bothArithmetics';

const both = kernelsOfBoth();

function call({ raw }: WasmKernels, name: string, ...values: number[]): number {
  const member = raw[name];
  if (typeof member !== 'function') throw new Error(`There is no ${name}.`);
  return Number(member(...values));
}

/** Every single-precision number of both signs, with some last bits left out. */
function samples(): Float32Array {
  const step = 4099;
  const bits = new Uint32Array(Math.floor(2 ** 32 / step) & ~3).map((_, n) => n * step);
  return new Float32Array(bits.buffer).map((x) => (Number.isFinite(x) ? x : 0));
}

function largestError(
  kernels: WasmKernels,
  which: number,
  exact: (x: number) => number,
  relative: boolean,
): number {
  const x = samples();
  const values = kernels.floats(x.length);
  values.set(x);
  call(kernels, 'applyFunction', which, values.byteOffset, values.length);
  let most = 0;
  for (let n = 0; n < x.length; n++) {
    const value = exact(x[n]);
    if (relative && (value < 1e-37 || value > 1e38)) continue;
    const error = Math.abs(values[n] - value) / (relative ? value : 1);
    most = error <= most ? most : error;
  }
  return most;
}

describe.each(both)('the functions of the fast kernels ($arithmetic)', ({ kernels }) => {
  it('compute exp to 1.2e-7 of its value wherever it is a normal number', () => {
    expect(largestError(kernels, 0, Math.exp, true)).toBeLessThan(1.2e-7);
  });

  it('compute sigmoid to 1.2e-7 everywhere', () => {
    expect(largestError(kernels, 1, (x) => 1 / (1 + Math.exp(-x)), false)).toBeLessThan(1.2e-7);
  });

  it('compute tanh to 5e-7 everywhere', () => {
    expect(largestError(kernels, 2, Math.tanh, false)).toBeLessThan(5e-7);
  });

  it('let a NaN through', () => {
    const values = kernels.floats(4);
    for (const which of [0, 1, 2]) {
      values.fill(NaN);
      call(kernels, 'applyFunction', which, values.byteOffset, 4);
      expect(Array.from(values)).toEqual([NaN, NaN, NaN, NaN]);
    }
  });

  it('compute log in double precision', () => {
    for (let n = 0; n < 20_000; n++) {
      const x = Math.exp((n - 10_000) / 20);
      expect(Math.abs(call(kernels, 'log', x) - Math.log(x))).toBeLessThan(
        1e-15 * Math.max(1, Math.abs(Math.log(x))),
      );
    }
    expect(call(kernels, 'log', 0)).toBe(-Infinity);
    expect(call(kernels, 'log', Infinity)).toBe(Infinity);
    expect(call(kernels, 'log', -1)).toBeNaN();
    expect(call(kernels, 'log', NaN)).toBeNaN();
  });
});
