/** Version 2 of the cut against Unicode's own test file, position by position. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { newestCut } from '../../../../src/engine/text/tokens/cut';
import { tokenize } from '../../../../src/engine/text/tokens/tokenizer';

interface Case {
  readonly line: string;
  readonly characters: readonly string[];
  /** Behind each character but the last. */
  readonly boundaries: readonly boolean[];
}

const file = new URL('../../../fixtures/unicode/WordBreakTest.txt', import.meta.url);
const cases: Case[] = readFileSync(file, 'utf8')
  .split('\n')
  .filter((line) => line.startsWith('÷'))
  .map((line) => {
    const parts = line.trim().split(' ').slice(1, -1);
    return {
      line,
      characters: parts
        .filter((_, n) => n % 2 === 0)
        .map((hex) => String.fromCodePoint(parseInt(hex, 16))),
      boundaries: parts.filter((_, n) => n % 2 === 1).map((sign) => sign === '÷'),
    };
  });

/** Ours, and by character whether a token has it. */
function ours({ characters }: Case): { boundaries: boolean[]; taken: boolean[] } {
  const text = characters.join('');
  const { count, starts, ends } = tokenize(text, newestCut('words'));
  const edges = new Set([...starts.slice(0, count), ...ends.slice(0, count)]);
  const isTaken = (at: number): boolean =>
    starts.slice(0, count).some((start, token) => start <= at && at < ends[token]);
  const offsets = characters.map((_, n) => characters.slice(0, n).join('').length);
  return {
    boundaries: offsets.slice(1).map((offset) => edges.has(offset)),
    taken: offsets.map(isTaken),
  };
}

const combines = /^[\p{M}\p{Cf}\p{Grapheme_Extend}]$/u;
const unspaced = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}\p{sc=Thai}]/u;

type Applies = (before: string, after: string, joiner: boolean) => boolean;

/** The exceptions that the tokenizer's contract lists; `before` without what combines with it. */
const parted: readonly Applies[] = [
  // Marks are not joined to white space.
  (before, after) => /[\s\u0085\u200b]/.test(before) && combines.test(after),
  // Digits and underscores keep to themselves, and other connectors too.
  (before, after) => /[\p{Nd}\p{Pc}]/u.test(before) || /[\p{Nd}\p{Pc}]/u.test(after),
  // Full stops, commas, colons and semicolons are in no word.
  (before, after) => /[.,:;]/.test(before + after),
  // An emoji is joined to emoji only.
  (_, after, joiner) => joiner && /\p{Extended_Pictographic}/u.test(after),
  (_, after) => /\p{Emoji_Modifier}/u.test(after),
];
const otherwise: readonly Applies[] = [
  // A run of line breaks is one token.
  (before, after) => /[\r\n]/.test(before) && /[\r\n]/.test(after),
  // Runs of unspaced scripts are cut by a dictionary.
  (before, after) => unspaced.test(before) && unspaced.test(after),
];

function isException({ characters, boundaries }: Case, at: number): boolean {
  const base = characters.slice(0, at).findLast((character) => !combines.test(character)) ?? '';
  const joiner = characters[at - 1] === '\u200d';
  const exceptions = boundaries[at - 1] ? otherwise : [...parted, ...otherwise];
  return exceptions.some((applies) => applies(base, characters[at], joiner));
}

describe('words of version 2', () => {
  it('end where Unicode’s test file has them end, but for the listed exceptions', () => {
    let compared = 0;
    let positions = 0;
    for (const one of cases) {
      const { boundaries, taken } = ours(one);
      for (const [n, boundary] of boundaries.entries()) {
        positions++;
        // White space and what combines with it is in no token, and has no boundaries within.
        if ((!taken[n] && !taken[n + 1]) || isException(one, n + 1)) continue;
        compared++;
        if (boundary !== one.boundaries[n]) expect.fail(`${one.line} at ${n + 1}`);
      }
    }
    expect(cases.length).toBeGreaterThan(1800);
    expect(compared / positions).toBeGreaterThan(0.5);
  });
});
