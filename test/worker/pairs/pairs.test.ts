/** What is asked about the pairs of a text. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attentions } from '../../../src/engine/network/shape';
import type { WrittenPair } from '../../../src/shared/questions/attention/pairs';
import { value } from '../house';
import { about, job, networkOf, openPairs } from './stage';

const words = Array.from({ length: 40 }, (_, n) => `${n}ab${n % 7}`);
const turned = (word: string): string => [...word].reverse().join('');
const text = words.map((word) => `${word}\t${turned(word)}`).join('\n');
const networks = new Map(attentions.map((kind) => [kind, networkOf(text, kind)]));
const modelOf = (kind: (typeof attentions)[number]) => networks.get(kind)?.model;
const open = (kind: (typeof attentions)[number] = 'dot', of = text) =>
  openPairs(of, modelOf(kind)).ask;
const { model } = networkOf(text, 'dot');

const rowsOf = ({ looks, sourceTokens, targetTokens }: WrittenPair): number[][] =>
  Array.from({ length: looks ? targetTokens.length + 1 : 0 }, (_, row) =>
    Array.from(looks?.subarray(row * sourceTokens.length, (row + 1) * sourceTokens.length) ?? []),
  );
const sum = (row: readonly number[]): number => row.reduce((all, share) => all + share, 0);

/** Of letters that it knows, and of some that it does not. */
const sources = fc.string({
  unit: fc.constantFrom(...'0123456789abxy€'),
  minLength: 1,
  maxLength: 9,
});

describe.each(['dot', 'additive', 'hard'] as const)('A matrix of %s attention', (kind) => {
  const ask = open(kind);

  it('has a row for each token that is written and for the end, and each sums to 1', async () => {
    await fc.assert(
      fc.asyncProperty(sources, async (source) => {
        const { written } = value(await ask.typedPair({ ...about, source }, job));
        expect(written.looks).toHaveLength(
          (written.targetTokens.length + 1) * written.sourceTokens.length,
        );
        for (const row of rowsOf(written)) expect(sum(row)).toBeCloseTo(1, 5);
        for (const share of written.looks ?? []) expect(share).toBeGreaterThanOrEqual(0);
        expect(written.probabilities).toHaveLength(written.targetTokens.length + 1);
        for (const p of written.probabilities) expect(p).toBeLessThanOrEqual(1);
      }),
      { numRuns: 15 },
    );
  });

  it('leaves a blocked place out, and shares it out among the others', async () => {
    await fc.assert(
      fc.asyncProperty(sources, fc.nat(), async (source, n) => {
        const position = n % source.length;
        const { unseen } = value(await ask.blockedPair({ ...about, source, position }, job));
        for (const row of rowsOf(unseen?.written ?? nothing)) {
          expect(row[position]).toBe(0);
          expect(sum(row)).toBeCloseTo(source.length === 1 ? 0 : 1, 5);
        }
      }),
      { numRuns: 15 },
    );
  });
});

const nothing: WrittenPair = {
  ...{ sourceTokens: [], known: [], targetTokens: [], isCut: false },
  probabilities: new Float32Array(0),
};

describe('A blocked place', () => {
  it('tells how probable what was written before still is', async () => {
    const ask = open('dot');
    const source = '12ab5';
    const { written } = value(await ask.typedPair({ ...about, source }, job));
    const { before, unseen, unread } = value(
      await ask.blockedPair({ ...about, source, position: 2 }, job),
    );
    expect(before).toEqual(written);
    const logOf = (of: readonly number[]): number => sum(of.map(Math.log));
    for (const effect of [unseen, unread]) {
      const kept = [...(effect?.kept ?? [])];
      expect(kept).toHaveLength(written.targetTokens.length + 2);
      const all = logOf(kept.slice(0, -1));
      expect(Math.log(kept.at(-1) ?? 0)).toBeCloseTo(all, 4);
      expect(all).not.toBeCloseTo(logOf([...written.probabilities]), 4);
    }
  });

  it('can be kept from the reading alone where there is no attention', async () => {
    const answer = value(
      await open('none').blockedPair({ ...about, source: '1ab', position: 0 }, job),
    );
    expect(answer.unseen).toBeUndefined();
    expect(answer.unread.kept.length).toBeGreaterThan(0);
    expect(answer.before.looks).toBeUndefined();
  });

  it('is one of the source', async () => {
    const answer = await open().blockedPair({ ...about, source: 'ab', position: 2 }, job);
    expect(answer).toMatchObject({ ok: false });
  });
});

describe('A row', () => {
  it('is spread as much as its entropy is of an even row’s', async () => {
    const { written } = value(await open('dot').typedPair({ ...about, source: '12ab5' }, job));
    rowsOf(written).forEach((row, n) => {
      const entropy = -sum(row.map((share) => (share > 0 ? share * Math.log(share) : 0)));
      expect(written.spread?.[n]).toBeCloseTo(entropy / Math.log(5), 5);
    });
  });
});

