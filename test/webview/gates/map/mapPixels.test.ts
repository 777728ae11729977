import { describe, expect, it } from 'vitest';
import { layerCellOf } from '../../../layerCells';
import { quantityAt } from '../../../../webview/parts/quantities';
import { mapPixels, overviewPixels } from '../../../../webview/gates/map/mapPixels';
import { namedUnit } from '../../../../webview/parts/unitLabel';
import { csvOf } from '../../../../webview/figure/dataTable';
import { mapTable } from '../../../../webview/gates/table/mapTable';
import { readCell } from '../../../../webview/gates/map/cellReading';
import { boundOf, scaleOf } from '../../../../webview/colours/colourScale';
import { cellAfterKey } from '../../../../webview/gates/map/input/keyboardWalk';
import { colourAt, createPalette } from '../../../../webview/colours/palette';

const lstm = (name: string) => quantityAt({ cells: [layerCellOf('lstm')] }, 0, name);
const palette = createPalette('sequential', 'dark', [31, 31, 31]);

describe('The picture of the map', () => {
  it('turns [tokens][units] into one row of pixels a unit', () => {
    const values = Float32Array.of(0, 1, 0.5, 0, 1, 0.5);
    const pixels = mapPixels(values, 2, 3, palette, { low: 0, high: 1, clipped: false });
    const pixel = (token: number, unit: number): number[] => [
      ...pixels.slice(4 * (unit * 2 + token), 4 * (unit * 2 + token) + 4),
    ];
    expect(pixel(0, 0)).toEqual([...colourAt(palette, 0), 255]);
    expect(pixel(0, 1)).toEqual([...colourAt(palette, 255), 255]);
    expect(pixel(1, 1)).toEqual([...colourAt(palette, 255), 255]);
    expect(pixel(1, 2)).toEqual([...colourAt(palette, 128), 255]);
  });

  it('leaves what is not a number transparent', () => {
    const pixels = mapPixels(Float32Array.of(Number.NaN), 1, 1, palette, {
      low: 0,
      high: 1,
      clipped: false,
    });
    expect([...pixels]).toEqual([0, 0, 0, 0]);
  });
});

describe('The picture of an overview', () => {
  const scale = { low: -2, high: 2, clipped: false };
  it('has the colours of the values that its bytes and scales stand for', () => {
    const diverging = createPalette('diverging', 'dark', [31, 31, 31]);
    const overview = {
      values: Int8Array.of(127, -127, 64, 0),
      scales: Float32Array.of(1, 2),
      units: [8, 3],
    };
    const pixels = overviewPixels(overview, diverging, scale);
    const exact = Float32Array.of(1, -1, (2 * 64) / 127, 0);
    expect([...pixels]).toEqual([...mapPixels(exact, 2, 2, diverging, scale)]);
  });

  it('leaves what was not read yet transparent', () => {
    const overview = { values: Int8Array.of(3), scales: Float32Array.of(Number.NaN), units: [0] };
    expect([...overviewPixels(overview, palette, scale)]).toEqual([0, 0, 0, 0]);
  });
});

describe('The scale', () => {
  it('is 0 to 1 for gates and -1 to 1 for candidates', () => {
    const values = Float32Array.of(0.2, 0.3);
    expect(scaleOf(lstm('forgetGate'), values, 0)).toMatchObject({ low: 0, high: 1 });
    expect(scaleOf(lstm('candidate'), values, 0)).toMatchObject({ low: -1, high: 1 });
  });

  it('gives states a round bound that only grows, and says what it cuts off', () => {
    const values = new Float32Array(1000).fill(1.7);
    values[0] = -40;
    expect(boundOf(values)).toBe(2);
    expect(scaleOf(lstm('cellState'), values, 0)).toEqual({ low: -2, high: 2, clipped: true });
    expect(scaleOf(lstm('cellState'), values, 50)).toEqual({
      low: -50,
      high: 50,
      clipped: false,
    });
    expect(boundOf(new Float32Array(5))).toBe(0.1);
    expect(boundOf(new Float32Array())).toBe(0.1);
    expect(boundOf(Float32Array.of(Number.NaN, Infinity, 0.4))).toBe(0.5);
  });
});

