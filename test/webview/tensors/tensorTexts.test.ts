import { describe, expect, it } from 'vitest';
import type { TensorFigures, TensorRow } from '../../../src/shared/model/tensors';
import { listedTensors, nextOrder } from '../../../webview/tensors/listedTensors';
import { exportedTable } from '../../../webview/tensors/exportedTable';
import {
  binsText,
  bytesText,
  figureText,
  partText,
  shapeText,
  strangersText,
} from '../../../webview/tensors/tensorTexts';
import { csvOf } from '../../../webview/figure/dataTable';

const row = (place: number, name: string, more: Partial<TensorRow> = {}): TensorRow => ({
  ...{ place, name, dtype: 'F32', shape: [2, 3], dimensionsLeftOut: 0, numbers: 6, bytes: 24 },
  ...more,
});
const figures: TensorFigures = {
  ...{ numbers: 10, zeros: 1, nans: 0, infinities: 0 },
  finite: { low: -1, high: 1, mean: 0.25, deviation: 0.5 },
  bins: [1, 2, 6, 1],
};

describe('The numbers of a tensor', () => {
  it('are written with four digits, powers of ten where they must be, and a true minus', () => {
    expect([0, 12, -3, 1234567].map(figureText)).toEqual(['0', '12', '−3', '1,234,567']);
    expect([0.123456, -1.5, 12345.678, 0.001].map(figureText)).toEqual([
      ...['0.1235', '−1.5', '12350', '0.001'],
    ]);
    expect([1.5e-7, -2.25e12, 3e38].map(figureText)).toEqual(['1.50e−7', '−2.25e12', '3.00e38']);
  });

  it('are told to who does not see the bars', () => {
    expect(binsText(figures, -1, 1)).toBe('from −1 to 1; most between 0 and 0.5: 60.0 %');
    expect(binsText({ ...figures, bins: [10, 0, 0, 0] }, 7, 7)).toBe('all are 7');
    expect(strangersText({ ...figures, nans: 2, infinities: 1 })).toBe('2 NaN, 1 ∞');
    expect(strangersText(figures)).toBe('none');
  });

  it('have sizes in words', () => {
    expect([7, 6052, 999_960, 2.5e9].map(bytesText)).toEqual([
      ...['7 bytes', '6.1 kB', '1.0 MB', '2.5 GB'],
    ]);
    expect(shapeText(row(0, 'a', { shape: [] }))).toBe('one number');
    expect(shapeText(row(0, 'a', { shape: [1, 1], dimensionsLeftOut: 3 }))).toBe(
      '1 × 1 × … (5 dimensions)',
    );
  });

  it('say which part of a recurrent layer they are, counted as a person does and as its name does', () => {
    const part = { cell: 'gru', backwards: true, role: 'biasOfBefore', gates: [] } as const;
    expect(partText({ ...part, layer: 2 })).toBe(
      'GRU layer 3 (l2), backwards: bias of the previous state',
    );
    expect(partText({ ...part, cell: 'lstm', backwards: false, role: 'fromInput' })).toBe(
      'LSTM cell: weights of the input',
    );
  });
});

describe('The list of tensors', () => {
  const rows = [row(0, 'layer.10.w', { numbers: 1 }), row(1, 'layer.2.W'), row(2, 'head.b')];
  const names = (list: readonly TensorRow[]): string[] => list.map(({ name }) => name);

  it('keeps those whose name has every word of the filter', () => {
    expect(names(listedTensors(rows, ' LAYER  w ', undefined))).toEqual([
      'layer.10.w',
      'layer.2.W',
    ]);
    expect(listedTensors(rows, 'zebra', undefined)).toEqual([]);
  });

  it('is sorted by number within names, and by place where they are alike', () => {
    expect(names(listedTensors(rows, '', { by: 'name', falling: false }))).toEqual([
      ...['head.b', 'layer.2.W', 'layer.10.w'],
    ]);
    expect(names(listedTensors(rows, '', { by: 'numbers', falling: true }))).toEqual([
      ...['layer.2.W', 'head.b', 'layer.10.w'],
    ]);
    expect(names(listedTensors(rows, '', undefined))[0]).toBe('layer.10.w');
  });

  it('is turned round, and then as in the file', () => {
    const once = nextOrder(undefined, 'numbers');
    expect(once).toEqual({ by: 'numbers', falling: true });
    const twice = nextOrder(once, 'numbers');
    expect(twice).toEqual({ by: 'numbers', falling: false });
    expect(nextOrder(twice, 'numbers')).toBeUndefined();
    expect(nextOrder(once, 'name')).toEqual({ by: 'name', falling: false });
  });

  it('leaves the page with a row for each gate, and no name that is a formula', () => {
    const part = { cell: 'rnn', backwards: false, role: 'fromInput', gates: [] } as const;
    const lstm = { ...part, cell: 'lstm', gates: ['input', 'forget'] } as const;
    const table = exportedTable(
      'm.safetensors',
      [row(0, '=cmd()', { part: lstm }), row(1, 'b')],
      new Map([[0, { whole: figures, blocks: [figures, figures] }]]),
    );
    const lines = csvOf(table).trimEnd().split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[1]).toBe(`"'=cmd()","","F32","2 × 3",6,-1,1,0.25,0.5,1,0,0`);
    expect(lines[2]).toBe(`"'=cmd()","input gate","F32","1 × 3",3,-1,1,0.25,0.5,1,0,0`);
    expect(lines[4]).toBe(`"b","","F32","2 × 3",6,"","","","","","",""`);
  });
});
