import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Unit tests. What runs inside a real VS Code (`test/vscode`, `test/endToEnd`) has runners of its own.
 * A `.wasm` import gives its bytes and a `.cell` import its text, as in the bundles (esbuild's
 * loaders `binary` and `text`).
 */
export default defineConfig({
  plugins: [
    {
      name: 'wasm-as-bytes',
      enforce: 'pre',
      load(id) {
        if (!id.endsWith('.wasm')) return undefined;
        const base64 = readFileSync(id).toString('base64');
        return `export default Uint8Array.from(Buffer.from('${base64}', 'base64'));`;
      },
    },
    {
      name: 'cell-as-text',
      enforce: 'pre',
      load(id) {
        if (!id.endsWith('.cell')) return undefined;
        return `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`;
      },
    },
  ],
  test: {
    include: ['test/**/*.test.ts', 'test/**/*.test.tsx'],
    exclude: ['test/vscode/**', 'test/endToEnd/**', 'test/out/**'],
    globalSetup: ['scripts/build/compileKernels.mjs'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Many files wait for a thread, a process or a browser: all cores have something to do.
    maxWorkers: availableParallelism(),
  },
});
