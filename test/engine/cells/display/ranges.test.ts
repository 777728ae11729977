/** Between which bounds the values of a cell lie. */
import { describe, expect, it } from 'vitest';
import { cellOf, type CellId } from '../../../../src/engine/cells/cells';
import { readCell } from '../../../../src/engine/cells/notation/readCell';
import { rangesOf } from '../../../../src/engine/cells/display/ranges';

const all = [-Infinity, Infinity];
const unit = [0, 1];
const signed = [-1, 1];

const ranges = (id: CellId): Record<string, number[]> =>
  Object.fromEntries(
    [...rangesOf(cellOf(id))].map(([letter, { low, high }]) => [letter, [low, high]]),
  );

const rangeOf = (letter: string, text: string): number[] => {
  const { definition } = readCell(text);
  const range = definition && rangesOf(definition).get(letter);
  return range ? [range.low, range.high] : [];
};

describe('The range of a value', () => {
  it.each<[CellId, Record<string, number[]>]>([
    ['lstm', { i: unit, f: unit, g: signed, o: unit, c: all, h: signed }],
    ['rnn', { h: signed }],
    ['rnnSigmoid', { h: unit }],
    ['rnnRelu', { h: [0, Infinity] }],
    ['gru', { r: unit, z: unit, n: signed, h: signed }],
    ['gru2014', { h: signed }],
    ['lstm1997', { i: unit, g: [-2, 2], o: unit, c: all, h: signed }],
    ['lstmCoupled', { f: unit, i: unit, c: signed, h: [-Math.tanh(1), Math.tanh(1)] }],
    ['minGru', { z: unit, n: all, h: all }],
    ['slstm', { a: all, m: all, i: unit, f: unit, z: signed, c: all, n: [0, Infinity], h: all }],
  ])('of %s is derived from its equations', (id, expected) => {
    expect(ranges(id)).toMatchObject(expected);
  });

  it('holds the start of a state, which a step may never reach again', () => {
    expect(rangeOf('h', "start c = 5\nc = tanh(W x + U h')\nh = c + 0*c'")).toEqual([-1, 1]);
    expect(rangeOf('h', "start c = 5\nc = tanh(W x)\nh = c'")).toEqual([-1, 5]);
  });

  it('has no end where it grows with every step, and one where it is cut', () => {
    expect(rangeOf('h', "c = c' + sigmoid(W x)\nh = c")).toEqual([0, Infinity]);
    expect(rangeOf('h', "c = min(c' + sigmoid(W x), 10)\nh = c")).toEqual([0, 10]);
    expect(rangeOf('h', "c = c'/2 + sigmoid(W x)\nh = 1/(1 + exp(c))")[0]).toBe(0);
  });

  it('has none where something is divided by what may be 0', () => {
    expect(rangeOf('h', "h = sigmoid(W x)/tanh(U h')")).toEqual(all);
    expect(rangeOf('h', "h = 1/(1 + exp(U h' + W x))")).toEqual(unit);
  });
});
