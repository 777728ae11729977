import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { crc32 } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { layerCellOf } from '../../layerCells';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { exactly, openHouse, story, value } from '../house';

const documentKey = 'file:///story.txt';
const text = `${story(900)}zebra 😀 "quoted"\n`;
let house: House;
let folder: string;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  folder = await mkdtemp(join(tmpdir(), 'gatescope-npz-'));
  const { trainer, analyst, request } = house;
  value(await trainer.call('train', request({ text: story(2000), budget: { steps: 40 } })));
  analyst.tell('openDocument', { documentKey, version: 1, text });
  const source = { kind: 'file', path: house.modelPath } as const;
  analyst.tell('useModel', { documentKey, source });
});
afterAll(async () => {
  await house.dispose();
  await rm(folder, { recursive: true, force: true });
});

interface Read {
  readonly type: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A reader of its own: by the archive's directory, every checksum looked at. */
function readNpz(file: Uint8Array<ArrayBuffer>): Map<string, Read> {
  const view = new DataView(file.buffer, file.byteOffset, file.length);
  const end = file.length - 22;
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  const arrays = new Map<string, Read>();
  let at = view.getUint32(end + 16, true);
  for (let n = 0; n < view.getUint16(end + 10, true); n++) {
    expect(view.getUint32(at, true)).toBe(0x02014b50);
    const [length, names] = [view.getUint32(at + 24, true), view.getUint16(at + 28, true)];
    const name = String.fromCharCode(...file.subarray(at + 46, at + 46 + names));
    const local = view.getUint32(at + 42, true);
    expect(view.getUint32(local, true)).toBe(0x04034b50);
    expect(view.getUint32(local + 14, true)).toBe(view.getUint32(at + 16, true));
    const begin = local + 30 + view.getUint16(local + 26, true);
    const contents = file.slice(begin, begin + length);
    expect(crc32(contents)).toBe(view.getUint32(at + 16, true));
    const header = 10 + contents[8] + 256 * contents[9];
    const said = String.fromCharCode(...contents.subarray(10, header));
    const [, type = '', shape = ''] = /'descr': '(.*?)'.*'shape': \((.*?)\)/.exec(said) ?? [];
    arrays.set(name.replace('.npy', ''), {
      type,
      shape: shape.split(',').filter((one) => one.trim() !== '').map(Number), // prettier-ignore
      bytes: contents.slice(header),
    });
    at += 46 + names;
  }
  return arrays;
}

async function written(span?: { start: number; end: number }, name = 'a.npz') {
  const path = join(folder, name);
  const unitNames = { '0:3': '=cmd|A1 “names”' };
  const request = { documentKey, path, unitNames, ...(span && { span }) };
  const answer = value(await house.analyst.call('writeActivations', request));
  const file = new Uint8Array(await readFile(path));
  expect(file.length).toBe(answer.bytes);
  const read = readNpz(file);
  const get = (name: string): Read => {
    const one = read.get(name);
    if (!one) throw new Error(`no ${name} among ${[...read.keys()].join()}`);
    return one;
  };
  return { answer, path, arrays: { get } };
}

const words = ({ type, bytes }: Read): string[] => {
  const width = Number(type.slice(2));
  const codes = new Uint32Array(bytes.buffer);
  return Array.from({ length: codes.length / width }, (_, n) =>
    String.fromCodePoint(...codes.subarray(n * width, (n + 1) * width)).replace(/\0+$/, ''),
  );
};

describe('Export Activations', () => {
  it('has the numbers of hover and table, to the bit', async () => {
    const { answer, arrays } = await written();
    expect(answer.from).toBe(0);
    for (const token of [0, 300, answer.count - 1]) {
      const start = new Int32Array(arrays.get('start').bytes.buffer)[token];
      const reading = value(
        await house.analyst.call('unitTable', {
          ...{ documentKey, layer: 0, unit: 5, from: token, count: 1 },
        }),
      );
      expect(words(arrays.get('tokens'))[token]).toBe(reading.tokens[0]);
      expect(text.startsWith(reading.tokens[0], start)).toBe(true);
      for (const gate of gateNames) {
        const { shape, bytes } = arrays.get(`${gate}_l0`);
        expect(shape).toEqual([answer.count, 16]);
        expect(new Float32Array(bytes.buffer)[16 * token + 5]).toBe(reading.gates[gate][0]);
      }
    }
  });

  it('has every word with its place, whether it is known, and the names of units', async () => {
    const { answer, arrays } = await written();
    const [start, end] = ['start', 'end'].map((name) => new Int32Array(arrays.get(name).bytes.buffer)); // prettier-ignore
    const tokens = words(arrays.get('tokens'));
    expect(tokens).toHaveLength(answer.count);
    tokens.forEach((word, n) => expect(text.slice(start[n], end[n])).toBe(word));
    const known = [...arrays.get('known').bytes];
    expect(known[tokens.indexOf('captain')]).toBe(1);
    expect(known[tokens.indexOf('zebra')]).toBe(0);
    expect(words(arrays.get('unit_names_l0'))[3]).toBe('=cmd|A1 “names”');
    expect(JSON.parse(words(arrays.get('about'))[0])).toMatchObject({ layers: 1, units: 16 });
  });

  it('has bits and rank of every word, those that the text is coloured by', async () => {
    const { arrays } = await written();
    for (const [by, type] of [
      ['bits', Float32Array],
      ['rank', Int32Array],
    ] as const) {
      // prettier-ignore
      const request = { documentKey, from: 0, to: text.length, measure: { by: by === 'bits' ? 'surprise' : by } } as const;
      const { values } = await exactly(async () =>
        value(await house.analyst.call('colours', request)),
      );
      const written = [...new type(arrays.get(by).bytes.buffer)];
      expect(written).toHaveLength(values.length);
      written.forEach((one, n) => expect(one).toBeCloseTo(values[n], 3));
    }
  });

  it('of a selection has its words only, read from the beginning of the text', async () => {
    const all = await written();
    const start = text.indexOf('the', 2000) + 1;
    const part = await written({ start, end: start + 120 }, 'part.npz');
    const { from, count } = part.answer;
    expect(count).toBeGreaterThan(15);
    expect(count).toBeLessThan(60);
    for (const name of ['forgetGate_l0', 'cellState_l0', 'tokens']) {
      const [whole, some] = [all.arrays.get(name), part.arrays.get(name)];
      if (name === 'tokens') expect(words(some)).toEqual(words(whole).slice(from, from + count));
      else expect(some.bytes).toEqual(whole.bytes.slice(64 * from, 64 * (from + count)));
    }
  });

  it('is read by NumPy, without pickle, where there is one', async () => {
    const { path, answer, arrays } = await written();
    const script = `
import sys, json
try: import numpy
except ImportError: print('none'); sys.exit()
z = numpy.load(sys.argv[1], allow_pickle=False)
print(json.dumps([list(z['cellState_l0'].shape), float(z['cellState_l0'][100, 5]), [str(w) for w in z['tokens'][-8:]], bool(z['known'][0]), str(z['unit_names_l0'][3]), json.loads(str(z['about']))['units']]))`;
    const run = await promisify(execFile)('python3', ['-c', script, path]).catch(() => undefined);
    if (!run || run.stdout.trim() === 'none') return;
    const cell = new Float32Array(arrays.get('cellState_l0').bytes.buffer)[16 * 100 + 5];
    expect(JSON.parse(run.stdout)).toEqual([
      ...[[answer.count, 16], cell, words(arrays.get('tokens')).slice(-8), true],
      ...['=cmd|A1 “names”', 16],
    ]);
  });

  const gateNames = layerCellOf('lstm').quantities.map(({ name }) => name);

  it('leaves nothing behind where it cannot be written, or the text changes meanwhile', async () => {
    const request = { documentKey, path: join(folder, 'no', 'such.npz'), unitNames: {} };
    const refused = await house.analyst.call('writeActivations', request);
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'disk' } });
    const path = join(folder, 'stale.npz');
    const asked = house.analyst.call('writeActivations', { ...request, path });
    const changes = [{ offset: 0, length: 0, text: 'so ' }];
    house.analyst.tell('editDocument', { documentKey, version: 2, changes });
    const answer = await asked;
    if (!answer.ok) {
      expect(answer.failure.kind).toBe('stale');
      expect(await readdir(folder)).not.toContain('stale.npz');
    }
    expect((await readdir(folder)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
});
