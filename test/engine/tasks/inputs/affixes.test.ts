import { describe, expect, it } from 'vitest';
import { affixesOf, affixIds, affixNames } from '../../../../src/engine/tasks/inputs/affixes';
import { rowsFrom } from '../../../../src/engine/tasks/inputs/rows';
import { shapeOf } from '../../../../src/engine/tasks/inputs/shape';

const sentence = (text: string) => {
  const words = text.split(' ');
  return { words, starts: words.map(() => 0), labels: new Uint16Array(words.length) };
};

describe('The inputs of a tagger', () => {
  const affixes = affixesOf([sentence('The dog sees the doggedness'), sentence('The dog')]);

  it('have a row for each word in lower case that was seen twice, most frequent first', () => {
    expect(affixes.word.values).toEqual(['', 'the', 'dog']);
    expect(affixes.suffix3.values).toEqual(['', 'the', 'dog']);
    expect(affixes.prefix2.values).toEqual(['', 'th', 'do']);
  });

  it('are five rows a token, 0 for what is not known', () => {
    const ids = affixIds(['THE', 'xyz'], affixes);
    const upper = affixes.shape.of('upper');
    expect([...ids]).toEqual([
      1,
      1,
      affixes.suffix2.of('he'),
      1,
      upper,
      0,
      0,
      0,
      0,
      affixes.shape.of('lower'),
    ]);
    expect(ids).toHaveLength(2 * affixNames.length);
    expect(affixes.shape.values).toHaveLength(9);
  });

  it('are the same from the values that a model keeps', () => {
    expect(rowsFrom(affixes.word.values).of('dog')).toBe(affixes.word.of('dog'));
  });
});

describe('The shape of a word', () => {
  it.each([
    ['dog', 'lower'],
    ['Dog', 'capitalised'],
    ['I', 'capitalised'],
    ['NASA', 'upper'],
    ['iPhone', 'mixed'],
    ['McDonald', 'mixed'],
    ['1984', 'digits'],
    ['3.14', 'digits'],
    ['4th', 'withDigits'],
    ['!?', 'signs'],
    ['well-made', 'joined'],
    ['@user', 'joined'],
    ['Éire', 'capitalised'],
    ['猫', 'lower'],
  ])('of %s is %s', (word, shape) => {
    expect(shapeOf(word)).toBe(shape);
  });
});
