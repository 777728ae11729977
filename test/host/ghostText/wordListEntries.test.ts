import { describe, expect, it } from 'vitest';
import { wordListEntries } from '../../../src/host/ghostText/wordListEntries';

const ranked = [
  { word: 'thermal', probability: 0.5 },
  { word: 'the', probability: 0.3 },
  { word: 'thermometer', probability: 0.0002 },
];
const others = ['the_end', 'thé'];
const entries = (first?: string) =>
  wordListEntries({ ranked, others }, first === undefined ? undefined : { word: first }, 'the');
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

  it('have the beginning that is offered in the second place, marked as one', () => {
    const stem = { word: 'therm', probability: 0.93, shown: true };
    const offered = { word: 'therm', isStem: true };
    const [first, second, third] = wordListEntries({ ranked, others, stem }, offered, 'the');
    expect([first.word, third.word]).toEqual(['thermal', 'the']);
    expect(second).toEqual({
      ...{ word: 'therm…', description: '93%', inserted: 'therm', filterText: 'therm' },
      ...{ isRanked: true, sortText: '000001' },
    });
  });

  it('keep a beginning that is on the screen, and say no probability that is another one’s', () => {
    const stem = { word: 'thermo', probability: 0.93, shown: true };
    const offered = { word: 'therm', isStem: true };
    const [, second] = wordListEntries({ ranked, others, stem }, offered, 'the');
    expect(second.word).toBe('therm…');
    expect(second).not.toHaveProperty('description');
  });
});
