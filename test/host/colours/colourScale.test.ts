import { describe, expect, it } from 'vitest';
import {
  bandOf,
  bands,
  frames,
  legendOf,
  measureTitle,
  scaleOf,
} from '../../../src/host/colours/colourScale';
import { nameInWords } from '../../../src/shared/model/cells';
import type { ColourMeasure, UnitColours } from '../../../src/shared/questions/editor/colours';

const gateNames = [
  'inputGate',
  'forgetGate',
  'candidate',
  'outputGate',
  'cellState',
  'hiddenState',
];
const ofUnit = (gate: string): ColourMeasure => ({
  by: 'unit',
  gate,
  layer: 0,
  unit: 3,
});
const all: ColourMeasure[] = [
  { by: 'surprise' },
  { by: 'rank' },
  { by: 'erased', layer: 0 },
  { by: 'written', layer: 1 },
  ...gateNames.map(ofUnit),
  { by: 'substituted', at: 4, word: 'king', replacement: { kind: 'likely' } },
];
/** As the worker answers about an LSTM. */
const ofUnitAnswered = (measure: ColourMeasure): UnitColours | undefined => {
  if (measure.by !== 'unit') return undefined;
  const isGate = measure.gate.endsWith('Gate');
  const title = nameInWords(measure.gate);
  const signedBorders = measure.gate === 'cellState' ? [0.25, 1, 2] : [0.1, 0.4, 0.7];
  const borders = isGate ? [0.2, 0.4, 0.6, 0.8] : signedBorders;
  return { title, isGate, isSigned: !isGate, borders };
};
const band = (measure: ColourMeasure, value: number, borders?: number[]): number => {
  const ofUnit = ofUnitAnswered(measure);
  return bandOf(
    value,
    scaleOf(measure, { ...(borders && { borders }), ...(ofUnit && { ofUnit }) }),
  );
};

describe('The bands of the colours', () => {
  it('fit, all together, into 16 decorations', () => {
    expect(bands.length + Object.keys(frames).length).toBeLessThanOrEqual(16);
    expect(new Set(bands).size).toBe(bands.length);
  });

  it('leave plain what was expected, and grow with the surprise', () => {
    const surprise = { by: 'surprise' } as const;
    expect([0, 2, 2.1, 6, 9, 30].map((bits) => band(surprise, bits))).toEqual([0, 0, 1, 2, 3, 4]);
  });

  it('put a rank among the first, the first 10, 100, 1000, and beyond', () => {
    const rank = { by: 'rank' } as const;
    expect([1, 2, 10, 11, 100, 101, 1000, 1001].map((place) => band(rank, place))).toEqual([
      0, 1, 1, 2, 2, 3, 3, 4,
    ]);
  });

  it('tell the sign of a state, and know none for a gate', () => {
    expect([-0.9, -0.5, 0, 0.05, 0.2, 0.9].map((h) => band(ofUnit('hiddenState'), h))).toEqual([
      -3, -2, 0, 0, 5, 7,
    ]);
    expect([0, 0.3, 0.9].map((i) => band(ofUnit('inputGate'), i))).toEqual([0, 1, 4]);
  });

  it('compare memory with the document, and leave all plain where nothing was read', () => {
    const erased = { by: 'erased', layer: 0 } as const;
    expect([0.5, 1.5, 9].map((value) => band(erased, value, [1, 2, 3, 4]))).toEqual([0, 1, 4]);
    const unread = Array<number>(4).fill(Infinity);
    expect(band(erased, 9, unread)).toBe(0);
  });

  it('leave what is no number plain', () => {
    for (const measure of all) expect(band(measure, NaN, [1, 2, 3, 4])).toBe(0);
  });
});

describe('The legend', () => {
  it('explains every band that its measure can show, and no other', () => {
    const values = [-9, -1, -0.5, -0.2, 0, 0.3, 0.5, 0.7, 0.9, 3, 7, 11, 50, 500, 5000];
    for (const measure of all) {
      const rows = legendOf(measure, {}, ofUnitAnswered(measure)).rows.map((row) => row.band);
      const shown = values.map((value) => band(measure, value, [0.1, 0.2, 0.4, 0.6]));
      expect(rows).toEqual(expect.arrayContaining(shown));
      expect(new Set(rows).size).toBe(rows.length);
    }
  });

  it('says of a gate where it is nearly closed, as ever', () => {
    const { rows } = legendOf(ofUnit('inputGate'), {}, ofUnitAnswered(ofUnit('inputGate')));
    expect(rows.map(({ meaning }) => meaning)).toEqual([
      'at most 0.2: nearly closed',
      ...['more than 0.2', 'more than 0.4', 'more than 0.6', 'more than 0.8'],
    ]);
  });

  it('calls a quantity as its cell does, and one without a bound by its own borders', () => {
    const measure = ofUnit('normaliser');
    const borders = [0.8, 1.5, 3.1, 12];
    const answered = { title: 'Normaliser of c', isGate: false, isSigned: false, borders };
    const { title, rows } = legendOf(measure, {}, answered);
    expect(title).toBe('Normaliser of c of unit 3');
    expect(rows[0].meaning).toBe('at most 0.8: near zero');
    expect(rows[4].meaning).toBe('more than 12');
    expect(bandOf(4, scaleOf(measure, { ofUnit: answered }))).toBe(3);
    expect(bandOf(4, scaleOf(measure))).toBe(0);
  });

  it('is short enough for the status bar, with a stroke for every colour', () => {
    for (const measure of all) {
      const { title, short } = legendOf(measure, {}, ofUnitAnswered(measure));
      expect(`${title} ${short}`.length).toBeLessThan(70);
    }
    expect(legendOf({ by: 'surprise' }).short).toBe('┈2+ ╌5+ ─8+ ═12+');
  });

  it('has the name of a unit beside its number, and the words of a substitution', () => {
    const names = { '0:3': 'brackets' };
    expect(measureTitle(ofUnit('inputGate'), names)).toBe('Input gate of “brackets” (unit 3)');
    expect(legendOf(ofUnit('inputGate'), names).title).toContain('brackets');
    const king = { by: 'substituted', at: 4, word: 'king' } as const;
    expect(measureTitle({ ...king, replacement: { kind: 'likely' } })).toBe('Memory of “king”');
    const queen = { kind: 'word', word: 'queen' } as const;
    expect(measureTitle({ ...king, replacement: queen })).toBe('Memory of “king”, “queen” instead');
  });

  it('names layers from 1 and units from 0, as the hover does', () => {
    expect(measureTitle({ by: 'unit', gate: 'cellState', layer: 1, unit: 0 })).toBe(
      'Cell state of unit 0 in layer 2',
    );
    expect(measureTitle({ by: 'erased', layer: 0 })).toBe('Erased from memory');
  });
});
