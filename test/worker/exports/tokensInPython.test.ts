/** `tokens.py` of a project against the tokenizer, on hard texts: needs a Python, but no PyTorch. */
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { random } from '../../../src/engine/random';
import { classRuns as classesOfVersion1 } from '../../../src/engine/text/tokens/characterClasses';
import type { Cut } from '../../../src/engine/text/tokens/cut';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { classRuns as classesOfVersion2 } from '../../../src/engine/text/tokens/wordBreakClasses';
import { anyPython, runPython } from './python';

const tokensSource = join(import.meta.dirname, '../../../src/engine/exports/python/tokens.py');

const hard = [
  'Don’t stop: it’s 3.14, e.g. at example.com — “quoted” (really?!).',
  "l'été, O'Brien's dogs' tails; rock 'n' roll, a’b’c ’tis",
  'CRLF\r\nand\r\n\r\nmore\n\n\nlines\rlone\r\n',
  'snake_case __init__ x_1 1_000 a1b2 ²½Ⅷ 10² №5',
  'naïve cafe\u0301 e\u0308\u0301 n\u0303o Å \u1e9b\u0323 ﬁ ﬀ',
  'zero\u200bwidth joi\u200dner non\u200cjoiner soft\u00adhyphen \u2066dir\u2069 \ufeffmark',
  'שלום צ"ל ג\'ירף תשע"ג "שלום" ירושלים',
  'नमस्ते दुनिया குழந்தை العربيةُ جَمِيل ١٢٣ १२३',
  'Ελλάδα· Қазақ ՟Հայերեն՞ գիր՜ ϑ ꜰ ꭍ',
  'narrow\u202fspace nbsp\u00a0space line\u2028sep para\u2029sep \u3000wide \u0085next tab\tend',
  ' \u0301orphan mark, \u0301, a \u20dd b\u20dd',
  'comma,no-space;semi:colon x:y 12:30 1,000.50 a.b.c ...---___###',
  '\u0600\u06f1 \u{110bd}\u{11083} \u{1d49c}\u{1d4b7} 𝒜𝒷 \u{10ffff}\ue000',
  `a'${'\u0301'.repeat(31)}b c'${'\u0301'.repeat(40)}d`,
  '',
  ' ',
  '\n',
];
/** Cut by version 2 only: sequences of version 1 are in a table that Python does not have. */
const emoji = ['👩‍👩‍👧‍👦 family 👍🏽 thumbs 🇩🇪🇫🇷🇩 flags ❤️ ©️ 1️⃣ #️⃣ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ☺︎ 😀😀 a😀b'];
const plainEmoji = ['😀 😀😀 x😀y © ® ™ ☺ # * 1'];

/** Of every plane and class, side by side. */
function mixture(seed: number): string {
  const chance = random(seed);
  const signs = [
    ...`aZé'’"·.,:_0٣ \n\r\t\u0301\u200d\u200b\u00ad“—שא\u05b0كЖ`,
    '\r\n',
    '𝒜',
    '\u{1f1e9}',
  ];
  return Array.from({ length: 400 }, () => signs[chance.below(signs.length)]).join('');
}

const texts = [...hard, ...[1, 2, 3, 4].map(mixture)];
const words = (version: 1 | 2): Cut => ({ kind: 'words', version });
const cases: readonly { readonly cut: Cut; readonly texts: readonly string[] }[] = [
  { cut: words(2), texts: [...texts, ...emoji, ...plainEmoji] },
  { cut: words(1), texts: [...texts.filter((text) => !text.includes('\u{1f1e9}')), ...plainEmoji] },
  { cut: { kind: 'characters', version: 2 }, texts },
  { cut: { kind: 'whitespace', version: 1 }, texts },
  { cut: { kind: 'whitespace', version: 2 }, texts },
  { cut: { kind: 'ids', version: 2 }, texts: ['1 2\n3\r\n 4', '12\u00a05'] },
];

const folder = mkdtempSync(join(tmpdir(), 'gatescope-tokens-'));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const vocabularyOf = ({ kind, version }: Cut) => ({
  ...{ tokens: kind, cut: version },
  classes: (version === 1 ? classesOfVersion1 : classesOfVersion2)().flat(),
});

/** Each text as tokens, or why it is not cut. */
async function cutInPython(wanted: readonly { cut: Cut; texts: readonly string[] }[]) {
  copyFileSync(tokensSource, join(folder, 'tokens.py'));
  const given = wanted.map(({ cut, texts }) => ({ vocabulary: vocabularyOf(cut), texts }));
  writeFileSync(join(folder, 'wanted.json'), JSON.stringify(given));
  writeFileSync(
    join(folder, 'run.py'),
    `import json
from tokens import Cutter, NotCut

def cut(cutter, text):
    try:
        return cutter.cut(text)
    except NotCut as why:
        return str(why)

with open("wanted.json", encoding="utf-8") as file:
    wanted = json.load(file)
cutters = [(Cutter(one["vocabulary"]), one["texts"]) for one in wanted]
print(json.dumps([[cut(cutter, text) for text in texts] for cutter, texts in cutters]))
`,
  );
  return JSON.parse(await runPython(anyPython ?? '', ['run.py'], folder)) as (
    | string[]
    | string
  )[][];
}

function cutHere(text: string, cut: Cut): string[] {
  const tokens = tokenizedText(text, cut);
  return Array.from({ length: tokens.count }, (_, n) => tokens.token(n));
}

describe.skipIf(anyPython === undefined)('tokens.py', () => {
  it('cuts hard texts as the tokenizer does, by every cut', async () => {
    const there = await cutInPython(cases);
    cases.forEach(({ cut, texts: given }, n) => {
      given.forEach((text, t) => {
        expect(there[n][t], `${cut.kind} ${cut.version}: ${text}`).toEqual(cutHere(text, cut));
      });
    });
  });

  it('refuses what is cut with a dictionary or a table that Python does not have', async () => {
    const [second, first] = await cutInPython([
      { cut: words(2), texts: ['eat 食べる now', 'ภาษาไทย'] },
      { cut: words(1), texts: ['漢字', '👍🏽', '❤️', '#️⃣', '🇩🇪'] },
    ]);
    for (const refusal of [...second, ...first]) {
      expect(refusal).toMatch(
        /U\+[0-9A-F]{4,5}, character \d+ of the text, .*node dist\/cli\.js tokens/,
      );
    }
    expect(second[0]).toContain('U+98DF, character 4');
  });
});