describe('The pair at the cursor', () => {
  it('is that of its line, with its tokens where they stand', async () => {
    const offset = text.indexOf('\n7ab0') + 6;
    const pair = value(await open().pairAt({ ...about, offset }, job));
    expect(pair).toMatchObject({ number: 7, line: 8, count: 40, source: '7ab0', attention: 'dot' });
    expect(pair.sourceSpans.map(({ start, end }) => text.slice(start, end))).toEqual([...'7ab0']);
    expect(pair.wanted?.spans.map(({ start, end }) => text.slice(start, end))).toEqual([...'0ba7']);
    expect(pair.wanted?.tokens).toEqual([...'0ba7']);
    expect(pair.written.known).toEqual([true, true, true, true]);
  });

  it('needs no target yet, and lines that are no pairs are passed over and told', async () => {
    const begun = `${text}\n12\t\n34\na\tb\tc\n56`;
    const ask = open('dot', begun);
    const last = value(await ask.pairAt({ ...about, offset: begun.length }, job));
    expect(last.source).toBe('56');
    expect(last.wanted).toBeUndefined();
    expect(last.part).toBeUndefined();
    const overview = value(await ask.pairsOverview(about, job));
    expect(overview).toMatchObject({ pairs: 43, whole: 40, isLearnt: true });
    expect(overview.flaw).toEqual({ kind: 'emptySide', line: 41, side: 'target' });
  });

  it('tells what it learnt from', async () => {
    const parts = await Promise.all(
      [0, 8, 9].map(async (n) => {
        const offset = text.split('\n').slice(0, n).join('\n').length + (n > 0 ? 1 : 0);
        return value(await open().pairAt({ ...about, offset }, job)).part;
      }),
    );
    expect(parts).toEqual(['train', 'valid', 'test']);
  });
});

describe('Results', () => {
  it('are of the pairs that were not learnt from, by length, beside the opponents', async () => {
    const answer = value(await open().pairResults(about, job));
    expect(answer).toMatchObject({ of: 'test', pairs: 4 });
    expect(answer.rows.map(({ judge }) => judge)).toEqual([
      ...['network', 'copySource', 'mostFrequentTarget', 'nearestSource'],
    ]);
    const [{ row }] = answer.rows;
    expect(row.byLength.reduce((all, { pairs }) => all + pairs, 0)).toBe(4);
    expect(row.exactMatch).toBeCloseTo((100 * answer.right) / 4, 5);
  });

  it('list what is written otherwise than it stands there, with its place', async () => {
    const ask = open();
    const { pairs: tested, right } = value(await ask.pairResults(about, job));
    const list = value(await ask.wrongPairs({ ...about, from: 0, count: 50 }, job));
    expect(list.count).toBe(tested - right);
    for (const { source, wanted, written, span, number } of list.pairs) {
      expect(number % 10).toBe(9);
      expect(text.slice(span.start, span.end)).toBe(`${source}\t${wanted}`);
      expect(written).not.toBe(wanted);
    }
  });

  it('are of all pairs of a text that was not learnt from, without opponents', async () => {
    const other = { ...model, facts: { ...model.facts, documentKey: 'file:///other.tsv' } };
    const answer = value(await openPairs(text, other).ask.pairResults(about, job));
    expect(answer).toMatchObject({ of: 'all', pairs: 40 });
    expect(answer.rows).toHaveLength(1);
  });
});

describe('What fewer pairs would have reached', () => {
  it('is a network like the model’s on the first of them, tested with the same ones', async () => {
    const { ask } = openPairs(text, modelOf('hard'));
    const few = value(await ask.pairsShare({ ...about, pairs: 10 }, job));
    expect(few).toMatchObject({ pairs: 10, steps: 1, test: 4 });
    expect(value(await ask.pairsShare({ ...about, pairs: 10 }, job))).toEqual(few);
    const all = value(await ask.pairsShare({ ...about, pairs: 1000 }, job));
    expect(all.pairs).toBe(36);
  });

  it('needs pairs to learn from and to test with', async () => {
    const { ask } = openPairs('1\t2', modelOf('hard'));
    expect(await ask.pairsShare({ ...about, pairs: 1 }, job)).toMatchObject({ ok: false });
  });
});

describe('A text whose model is of another task', () => {
  it('has no pairs', async () => {
    const answer = await openPairs(text, undefined).ask.pairsOverview(about, job);
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'notWriting', name: 'pairs.tsv' } });
  });
});

describe('The map of deep vectors', () => {
  it.each(['none', 'dot'] as const)(
    'has a point for each source, with attention %s, the same in other order',
    async (kind) => {
      const map = value(await open(kind).sourceStates(about, job));
      expect([map.unit, map.asked, map.count]).toEqual(['source', 'between', words.length]);
      expect([...map.lengths]).toEqual(words.map(({ length }) => length));
      words.forEach((word, n) => {
        expect(text.slice(map.spans[2 * n], map.spans[2 * n + 1])).toBe(word);
        expect(map.texts[n]).toBe(`${word} → ${turned(word)}`);
      });
      const backwards = text.split('\n').reverse().join('\n');
      const other = value(await open(kind, backwards).sourceStates(about, job));
      words.forEach((_, n) => {
        const [there, here] = [2 * (words.length - 1 - n), 2 * n];
        expect(other.points[there]).toBeCloseTo(map.points[here], 4);
        expect(other.points[there + 1]).toBeCloseTo(map.points[here + 1], 4);
      });
      expect(map.shares[0]).toBeGreaterThan(0);
    },
  );
});
