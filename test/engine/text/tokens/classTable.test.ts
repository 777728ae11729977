import { expect, it, vi } from 'vitest';
import { random } from '../../../../src/engine/random';
import { newestCut, type StatedCut } from '../../../../src/engine/text/tokens/cut';
import {
  classTable,
  OTHER,
  SURROGATE,
  type ClassRows,
} from '../../../../src/engine/text/tokens/classTable';

const rows: ClassRows = [
  [/[\s\u200b]+/gu, 1],
  [/\p{L}+/gu, 2],
  [/[\p{sc=Han}&&\p{L}]+/gv, 3],
  [/\p{M}+/gu, 4],
  [/\p{Extended_Pictographic}+/gu, 5],
];

/** Row by row, the last that takes the character. */
function byDefinition(codePoint: number): number {
  const character = String.fromCodePoint(codePoint);
  return rows.reduce(
    (found, [pattern, number]) =>
      [...character.matchAll(pattern)].some(({ 0: all }) => all === character) ? number : found,
    OTHER,
  );
}

it('A class is what the patterns say, whichever character of its block was met before', () => {
  const table = classTable(rows);
  const dice = random(5);
  for (let n = 0; n < 4000; n++) {
    const codePoint = n % 2 === 0 ? dice.below(0x3000) : dice.below(0x110000);
    expect(table.of(codePoint), codePoint.toString(16)).toBe(byDefinition(codePoint));
    expect(table.at(String.fromCodePoint(codePoint), 0)).toBe(byDefinition(codePoint));
  }
  expect(table.at('a', 1)).toBe(-1);
});

it('Units of pairs say nothing by themselves, met or not', () => {
  const table = classTable(rows);
  for (const text of ['😀', '𝒜', '\ud83d', '\ude00']) {
    table.at(text, 0);
    expect(table.units[text.charCodeAt(0)]).toBe(SURROGATE);
  }
  expect(table.units[0x61]).toBe(SURROGATE);
  expect(table.at('b', 0)).toBe(2);
  expect(table.units[0x61]).toBe(2);
});

it.each<[string, StatedCut]>([
  ['version 1', { kind: 'words', version: 1 }],
  ['version 2', newestCut('words')],
])('A text is cut by a thread that has just begun as later, %s', async (_, cut) => {
  // Each of these joins or divides words, and most stand in a block of their own.
  const signs = ['\u2019', '\u200d', '\u05f4', '\u2027'];
  const letters = ['a', 'ж', 'א', 'ก', 'ー', '𝒜', 'ﬀ'];
  const texts = letters.flatMap((one) => signs.map((sign) => `${one}${sign}${one}`));
  const fresh = () => {
    vi.resetModules();
    return import('../../../../src/engine/text/tokens/tokenizer');
  };
  const cutBy = ({ tokenize }: Awaited<ReturnType<typeof fresh>>, text: string) => {
    const { count, starts, ends } = tokenize(text, cut);
    return [...starts.slice(0, count), ...ends.slice(0, count)];
  };
  const later = await fresh();
  for (const text of texts) cutBy(later, text);
  for (const text of texts) expect(cutBy(await fresh(), text), text).toEqual(cutBy(later, text));
});
