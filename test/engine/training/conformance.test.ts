import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  parseSafetensors,
  readFloats,
  readIntegers,
} from '../../../src/engine/files/safetensors/safetensors';
import { createTwin } from '../../../src/engine/twin/twin';
import type { Kernels } from '../../../src/engine/kernels/kernels';
import { createWasmKernels } from '../../../src/engine/kernels/wasm';
import { conform, type Fixture } from '../../../src/engine/training/conformance';

const folder = join(__dirname, '../../fixtures');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /^(cells\/)?[^/]+\.safetensors$/.test(name),
);
const wasm = new WebAssembly.Module(
  readFileSync(join(__dirname, '../../../src/engine/kernels/assembly/kernels.wasm')),
);

function fixtureOf(name: string): Fixture {
  const parsed = parseSafetensors(new Uint8Array(readFileSync(join(folder, name))));
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.failure));
  const { metadata, tensors } = parsed.file;
  return {
    metadata,
    tensors: new Map(
      [...tensors].map(([tensor, stored]) => [
        tensor,
        stored.dtype === 'I32' ? readIntegers(stored) : readFloats(stored, 'f64'),
      ]),
    ),
  };
}

const twin = (): Kernels => createTwin({ interrupted: () => false });
const fast = (): Kernels =>
  createWasmKernels({ module: wasm, threads: 1, budgetBytes: 1 << 28, interrupted: () => false });

describe('conformance with PyTorch', () => {
  it('has fixtures of three cells, one and two layers and directions, tied, and in double precision', () => {
    expect(files.length).toBeGreaterThanOrEqual(11);
  });

  it.each(files)('holds for the twin on %s', (name) => {
    const result = conform(fixtureOf(name), twin, name.endsWith('f64.safetensors'));
    expect(result).toMatchObject({ supported: true, pass: true });
  });

  it.each(files.filter((name) => name.endsWith('f32.safetensors')))(
    'holds for WebAssembly on %s',
    (name) => {
      expect(conform(fixtureOf(name), fast, false)).toMatchObject({ supported: true, pass: true });
    },
  );
});
