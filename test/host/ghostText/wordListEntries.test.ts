import { describe, expect, it } from 'vitest';
import { wordListEntries } from '../../../src/host/ghostText/wordListEntries';

const ranked = [
  { word: 'thermal', probability: 0.5 },
  { word: 'the', probability: 0.3 },
  { word: 'thermometer', probability: 0.0002 },
];
const others = ['the_end', 'thé'];
const entries = (first?: string) => wordListEntries({ ranked, others }, first, 'the');
const order = (first?: string): string[] =>
  [...entries(first)]
    .sort((one, other) => (one.sortText < other.sortText ? -1 : 1))
    .map(({ word }) => word);

describe('The entries of the word list', () => {
  it('stand in the model’s order, the words that it does not rank behind', () => {
    expect(order()).toEqual(['thermal', 'the', 'thermometer', 'the_end', 'thé']);
  });

  it('begin with the word that ghost text offers', () => {
    expect(order('thermometer')).toEqual(['thermometer', 'thermal', 'the', 'the_end', 'thé']);
  });

  it('show a probability where there is one', () => {
    expect(entries().map(({ description }) => description)).toEqual([
      ...['50%', '30%', '<0.1%', undefined, undefined],
    ]);
  });

  it('keep VS Code from lifting the word that is typed above those that are meant more often', () => {
    const filters = (first?: string) => entries(first).map(({ filterText }) => filterText);
    expect(filters()).toEqual([undefined, 'the ', undefined, undefined, undefined]);
    const [best] = wordListEntries({ ranked: [ranked[1]], others }, undefined, 'the');
    expect(best).not.toHaveProperty('filterText');
  });
});
