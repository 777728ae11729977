/**
 * How many letters of an alphabet a text is worth to its writer: a Chinese character, a kana or a
 * Korean syllable stands for two or more, so that a suggestion of two of them saves as much as one of
 * four letters.
 */
const dense = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Hangul}]/v;
const worthOfDense = 2;

export function letterWorth(text: string): number {
  let worth = 0;
  for (const letter of text) worth += letter > '\u10ff' && dense.test(letter) ? worthOfDense : 1;
  return worth;
}
