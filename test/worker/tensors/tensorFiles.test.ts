/** Looking into safetensors files through a real thread, against a plain reading in the test. */
import { execFileSync } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  readFloats,
  serialiseSafetensors,
} from '../../../src/engine/files/safetensors/safetensors';
import type { StoredTensor, StoredType } from '../../../src/engine/files/safetensors/safetensors';
import { BYTES_OF } from '../../../src/engine/files/safetensors/storedTensor';
import { sentence } from '../../../src/shared/failures';
import type { FileSource } from '../../../src/shared/model/importing';
import { createCanceller } from '../../../src/shared/wire/canceller';
import { tensorBounds } from '../../../src/shared/model/tensors';
import { createTensorFiles } from '../../../src/worker/tensors/tensorFiles';
import { crafted, entry } from '../../engine/files/safetensors/craftedFile';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, value } from '../house';

let house: House;
let folder: string;
beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  folder = await mkdtemp(join(tmpdir(), 'gatescope-tensors-'));
});
afterAll(async () => {
  await house.dispose();
  await rm(folder, { recursive: true, force: true });
});

/** Bytes of the long headers, and how many: `GATESCOPE_HEADERS=100:16777216` for the figure. */
const [headers = 3, mostHeaders = 1 << 21] = (process.env['GATESCOPE_HEADERS'] ?? '3:2097152')
  .split(':')
  .map(Number);

/** What costs most of its kind: texts, tensors, a shape. */
function* longHeaders(most: number): Generator<string> {
  const fill = (first: string, piece: (n: number) => string, last: string, length: number) => {
    const pieces: string[] = [];
    for (let n = 0, left = length - first.length - last.length; ; n++) {
      const next = piece(n);
      if ((left -= next.length + 1) < 0) return first + pieces.join() + last;
      pieces.push(next);
    }
  };
  for (let n = 0; n < headers; n++) {
    const length = Math.floor(most * (1 - (n % 7) / 8));
    if (n % 3 === 0) yield fill('{"__metadata__":{', (k) => `"${k.toString(36)}":""`, '}}', length);
    else if (n % 3 === 1) yield fill('{', (k) => `"${k}":${entry('U8', [0], 0, 0)}`, '}', length);
    else
      yield fill('{"a":{"dtype":"U8","data_offsets":[0,0],"shape":[0,', () => '1', ']}}', length);
  }
}

let keys = 0;
async function put(bytes: Uint8Array, name = `file-${++keys}.safetensors`): Promise<FileSource> {
  const path = join(folder, name);
  await writeFile(path, bytes);
  return { name, path };
}

async function opened(bytes: Uint8Array) {
  const key = ++keys;
  const file = await put(bytes);
  return { key, file, listing: value(await house.analyst.call('openTensors', { key, file })) };
}

const statistics = async (key: number, place: number) =>
  value(await house.analyst.call('tensorStatistics', { key, place }));

const bytesOf = (numbers: ArrayBufferView): Uint8Array =>
  new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength).slice();

function simply(numbers: Float64Array) {
  const finite = [...numbers].filter(Number.isFinite);
  const mean = finite.reduce((sum, x) => sum + x / finite.length, 0);
  const variance = finite.reduce((sum, x) => sum + ((x - mean) * (x - mean)) / finite.length, 0);
  return {
    numbers: numbers.length,
    zeros: numbers.filter((x) => x === 0).length,
    nans: numbers.filter(Number.isNaN).length,
    infinities: numbers.length - finite.length - numbers.filter(Number.isNaN).length,
    low: finite.reduce((least, x) => Math.min(least, x), Infinity),
    high: finite.reduce((most, x) => Math.max(most, x), -Infinity),
    mean,
    deviation: Math.sqrt(variance),
  };
}

