import { beforeAll, describe, expect, it } from 'vitest';
import { story } from '../worker/house';
import { openTerminal } from './terminal';

const { run, file, path } = openTerminal();
const gates = ['inputGate', 'forgetGate', 'candidate', 'outputGate', 'cellState', 'hiddenState'];
const plan = { steps: 10, layers: 2, hiddenSize: 12, embeddingSize: 8 };

/** A token's record as design section 4 has it. */
interface Line {
  index: number;
  token: string;
  range: { start: number; end: number };
  known: boolean;
  seen: boolean;
  bits: number;
  rank: number;
  expected: { word: string; probability: number }[];
  documentVersion: number;
  modelVersion: number;
  layers: Record<string, number[]>[];
}

const strange = 'Zyzzyva!\r\n';
let text = '';
let trained = '';

async function trace(...args: string[]): Promise<Line[]> {
  const { code, out, err } = await run('trace', ...args, '--model', path('m.safetensors'));
  expect(code, err).toBe(0);
  return out
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);
}

describe('trace', () => {
  beforeAll(async () => {
    const learnt = story(1_000);
    trained = await file('learnt.txt', learnt);
    const plans = ['--plan', await file('plan.json', JSON.stringify(plan))];
    const { code, err } = await run('train', trained, '--out', path('m.safetensors'), ...plans);
    expect(code, err).toBe(0);
    text = `${strange}${learnt.slice(0, 400)}`;
  });

  it('prints a record of every token, with all its fields', async () => {
    const lines = await trace(await file('text.txt', text));
    expect(lines.map(({ index }) => index)).toEqual(lines.map((_, place) => place));
    for (const line of lines) {
      expect(Object.keys(line).sort()).toEqual(
        [
          ...['index', 'token', 'range', 'known', 'seen', 'bits', 'rank', 'expected'],
          ...['documentVersion', 'modelVersion', 'layers'],
        ].sort(),
      );
      expect(line.bits).toBeGreaterThan(0);
      expect(line.rank).toBeGreaterThanOrEqual(1);
      expect(line.layers).toHaveLength(2);
      for (const layer of line.layers) {
        expect(Object.keys(layer)).toEqual(gates);
        for (const gate of gates) expect(layer[gate]).toHaveLength(12);
        for (const name of ['inputGate', 'forgetGate', 'outputGate']) {
          expect(Math.min(...layer[name])).toBeGreaterThan(0);
          expect(Math.max(...layer[name])).toBeLessThan(1);
        }
      }
      const chances = line.expected.map(({ probability }) => probability);
      expect(chances).toEqual([...chances].sort((a, b) => b - a));
    }
  });

  it('gives ranges in UTF-16 offsets of the file as it is, CRLF kept', async () => {
    const lines = await trace(await file('text.txt', text));
    const [first, mark, lineBreak, next] = lines;
    expect(first).toMatchObject({ token: 'Zyzzyva', known: false, range: { start: 0, end: 7 } });
    expect(mark.range).toEqual({ start: 7, end: 8 });
    expect(text.slice(lineBreak.range.start, lineBreak.range.end)).toBe('\r\n');
    expect(next.range.start).toBe(10);
    for (const { token, range } of lines.slice(3)) {
      expect(text.slice(range.start, range.end)).toBe(token);
    }
  });

  it('says what stands in the cell: c = f c + i g, h = o tanh c', async () => {
    const lines = await trace(await file('text.txt', text), '--count', '40');
    lines.slice(1).forEach(({ layers }, place) => {
      layers.forEach((layer, l) => {
        const before = lines[place].layers[l].cellState;
        layer.cellState.forEach((c, n) => {
          const kept = layer.forgetGate[n] * before[n];
          expect(c).toBeCloseTo(kept + layer.inputGate[n] * layer.candidate[n], 5);
          expect(layer.hiddenState[n]).toBeCloseTo(layer.outputGate[n] * Math.tanh(c), 5);
        });
      });
    });
  });

  it('gives the same numbers for a part as for the whole', async () => {
    const whole = await trace(await file('text.txt', text));
    const part = await trace(path('text.txt'), '--from', '20', '--count', '5');
    expect(part).toEqual(whole.slice(20, 25));
  });

  it('is surprised by the text as a perplexity says: -log2 of the expected chance', async () => {
    const lines = await trace(trained, '--count', '60');
    const found = lines.flatMap(({ token, bits, rank, expected }) => {
      const chance = expected.find(({ word }) => word === token)?.probability;
      return chance === undefined ? [] : [{ chance, bits, rank, place: expected }];
    });
    expect(found.length).toBeGreaterThan(5);
    for (const { chance, bits } of found) expect(bits).toBeCloseTo(-Math.log2(chance), 4);
  });

  it.each([
    [[], 'one file'],
    [['text.txt'], '--model names'],
    [['text.txt', '--model', '/nowhere'], 'cannot be read'],
  ])('refuses %j with exit code 2', async (args, expected) => {
    await file('text.txt', text);
    const { code, out, err } = await run(
      'trace',
      ...args.map((it) => it.replace('text.txt', path('text.txt'))),
    );
    expect(err).toContain(expected);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  it('refuses a file that is no model, and tokens beyond the text, with exit code 2', async () => {
    const source = await file('text.txt', text);
    const notAModel = await run('trace', source, '--model', source);
    expect(notAModel.code).toBe(2);
    expect(notAModel.err).toContain('text.txt');
    const beyond = await run('trace', source, '--model', path('m.safetensors'), '--from', '99999');
    expect(beyond.code).toBe(2);
    expect(beyond.err).toContain('--from takes');
  });
});
