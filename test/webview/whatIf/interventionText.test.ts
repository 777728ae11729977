import { describe, expect, it } from 'vitest';
import type { Intervention } from '../../../src/shared/questions/whatIf';
import { interventionText, unitsFrom } from '../../../webview/whatIf/interventionText';
import { predictionOf } from '../../../webview/whatIf/expectedWords';
import { pairsOf, pairsTable } from '../../../webview/whatIf/beforeAfterPairs';

const one: Intervention = {
  ...{ layer: 1, gate: 'forgetGate', units: [3, 17], from: 30 },
  to: { kind: 'scale', amount: -0.5 },
};
const { units: _, ...all } = one;

describe('An intervention', () => {
  it('is named in words', () => {
    expect(interventionText(one, 2, { '1:17': 'ends of lines' })).toBe(
      'Forget gate of units 3, 17 “ends of lines” in layer 2: times −0.5, from word 31 on',
    );
    const held = { ...all, layer: 0, to: { kind: 'hold', amount: 0 } } as const;
    expect(interventionText(held, 1, {})).toBe(
      'Forget gate of all units: held at its value there, from word 31 on',
    );
  });
});

describe('The field for units', () => {
  it('reads numbers, all, and nothing else', () => {
    expect(unitsFrom('', 20)).toEqual([]);
    expect(unitsFrom(' all ', 20)).toEqual([]);
    expect(unitsFrom('3, 17;3 4', 20)).toEqual([3, 17, 4]);
    for (const wrong of ['20', '-1', '1.5', 'all 3', 'x', '1e1']) {
      expect(unitsFrom(wrong, 20), wrong).toBeUndefined();
    }
    const many = Array.from({ length: 65 }, (_unit, n) => n).join(' ');
    expect(unitsFrom(many, 100)).toBeUndefined();
  });
});

describe('Two readings', () => {
  const words = {
    ...{ from: 10, tokens: ['a', 'b', '=c'], spans: [], known: [] },
  };

  it('are a table in which every number stands at its own word', () => {
    const pairs = pairsOf('Bits', words, 1, Float32Array.of(1, 2), Float32Array.of(1.5, 1));
    expect(pairsTable(pairs).rows).toEqual([
      ['b', 12, 1, 1.5, 0.5],
      ['=c', 13, 2, 1, -1],
    ]);
  });

  it('list the ten most probable of each, and mark the word that came', () => {
    const chance = (rank: number) => ({ rank, probability: 1 / (rank + 1) });
    // The unknown word, which is never listed, has rank 2 after.
    const expected = Array.from({ length: 12 }, (_word, n) => ({
      ...{ word: `w${n}`, before: chance(n + 1), after: chance(n === 11 ? 1 : n + 3) },
    }));
    const came = { word: 'w0', before: chance(1), after: chance(3) };
    const before = predictionOf({ expected, came }, 'before');
    expect(before.tokens.map(({ word }) => word)).toEqual(expected.slice(0, 10).map((w) => w.word));
    expect(before.actual.rank).toBe(1);
    const after = predictionOf({ expected, came }, 'after');
    expect(after.tokens.slice(0, 3).map(({ word }) => word)).toEqual(['w11', 'w0', 'w1']);
    expect(after.actual.rank).toBe(2);
    const unlisted = { word: 'w', before: chance(40), after: chance(7) };
    expect(predictionOf({ expected, came: unlisted }, 'before').actual.rank).toBe(40);
    expect(predictionOf({ expected, came: unlisted }, 'after').actual.rank).toBe(11);
  });
});
