// @vitest-environment happy-dom
import { describe, expect, it } from 'vitest';
import type { CellStep, GateStep } from '../../../src/shared/questions/cellSteps';
import { gateValue } from '../../../webview/parts/numbers';
import { readTheme } from '../../../webview/colours/theme';
import { svgFile } from '../../../webview/vector/svgFile';
import { cellPicture } from '../../../webview/walk/pictures/cellPicture';
import { chainPicture } from '../../../webview/walk/pictures/chainPicture';
import { createDiagramColours } from '../../../webview/walk/pictures/diagramColours';
import { sentenceAround, stepsAround } from '../../../webview/walk/sentenceAround';
import { stepTable } from '../../../webview/walk/stepTable';
import { corrections } from '../../../webview/help/corrections';
import { storyOf } from '../../../webview/walk/stepStory';
import { hostileWords } from '../hostileWords';

const gate = (value: number, bias = 0): GateStep => ({
  ...{ value, bias, sum: Math.log(value / (1 - value)) },
  terms: [
    { of: 'word', place: 3, weight: 0.5, input: -2 },
    { of: 'before', place: 7, weight: 0.25, input: 0.5 },
  ],
  rest: 0.125,
  restCount: 12,
});

function stepWith(change: Partial<CellStep> = {}): CellStep {
  return {
    word: 'king',
    span: { start: 0, end: 4 },
    known: true,
    inputGate: gate(0.4),
    forgetGate: gate(0.5, 1),
    candidate: gate(0.25),
    outputGate: gate(0.6),
    cellStateBefore: 0.8,
    cellState: 0.5,
    hiddenState: 0.277,
    ...change,
  };
}

describe('The story of a step', () => {
  it('tells what was kept and written', () => {
    expect(storyOf(stepWith())).toEqual([
      'The cell went from 0.800 to 0.500: the forget gate (0.500) kept 0.400, input gate (0.400) times candidate (0.250) wrote 0.100.',
    ]);
  });

  it('says that an open input gate stores nothing where the candidate is 0', () => {
    const told = storyOf(stepWith({ inputGate: gate(0.97), candidate: gate(0.004) })).join(' ');
    expect(told).toContain('a high input gate stores nothing by itself');
    const stored = storyOf(stepWith({ inputGate: gate(0.97), candidate: gate(0.9) })).join(' ');
    expect(stored).not.toContain('stores nothing');
  });

  it('says that 0.73 is the bias of an untrained forget gate, and no knowledge', () => {
    expect(storyOf(stepWith({ forgetGate: gate(0.731, 1) })).join(' ')).toContain(
      'σ(1.000) = 0.731',
    );
    expect(storyOf(stepWith({ forgetGate: gate(0.731, 3) }))).toHaveLength(1);
  });

  it('says what textbooks get wrong', () => {
    const told = Object.values(corrections)
      .map(({ is }) => is)
      .join(' ');
    expect(told).toMatch(/Gers, Schmidhuber and Cummins, 2000/);
    expect(told).toMatch(/the intervals are open/);
    expect(told).toMatch(/i · g/);
    expect(told).toMatch(/σ\(1\) = 0\.73/);
    expect(told).toMatch(/softmax\(W h \+ b\)/);
    expect(told).toMatch(/smaller than 1 in magnitude/);
    expect(told).toMatch(/says nothing about small data/);
  });
});

describe('The sentence of a walk', () => {
  const words = 'He left . She stayed ! Why ?'.split(' ');
  it('goes from after one full stop to the next', () => {
    expect(sentenceAround(words, 100, 103)).toEqual({ from: 103, count: 3 });
    expect(sentenceAround(words, 100, 105)).toEqual({ from: 103, count: 3 });
    expect(sentenceAround(words, 100, 100)).toEqual({ from: 100, count: 3 });
    expect(sentenceAround(words, 100, 107)).toEqual({ from: 106, count: 2 });
    expect(sentenceAround(words, 100, 99).count).toBe(0);
  });

  it('has the words before and after for the unfolded picture, within the text', () => {
    expect(stepsAround(10, 100)).toEqual({ from: 8, count: 4 });
    expect(stepsAround(0, 100)).toEqual({ from: 0, count: 4 });
    expect(stepsAround(99, 100)).toEqual({ from: 96, count: 4 });
    expect(stepsAround(0, 1)).toEqual({ from: 0, count: 1 });
  });
});

describe('The diagram', () => {
  const ink = createDiagramColours(readTheme(document.body));
  const options = { unit: 5, layer: 1, ink };
  const textsOf = (drawing: ReturnType<typeof cellPicture>): string[] =>
    drawing.shapes.flatMap((shape) => (shape.kind === 'label' ? [shape.text] : []));

  it('has every number of the step in it', () => {
    const step = stepWith();
    const texts = textsOf(cellPicture(step, options));
    const { forgetGate, inputGate, candidate, outputGate } = step;
    for (const { value } of [forgetGate, inputGate, candidate, outputGate]) {
      expect(texts).toContain(gateValue(value));
    }
    for (const value of [0.8, 0.5, 0.277, 0.4, 0.1, Math.tanh(0.5)]) {
      expect(texts).toContain(gateValue(value));
    }
    expect(texts.join()).toContain('what the layer below shows at “king”');
  });

  it('takes hostile words as text, and cuts long ones', () => {
    const drawings = hostileWords.flatMap((word) => {
      const steps = [stepWith({ word }), stepWith({ word: word.repeat(30) })];
      return [cellPicture(steps[0], options), chainPicture(steps, 1, options)];
    });
    const all = { ...drawings[0], shapes: drawings.flatMap(({ shapes }) => shapes) };
    const labels = all.shapes.filter(({ kind }) => kind === 'label');
    const words = { ...all, shapes: labels, title: drawings.map(({ title }) => title).join() };
    const page = new DOMParser().parseFromString(svgFile(words), 'image/svg+xml');
    const names = [...page.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase());
    expect(new Set(names)).toEqual(new Set(['svg', 'title', 'rect', 'text']));
    expect(names.filter((name) => name === 'text')).toHaveLength(labels.length);
    for (const text of textsOf(all)) expect([...text].length).toBeLessThan(75);
  });
});

describe('The table of a step', () => {
  it('has every product, whose sum with bias and rest is that before the activation', () => {
    const step = stepWith();
    const { columns, rows } = stepTable(step, { token: 9, layer: 0, unit: 5 });
    const [quantity, part, value] = ['Quantity', 'Part', 'Value'].map((c) => columns.indexOf(c));
    const parts = rows.filter((row) => row[quantity] === 'Forget gate' && row[part] !== '');
    expect(parts).toHaveLength(4);
    const total = parts.reduce((sum, row) => sum + Number(row[value]), 0);
    expect(total).toBeCloseTo(1 - 1 + 0.125 + 0.125, 12);
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });
});
