import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  parseSafetensors,
  readFloats,
  readIntegers,
} from '../../../src/engine/files/safetensors/safetensors';
import { createTwin } from '../../../src/engine/twin/twin';
import type { Arithmetic } from '../../../src/engine/kernels/arithmetic';
import type { Kernels } from '../../../src/engine/kernels/kernels';
import { conform, type Fixture } from '../../../src/engine/training/conformance';
import { arithmeticsHere } from '../kernels/bothArithmetics';
import { createKernels, loadModule } from '../kernels/wasmFixture';

const folder = join(__dirname, '../../fixtures');
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  /^(cells\/)?[^/]+\.safetensors$/.test(name),
);
const here = arithmeticsHere();

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
const fast = (arithmetic: Arithmetic): Kernels =>
  createKernels({ module: loadModule(arithmetic), budgetBytes: 1 << 28 });

describe('conformance with PyTorch', () => {
  it('has fixtures of three cells, one and two layers and directions, tied, and in double precision', () => {
    expect(files.length).toBeGreaterThanOrEqual(11);
  });

  it.each(files)('holds for the twin on %s', (name) => {
    const result = conform(fixtureOf(name), twin, name.endsWith('f64.safetensors'));
    expect(result).toMatchObject({ supported: true, pass: true });
  });

  describe.each(here)('of %s arithmetic', (arithmetic) => {
    it.each(files.filter((name) => name.endsWith('f32.safetensors')))(
      'holds for WebAssembly on %s',
      (name) => {
        const result = conform(fixtureOf(name), () => fast(arithmetic), false);
        expect(result).toMatchObject({ supported: true, pass: true });
      },
    );
  });
});
