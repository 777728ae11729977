/**
 * Mutated and hostile files of torch.save: reading them never throws, calls nothing, and takes no more
 * memory than the file has bytes, and 1 MB. A few thousand here;
 * `GATESCOPE_FUZZ_COUNT=300000 npm run unit -- test/fuzz/pickles` plays that many.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readPickle } from '../../src/engine/files/pytorch/pickle';
import { random, type Random } from '../../src/engine/random';
import { sentence, success } from '../../src/shared/failures';
import { withForeignFile } from '../../src/worker/tensors/foreignFile';
import { recogniseModel } from '../../src/engine/files/foreign/foreignModel';
import { archive } from '../engine/files/pytorch/writtenPickle';

const count = Number(process.env.GATESCOPE_FUZZ_COUNT ?? 2000);
const seed = Number(process.env.GATESCOPE_FUZZ_SEED ?? 1);

const folder = join(import.meta.dirname, '../fixtures/import/pytorch');
const fixtures = ['gru.pt', 'checkpoint.pt', 'columns.pt', 'quantised.pt', 'whole-module.pt'].map(
  (name) => new Uint8Array(readFileSync(join(folder, name))),
);
const codes = [...'()012FIJKLMNPQRSTUVXabcd}eghijl]opqrst)uGBC.']
  .map((one) => one.charCodeAt(0))
  .concat(Array.from({ length: 0x19 }, (_, n) => 0x80 + n));

const pick = <T>(random: Random, some: readonly T[]): T => some[random.below(some.length)];

/** Some bytes are others, gone, doubled, or codes of the pickle. */
function mutated(random: Random): Uint8Array<ArrayBuffer> {
  let bytes = Array.from(pick(random, fixtures));
  for (let n = 1 + random.below(6); n > 0; n--) {
    const at = random.below(bytes.length);
    const length = random.below(9);
    switch (random.below(4)) {
      case 0:
        bytes[at] = random.below(256);
        break;
      case 1:
        bytes[at] = pick(random, codes);
        break;
      case 2:
        bytes.splice(at, length);
        break;
      default:
        bytes = [...bytes.slice(0, at + length), ...bytes.slice(at)];
    }
  }
  return Uint8Array.from(bytes);
}

/** A sound archive around a pickle of codes that follow one another by chance. */
function hostile(random: Random): Uint8Array<ArrayBuffer> {
  const few = Array.from({ length: 1 + random.below(4) }, () => pick(random, codes));
  const pickle = Array.from({ length: 1 + random.below(300) }, () =>
    random.below(4) === 0 ? random.below(256) : pick(random, random.below(2) === 0 ? few : codes),
  );
  return archive({ 'm/data.pkl': Uint8Array.from(pickle), 'm/version': Uint8Array.from([0x33]) });
}

async function play(bytes: Uint8Array<ArrayBuffer>): Promise<'read' | 'refused'> {
  const file = { name: 'm.pt', content: bytes };
  const visit = () => Promise.resolve(success(undefined));
  const opened = await withForeignFile({ visit }, file, async ({ check, ...header }) => {
    recogniseModel(header, {});
    for (const { begin, end, strides, shape, madeBy } of header.tensors.values()) {
      if (madeBy !== undefined) continue;
      expect(begin).toBeGreaterThanOrEqual(0);
      expect(end).toBeLessThanOrEqual(bytes.length);
      if (strides) expect(strides).toHaveLength(shape.length);
    }
    await check?.([...header.tensors.keys()], () => Promise.resolve());
    return success('read');
  });
  if (opened.ok) return 'read';
  expect(sentence(opened.failure)).toMatch(/^\S.*[.?!)"]$/s);
  return 'refused';
}

describe('A file of torch.save that is mutated or hostile', () => {
  it(
    'is read as data or refused with a sentence',
    async () => {
      const outcomes = { read: 0, refused: 0 };
      const thrown: string[] = [];
      for (let n = seed; n < seed + count && thrown.length < 20; n++) {
        const chance = random(n);
        try {
          outcomes[await play(n % 2 === 0 ? mutated(chance) : hostile(chance))]++;
        } catch (error) {
          thrown.push(`seed ${n}: ${error instanceof Error ? (error.stack ?? '') : String(error)}`);
        }
      }
      expect(thrown).toEqual([]);
      // The changes are small: both happen.
      expect(Math.min(outcomes.read, outcomes.refused)).toBeGreaterThan(count / 20);
    },
    60_000 + 20 * count,
  );

  it('calls nothing and touches no prototype', () => {
    const before = Object.getOwnPropertyNames(Object.prototype);
    const attack = 'cbuiltins\neval\n(S"globalThis.x=1"\ntR(S"__proto__"\nS"polluted"\nI1\nsd.';
    readPickle(new TextEncoder().encode(attack), 1 << 20);
    expect('x' in globalThis).toBe(false);
    expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
  });
});