describe('Looking into a safetensors file', () => {
  it('reads every type, and the figures are those of a plain reading', async () => {
    const types = Object.keys(BYTES_OF) as StoredType[];
    const source = fc.uint8Array({ minLength: 64, maxLength: 64 });
    await fc.assert(
      fc.asyncProperty(
        fc.array(source, { minLength: types.length, maxLength: types.length }),
        async (contents) => {
          const tensors = types.map((dtype, n): [string, StoredTensor] => {
            const bytes = dtype === 'BOOL' ? contents[n].map((byte) => byte & 1) : contents[n];
            return [dtype, { dtype, shape: [64 / BYTES_OF[dtype]], bytes }];
          });
          // Written by hand: what is not finite is refused by our own writer.
          const header = tensors.map(
            ([name, { dtype, shape }], n) =>
              `"${name}":${entry(dtype, shape, 64 * n, 64 * n + 64)}`,
          );
          const data = new Uint8Array(64 * types.length);
          tensors.forEach(([, { bytes }], n) => data.set(bytes, 64 * n));
          const { key, listing } = await opened(crafted(`{${header.join()}}`, data));
          expect(listing.tensors).toBe(types.length);
          const rows = value(await house.analyst.call('tensorRows', { key, from: 0, count: 99 }));
          for (const { place, name, dtype } of rows) {
            const [, tensor] = tensors.find(([one]) => one === name)!;
            const plain = simply(readFloats(tensor, 'f64'));
            const { whole, blocks } = await statistics(key, place);
            expect(blocks).toEqual([]);
            expect(whole, dtype).toMatchObject({
              ...{ numbers: plain.numbers, zeros: plain.zeros },
              ...{ nans: plain.nans, infinities: plain.infinities },
            });
            if (!whole.finite) continue;
            expect([whole.finite.low, whole.finite.high]).toEqual([plain.low + 0, plain.high + 0]);
            const scale = Math.max(Math.abs(plain.low), Math.abs(plain.high));
            expect(Math.abs(whole.finite.mean - plain.mean)).toBeLessThanOrEqual(1e-12 * scale);
            if (scale < 1e150) {
              const apart = Math.abs((whole.finite.deviation ?? NaN) - plain.deviation);
              expect(apart).toBeLessThanOrEqual(1e-12 * scale);
            }
          }
          house.analyst.tell('closeTensors', { key });
        },
      ),
      { numRuns: 12 },
    );
  });

  it('takes an LSTM’s tensors apart into the four gates, across pieces', async () => {
    const H = 600;
    const values = Float32Array.from(
      { length: 4 * H * H },
      (_, n) => Math.floor(n / (H * H)) + (n % 7) / 8,
    );
    const file = serialiseSafetensors(
      new Map(),
      new Map<string, StoredTensor>([
        ['rnn.weight_hh_l0', { dtype: 'F32', shape: [4 * H, H], bytes: bytesOf(values) }],
      ]),
    );
    const { key, listing } = await opened(file);
    expect(listing).toMatchObject({ tensors: 1, numbers: 4 * H * H, types: ['F32'] });
    const [row] = value(await house.analyst.call('tensorRows', { key, from: 0, count: 1 }));
    expect(row.part?.gates).toEqual(['input', 'forget', 'candidate', 'output']);
    const { whole, blocks } = await statistics(key, 0);
    blocks.forEach((block, gate) => {
      const plain = simply(Float64Array.from(values.subarray(gate * H * H, (gate + 1) * H * H)));
      expect(block.numbers).toBe(H * H);
      expect(block.finite?.low).toBe(gate);
      expect(block.finite?.mean).toBeCloseTo(plain.mean, 9);
      expect(block.finite?.deviation).toBeCloseTo(plain.deviation, 9);
    });
    expect(whole.finite).toMatchObject({ low: 0, high: 3.75 });
    // The gates share the tensor's range, so that their bins can be compared, and added.
    expect(whole.bins).toEqual(
      whole.bins.map((_, n) => blocks.reduce((sum, b) => sum + b.bins[n], 0)),
    );
    expect(blocks[3].bins.slice(0, 20).every((count) => count === 0)).toBe(true);
  });

  it('answers for no numbers, for one value alone, and for a scalar', async () => {
    const header = `{"a":${entry('F32', [0, 5], 0, 0)},"b":${entry('F64', [], 0, 8)},"c":${entry('I8', [3], 8, 11)}}`;
    const { key } = await opened(
      crafted(header, Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0x7f, 7, 7, 7)),
    );
    expect((await statistics(key, 0)).whole).toMatchObject({ numbers: 0 });
    expect((await statistics(key, 1)).whole).toMatchObject({ numbers: 1, nans: 1 });
    const { whole } = await statistics(key, 2);
    expect(whole.finite).toEqual({ low: 7, high: 7, mean: 7, deviation: 0 });
    expect(whole.bins[0]).toBe(3);
  });

  it('reads at its place in a file larger than memory would bear, and takes what it needs', async () => {
    // 6 GB that the disk does not hold: only what was written takes room.
    const gigabytes = 6 * 2 ** 30;
    const header = `{"vast":${entry('F16', [gigabytes / 2], 0, gigabytes)},"last":${entry('F32', [2], gigabytes, gigabytes + 8)}}`;
    const path = join(folder, 'vast.safetensors');
    const handle = await open(path, 'w');
    const start = crafted(header);
    await handle.write(start);
    await handle.truncate(start.length + gigabytes + 8);
    await handle.write(bytesOf(Float32Array.of(1.5, -2)), 0, 8, start.length + gigabytes);
    await handle.close();
    const key = ++keys;
    const file = { name: 'vast', path };
    const listing = value(await house.analyst.call('openTensors', { key, file }));
    expect(listing.numbers).toBe(gigabytes / 2 + 2);
    expect((await statistics(key, 1)).whole.finite).toMatchObject({ low: -2, high: 1.5 });
    // The first would take minutes: it is called off, and the thread answers others meanwhile.
    const canceller = createCanceller();
    const slow = house.analyst.call('tensorStatistics', { key, place: 0 }, { cancel: canceller });
    expect((await statistics(key, 1)).whole.numbers).toBe(2);
    canceller.cancel();
    await expect(slow).rejects.toMatchObject({ kind: 'cancelled' });
    await rm(path);
  });

  it('says which tensor of a malformed file is wrong, and that a cut archive is one', async () => {
    const told = async (bytes: Uint8Array): Promise<string> => {
      const request = { key: ++keys, file: await put(bytes, 'm.safetensors') };
      const answer = await house.analyst.call('openTensors', request);
      return answer.ok ? 'opened' : sentence(answer.failure);
    };
    const text = (words: string) => new TextEncoder().encode(words);
    const gates = (more: string) => crafted(`{"gates":${more}}`, 8);
    expect(await told(gates(entry('F32', [1 << 30], 0, 4 * 2 ** 30)))).toMatch(
      /^m\.safetensors cannot be shown\. The tensor "gates" ends at byte 4294967296 .* has 8 of them\. Download/,
    );
    expect(await told(gates(entry('F32', [3], 0, 8)))).toMatch(
      /"gates" takes 8 bytes .* asks for 12/,
    );
    expect(await told(gates(entry('U8', [4], 0, 4)))).toMatch(/4 bytes at the end/);
    expect(await told(gates('{"dtype":"U8"}'))).toMatch(/"gates" is not described/);
    expect(await told(crafted('{"a":'))).toMatch(/not valid JSON/);
    expect(await told(new Uint8Array())).toMatch(/has 0 bytes and no header/);
    expect(await told(text('PK\u0003\u0004, as torch.save writes'))).toMatch(/it was cut/);
    expect(await told(text('version https://git-lfs.github.com/spec/v1\noid'))).toMatch(
      /git lfs pull/,
    );
    expect(await told(text('not a model at all'))).toMatch(/header of \d+ bytes, more than/);
  });

  it('lists tensors of every type, and shows the numbers of those that it can read', async () => {
    const header = [
      `"scaled":${entry('F8_E4M3', [4], 0, 4)}`,
      `"wide":${entry('F8_E5M2', [3], 4, 7)}`,
      `"packed":${entry('F4', [2, 3], 7, 10)}`,
      `"complex":${entry('C64', [1], 10, 18)}`,
      `"own invention":${entry('NF4', [99], 18, 19)}`,
      `"plain":${entry('F32', [1], 19, 23)}`,
    ].join();
    const data = new Uint8Array(23);
    data.set([0x38, 0xb8, 0x7e, 0x7f, 0x3c, 0x7c, 0x7b]);
    const more = `{"__metadata__":null,${header.replace('}', ',"made by":["a",1]}')}}`;
    const { key, listing } = await opened(crafted(` ${more}`, data));
    expect(listing).toMatchObject({ tensors: 6, numbers: 4 + 3 + 6 + 1 + 99 + 1, metadata: [] });
    const rows = value(await house.analyst.call('tensorRows', { key, from: 0, count: 9 }));
    expect(rows.map(({ dtype, bytes, numbers }) => [dtype, bytes, numbers])).toEqual([
      ...[
        ['F8_E4M3', 4, 4],
        ['F8_E5M2', 3, 3],
        ['F4', 3, 6],
        ['C64', 8, 1],
      ],
      ...[
        ['NF4', 1, 99],
        ['F32', 4, 1],
      ],
    ]);
    const { whole } = await statistics(key, 0);
    expect(whole).toMatchObject({ nans: 1, finite: { low: -1, high: 448 } });
    expect((await statistics(key, 1)).whole).toMatchObject({
      infinities: 1,
      finite: { low: 1, high: 57344 },
    });
    const told = async (place: number): Promise<string> => {
      const answer = await house.analyst.call('tensorStatistics', { key, place });
      return answer.ok ? 'shown' : sentence(answer.failure);
    };
    expect(await told(2)).toMatch(/^F4 cannot be shown\. It packs /);
    expect(await told(3)).toMatch(/^C64 cannot be shown\. Its numbers are complex/);
    expect(await told(4)).toMatch(/^NF4 cannot be shown\. Gatescope does not know/);
    expect(await told(5)).toBe('shown');
  });

  it('answers others while it reads a long header, and can be called off', async () => {
    const [small] = [await opened(crafted(`{"a":${entry('U8', [1], 0, 1)}}`, 1))];
    for (const header of longHeaders(mostHeaders)) {
      const file = await put(crafted(header));
      const canceller = createCanceller();
      const key = ++keys;
      let over = false;
      const slow = house.analyst
        .call('openTensors', { key, file }, { cancel: canceller })
        .finally(() => (over = true));
      slow.catch(() => undefined);
      await statistics(small.key, 0);
      expect(over).toBe(false);
      canceller.cancel();
      await expect(slow).rejects.toMatchObject({ kind: 'cancelled' });
      const whole = await house.analyst.call('openTensors', { key, file });
      expect(whole.ok ? 'opened' : whole.failure.kind).toBe('opened');
      house.analyst.tell('closeTensors', { key });
      if ('path' in file) await rm(file.path);
    }
    // The thread that has the small file open is still the first.
    expect((await statistics(small.key, 0)).whole.numbers).toBe(1);
  });

  it('refuses a named pipe instead of waiting for its writer', async () => {
    const path = join(folder, 'pipe.safetensors');
    execFileSync('mkfifo', [path]);
    const request = { key: ++keys, file: { name: 'pipe.safetensors', path } };
    const answer = await house.analyst.call('openTensors', request);
    expect(answer.ok ? 'opened' : sentence(answer.failure)).toMatch(/named pipe/);
  });

  it('cuts names, shapes and metadata that are absurdly long', async () => {
    const name = 'x'.repeat(100_000);
    const shape = new Array<number>(1000).fill(1);
    const metadata = {
      author: 'y'.repeat(1_000_000),
      ...Object.fromEntries(shape.map((_, n) => [`k${n}`, ''])),
    };
    const header = `{"__metadata__":${JSON.stringify(metadata)},"${name}":${entry('U8', shape, 0, 1)}}`;
    const { key, listing } = await opened(crafted(header, 1));
    const [row] = value(await house.analyst.call('tensorRows', { key, from: 0, count: 1 }));
    expect(row.name).toHaveLength(tensorBounds.name + 1);
    expect(row).toMatchObject({ dimensionsLeftOut: 1000 - tensorBounds.dimensions, numbers: 1 });
    expect(listing.metadata[0]).toMatchObject({ name: 'author', length: 1_000_000 });
    expect(listing.metadataLeftOut).toBe(1001 - tensorBounds.metadata);
    expect(JSON.stringify([row, listing]).length).toBeLessThan(100_000);
  });

  it('gives the rows of many tensors in parts below 1 MB', async () => {
    const count = 3000;
    const members = Array.from(
      { length: count },
      (_, n) => `"${'語'.repeat(299)}${n}":${entry('U8', [1], n, n + 1)}`,
    );
    const { key, listing } = await opened(crafted(`{${members.join()}}`, count));
    expect(listing.tensors).toBe(count);
    const rows = value(await house.analyst.call('tensorRows', { key, from: 0, count }));
    expect(rows).toHaveLength(tensorBounds.rows);
    expect(new TextEncoder().encode(JSON.stringify(rows)).length).toBeLessThan(1_000_000);
    const last = value(await house.analyst.call('tensorRows', { key, from: count - 1, count }));
    expect(last.map(({ place }) => place)).toEqual([count - 1]);
  });

  it('answers nothing about a file that was written to since', async () => {
    const small = (x: number) =>
      crafted(`{"a":${entry('F32', [1], 0, 4)}}`, bytesOf(Float32Array.of(x)));
    const { key, file } = await opened(small(1));
    if (!('path' in file)) throw new Error('no path');
    await rm(file.path);
    expect(await house.analyst.call('tensorStatistics', { key, place: 0 })).toMatchObject({
      ok: false,
    });
    await writeFile(file.path, small(2));
    const answer = await house.analyst.call('tensorStatistics', { key, place: 0 });
    expect(answer).toEqual({ ok: false, failure: { kind: 'stale' } });
    house.analyst.tell('closeTensors', { key });
    expect(await house.analyst.call('tensorRows', { key, from: 0, count: 1 })).toEqual(answer);
  });

  it('reads a file that was sent, and ends when it is closed in the middle', async () => {
    const content = Uint8Array.from(
      crafted(`{"a":${entry('U8', [1 << 20], 0, 1 << 20)}}`, new Uint8Array(1 << 20).fill(3)),
    );
    let [pieces, closesAt] = [0, Infinity];
    const looking = createTensorFiles({
      files: { visit: () => Promise.reject(new Error()), stamp: () => Promise.reject(new Error()) },
      breathe: async () => {
        if (++pieces === closesAt) await looking.closeTensors({ key: 2 }, job);
      },
    });
    const job = { cancelled: false };
    value(await looking.openTensors({ key: 1, file: { name: 'sent', content } }, job));
    const { whole } = value(await looking.tensorStatistics({ key: 1, place: 0 }, job));
    expect(whole.finite?.mean).toBe(3);
    expect(pieces).toBe(4);
    value(await looking.openTensors({ key: 2, file: { name: 'sent', content } }, job));
    closesAt = pieces + 2;
    const left = await looking.tensorStatistics({ key: 2, place: 0 }, job);
    expect(left).toEqual({ ok: false, failure: { kind: 'stale' } });
    expect(pieces).toBe(closesAt);
  });
});
