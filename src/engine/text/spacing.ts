/**
 * The spacing between tokens, learnt from a text, so that generated words follow the style of the text:
 * spaces, indentation, empty lines. A gap is what the text most often has between these two tokens,
 * else between such tokens (a word of this script, a number, this mark). A quotation mark counts as two
 * marks, the opening and the closing one, told apart by turns within a line.
 */
import type { TokenizedText } from './tokens/tokenizedText';

export interface Spacing {
  /** Learns from the tokens from..to. */
  learn(text: TokenizedText, from: number, to: number): void;
  /** Begins a passage. */
  passage(): Passage;
}

/** Goes along a text, token by token. */
export interface Passage {
  /** What stands before a token that is already there: only to know where the passage is. */
  read(token: string): void;
  /** The token that comes next, with what stands before it; a line break as long as the text has them. */
  next(token: string): { readonly gap: string; readonly text: string };
}

/** Gaps by what stands around them; how often each came. */
type Tally = Map<string, Map<string, number>>;

const lineBreak = '\n';
/** Marks that open and close with the same sign. */
const twoSided = new Set(['"', "'", '`', '*', '_']);
/** Longer gaps are layout, not spacing. */
const longestGap = 40;
const aMark = '\u0002';
const aNumber = 'number\u0001';
/** Scripts that put spaces where Latin does have one name. */
const spaced = 'word\u0001';
/** Each of these has its own way with spaces; Kana stand among Han. */
const unspaced: readonly (readonly [letter: RegExp, kind: string])[] = [
  [/^[\p{sc=Han}\p{scx=Hira}\p{scx=Kana}]/u, 'Han\u0001'],
  [/^\p{sc=Thai}/u, 'Thai\u0001'],
  [/^\p{sc=Laoo}/u, 'Lao\u0001'],
  [/^\p{sc=Khmr}/u, 'Khmer\u0001'],
  [/^\p{sc=Mymr}/u, 'Burmese\u0001'],
];

/** Tells opening from closing marks, line by line. */
function sides(): (token: string) => string {
  const open = new Set<string>();
  return (token) => {
    if (token === lineBreak) open.clear();
    if (!twoSided.has(token)) return token;
    if (open.delete(token)) return `${token}\u0003`;
    open.add(token);
    return token;
  };
}

/** A word of its script, a number, or the mark itself. */
function classOf(token: string): string {
  const first = token.charCodeAt(0);
  if (first < 0x300) {
    if (/^[\p{L}\p{N}]/u.test(token)) return /^\p{Nd}/u.test(token) ? aNumber : spaced;
    return token;
  }
  if (/^\p{Nd}/u.test(token)) return aNumber;
  if (!/^[\p{L}\p{N}]/u.test(token)) return token;
  return unspaced.find(([letter]) => letter.test(token))?.[1] ?? spaced;
}

const isWord = (kind: string): boolean => kind.endsWith('\u0001');

/** Numbers stand among words as the words of their text do. */
function coarseClassOf(token: string): string {
  const kind = classOf(token);
  if (kind === aNumber) return spaced;
  return isWord(kind) || token === lineBreak ? kind : aMark;
}

/** What is looked up for a gap, the most telling first. */
function keysOf(before: string, after: string): string[] {
  const plain = isWord(classOf(before)) && isWord(classOf(after));
  const key = (a: string, b: string): string => `${a}\u0000${b}`;
  return [
    // Two words: there are too many of such pairs, and one is like the other.
    ...(plain ? [] : [key(before, after)]),
    key(classOf(before), classOf(after)),
    key(classOf(before), coarseClassOf(after)),
    key(coarseClassOf(before), classOf(after)),
    key(coarseClassOf(before), coarseClassOf(after)),
  ];
}

function count(tally: Tally, key: string, gap: string): void {
  const gaps = tally.get(key) ?? new Map<string, number>();
  tally.set(key, gaps.set(gap, (gaps.get(gap) ?? 0) + 1));
}

/** Of equally frequent ones the first in the text. */
function mostFrequent(tally: Tally, keys: readonly string[]): string | undefined {
  const found = keys.map((key) => tally.get(key)).find((gaps) => gaps !== undefined);
  if (!found) return undefined;
  return [...found].reduce((best, next) => (next[1] > best[1] ? next : best))[0];
}

export function createSpacing(): Spacing {
  const gaps: Tally = new Map();
  const breaks: Tally = new Map();

  return {
    learn(text, from, to) {
      const sideOf = sides();
      let before: string | undefined;
      for (let index = from; index < to; index++) {
        const token = sideOf(text.token(index));
        if (token === lineBreak) countBreak(text, index, before);
        if (before !== undefined) {
          const gap = text.slice(text.end(index - 1), text.start(index));
          if (gap.length <= longestGap) {
            for (const key of new Set(keysOf(before, token))) count(gaps, key, gap);
          }
        }
        before = token;
      }
    },
    passage() {
      const sideOf = sides();
      let before: string | undefined;
      const gapBefore = (token: string): string => {
        if (before === undefined) return '';
        return mostFrequent(gaps, keysOf(before, token)) ?? usualGap(before, token);
      };
      return {
        read(token) {
          before = sideOf(token);
        },
        next(token) {
          const sided = sideOf(token);
          const gap = gapBefore(sided);
          const keys = [before ?? '', ''];
          const text = token === lineBreak ? (mostFrequent(breaks, keys) ?? lineBreak) : token;
          before = sided;
          return { gap, text };
        },
      };
    },
  };

  function countBreak(text: TokenizedText, index: number, before: string | undefined): void {
    const raw = text.slice(text.start(index), text.end(index)).replaceAll('\r', '');
    for (const key of new Set([before ?? '', ''])) count(breaks, key, raw);
  }
}

/** Where the text says nothing: as in English, or as in Chinese. */
const usualGap = (before: string, after: string): string =>
  before === lineBreak || coarseClassOf(after) !== spaced ? '' : ' ';
