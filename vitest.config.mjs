import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { defineConfig } from 'vitest/config';

const files = readdirSync(path.join(import.meta.dirname, 'test'), { recursive: true })
  .map((name) => path.posix.join('test', name.split(path.sep).join('/')))
  .filter((name) => /\.test\.tsx?$/.test(name) && !/^test\/(vscode|endToEnd|out)\//.test(name));

/** Changes what all files of a process share: the DOM, its prototypes, a module of Node, the clock. */
const isAlone = (file) =>
  /@vitest-environment|\bvi\.(mock|spyOn|useFakeTimers|stub\w+)\(/.test(
    readFileSync(path.join(import.meta.dirname, file), 'utf8'),
  );

/**
 * Unit tests. What runs inside a real VS Code (`test/vscode`, `test/endToEnd`) has runners of its own.
 * A `.wasm` import gives its bytes, a `.cell` or `.py` import its text, as in the bundles (esbuild's
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
      name: 'cells-and-python-as-text',
      enforce: 'pre',
      load(id) {
        if (!/\.(cell|py)$/.test(id)) return undefined;
        return `export default ${JSON.stringify(readFileSync(id, 'utf8'))};`;
      },
    },
  ],
  test: {
    globalSetup: ['scripts/build/compileKernels.mjs'],
    setupFiles: ['test/seed.ts', 'test/patience.ts', 'test/equality.ts'],
    expect: { poll: { timeout: 30_000, interval: 20 } },
    testTimeout: 120_000,
    // Threads and processes on a busy machine are late now and then; what fails twice fails. The report says
    // “retry x1”.
    retry: 1,
    hookTimeout: 120_000,
    // Many files wait for a thread, a process or a browser: all cores have something to do.
    maxWorkers: availableParallelism(),
    projects: [
      {
        extends: true,
        test: {
          name: 'together',
          include: files.filter((file) => !isAlone(file)),
          // One file after the other in the same process: what one has loaded and warmed serves the next.
          isolate: false,
          // After the others: one of those would end the process that the next could go on in.
          sequence: { groupOrder: 1 },
        },
      },
      { extends: true, test: { name: 'alone', include: files.filter(isAlone) } },
    ],
  },
});
