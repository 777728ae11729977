/** Damaged and hostile files: reading them never throws and takes no more memory than they have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../src/engine/files/modelFile';
import {
  describeFileFailure,
  parseSafetensors,
} from '../../src/engine/files/safetensors/safetensors';
import { crafted } from '../engine/files/safetensors/craftedFile';

const fixture = new Uint8Array(
  readFileSync(join(import.meta.dirname, '../fixtures/lstm_tiny_f32.safetensors')),
);

/** Reads the file; what is accepted lies within it, what is refused has a sentence. */
function readAndCheck(bytes: Uint8Array): void {
  const model = decodeModelFile(bytes);
  if (!model.ok) expect(describeFileFailure(model.failure).length).toBeLessThan(500);
  const result = parseSafetensors(bytes);
  if (!result.ok) {
    expect(describeFileFailure(result.failure)).toMatch(/\.$/);
    return;
  }
  let covered = 0;
  for (const tensor of result.file.tensors.values()) {
    expect(tensor.bytes.buffer).toBe(bytes.buffer);
    covered += tensor.bytes.length;
  }
  const header = 8 + Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  expect(header + covered).toBe(bytes.length);
}

interface Mutation {
  readonly at: number;
  readonly length: number;
  readonly bytes: Uint8Array;
}

/** Most of them in the header, which is the part that can be misread. */
const mutation = fc.record({
  at: fc.oneof({ weight: 4, arbitrary: fc.nat(2720) }, fc.nat(fixture.length)),
  length: fc.oneof(fc.constant(0), fc.nat(4), fc.nat(2000)),
  bytes: fc.oneof(
    fc.uint8Array({ maxLength: 8 }),
    fc
      .constantFrom(
        '{',
        '}',
        '[',
        ']',
        '"',
        ',',
        ':',
        '\\',
        '0',
        '-1',
        '1e9',
        '9007199254740993',
        'null',
        '"a":{}',
        'F64',
        '__metadata__',
      )
      .map((text) => new TextEncoder().encode(text)),
  ),
});

function mutated(bytes: Uint8Array, { at, length, bytes: inserted }: Mutation): Uint8Array {
  const end = Math.min(bytes.length, at + length);
  const start = Math.min(bytes.length, at);
  const result = new Uint8Array(start + inserted.length + bytes.length - end);
  result.set(bytes.subarray(0, start));
  result.set(inserted, start);
  result.set(bytes.subarray(end), start + inserted.length);
  return result;
}

/** With the length of the header put right again, so that the mutation is looked at. */
function withHeaderLength(bytes: Uint8Array, grown: number): Uint8Array {
  if (bytes.length < 8) return bytes;
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setBigUint64(0, BigInt(Math.max(0, 2712 + grown)), true);
  return bytes;
}

describe('the reader of safetensors', () => {
  it('bears any mutation of a sound file', () => {
    fc.assert(
      fc.property(
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        (mutations, repair) => {
          const bytes = mutations.reduce(mutated, fixture.slice());
          readAndCheck(repair ? withHeaderLength(bytes, bytes.length - fixture.length) : bytes);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('bears a sound file with single bytes flipped, and every cut of it', () => {
    fc.assert(
      fc.property(fc.nat(fixture.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = fixture.slice();
        bytes[at] ^= flip;
        readAndCheck(bytes);
      }),
      { numRuns: 3000 },
    );
    for (let length = 0; length < fixture.length; length += 13) {
      expect(parseSafetensors(fixture.slice(0, length)).ok).toBe(false);
    }
  });

  it('bears any bytes, and any JSON for a header', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), readAndCheck), { numRuns: 2000 });
    const size = fc.oneof(fc.nat(16), fc.constantFrom(-1, 0.5, 1e15, 2 ** 53, 1e308));
    const description = fc.record(
      {
        dtype: fc.constantFrom('F32', 'U8', 'F64', 'BF16', 'x'),
        shape: fc.array(size, { maxLength: 3 }),
        data_offsets: fc.array(size, { minLength: 1, maxLength: 3 }),
      },
      { noNullPrototype: true },
    );
    const header = fc.dictionary(fc.string(), fc.oneof(description, fc.jsonValue()));
    fc.assert(
      fc.property(header, fc.uint8Array({ maxLength: 32 }), (described, numbers) => {
        readAndCheck(crafted(JSON.stringify(described), numbers));
      }),
      { numRuns: 3000 },
    );
  });

  it('allocates nothing for tensors that a file only announces', () => {
    const before = process.memoryUsage().arrayBuffers;
    const huge = { dtype: 'F32', shape: [1 << 28], data_offsets: [0, 1 << 30] };
    const files = Array.from({ length: 200 }, () =>
      crafted(JSON.stringify({ 'encoder.weight': huge }), 8),
    );
    for (const file of files) expect(decodeModelFile(file).ok).toBe(false);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(16 * 1024 * 1024);
  });
});
