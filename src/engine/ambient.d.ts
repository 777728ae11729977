/**
 * What every JavaScript runtime that can run the engine offers beside the language itself: the
 * three names below, and nothing of Node or the DOM. That they are declared by hand is the point:
 * `document`, `process` and `console` must not resolve in this folder.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: 'utf-8', options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string;
}

declare namespace WebAssembly {
  function validate(bytes: ArrayBufferView<ArrayBuffer>): boolean;
  class Memory {
    constructor(descriptor: { initial: number; maximum: number; shared: true });
    readonly buffer: SharedArrayBuffer;
    grow(pages: number): number;
  }
  class Module {
    constructor(bytes: ArrayBufferView<ArrayBuffer>);
  }
  class Table {
    readonly length: number;
    grow(by: number): number;
    set(index: number, value: unknown): void;
  }
  class Instance {
    constructor(module: Module, imports?: Record<string, Record<string, unknown>>);
    readonly exports: Record<string, unknown>;
  }
}

/** The equations of a known cell, as they stand in the file. */
declare module '*.cell' {
  const text: string;
  export default text;
}

/** A program of an exported project, as it stands in the file. */
declare module '*.py' {
  const text: string;
  export default text;
}
