/** The tokenizer's specification as it stands in the design: the regular expression itself. */
import fc from 'fast-check';

const expression =
  /(?:[\p{L}\p{Nl}\p{No}][\p{M}\u200c\u200d]*)+(?:['’](?:[\p{L}\p{Nl}\p{No}][\p{M}\u200c\u200d]*)+)*|\p{Nd}+|_+|\n+|\p{RGI_Emoji}|[^\s]\p{M}*/gv;
const unspaced =
  /(?:[[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{scx=Thai}]&&[\p{L}\p{Nl}\p{No}]][\p{M}\u200c\u200d]*)+/gv;
const segmenter = new Intl.Segmenter('en', { granularity: 'word' });

function matches(text: string): string[] {
  return [...text.matchAll(expression)].map(([match]) => match);
}

/** The words of one match: its unspaced stretches segmented, the others matched afresh. */
function divided(match: string): string[] {
  const words: string[] = [];
  let from = 0;
  for (const stretch of match.matchAll(unspaced)) {
    words.push(...matches(match.slice(from, stretch.index)));
    for (const { segment } of segmenter.segment(stretch[0])) words.push(segment);
    from = stretch.index + stretch[0].length;
  }
  return from === 0 ? [match] : [...words, ...matches(match.slice(from))];
}

/** For text whose unspaced runs are at most one slice (512 units) long. */
export function wordsByExpression(text: string): string[] {
  return matches(text.replaceAll('\r\n', '\n').replace(/\n+/g, '\n')).flatMap(divided);
}

const pieces = [
  ...[
    'a',
    'B',
    'ß',
    'é',
    'e\u0301',
    'и',
    'א',
    'ש\u05b8',
    'ع',
    'क',
    'क\u094d',
    'र',
    '한',
    'Ⅷ',
    '²',
    '½',
  ],
  ...["'", '’', "'", '_', '__', '.', ',', '-', '…', '1', '23', '٣', '१', '𝟘', '0'],
  ...[' ', '\t', '\n', '\r', '\r\n', '\n\n', '\u00a0', '\u2028', '\u3000', '\ufeff', '\v'],
  ...[
    '漢',
    '字',
    '我',
    '喜',
    '欢',
    '食べる',
    'ひらがな',
    'カタカナ',
    'ー',
    '々',
    '〇',
    '𠀋',
    'ภาษา',
    'ไทย',
    'か\u3099',
    '㊀',
  ],
  ...[
    '😀',
    '👍🏽',
    '👨‍👩‍👧‍👦',
    '👩🏽‍❤️‍💋‍👨🏿',
    '🇩🇪',
    '🇩',
    '🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}',
  ],
  ...['#️⃣', '*️⃣', '1️⃣', '#', '*', '❤', '❤️', '©', '™️', 'ℹ️', 'Ⓜ️', '㊗️', '🅰️', '🏽'],
  ...[
    '\u200c',
    '\u200d',
    '\ufe0f',
    '\u20e3',
    '\u0301',
    '\u{e0100}',
    '\u{1d165}',
    '\u{1f9d1}',
    '𝒜',
    '𐐀',
    '𝄞',
  ],
  ...[
    '\ud800',
    '\udc00',
    '\ud83d',
    '\ude00',
    '\u0000',
    '\u0085',
    '\u{10ffff}',
    '\u{f0000}',
    '\u{e0061}',
  ],
];

/** Mixed scripts, marks, joiners, emoji, line ends, lone surrogates, and any code point at all. */
export const mixedText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...pieces) },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 0, max: 0xffff }).map((n) => String.fromCharCode(n)),
      },
      {
        weight: 1,
        arbitrary: fc.integer({ min: 0, max: 0x10ffff }).map((n) => String.fromCodePoint(n)),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
      { weight: 1, arbitrary: fc.constantFrom("don't stop ", 'the cat’s hat, ', 'x_1 = y2; ') },
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(''));

/** Words that belong together in many ways, so that what is cut where depends on the neighbours. */
const unspacedWords = (
  '我 喜欢 学习 语言 因为 它们 非常 有趣 而且 有用 中国 人民 生活 工作 研究 研究生 命 起源 大学 大学生 学生 会 ' +
  '東京 都 に 住んで いる 人々 は 毎日 電車 で 会社 へ 行きます カタカナ ー ภาษา ไทย ตา กลม ตาก ลม'
).split(' ');

/** One run of several slices. */
export const unspacedText: fc.Arbitrary<string> = fc
  .array(fc.constantFrom(...unspacedWords), { minLength: 400, maxLength: 1200 })
  .map((words) => words.join(''));
