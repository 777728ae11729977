import { describe, expect, it } from 'vitest';
import { decodeModelFile, encodeModelFile } from '../../../../src/engine/files/modelFile';
import {
  openPairModel,
  storedPairModel,
  writtenOf,
  type Written,
} from '../../../../src/engine/tasks/pairs/pairModel';
import type { ChosenShape } from '../../../../src/engine/network/cellChoice';
import type { Attention } from '../../../../src/engine/network/shape';
import { createPairNetwork } from '../../../../src/engine/tasks/pairs/pairNetwork';
import { pairOpponents } from '../../../../src/engine/tasks/pairs/pairOpponents';
import { exactMatchOf, pairRowsOf } from '../../../../src/engine/tasks/pairs/pairReport';
import { splitPairs } from '../../../../src/engine/tasks/pairs/pairSplit';
import { readPairs } from '../../../../src/engine/tasks/pairs/readPairs';
import { createTwin } from '../../../../src/engine/twin/twin';
import { sentenceOfExamples } from '../../../../src/shared/examples';

const lines = (count: number, of: (n: number) => string) =>
  Array.from({ length: count }, (_, n) => of(n)).join('\n');

const counted = lines(30, (n) => `no ${n}\t${n + 1}`);

function found(text: string) {
  const read = readPairs(text);
  if (!read.ok) throw new Error(sentenceOfExamples('pairs.tsv', read.flaw));
  return read.value;
}

const flaw = (text: string): string => {
  const read = readPairs(text);
  return read.ok ? 'no flaw' : sentenceOfExamples('pairs.tsv', read.flaw);
};

describe('a table of pairs', () => {
  it('gives each source with its target and line, read by letters', () => {
    const { pairs, units } = found(`${counted}\n`);
    expect(pairs[2]).toEqual({ source: 'no 2', target: '3', line: 3 });
    expect(units).toEqual({ source: 'letters', target: 'letters' });
  });

  it('is read by words where there are several and none is rare', () => {
    const text = lines(40, (n) => `${n}\tone ${n % 2 ? 'two' : 'three'} four`);
    expect(found(text).units).toEqual({ source: 'letters', target: 'words' });
  });

  it.each([
    ['a line without a tab', `${counted}\nalone`, /^Line 31 of pairs.tsv has no tab/],
    ['two tabs', `${counted}\na\tb\tc`, /^Line 31 .* has 3 columns, and a pair has two/],
    ['no source', `${counted}\n \tb`, /^Line 31 .* has a target and no source/],
    ['no target', `${counted}\na\t`, /^Line 31 .* has a source and no target/],
    [
      'a source of 5,000 letters',
      `${counted}\n${'a'.repeat(5000)}\tb`,
      /^The source in line 31 .* 5,000 tokens/,
    ],
    [
      'one target for all',
      lines(20, (n) => `${n}\tsame`),
      /^Every pair .* the same target, “same”/,
    ],
    ['few sources', 'a\tb\nc\td', /has 2 different sources, and at least 10/],
    ['nothing', '\n', /has no pairs/],
  ])('is refused with its line: %s', (_, text, expected) => {
    expect(flaw(text)).toMatch(expected);
  });
});

describe('pairs', () => {
  it('are tested with sources that are not learnt from', () => {
    const { pairs } = found(`${counted}\n${counted}`);
    const { train, valid, test } = splitPairs(pairs);
    expect([train, valid, test].map((part) => part.length)).toEqual([48, 6, 6]);
    const learnt = new Set(train.map(({ source }) => source));
    expect(test.some(({ source }) => learnt.has(source))).toBe(false);
  });

  it('have opponents that copy, repeat and look for the nearest', () => {
    const train = found(lines(12, (n) => `word${n}\t${n < 2 ? 'often' : n}`)).pairs;
    const written = pairOpponents(train).map(({ name, write }) => [name, write('word7')]);
    expect(written).toEqual([
      ['copySource', 'word7'],
      ['mostFrequentTarget', 'often'],
      ['nearestSource', '7'],
    ]);
  });

  it('are judged by exact match, by length, and next to the network', () => {
    const test = found(lines(10, (n) => `${'a'.repeat(1 + (n % 2))}${n}\t${n}`)).pairs;
    const right = test.map(({ target }) => target);
    const half = right.map((target, n) => (n % 2 ? target : '?'));
    const units = { source: 'letters', target: 'letters' } as const;
    const given = [
      { name: 'half', targets: half },
      { name: 'network', targets: right },
    ];
    const rows = pairRowsOf(test, units, given, 'network');
    expect(rows.network).toMatchObject({ exactMatch: 100, standardError: 0 });
    expect(rows.half.byLength).toEqual([
      { length: 2, pairs: 5, exactMatch: 0 },
      { length: 3, pairs: 5, exactMatch: 100 },
    ]);
    expect(rows.half.against?.network).toMatchObject({ points: -50, tie: false });
  });
});

