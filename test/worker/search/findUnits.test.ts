import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { random } from '../../../src/engine/random';
import type { Labels, UnitSearchAnswer } from '../../../src/shared/questions/editor/unitSearch';
import { createCanceller } from '../../../src/shared/wire/canceller';
import { bracketText } from '../bracketText';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, value } from '../house';

const documentKey = 'file:///brackets.txt';
const text = bracketText(12_000);
let house: House;

beforeAll(async () => {
  house = await openHouse(await bundledThread('src/worker/worker.ts'));
  const { trainer, request } = house;
  const sizes = { hiddenSize: 24, embeddingSize: 8, tokens: 'characters' as const };
  const options = { ...request().options, ...sizes };
  value(await trainer.call('train', request({ text, options, budget: { steps: 500 } })));
});
afterAll(() => house.dispose());

function open(raw = text): void {
  house.analyst.tell('openDocument', { documentKey, version: 1, text: raw });
  const source = { kind: 'file', path: house.modelPath } as const;
  house.analyst.tell('useModel', { documentKey, source });
}

const ask = (labels: Labels, raw = text) => {
  open(raw);
  return house.analyst.call('findUnits', { documentKey, labels, offset: 0 });
};
const find = async (labels: Labels, raw = text): Promise<UnitSearchAnswer> =>
  value(await ask(labels, raw));

const spans = (list: readonly (readonly [number, number])[]): Labels => ({
  by: 'spans',
  starts: Uint32Array.from(list, ([start]) => start),
  ends: Uint32Array.from(list, ([, end]) => end),
});
const pattern = (source: string, flags = ''): Labels => ({ by: 'pattern', source, flags });

describe('Find Units', () => {
  it('finds the bracket unit of a small network of characters, above both nulls', async () => {
    const { outcome, considered, labelled, count, tokens } = await find({ by: 'brackets' });
    expect([count, tokens]).toEqual([text.length, text.length]);
    expect(considered).toBe(6 * 24);
    expect(labelled).toBeGreaterThan(text.length / 3);
    if (outcome.kind !== 'ranked') throw new Error(outcome.kind);
    const [best] = outcome.found;
    expect(best.heldOut).toBeGreaterThan(0.95);
    expect(best.heldOut).toBeGreaterThan(outcome.untrained + 0.03);
    expect(outcome.untrained).toBeGreaterThan(0.5);
    expect(outcome.shifted).toBeGreaterThan(0.5);
    expect(outcome.shifted).toBeLessThan(0.8);
    for (const unit of outcome.found) {
      expect(unit.heldOut).toBeGreaterThan(Math.max(outcome.shifted, outcome.untrained));
    }
  });

  it('finds the same by a regular expression', async () => {
    const brackets = await find({ by: 'brackets' });
    const matched = await find(pattern('\\([^)]*'));
    expect(matched.outcome).toEqual(brackets.outcome);
    expect(matched.labelled).toBe(brackets.labelled);
  });

  it('finds nothing for labels without a meaning', async () => {
    for (const seed of [1, 2, 3]) {
      const dice = random(seed);
      const list: [number, number][] = [];
      for (let at = dice.below(60); at < text.length - 40; at += 30 + dice.below(90)) {
        list.push([at, at + 4 + dice.below(20)]);
      }
      const { outcome } = await find(spans(list));
      if (outcome.kind !== 'ranked') throw new Error(outcome.kind);
      expect(outcome.found).toEqual([]);
      expect(outcome.first.heldOut).toBeLessThan(0.7);
    }
  });

  it('says of a single span how many others are matched as often', async () => {
    const { outcome, spans: runs } = await find(spans([[301, 303]]));
    if (outcome.kind !== 'matched') throw new Error(outcome.kind);
    expect(runs).toBe(1);
    expect(outcome.length).toBe(2);
    expect(outcome.spans).toBe(text.length - 1 - 3);
    const isChance = outcome.asMany > 0.05 * outcome.spans || outcome.matching <= outcome.untrained;
    expect(outcome.found.length === 0).toBe(isChance || outcome.matching === 0);
  });
});

describe('Labels that cannot be used', () => {
  it.each([
    ['none', spans([]), { kind: 'noLabels', by: 'spans' }],
    ['an empty one', spans([[5, 5]]), { kind: 'noLabels', by: 'spans' }],
    ['the whole text', spans([[0, text.length]]), { kind: 'allLabelled', tokens: text.length }],
    [
      'two',
      spans([
        [5, 9],
        [50, 60],
      ]),
      { kind: 'tooFewLabels', spans: 2, needed: 4 },
    ],
    [
      'some close together',
      spans([
        [1, 3],
        [5, 9],
        [11, 13],
        [15, 18],
      ]),
      { kind: 'labelsTooClose', needed: 100 },
    ],
    ['a pattern that matches nothing', pattern('zebra'), { kind: 'noLabels', by: 'pattern' }],
    ['a pattern that is none', pattern('(a'), { kind: 'badPattern' }],
    ['no headings', { by: 'headings' } as const, { kind: 'noLabels', by: 'headings' }],
    ['a bad table', { by: 'table', table: '1\t2\nx' } as const, { kind: 'badLabelTable', line: 2 }],
  ])('are named: %s', async (_, labels, failure) => {
    await expect(ask(labels)).resolves.toMatchObject({ ok: false, failure });
  });

  it('are named in an empty text, too', async () => {
    await expect(ask({ by: 'brackets' }, '')).resolves.toMatchObject({
      failure: { kind: 'noLabels' },
    });
  });

  it('end a pattern that goes astray, and the thread goes on', async () => {
    const raw = `${text}${'a'.repeat(60)}!`;
    await expect(ask(pattern('(a+)+$(?<!a)x'), raw)).resolves.toMatchObject({
      failure: { kind: 'slowPattern' },
    });
    expect((await find({ by: 'brackets' })).outcome.kind).toBe('ranked');
  });

  it('are widened to whole words, and it is said how many', async () => {
    const { analyst } = house;
    const raw = '(aa bb) aaa bbb '.repeat(100);
    open(raw);
    const labels = spans(Array.from({ length: 12 }, (_, n) => [n * 128 + 1, n * 128 + 3] as const));
    const answer = value(await analyst.call('findUnits', { documentKey, labels, offset: 0 }));
    expect(answer).toMatchObject({ widened: 0, spans: 12, labelled: 24 });
  });
});

it('A search tells how far it is, and can be called off', async () => {
  const long = bracketText(60_000);
  open(long);
  const request = { documentKey, labels: { by: 'brackets' }, offset: 0 } as const;
  /** @returns how far it was when it was called off, and what came of it; it may be too quick for us */
  const calledOff = async (): Promise<readonly [number, unknown]> => {
    const cancel = createCanceller();
    let ended = false;
    const outcome = house.analyst
      .call('findUnits', request, { cancel })
      .catch((error: unknown) => (error as { kind: string }).kind)
      .finally(() => (ended = true));
    let share = 0;
    while (share === 0 && !ended)
      share = await house.analyst.call('searchProgress', { documentKey });
    cancel.cancel();
    return [share, await outcome];
  };
  const share = await vi.waitFor(async () => {
    const [seen, outcome] = await calledOff();
    expect([seen > 0, outcome]).toEqual([true, 'cancelled']);
    return seen;
  });
  expect(share).toBeLessThanOrEqual(1);
  await vi.waitFor(async () =>
    expect(await house.analyst.call('searchProgress', { documentKey })).toBe(0),
  );
});
