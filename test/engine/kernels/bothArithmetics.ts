/**
 * What tests of both arithmetics stand on. Node 20 has the fused one behind a flag of V8, which is set
 * while such a file runs and no longer: the product's own tests are played as users have it.
 */
import { setFlagsFromString } from 'node:v8';
import { afterAll } from 'vitest';
import { arithmetics, isFusedHere, type Arithmetic } from '../../../src/engine/kernels/arithmetic';
import type { WasmKernels, WasmOptions } from '../../../src/engine/kernels/wasm';
import { createKernels, loadModule } from './wasmFixture';

const needsFlag = Number.parseInt(process.versions.v8) < 12;

/** Called once at the top of a file; arithmetic.test.ts leaves out a test where one is missing. */
export function arithmeticsHere(): Arithmetic[] {
  if (needsFlag) {
    setFlagsFromString('--experimental-wasm-relaxed-simd');
    afterAll(() => setFlagsFromString('--no-experimental-wasm-relaxed-simd'));
  }
  return isFusedHere() ? [...arithmetics] : ['separate'];
}

interface Side {
  readonly arithmetic: Arithmetic;
  readonly kernels: WasmKernels;
}

/** For `describe.each`. */
export function kernelsOfBoth(options: Partial<WasmOptions> = {}): Side[] {
  const sides = arithmeticsHere().map((arithmetic) => ({
    arithmetic,
    kernels: createKernels({ ...options, module: loadModule(arithmetic) }),
  }));
  afterAll(() => sides.forEach(({ kernels }) => kernels.dispose()));
  return sides;
}
