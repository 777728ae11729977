/**
 * Sentences of tokens, a line each, as the CoNLL tasks have them: columns between tabs, or between
 * spaces; a blank line (white space may stand in it) ends a sentence. Comments and `-DOCSTART-` are passed
 * over, and so are multiword ranges (`3-4`) and empty nodes (`3.1`) of CoNLL-U. A token may be `#`.
 */
import { pauses, type Steps } from '../../steps';
import { flawed, read, type Read } from './flaws';
import { linesOf, type Line } from './lines';

export interface TokenRow {
  readonly line: number;
  /** Of the line in the file. */
  readonly start: number;
  readonly fields: readonly string[];
}

export type TokenFormat = 'conllu' | 'tabs' | 'spaces';

export interface TokenRows {
  readonly format: TokenFormat;
  readonly columns: number;
  /** The word's, from 0: the second where the first numbers the tokens. */
  readonly word: number;
  readonly sentences: readonly (readonly TokenRow[])[];
}

export function* readTokenRows(text: string): Steps<Read<TokenRows>> {
  const isDue = pauses();
  const first = firstToken(text);
  if (!first) return flawed({ kind: 'noExamples' });
  const { format, columns } = first;
  const word = format === 'conllu' ? 1 : 0;
  const sentences: TokenRow[][] = [];
  let sentence: TokenRow[] = [];
  const finish = (): void => {
    if (sentence.length > 0) sentences.push(sentence);
    sentence = [];
  };
  for (const line of linesOf(text)) {
    const raw = text.slice(line.start, line.end);
    if (isDue(raw.length)) yield;
    if (endsSentence(raw)) finish();
    else if (!isComment(raw, first)) {
      const row = rowOf(raw, line, format);
      const odd = row.fields.length !== columns;
      if (odd) return flawed(unequal(row, first));
      if (format === 'conllu' && !isWhole(row.fields[0])) continue;
      sentence.push(row);
    }
  }
  finish();
  if (sentences.length === 0) return flawed({ kind: 'noExamples' });
  return read(numbered({ format, columns, word, sentences }));
}

type First = Pick<TokenRows, 'format' | 'columns'>;

/** What the first line that is neither blank nor a comment says of all. */
function firstToken(text: string): First | undefined {
  for (const { start, end } of linesOf(text)) {
    const raw = text.slice(start, end);
    if (endsSentence(raw) || raw.startsWith('# ') || raw === '#') continue;
    if (!raw.includes('\t')) return { format: 'spaces', columns: bySpaces(raw).length };
    const fields = raw.split('\t');
    const isConllu = fields.length === 10 && isId(fields[0]);
    if (raw.startsWith('#') && fields.length === 1) continue;
    return { format: isConllu ? 'conllu' : 'tabs', columns: fields.length };
  }
  return undefined;
}

const endsSentence = (raw: string): boolean => raw.trim() === '' || raw.startsWith('-DOCSTART-');

/** `# ` begins a comment; where spaces separate columns, too, unless it has as many as a token. */
function isComment(raw: string, { format, columns }: First): boolean {
  if (!raw.startsWith('#')) return false;
  if (format === 'conllu') return true;
  if (format === 'tabs') return raw.startsWith('# ') || raw === '#';
  return raw === '#' || (raw.startsWith('# ') && bySpaces(raw).length !== columns);
}

function rowOf(raw: string, { number, start }: Line, format: TokenFormat): TokenRow {
  const fields = format === 'spaces' ? bySpaces(raw) : raw.split('\t');
  return { line: number, start, fields };
}

const bySpaces = (raw: string): string[] =>
  raw.split(' ').flatMap((part) => part.split('\t').filter((field) => field !== ''));

function unequal({ line, fields }: TokenRow, { format, columns: expected }: First) {
  const columns = fields.length;
  if (format !== 'spaces' && columns === 1) return { kind: 'noTab', line } as const;
  return { kind: 'unequalColumns', line, columns, expected } as const;
}

const isWhole = (field: string): boolean => isDigits(field, 0, field.length);

/** `7`, `3-4` or `3.1`. */
function isId(field: string): boolean {
  const sign = Math.max(field.indexOf('-'), field.indexOf('.'));
  if (sign < 0) return isWhole(field);
  return isDigits(field, 0, sign) && isDigits(field, sign + 1, field.length);
}

function isDigits(field: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (field[at] < '0' || field[at] > '9') return false;
  return to > from;
}

/** Where the first column counts the tokens of each sentence, the second has the words. */
function numbered(rows: TokenRows): TokenRows {
  if (rows.format === 'conllu' || rows.columns < 3) return rows;
  const counts = (sentence: readonly TokenRow[]): boolean =>
    sentence.every(({ fields }, at) => fields[0] === String(at + 1));
  return rows.sentences.every(counts) ? { ...rows, word: 1 } : rows;
}
