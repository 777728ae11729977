/** The product's kernels on the test's own thread. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EngineParts } from '../../src/worker/platform/engineParts';
import { wasmEngine } from '../../src/worker/platform/engineParts';

const wasm = new URL('../../src/engine/kernels/assembly/kernels.wasm', import.meta.url);
let module: WebAssembly.Module | undefined;

export const engineHere = (): EngineParts =>
  wasmEngine({
    module: (module ??= new WebAssembly.Module(readFileSync(fileURLToPath(wasm)))),
    startHelper: () => ({ dispose: () => undefined }),
    tileRows: 4,
  });