describe('Reading a cell', () => {
  const map = {
    documentVersion: 1,
    modelVersion: 1,
    from: 100,
    tokens: ['\n', 'Coriolanus'],
    spans: [],
    known: [true, false],
    units: [17, 4],
    values: Float32Array.of(0.1, 0.2, 0.3, -0.4),
    approximate: false,
  };

  it('gives word, unit and value, and a sentence to listen to', () => {
    expect(readCell(map, { token: 100, row: 1 }, 'Forget gate')).toMatchObject({
      word: '↵',
      unit: 4,
      spoken: 'line break, unit 4, forget gate 0.200',
    });
    expect(readCell(map, { token: 101, row: 1 }, 'Candidate')).toMatchObject({
      known: false,
      spoken: 'Coriolanus, not in the vocabulary, unit 4, candidate −0.400',
    });
  });

  it('goes out with the names of its units, and says of which gate and layer it is', () => {
    const tiles = [{ ...map, units: [1, 4] }];
    const shown = { layer: 1, gate: 'inputGate', subject: '', units: [1, 4], tiles };
    const table = mapTable(shown, { from: 101, count: 1 }, 'Input gate', {
      '1:4': 'quotes',
      '0:1': 'other',
    });
    expect(csvOf(table)).toBe(
      [
        '"Token (from 0)","Word","Unit 1","Unit 4 “quotes”","Quantity","Layer (from 0)"\r\n',
        `101,"Coriolanus",${Math.fround(0.3)},${Math.fround(-0.4)},"Input gate",1\r\n`,
      ].join(''),
    );
  });

  it('gives the word alone above the cells, and nothing outside the window', () => {
    const nameOf = (unit: number): string => namedUnit(0, unit, { '0:4': 'quotes' });
    expect(readCell(map, { token: 100, row: 1 }, 'Forget gate', nameOf)).toMatchObject({
      named: 'unit 4 “quotes”',
      spoken: 'line break, unit 4 “quotes”, forget gate 0.200',
    });
    expect(readCell(map, { token: 101, row: -1 }, 'Candidate')?.unit).toBeUndefined();
    expect(readCell(map, { token: 99, row: 0 }, 'Candidate')).toBeUndefined();
    expect(readCell(map, { token: 102, row: 0 }, 'Candidate')).toBeUndefined();
  });
});

describe('Walking the map', () => {
  const area = { tokens: 100, rows: 32, page: 30, step: 1 };
  it('goes by cells, pages and to the ends, and stays inside', () => {
    const at = { token: 50, row: 5 };
    expect(cellAfterKey(at, 'ArrowRight', false, area)).toEqual({ token: 51, row: 5 });
    expect(cellAfterKey(at, 'ArrowUp', false, area)).toEqual({ token: 50, row: 4 });
    expect(cellAfterKey(at, 'PageDown', false, area)).toEqual({ token: 80, row: 5 });
    expect(cellAfterKey({ token: 80, row: 5 }, 'PageDown', false, area)).toEqual({
      token: 99,
      row: 5,
    });
    expect(cellAfterKey(at, 'Home', true, area)).toEqual({ token: 0, row: 0 });
    expect(cellAfterKey(at, 'End', false, area)).toEqual({ token: 50, row: 31 });
    expect(cellAfterKey({ token: 0, row: 0 }, 'ArrowLeft', false, area)).toEqual({
      token: 0,
      row: 0,
    });
    expect(cellAfterKey(at, 'a', false, area)).toBeUndefined();
  });

  it('goes from column to column where a column is many words', () => {
    const coarse = { ...area, step: 16 };
    expect(cellAfterKey({ token: 50, row: 5 }, 'ArrowRight', false, coarse)).toEqual({
      token: 64,
      row: 5,
    });
    expect(cellAfterKey({ token: 96, row: 5 }, 'ArrowRight', false, coarse)).toEqual({
      token: 96,
      row: 5,
    });
  });
});
