import { describe, expect, it } from 'vitest';
import type { Intervention } from '../../../src/shared/questions/whatIf';
import { interventionText, unitsFrom } from '../../../webview/whatIf/interventionText';
import { layerCellOf } from '../../layerCells';
import { rankedWords } from '../../../webview/predictions/rankedWords';
import { predictionOf } from '../../../webview/whatIf/expectedWords';
import { pairsOf, pairsTable } from '../../../webview/whatIf/beforeAfterPairs';

const one: Intervention = {
  ...{ layer: 1, gate: 'forgetGate', units: [3, 17], from: 30 },
  to: { kind: 'scale', amount: -0.5 },
};
const { units: _, ...all } = one;
const network = (...ids: string[]) => ({ layers: ids.length, cells: ids.map(layerCellOf) });

describe('An intervention', () => {
  it('is named in words', () => {
    expect(interventionText(one, network('lstm', 'lstm'), { '1:17': 'ends of lines' })).toBe(
      'Forget gate of units 3, 17 “ends of lines” in layer 2: times −0.5, from word 31 on',
    );
    const held = { ...all, layer: 0, to: { kind: 'hold', amount: 0 } } as const;
    expect(interventionText(held, network('lstm'), {})).toBe(
      'Forget gate of all units: held at its value there, from word 31 on',
    );
  });
});

describe('An intervention on another cell', () => {
  it('goes by the title that the cell of its layer has for it', () => {
    const two = network('slstm', 'gru');
    const set = { ...all, to: { kind: 'mean', amount: 0 } } as const;
    expect(interventionText({ ...set, layer: 0, gate: 'forgetLog' }, two, {})).toBe(
      'Log of the forget gate of all units in layer 1: its mean, from word 31 on',
    );
    expect(interventionText({ ...set, layer: 1, gate: 'updateGate' }, two, {})).toBe(
      'Update gate of all units in layer 2: its mean, from word 31 on',
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
    ...{ from: 10, tokens: ['a', 'b', '=c'], spans: [], known: [true, true, false] },
  };

  it('are a table in which every number stands at its own word', () => {
    const pairs = pairsOf('Bits', words, 1, Float32Array.of(1, 2), Float32Array.of(1.5, 1));
    const { counted, rows } = pairsTable(pairs);
    expect(counted).toEqual(['Number']);
    expect(rows).toEqual([
      ['b', 11, 1, 1.5, 0.5],
      ['=c', 12, 2, 1, -1],
    ]);
    expect(pairs.known).toEqual([true, false]);
  });

  it('list the ten most probable of each, and mark the word that came', () => {
    const chance = (rank: number) => ({ rank, probability: 1 / (rank + 1) });
    // All unknown words together have rank 2 after.
    const unknown = { before: chance(20), after: chance(2) };
    const place = { unknown, words: { ...words, from: 10, known: [true, true, false] }, at: 11 };
    const expected = Array.from({ length: 12 }, (_word, n) => ({
      ...{ word: `w${n}`, before: chance(n + 1), after: chance(n === 11 ? 1 : n + 3) },
    }));
    const came = { word: 'w0', before: chance(1), after: chance(3) };
    const before = predictionOf({ ...place, expected, came }, 'before');
    expect(before.tokens.map(({ word }) => word)).toEqual(expected.slice(0, 10).map((w) => w.word));
    expect(before.actual.rank).toBe(1);
    const after = predictionOf({ ...place, expected, came }, 'after');
    expect(after.tokens.slice(0, 3).map(({ word }) => word)).toEqual(['w11', 'w0', 'w1']);
    const ranks = rankedWords(after).map(({ word, rank, came }) => [rank, came && word]);
    expect(ranks.slice(0, 4)).toEqual([[1, false], [2, false], [3, 'w0'], [4, false]]); // prettier-ignore
    const unlisted = { word: 'w', before: chance(40), after: chance(17) };
    expect(predictionOf({ ...place, expected, came: unlisted }, 'before').actual.rank).toBe(40);
    expect(rankedWords(predictionOf({ ...place, expected, came: unlisted }, 'after')).at(-1)).toMatchObject({ rank: 17, came: true, known: true }); // prettier-ignore
  });

  it('mark the word that came where the network does not know it', () => {
    const chance = { rank: 3, probability: 0.1 };
    const unknown = { before: chance, after: chance };
    const came = { word: 'Zanzibar', before: chance, after: chance };
    const known = [true, true, false];
    const of = { expected: [], came, unknown, words: { ...words, from: 10, known }, at: 12 };
    const prediction = predictionOf(of, 'before');
    expect(prediction.actual).toMatchObject({ word: 'Zanzibar', known: false });
    expect(rankedWords(prediction)).toMatchObject([{ rank: 3, came: true, known: false }]);
  });
});
