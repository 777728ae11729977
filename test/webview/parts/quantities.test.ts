import { describe, expect, it } from 'vitest';
import { layerCellOf } from '../../layerCells';
import {
  hasMemoryAt,
  naturalBound,
  paletteOf,
  quantitiesAt,
  quantityAt,
  titleAt,
} from '../../../webview/parts/quantities';

const network = { cells: ['lstm', 'gru', 'rnn', 'slstm'].map(layerCellOf) };

describe('The quantities of a layer', () => {
  it('are those of its own cell, in the order of their computation', () => {
    expect(quantitiesAt(network, 1).map(({ title }) => title)).toEqual([
      ...['Reset gate', 'Update gate', 'Candidate', 'Hidden state'],
    ]);
    expect(quantitiesAt(network, 9)).toEqual([]);
  });

  it('have a sensible one for a choice that was made in another cell', () => {
    const forget = [0, 1, 2, 3].map((layer) => quantityAt(network, layer, 'forgetGate').title);
    expect(forget).toEqual(['Forget gate', 'Update gate', 'Hidden state', 'Forget gate']);
    expect(quantityAt(network, 9, 'forgetGate').title).toBe('Forget gate');
  });

  it('are called by their titles, and where these are not known, by their names in words', () => {
    expect(titleAt(network, 3, 'inputLog')).toBe('Log of the input gate');
    expect(titleAt(network, 0, 'inputLog')).toBe('Input log');
  });

  it('take colours from their range: an LSTM’s as ever', () => {
    const scales = quantitiesAt(network, 0).map((one) => [paletteOf(one), naturalBound(one)]);
    expect(scales).toEqual([
      ['sequential', 1],
      ['sequential', 1],
      ['diverging', 1],
      ['sequential', 1],
      ['diverging', undefined],
      ['diverging', undefined],
    ]);
    const normaliser = quantityAt(network, 3, 'normaliser');
    expect([paletteOf(normaliser), naturalBound(normaliser)]).toEqual(['sequential', undefined]);
  });

  it('tell whether something is added to a memory', () => {
    expect([0, 1, 2, 3].map((layer) => hasMemoryAt(network, layer))).toEqual([
      ...[true, true, false, true],
    ]);
  });
});
