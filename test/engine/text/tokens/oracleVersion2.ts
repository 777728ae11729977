/** Version 2 of the cut as one regular expression: the tokenizer's contract, written another way. */
import fc from 'fast-check';
import { mixedText } from './oracle';

const X =
  '(?:[[\\p{M}\\p{Gr_Ext}\\p{Cf}\\ufeff]--[\\u200b\\u0600-\\u0605\\u06dd\\u070f\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}]])';
const scripts = 'Han Hira Kana Thai Laoo Khmr Mymr Tale Talu Lana Tavt Ahom';
const U = `[[${scripts
  .split(' ')
  .map((script) => `\\p{sc=${script}}`)
  .join(
    '',
  )}[\\p{sc=Zyyy}&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}]]]&&[[\\p{L}\\p{Nl}\\p{No}]--\\p{Gr_Ext}]]`;
const signs =
  '\\u02c2-\\u02c5\\u02d2-\\u02d7\\u02de\\u02df\\u02e5-\\u02eb\\u02ed\\u02ef-\\u02ff\\u055a-\\u055c\\u055e\\u058a\\u05f3\\u070f\\ua708-\\ua716\\ua720\\ua721\\ua789\\ua78a\\uab5b';
const A = `[[\\p{L}\\p{Nl}\\p{No}\\p{Alphabetic}${signs}]--[${U}\\p{M}\\p{Gr_Ext}]]`;
const H = '[\\p{sc=Hebr}&&\\p{Lo}]';
const N = '[\\p{Nd}\\u0600-\\u0605\\u06dd\\u0890\\u0891\\u08e2\\u{110bd}\\u{110cd}]';
const P = '[\\p{ExtPict}--\\p{Alphabetic}]';
const middle = "['’‘＇·\\u0387\\u055f\\u05f4‧]";
const word = `${A}${X}*(?:${A}${X}*|${middle}${X}{0,32}(?=${A})|(?<=${H}${X}*)"${X}{0,32}(?=${H})|(?<=${H}${X}*)'${X}*)*`;
const emoji = `${P}${X}*(?:(?<=\\u200d)${P}${X}*|\\p{EMod}${X}*)*`;
const expression = new RegExp(
  `\\n+|${word}|(?<unspaced>(?:${U}${X}*)+)|(?:${N}${X}*)+|(?:_${X}*)+|${emoji}|(?:\\p{RI}${X}*){1,2}|(?<stray>${X}+)|[^\\s\\u0085\\u200b]${X}*`,
  'gv',
);
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

/** For text whose unspaced runs are at most one slice (512 units) long. */
export function wordsOfVersion2(text: string): string[] {
  const read = text.replaceAll('\r\n', '\n').replace(/\n+/g, '\n');
  const words: string[] = [];
  for (const { 0: match, groups } of read.matchAll(expression)) {
    if (groups?.unspaced !== undefined) {
      for (const { segment } of segmenter.segment(match)) words.push(segment);
    } else if (groups?.stray === undefined || /[^\p{Cf}]/u.test(match)) {
      words.push(match);
    }
  }
  return words.map((token) => token.normalize('NFC'));
}

/** What version 2 is about: signs within words, what is unseen, scripts without spaces. */
const pieces = [
  ...['l·l', 'צה"ל', "ג'", 'ש', '״', '׳', '"', '‘', '＇', 'ʼ', '՟', '‧', ':', 'e.g.', '3.14'],
  ...['\u00ad', '\u2060', '\u200e', '\u200f', '\u061c', '\u200b', '\ufeff', '\u202f', '\u0085'],
  ...['ພາສາລາວ', 'ភាសាខ្មែរ', 'မြန်မာဘာသာ', 'ᦑᦺ', 'ก', 'ၐ', 'ﾞ', 'ｶ', '‿'],
  ...['é', 'e\u0301', 'ñ', 'n\u0303', '각', '\u1100\u1161\u11a8', '\u212b', 'ﬁ', 'Ⓐ', '🅰', 'ℹ'],
  ...['🏿', '🇩', '🇪', '🛑', '\u200d🛑', '✁', '\u0600', '1\ufe0f\u20e3', 'a\u200d', '\u05c4'],
];

export const versionedText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...pieces), mixedText), { maxLength: 14 })
  .map((parts) => parts.join(''));
