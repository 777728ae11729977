/**
 * Imports that are nearly sound: each is taken, and what is put away can be read again, or it is refused
 * with a sentence. `GATESCOPE_FUZZ_COUNT=200000 GATESCOPE_FUZZ_SEED=1 npm run unit -- test/fuzz/imports`
 * plays many; a failure names the seed that plays it alone.
 */
import { describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../src/engine/files/modelFile';
import { random } from '../../src/engine/random';
import type { Failure, Result } from '../../src/shared/failures';
import { sentence, success } from '../../src/shared/failures';
import type { Importing } from '../../src/worker/importing/importModel';
import { createImporter } from '../../src/worker/importing/importModel';
import { platformEngine } from '../../src/worker/platform/wasm';
import type { ForeignImport } from './foreignFiles';
import { foreignImport } from './foreignFiles';

const count = Number(process.env.GATESCOPE_FUZZ_COUNT ?? 150);
const seed = Number(process.env.GATESCOPE_FUZZ_SEED ?? 1);
const { createKernels } = platformEngine();

/** A disk with one model on it. */
function importerWith(there: Uint8Array<ArrayBuffer>, put: (bytes: Uint8Array) => void) {
  const source = {
    length: there.length,
    read: (at: number, length: number) => Promise.resolve(there.slice(at, at + length)),
  };
  const files = {
    visit: async (_: string, use: (one: typeof source) => Promise<unknown>) =>
      success(await use(source)),
    lock: () => Promise.resolve(success({ release: () => Promise.resolve() })),
    write: (_: string, bytes: Uint8Array) => {
      put(bytes);
      return Promise.resolve(success(undefined));
    },
  } as unknown as Importing['files'];
  return createImporter({ files, createKernels, breathe: () => Promise.resolve() });
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

/** @returns what became of it */
async function play(one: ForeignImport): Promise<'imported' | 'refused'> {
  let written: Uint8Array | undefined;
  const importer = importerWith(one.model, (bytes) => (written = bytes));
  const file = { name: 'm.safetensors', content: one.model };
  const vocabulary = { name: one.vocabularyName, content: bytesOf(one.vocabulary) };
  const job = { cancelled: false };
  const check = <T>(result: Result<T, Failure>): Result<T, Failure> => {
    if (!result.ok) expect(sentence(result.failure)).toMatch(/^\S.*[.?!]$/s);
    return result;
  };
  const examined = check(await importer.examineImport({ file, names: one.request.names }, job));
  if (examined.ok && examined.value.kind === 'foreign') {
    const { names } = examined.value;
    const { tokens = 'words' } = one.request;
    check(await importer.examineWords({ file, names, tokens, vocabulary }, job));
  }
  const parity = { name: 'p.json', content: bytesOf(one.parity) };
  const places = { documentKey: 'gatescope-import:m', modelPath: '/m' };
  const request = { file, vocabulary, parity, ...places, ...one.request };
  if (!check(await importer.importModel(request, job)).ok) return 'refused';
  expect(written && decodeModelFile(written)).toMatchObject({ ok: true });
  return 'imported';
}

describe('an import that is nearly sound', () => {
  it(
    'is taken, or refused with a sentence',
    async () => {
      const outcomes = { imported: 0, refused: 0 };
      const thrown: string[] = [];
      for (let n = seed; n < seed + count && thrown.length < 20; n++) {
        try {
          outcomes[await play(foreignImport(random(n)))]++;
        } catch (error) {
          thrown.push(`seed ${n}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
        }
      }
      expect(thrown).toEqual([]);
      // The changes are small: both happen.
      expect(Math.min(outcomes.imported, outcomes.refused)).toBeGreaterThan(count / 20);
    },
    60_000 + 20 * count,
  );
});
