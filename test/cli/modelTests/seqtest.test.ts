/** `seqtest` as a person runs it, with a model that a few steps taught where brackets close. */
import { beforeAll, describe, expect, it } from 'vitest';
import { random } from '../../../src/engine/random';
import { openTerminal } from '../terminal';

const { run, file, path } = openTerminal();

interface Row {
  readonly name: string;
  readonly passed: boolean;
  readonly value: number | null;
  readonly bound: number;
  readonly sentence: string;
  readonly seeds?: readonly { readonly seed: number; readonly passed: boolean }[];
}

function bracketText(): string {
  const { below } = random(5);
  const noun = (): string => ['cat', 'dog', 'bird', 'child'][below(4)];
  const verb = (): string => ['sees', 'likes', 'finds'][below(3)];
  return Array.from(
    { length: 250 },
    () => `the ${noun()} ${verb()} (the ${noun()}) today .\n`,
  ).join('');
}

const closing = { kind: 'nextWord', after: 'the cat sees (the dog', expect: ')' };
const passage = { kind: 'passage', name: 'passage', text: 'the dog likes (the child) today .' };
const unit = { kind: 'unit', brackets: '(' };

async function ask(tests: object, ...more: string[]): Promise<{ code: number; rows: Row[] }> {
  const { code, out, err } = await run(
    ...['seqtest', await file('a.seqtest.json', JSON.stringify(tests)), '--json', ...more],
  );
  expect(out, err).not.toBe('');
  return { code, rows: JSON.parse(out) as Row[] };
}

const of = (...tests: readonly object[]) => ({ text: 'story.txt', model: 'm.safetensors', tests });

describe('seqtest', () => {
  beforeAll(async () => {
    const text = await file('story.txt', bracketText());
    const { code, err } = await run('train', text, '--out', path('m.safetensors'), '--steps', '60');
    expect(code, err).toBe(0);
  });

  it('measures what a model expects, in places and in bits, as a trace does', async () => {
    const { rows } = await ask(
      of({ ...closing, name: 'place', within: 1e6 }, { ...closing, name: 'bits', bits: 1e6 }),
    );
    const begun = await file('begun.txt', 'the cat sees (the dog)');
    const { out } = await run('trace', begun, '--model', path('m.safetensors'));
    const last = JSON.parse(out.trim().split('\n').at(-1) ?? '') as { bits: number; rank: number };
    expect(rows[1].value).toBeCloseTo(last.bits, 5);
    expect(rows[0].value).toBeLessThanOrEqual(last.rank);
    expect(rows.every(({ passed }) => passed)).toBe(true);
  });

  it('gives a passage the mean of its bits', async () => {
    const { rows } = await ask(of({ ...passage, bits: 99 }));
    const text = await file('passage.txt', passage.text);
    const { out } = await run('trace', text, '--model', path('m.safetensors'));
    const bits = out
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { bits: number }).bits);
    const mean = bits.reduce((sum, one) => sum + one, 0) / bits.length;
    expect(rows[0].value).toBeCloseTo(mean, 4);
  });

  it('finds a unit that tells brackets, and measures one that is named', async () => {
    const named = {
      ...unit,
      name: 'named',
      auc: 0.5,
      unit: { layer: 0, quantity: 'cellState', unit: 3 },
    };
    const { rows } = await ask(of({ ...unit, name: 'best', auc: 0.9 }, named));
    expect(rows[0].value).toBeGreaterThan(0.9);
    expect(rows[0].passed).toBe(true);
    expect(rows[1].value).toBeGreaterThanOrEqual(0.5);
    expect(rows[1].value).toBeLessThanOrEqual(1);
  });

  it('fails above a bound, and where a test cannot be run, with exit code 1', async () => {
    const { code, rows } = await ask(
      of(
        { ...passage, bits: 0.001 },
        { ...closing, name: 'unknown', expect: 'zebra', within: 3 },
        { ...closing, name: 'long', expect: 'cat sees', within: 3 },
        { ...unit, name: 'nothing', brackets: '{', auc: 0.9 },
        { ...unit, name: 'no unit', auc: 0.9, unit: { layer: 9, quantity: 'cellState', unit: 0 } },
        { kind: 'task', name: 'task', file: 'story.txt', accuracy: 9 },
      ),
    );
    expect(code).toBe(1);
    expect(rows.map(({ passed }) => passed)).toEqual(rows.map(() => false));
    expect(rows[0].value).toBeGreaterThan(0.001);
    expect(rows.slice(1).map(({ value }) => value)).toEqual([null, null, null, null, null]);
    expect(rows.map(({ sentence }) => sentence).join(' ')).toMatch(
      /zebra.*“bits” instead.*no pair of.*no unit 0.*another task/,
    );
  });

  it('trains other seeds on the text, and the worst stands for all', async () => {
    const { model: _, ...rest } = of(
      { ...closing, name: 'place', within: 1e6 },
      { ...passage, bits: 0.001 },
    );
    const { code, rows } = await ask({ ...rest, train: { steps: 5 } }, '--seeds', '3,4');
    expect(code).toBe(1);
    expect(rows[0].seeds?.map(({ seed, passed }) => [seed, passed])).toEqual([
      [3, true],
      [4, true],
    ]);
    expect(rows[1].seeds?.some(({ passed }) => passed)).toBe(false);
  });

  it('names what is wrong with a file of tests, with exit code 2', async () => {
    const cases: readonly [content: string, said: RegExp][] = [
      ['{', /no JSON/],
      ['{"tests":[]}', /no file of tests/],
      [
        '{"text":"story.txt","tests":[{"kind":"nextWord","name":"a","after":"","expect":"b"}]}',
        /“within”/,
      ],
      [JSON.stringify({ text: 'story.txt', tests: [{ ...passage, bits: 3 }] }), /names no model/],
    ];
    for (const [content, said] of cases) {
      const { code, err } = await run('seqtest', await file('b.seqtest.json', content));
      expect([code, err]).toEqual([2, expect.stringMatching(said)]);
    }
  });
});
