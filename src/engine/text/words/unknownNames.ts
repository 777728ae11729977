/**
 * What programs call the class of words that a model does not know: `<unk>`, `[UNK]`, `<OOV>`,
 * `@@UNKNOWN@@`, `xxunk`, `UNK`, … Which of a vocabulary's words it is, or that nothing tells.
 */

export type UnknownClass =
  | { readonly kind: 'row'; readonly row: number }
  /** Tokens are characters, and none is a class. */
  | { readonly kind: 'none' }
  /** No name fits, or several do. */
  | {
      readonly kind: 'unclear';
      /** Rows whose word looks like a class. */
      readonly suspects: readonly number[];
    };

/** Letters alone, in lower case: no ordinary word is called so. */
const surely: ReadonlySet<string> = new Set([
  ...['unk', 'xxunk', 'uuunkkk', 'unktoken', 'unkword', 'unktok'],
  ...['oov', 'oovtoken', 'oovword', 'outofvocab', 'outofvocabulary', 'outofvocabularyword'],
  ...['unknowntoken', 'unknownword', 'rareword', 'raretoken'],
]);
/** Ordinary words as well: a class only in brackets. */
const inBrackets: ReadonlySet<string> = new Set(['unknown', 'rare']);
const bare: ReadonlySet<string> = new Set(['unk', 'Unk', 'UNK', 'oov', 'OOV', 'UNKNOWN']);
/** Classes of other kinds. */
const otherClasses: ReadonlySet<string> = new Set([
  ...['pad', 'padding', 'blank', 'null', 'none', 'empty', 'mask', 'cls', 'sep', 'eot', 'endoftext'],
  ...['s', 'bos', 'eos', 'sos', 'start', 'end', 'go', 'stop', 'begin', 'root', 'eol', 'eop', 'eod'],
  ...[
    'startofsequence',
    'endofsequence',
    'startofsentence',
    'endofsentence',
    'newline',
    'nl',
    'br',
  ],
  ...['n', 'num', 'number', 'digit', 'url', 'user', 'email', 'date', 'time', 'space', 'sp', 'tab'],
  ...['xxbos', 'xxeos', 'xxpad', 'xxfld', 'xxmaj', 'xxup', 'xxrep', 'xxwrep', 'p', 'formula'],
]);

const opened = /^(?:<\|?|\[|\{|@@|__|\$|#|\||%)/;
const closed = /(?:\|?\/?>|\]|\}|@@|__|\$|#|\||%)$/;
const marked = /^[<[{@_#$|%*~]|_(?:token|TOKEN|word|WORD|tok|TOK)$/;

const lettersOf = (word: string): string => word.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/** 2: the name of the class; 1: an abbreviation of it that might be a word; 0: another word. */
function certainty(word: string): 0 | 1 | 2 {
  const letters = lettersOf(word);
  if (/^(?:xxunk|uuunkkk)$/i.test(word)) return 2;
  if (surely.has(letters) && marked.test(word)) return 2;
  const isBracketed = opened.test(word) && closed.test(word);
  const isCried = marked.test(word) && word === word.toUpperCase();
  if (inBrackets.has(letters) && (isBracketed || isCried)) return 2;
  return bare.has(word) ? 1 : 0;
}

function isSuspect(word: string): boolean {
  const letters = lettersOf(word);
  if (surely.has(letters) || inBrackets.has(letters)) return true;
  const isClass = letters.length > 0 && word.length > 2 && opened.test(word) && closed.test(word);
  return isClass && !otherClasses.has(letters);
}

/** Whether it stands for words of some kind, or a place in the text, rather than for itself. */
export const isClassName = (word: string): boolean =>
  certainty(word) > 0 ||
  (word.startsWith('xx') && otherClasses.has(word)) ||
  (word.length > 2 && opened.test(word) && closed.test(word));

const isCharacter = (word: string): boolean => [...word].length === 1;

/** @param named what the vocabulary's own file calls it */
export function unknownAmong(words: readonly string[], named?: string): UnknownClass {
  const told = named === undefined ? -1 : words.indexOf(named);
  if (told >= 0) return { kind: 'row', row: told };
  const fitting: Record<0 | 1 | 2, number[]> = { 0: [], 1: [], 2: [] };
  words.forEach((word, row) => {
    const fits = certainty(word);
    if (fits > 0) fitting[fits].push(row);
  });
  const best = fitting[2].length > 0 ? fitting[2] : fitting[1];
  if (best.length === 1) return { kind: 'row', row: best[0] };
  if (best.length === 0 && words.every(isCharacter)) return { kind: 'none' };
  const others = words.flatMap((word, row) => (isSuspect(word) ? [row] : []));
  return { kind: 'unclear', suspects: best.length > 0 ? best : others };
}
