import { expect, it } from 'vitest';
import { letterWorth } from '../../../../src/engine/text/words/letterWorth';

it.each([
  ['', 0],
  ['lighthouse', 10],
  ['naïve', 5],
  ['слово', 5],
  ['北京', 4],
  ['ひらがな', 8],
  ['한국', 4],
  ['ไป', 2],
  ['𝒳y', 2],
])('a text is worth letters by its script: %s, %i', (text, worth) => {
  expect(letterWorth(text)).toBe(worth);
});
