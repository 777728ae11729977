/**
 * A vocabulary that another program wrote, as lines or as JSON: its words in the order of the model's
 * rows. Untrusted: every list is checked, and what is read is bounded by the model's size before
 * anything is built. The problem is the rest of a sentence with what to do.
 */
import { newestCut } from '../tokens/cut';
import type { TokenKind } from '../tokens/tokenizer';
import { tokenize, tokenText } from '../tokens/tokenizer';
import type { WordList } from './numberedWords';
import { bad, shown } from './numberedWords';
import { isClassName } from './unknownNames';
import { fromJson } from './wordJson';
import { fromLines } from './wordLines';

export type { WordList } from './numberedWords';

export interface WordListOptions {
  /** Else lines, unless it is JSON all the same. */
  readonly isJson: boolean;
  /** Of the model. */
  readonly rows: number;
}

/** Of all words together, in UTF-16 units: they must fit into a file's header. */
const mostUnits = 8 << 20;
/** Entries for each row: some programs write five tables of the same words. */
const entriesPerRow = 32;
const entriesBeside = 4096;

/** What a list for so many rows may hold; more belongs to another model. */
export const mostEntries = (rows: number): number => entriesPerRow * rows + entriesBeside;

export function parseWordList(content: string, { isJson, rows }: WordListOptions): WordList {
  const text = content.replace(/^\ufeff/, '');
  const most = mostEntries(rows);
  const tooLong = bad(
    `it has more than ${most.toLocaleString('en')} entries, and the model has ${rows.toLocaleString('en')} rows. Choose the file that holds its words`,
  );
  if (isJson || /^\s*[[{]/.test(text)) {
    if (exceeds(text, ',', most)) return tooLong;
    const json = parseJson(text);
    if (json !== undefined) return checked(fromJson(json, rows), true);
    if (isJson) return bad('it is not valid JSON. Write it with json.dump');
  }
  return exceeds(text, '\n', most) ? tooLong : checked(fromLines(text, rows), false);
}

/** Whether a mark stands in a text more often. */
function exceeds(text: string, mark: string, most: number): boolean {
  let count = 0;
  for (let at = text.indexOf(mark); at >= 0; at = text.indexOf(mark, at + 1)) {
    if (++count > most) return true;
  }
  return false;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function checked(list: WordList, isJson: boolean): WordList {
  if (!list.ok) return list;
  const { words } = list;
  if (words.length === 0) return bad('it is empty. Choose the file that holds the words');
  const where = (index: number): string => (isJson ? `id ${index}` : `line ${index + 1}`);
  const ids = new Map<string, number>();
  let units = 0;
  for (const [index, word] of words.entries()) {
    if (word === '') {
      return bad(
        `${where(index)} is empty. Give every id a word${isJson ? '' : '; if a word is a line break, write JSON'}`,
      );
    }
    const before = ids.get(word);
    if (before !== undefined) {
      return bad(
        `${where(before)} and ${where(index)} are both ${shown(word)}. Each word may have one id`,
      );
    }
    ids.set(word, index);
    units += word.length;
  }
  if (units > mostUnits)
    return bad(`its words have ${units} letters, more than ${mostUnits}. Choose another file`);
  return list;
}

/** A piece that goes on with a word, or begins one. */
const piece = /^(?:[\u0120\u2581].|##.)|.(?:<\/w>|@@)$/su;
/** Words that are looked at, from the beginning. */
const mostLookedAt = 5000;

const cuts: Readonly<Record<TokenKind, string>> = {
  words: 'split by Gatescope’s rules',
  whitespace: 'split at white space',
  characters: 'split into characters',
  ids: 'of token ids',
};

/**
 * Why no text of this kind has any of these words, as a list in an unknown form or the words of
 * another cut; undefined where some do. Classes of words are not looked at.
 */
export function whyNoneFits(words: readonly string[], kind: TokenKind): string | undefined {
  const some = words.slice(0, mostLookedAt).filter((word) => !isClassName(word));
  if (some.length === 0) return undefined;
  const pieces = some.filter((word) => piece.test(word) && !/^@@.*@@$/s.test(word));
  if (pieces.length > some.length / 10 && kind !== 'characters') {
    return `its words are pieces, such as ${shown(pieces[0])}, and Gatescope does not split texts into these. Write the text as token ids, and import the model with token ids`;
  }
  if (some.some((word) => isToken(word, kind))) return undefined;
  return `none of its words, such as ${shown(some[0])}, can be a token of a text that is ${cuts[kind]}. Write only the words, one per line in the order of their rows, or choose how the model's text was split`;
}

function isToken(word: string, kind: TokenKind): boolean {
  const { count, starts, ends } = tokenize(word, newestCut(kind));
  if (word === '<eos>' && kind === 'whitespace') return true;
  return count === 1 && tokenText(word, starts[0], ends[0], newestCut(kind)) === word;
}