describe('a model of pairs', () => {
  it.each([undefined, 'both'] as const)('is stored and writes as before: %s', (direction) => {
    const kernels = createTwin({ interrupted: () => false });
    const { pairs, units } = found(counted);
    const { network, translator, rows, trainer } = createPairNetwork({
      ...{ kernels, split: { train: pairs, valid: [] }, units, attention: 'additive', seed: 1 },
      ...{ chosen: { cell: 'rnn', L: 1, ...(direction && { direction }) } },
      arithmetic: 'separate',
    });
    const facts = { plan: trainer.plan, version: 1, steps: 0, history: [], documentKey: 'a.tsv' };
    const bytes = encodeModelFile(storedPairModel(network, rows, units, facts));
    const decoded = decodeModelFile(bytes, undefined, 'any');
    if (!decoded.ok) throw new Error(JSON.stringify(decoded.failure));
    const model = openPairModel(kernels, decoded.model);
    const [before] = writtenOf(translator, ['no 7'], { rows, units });
    const [after] = model.write(['no 7']);
    expect(after.targetTokens).toEqual(before.targetTokens);
    expect(after.looks?.[0]).toHaveLength(4);
    // A file holds single precision.
    expect(after.logProbabilities[0]).toBeCloseTo(before.logProbabilities[0], 5);
    expect(decodeModelFile(bytes)).toMatchObject({ failure: { kind: 'otherTask', task: 'pairs' } });
  });

  it('gives each token that it writes, and the end, its probability and its look', () => {
    const model = untrained('dot');
    const written = model.write(['no 7', '', 'no 11', 'new']);
    expect(written.map(({ source }) => source)).toEqual(['no 7', '', 'no 11', 'new']);
    expect(written[1]).toMatchObject({ target: '', targetTokens: [], logProbabilities: [] });
    for (const { sourceTokens, targetTokens, logProbabilities, looks = [] } of written) {
      if (sourceTokens.length === 0) continue;
      expect(logProbabilities).toHaveLength(targetTokens.length + 1);
      for (const log of logProbabilities) expect(log).toBeLessThan(0);
      expect(looks).toHaveLength(targetTokens.length + 1);
      for (const row of looks) {
        expect(row).toHaveLength(sourceTokens.length);
        expect(row.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
      }
    }
  });

  it('may not look at a place, or does not read it: two things', () => {
    const model = untrained('dot', { cell: 'rnn', L: 1 });
    const [free] = model.write(['no 7']);
    const [unseen] = model.write(['no 7'], { unseen: new Set([3]) });
    const [unread] = model.write(['no 7'], { unread: new Set([3]) });
    const look = ({ looks = [] }: Written) => looks[0];
    expect(look(unseen)[3]).toBe(0);
    expect(look(unseen)[0]).toBeCloseTo(look(free)[0] / (1 - look(free)[3]), 10);
    expect(look(unread)[3]).toBeGreaterThan(0);
    // What stood there makes no difference any more: an unknown letter is read as well.
    const [unknown] = model.write(['no ☃']);
    expect(look(unread)).toEqual(look(unknown));
    expect(unread.logProbabilities).toEqual(unknown.logProbabilities);
    expect(unread.logProbabilities).not.toEqual(free.logProbabilities);
  });

  it('writes the same of a source alone and among others, however often it is asked', () => {
    const model = untrained('additive');
    const [, among] = model.write(['no 12', 'no 7', 'a much longer source than these']);
    for (let n = 0; n < 3; n++) {
      const [alone] = model.write(['no 7']);
      expect(alone.target).toBe(among.target);
      alone.logProbabilities.forEach((log, at) =>
        expect(log).toBeCloseTo(among.logProbabilities[at], 10),
      );
    }
  });

  it('is judged by exact match and length', () => {
    const facts = untrained('none').facts;
    const write = (sources: readonly string[]): Written[] =>
      sources.map((source) => ({
        ...{ source, target: source.length > 4 ? '?' : '1' },
        ...{ sourceTokens: [], targetTokens: [], logProbabilities: [] },
      }));
    const { exactMatch, byLength } = exactMatchOf({ facts, write }, [
      { source: 'no 0', target: '1', line: 1 },
      { source: 'no 10', target: '11', line: 2 },
    ]);
    expect(exactMatch).toBe(50);
    expect(byLength.map((row) => [row.length, row.exactMatch])).toEqual([
      [4, 100],
      [5, 0],
    ]);
  });
});

function untrained(
  attention: Attention,
  chosen: ChosenShape = { cell: 'rnn', L: 1, direction: 'both' },
) {
  const kernels = createTwin({ interrupted: () => false });
  const { pairs, units } = found(counted);
  const { network, rows, trainer } = createPairNetwork({
    ...{ kernels, split: { train: pairs, valid: [] }, units, attention, seed: 1 },
    ...{ chosen, arithmetic: 'separate' },
  });
  const facts = { plan: trainer.plan, version: 1, steps: 0, history: [], documentKey: 'a.tsv' };
  return openPairModel(kernels, storedPairModel(network, rows, units, facts));
}
