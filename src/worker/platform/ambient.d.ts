/// <reference path="../../engine/ambient.d.ts" />

/** esbuild's binary loader. */
declare module '*.wasm' {
  const bytes: Uint8Array<ArrayBuffer>;
  export default bytes;
}

/** Beside what the engine needs of it: how a trap is known. */
declare namespace WebAssembly {
  class RuntimeError extends Error {}
}
