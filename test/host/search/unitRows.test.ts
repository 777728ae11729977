import { describe, expect, it } from 'vitest';
import type { SearchedText } from '../../../src/host/search/unitRows';
import { area, searchSentence, unitRows } from '../../../src/host/search/unitRows';
import type {
  MatchedUnits,
  RankedUnits,
  UnitSearchAnswer,
} from '../../../src/shared/questions/editor/unitSearch';

const text: SearchedText = {
  documentKey: 'file:///code.txt',
  name: 'code.txt',
  labels: 'Inside brackets',
  weights: 'aa',
  unitNames: { '0:7': 'brackets' },
};
const ranked: RankedUnits = {
  kind: 'ranked',
  found: [
    { layer: 0, gate: 'cellState', unit: 7, side: 'high', heldOut: 0.99961 },
    { layer: 1, gate: 'forgetGate', unit: 3, side: 'low', heldOut: 0.91 },
  ],
  first: { layer: 0, gate: 'cellState', unit: 7, side: 'high', heldOut: 0.99961 },
  ...{ shifted: 0.612, shifts: 200, untrained: 0.834 },
};
const answer = (
  outcome: UnitSearchAnswer['outcome'],
  more: Partial<UnitSearchAnswer> = {},
): UnitSearchAnswer => ({
  ...{ documentVersion: 1, modelVersion: 2, from: 0, count: 900, tokens: 900 },
  ...{ labelled: 300, spans: 40, widened: 0, considered: 144, approximate: false },
  outcome,
  ...more,
});

describe('Found units', () => {
  it('are rows with their figure and both that they beat', () => {
    const rows = unitRows(text, answer(ranked), 'now');
    expect(rows).toMatchObject([
      {
        ...{ documentKey: 'file:///code.txt', layer: 0, gate: 'cellState', unit: 7 },
        label: 'Cell state of unit 7 “brackets”',
        description: 'on 0.999 · shifted 0.612 · untrained 0.834',
      },
      {
        label: 'Forget gate of unit 3 in layer 2',
        description: 'off 0.910 · shifted 0.612 · untrained 0.834',
      },
    ]);
    expect(rows[1]?.tooltip).toContain('lower over the labels than elsewhere for 91.0%');
  });

  it('say so when model or text have become others', () => {
    const [row] = unitRows(text, answer(ranked), 'earlierWeights');
    expect(row?.description).toMatch(/^\(earlier weights\) on/);
    expect(searchSentence(text, answer(ranked), 'earlierWeights')).toMatch(
      /^Grey: the model has changed .* searches again\./,
    );
    expect(searchSentence(text, answer(ranked), 'earlierText')).toMatch(
      /^Grey: the text has been edited/,
    );
  });

  it('are introduced by a sentence with what was to beat', () => {
    expect(searchSentence(text, answer(ranked), 'now')).toBe(
      'Inside brackets in code.txt. 2 of 144 gates and states follow the 40 labels, by the area under the ROC curve on the half not used to choose them; 200 shifts of the labels reach 0.612 and an untrained network 0.834.',
    );
  });

  it('that are none are a sentence with the figures', () => {
    const none = answer({ ...ranked, found: [] });
    expect(unitRows(text, none, 'now')).toEqual([]);
    expect(searchSentence(text, none, 'now')).toContain(
      'Nothing found: of 144 gates and states the best choice, cell state of unit 7 “brackets”, reaches 0.999 on the half of the 40 labels not used to choose it; 200 shifts',
    );
  });

  it('say what was widened and left out', () => {
    const cut = answer(ranked, { widened: 3, tokens: 5000, approximate: true });
    expect(searchSentence(text, cut, 'now')).toMatch(
      /3 spans were widened to whole words\. Searched in 900 of 5,000 words around the cursor, while the text before it was still being read\.$/,
    );
  });

  it('never show an area that is not 1 as 1', () => {
    expect([area(1), area(0.99999), area(0.5)]).toEqual(['1.000', '0.999', '0.500']);
  });
});

describe('A single span', () => {
  const matched: MatchedUnits = {
    kind: 'matched',
    found: [{ layer: 0, gate: 'hiddenState', unit: 4, side: 'low', elsewhere: 1 }],
    ...{ matching: 20, untrained: 3, length: 2, spans: 1000, asMany: 10 },
  };

  it('says how many others are matched as often', () => {
    const one = answer(matched, { spans: 1, widened: 1 });
    expect(unitRows(text, one, 'now')).toMatchObject([
      { label: 'Hidden state of unit 4', description: 'off · once elsewhere' },
    ]);
    expect(searchSentence(text, one, 'now')).toContain(
      '20 of 144 gates and states are on over exactly this span; 1.0% of the 1,000 other spans of 2 words have as many, and an untrained network has 3 here. The selection was widened to whole words.',
    );
  });

  it('finds nothing where that is chance', () => {
    const chance = answer({ ...matched, found: [], asMany: 610 }, { spans: 1 });
    expect(searchSentence(text, chance, 'now')).toContain(
      'Nothing found: 20 of 144 gates and states are on over exactly this span, but 61% of the 1,000 other spans of 2 words have as many',
    );
    const none = answer({ ...matched, found: [], matching: 0 }, { spans: 1 });
    expect(searchSentence(text, none, 'now')).toContain('none of 144 gates and states is on');
  });
});
