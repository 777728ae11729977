/** Which arithmetic the kernels have, and how that is found out. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { arithmeticsHere } from './bothArithmetics';
import { createKernels, loadModule } from './wasmFixture';

const here = arithmeticsHere();
const isFused = here.includes('fused');

/** a b + c, by the kernels' own product of 1 x 1 x 8. */
function sumOfProduct(arithmetic: (typeof here)[number], a: number, b: number, c: number): number {
  const kernels = createKernels({ module: loadModule(arithmetic) });
  const [left, right, out] = [1, 8, 8].map((length) => kernels.floats(length));
  left[0] = a;
  right.fill(b);
  out.fill(c);
  kernels.product({
    ...{ M: 1, N: 8, K: 1, a: left, b: right, c: out },
    ...{ aTransposed: true, bTransposed: false, start: 'c' },
  });
  kernels.dispose();
  return out[7];
}

/** What the probe says in a Node with these flags. */
function probed(...flags: string[]): string {
  const source = path.resolve(import.meta.dirname, '../../../src/engine/kernels/arithmetic.ts');
  const { outputFiles } = buildSync({
    stdin: {
      contents: `import { isFusedHere } from ${JSON.stringify(source)};
        process.stdout.write(String(isFusedHere()));`,
      resolveDir: import.meta.dirname,
    },
    ...{ bundle: true, platform: 'node', format: 'cjs', write: false },
  });
  return execFileSync(process.execPath, [...flags, '-e', outputFiles[0].text], {
    encoding: 'utf8',
  });
}

describe('The kernels', () => {
  it.runIf(isFused)('are tested fused as well: else this Node or this processor has none', () => {
    expect(here).toEqual(['separate', 'fused']);
  });

  it.each(here)('say that they are %s', (arithmetic) => {
    const kernels = createKernels({ module: loadModule(arithmetic) });
    expect(kernels.arithmetic).toBe(arithmetic);
    kernels.dispose();
  });

  it.each(here)('round %s as they say', (arithmetic) => {
    const a = 1 + 2 ** -12;
    const lost = sumOfProduct(arithmetic, a, a, -(1 + 2 ** -11));
    expect(lost).toBe(arithmetic === 'fused' ? 2 ** -24 : 0);
  });
});

describe('The probe', () => {
  it.runIf(isFused && process.arch === 'x64')('finds a processor that rounds twice', () => {
    const flags =
      Number.parseInt(process.versions.v8) < 12 ? ['--experimental-wasm-relaxed-simd'] : [];
    expect(probed(...flags)).toBe('true');
    expect(probed(...flags, '--no-enable-fma3')).toBe('false');
  });

  it.runIf(Number.parseInt(process.versions.v8) < 12)(
    'finds an engine without the instructions',
    () => {
      expect(probed()).toBe('false');
    },
  );
});
