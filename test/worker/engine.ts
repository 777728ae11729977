/** The product's kernels on the test's own thread. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { EngineParts } from '../../src/worker/platform/engineParts';
import { wasmEngine } from '../../src/worker/platform/engineParts';
import type { WasmKind } from '../../src/worker/platform/engineParts';
import type { Arithmetic } from '../../src/engine/kernels/arithmetic';

const modules = new Map<string, WebAssembly.Module>();

function kindOf(file: string): WasmKind {
  const path = fileURLToPath(new URL(`../../src/engine/kernels/assembly/${file}`, import.meta.url));
  return {
    module() {
      const module = modules.get(path) ?? new WebAssembly.Module(readFileSync(path));
      modules.set(path, module);
      return module;
    },
    tileRows: 4,
  };
}

/** @param arithmetic the better one that it has */
export const engineHere = (arithmetic: Arithmetic = 'separate'): EngineParts =>
  wasmEngine({
    separate: kindOf('kernels.wasm'),
    ...(arithmetic === 'fused' ? { fused: kindOf('kernels.fused.wasm') } : {}),
    startHelper: () => ({ dispose: () => undefined }),
  });
