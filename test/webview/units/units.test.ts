import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LayerSurvey } from '../../../src/shared/questions/units';
import { histogramOf, outline } from '../../../webview/units/oneUnit/histogram';
import { orderedUnits } from '../../../webview/units/orderedUnits';
import { halfLifeText, stretchText } from '../../../webview/parts/stretchText';
import { windowOf } from '../../../webview/units/oneUnit/traceView';

describe('The histogram of a trace', () => {
  it('counts every value once, the largest too', () => {
    const { low, high, counts } = histogramOf(Float32Array.of(0, 0.1, 0.5, 0.9, 1), 4);
    expect([low, high]).toEqual([0, 1]);
    expect(counts).toEqual([2, 0, 1, 2]);
  });

  it('has one bar for a trace that never moves, and none for no trace', () => {
    expect(histogramOf(Float32Array.of(2, 2, 2), 3)).toEqual({
      low: 2,
      high: 2,
      counts: [3, 0, 0],
    });
    expect(histogramOf(new Float32Array(0), 2)).toEqual({ low: 0, high: 0, counts: [0, 0] });
  });
});

describe('The outline of a trace', () => {
  it('loses no peak, keeps the order, and has about as many points as asked for', () => {
    const traces = fc.array(fc.float({ noNaN: true, min: -9, max: 9 }), {
      minLength: 1,
      maxLength: 300,
    });
    fc.assert(
      fc.property(traces, fc.integer({ min: 2, max: 50 }), (numbers, most) => {
        const values = Float32Array.from(numbers);
        const points = outline(values, 0, values.length, most);
        const places = points.map(({ place }) => place);
        expect(places).toEqual([...places].sort((one, other) => one - other));
        expect(points.length).toBeLessThanOrEqual(most + 2);
        expect(Math.max(...points.map(({ value }) => value))).toBe(Math.max(...values));
        expect(Math.min(...points.map(({ value }) => value))).toBe(Math.min(...values));
      }),
    );
  });
});

describe('The window of a trace', () => {
  const page = { from: 100, count: 1000 };
  it('stands around the cursor, inside the trace', () => {
    expect(windowOf(page, 200, 500)).toEqual({ first: 300, last: 500 });
    expect(windowOf(page, 200, 0)).toEqual({ first: 0, last: 200 });
    expect(windowOf(page, 200, 5000)).toEqual({ first: 800, last: 1000 });
    expect(windowOf(page, undefined, 5)).toEqual({ first: 0, last: 1000 });
    expect(windowOf(page, 2000, 5)).toEqual({ first: 0, last: 1000 });
  });
});

describe('What is said of units', () => {
  it('names the stretch of text that a figure is of', () => {
    expect(stretchText({ from: 0, count: 1200 }, 1200)).toBe('the whole text, 1,200 words');
    expect(stretchText({ from: 99, count: 1000 }, 5000)).toBe(
      '1,000 words, from word 100 to word 1,099',
    );
  });

  it('writes half-lives in words', () => {
    expect([0.96, 1.04, 6.58, 153.2, Infinity, NaN].map(halfLifeText)).toEqual([
      '1.0 word',
      '1.0 word',
      '6.6 words',
      '153 words',
      'for ever',
      '–',
    ]);
  });

  it('orders units by a figure, ties by number', () => {
    const gate = { low: Float32Array.of(0.1, 0.5, 0.1), high: Float32Array.of(0, 0.2, 0.9) };
    const survey = {
      halfLife: Float32Array.of(1, 1, 7),
      deviation: Float32Array.of(3, 2, 1),
      saturation: { forgetGate: gate, inputGate: gate, outputGate: gate },
    } as unknown as LayerSurvey;
    expect(orderedUnits(survey, 'forgetGate', 'low')).toEqual([1, 0, 2]);
    expect(orderedUnits(survey, 'forgetGate', 'halfLife')).toEqual([2, 0, 1]);
    expect(orderedUnits(survey, 'forgetGate', 'deviation')).toEqual([0, 1, 2]);
    expect(orderedUnits(survey, 'forgetGate', 'number')).toEqual([0, 1, 2]);
  });

  it('leaves them by number where the layer has no such figure', () => {
    const survey = {
      deviation: Float32Array.of(1, 2, 3),
      saturation: {},
    } as unknown as LayerSurvey;
    expect(orderedUnits(survey, 'forgetGate', 'halfLife')).toEqual([0, 1, 2]);
    expect(orderedUnits(survey, '', 'low')).toEqual([0, 1, 2]);
    expect(orderedUnits(survey, '', 'deviation')).toEqual([2, 1, 0]);
  });
});
