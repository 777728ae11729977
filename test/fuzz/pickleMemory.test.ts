/**
 * What is built of a file of torch.save takes no more memory than is reckoned for it, and what is reckoned is
 * bounded by the file and 1 MB: so no file, however hostile, takes more. Measured on V8's heap after its
 * collections, where nothing depends on time.
 */
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { bytesOfFound, readCheckpoint } from '../../src/engine/files/pytorch/checkpoint';
import { readPickle } from '../../src/engine/files/pytorch/pickle';
import { readDirectory } from '../../src/engine/files/pytorch/zipDirectory';
import { random } from '../../src/engine/random';
import { bytesOfEntry, readTorchFile } from '../../src/worker/tensors/torchReader';
import { archive, dict, pickled, tensor } from '../engine/files/pytorch/writtenPickle';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** Bytes on the heap that are still in use, what was made with them. */
function kept<T>(make: () => T): { readonly made: T; readonly bytes: number } {
  make();
  collect();
  const before = getHeapStatistics().used_heap_size;
  const made = make();
  collect();
  return { made, bytes: getHeapStatistics().used_heap_size - before };
}

const codes = (text: string): number[] => [...text].map((one) => one.charCodeAt(0));
/** Far more than the collections of others move. */
const times = 20_000;
const noise = 200_000;

/** What puts down one value and more, each for as few bytes as can be. */
const units: Readonly<Record<string, readonly number[]>> = {
  'empty lists': codes(']'),
  'empty dictionaries': codes('}'),
  'empty sets': [0x8f],
  'tuples of one': [...codes('N'), 0x85],
  'tuples after a mark': codes('(Nt'),
  'lists that grow': codes(']Na'),
  'lists in lists': codes(']]a'),
  'dictionaries that grow': codes('}NNs'),
  'dictionaries of pairs': codes('(NNd'),
  'sets that grow': [0x8f, ...codes('(N'), 0x90],
  numbers: [...codes('G'), 0x3f, 1, 2, 3, 4, 5, 6, 7],
  'texts of no letter': [0x8c, 0],
  'texts of wide letters': [0x8c, 6, 0xe2, 0x82, 0xac, 0xe2, 0x82, 0xac],
  lines: codes("S'ab'\n"),
  names: codes('cm\nn\n'),
  'what names made': codes('cm\nn\n)R'),
  'what names made and were given': codes('cm\nn\n)RNNs'),
  instances: codes('(im\nn\n'),
  'what lies outside': codes('NQ'),
  'what is remembered': [...codes('N'), 0x94],
  'numbers that are remembered': [...codes('G'), 0x3f, 1, 2, 3, 4, 5, 6, 7, 0x94],
  'values of one byte': codes('N'),
};

const repeated = (unit: readonly number[]): Uint8Array =>
  Uint8Array.from([codes('('), ...Array.from({ length: times }, () => unit), codes('t.')].flat());

describe('The memory of a pickle', () => {
  it.each(Object.entries(units))('is no more than is reckoned: %s', (_, unit) => {
    const bytes = repeated(unit);
    const { made, bytes: taken } = kept(() => readPickle(bytes, Infinity));
    expect(made.ok && made.spent + noise).toBeGreaterThan(taken);
    // And so a budget below it ends the reading.
    expect(readPickle(bytes, Math.max(0, taken - noise) / 2)).toMatchObject(
      taken < 2 * noise ? {} : { ok: false, trouble: { problem: 'tooMuch' } },
    );
  });

  it('is no more than is reckoned where codes follow one another by chance', () => {
    const all = Object.values(units);
    const pickles = Array.from({ length: 300 }, (_, seed) => {
      const chance = random(seed);
      const some = Array.from({ length: 60 }, () => all[chance.below(all.length)]);
      return Uint8Array.from([codes('('), ...some, codes('t.')].flat());
    });
    const { made, bytes } = kept(() => pickles.map((one) => readPickle(one, Infinity)));
    const spent = made.reduce((sum, read) => sum + (read.ok ? read.spent : NaN), 0);
    expect(spent + noise).toBeGreaterThan(bytes);
  });
});

/** A directory of so many parts with names of two letters each. */
function directoryOf(parts: number): Uint8Array {
  const bytes = new Uint8Array(parts * 48).fill(0xff);
  const view = new DataView(bytes.buffer);
  for (let n = 0; n < parts; n++) {
    view.setUint32(48 * n, 0x02014b50, true);
    [2, 0, 0].forEach((length, field) => view.setUint16(48 * n + 28 + 2 * field, length, true));
    bytes.set([n & 0x7f, (n >> 7) & 0x7f], 48 * n + 46);
  }
  return bytes;
}

describe('The memory of a file of torch.save', () => {
  it('is no more than is reckoned for each of its parts', () => {
    const directory = directoryOf(1 << 14);
    const { made, bytes } = kept(() => readDirectory(directory));
    expect(made?.size).toBe(1 << 14);
    expect(bytes).toBeLessThan((1 << 14) * bytesOfEntry);
  });

  it('is no more than is reckoned for each tensor that is found, however deep', () => {
    const one = tensor({ shape: [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1] });
    const many = dict(
      ...Array.from({ length: 1000 }, (_, n) => [`rnn.weight_ih_l${n}`, one] as const),
    );
    const deep = dict(['a', dict(['b', dict(['c', dict(['d', many])])])]);
    const read = readPickle(pickled(deep), Infinity);
    if (!read.ok) throw new Error(read.trouble.problem);
    const { made, bytes } = kept(() => readCheckpoint(read.value));
    expect(made.ok && made.checkpoint.tensors.size).toBe(1000);
    expect(bytes).toBeLessThan(1000 * bytesOfFound);
  });

  it('is bounded by the file and 1 MB, whatever the pickle asks for', async () => {
    for (const unit of Object.values(units)) {
      const file = archive({ 'm/data.pkl': repeated(unit), 'm/version': Uint8Array.of(0x33) });
      let asked = 0;
      const read = (at: number, length: number) => {
        asked = Math.max(asked, length);
        return Promise.resolve(file.subarray(at, at + length));
      };
      const found = await readTorchFile({ length: file.length, read });
      expect(found.ok).toBe(false);
      expect(asked).toBeLessThanOrEqual(file.length);
    }
  });
});
