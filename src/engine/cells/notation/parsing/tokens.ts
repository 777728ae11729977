/**
 * A cell's text as tokens. The signs of papers (σ ⊙ ∘ · × − ′) become those of the keyboard; a
 * subscript and a prime belong to the name before them.
 */
import type { Span } from '../../definition';
import { replace, type Notebook } from '../problems';

interface At {
  readonly at: Span;
}

export interface NameToken extends At {
  readonly kind: 'name';
  readonly text: string;
  /** Of the name alone, without subscript and prime. */
  readonly nameAt: Span;
  /** `i` of `W_i`, `t-1` of `h_{t-1}`. */
  readonly subscript?: { readonly text: string; readonly at: Span };
  readonly primed: boolean;
}

export interface TextToken extends At {
  readonly kind: 'number' | 'string' | 'title' | 'remark';
  readonly text: string;
}

export interface SignToken extends At {
  readonly kind: 'sign';
  readonly text: '+' | '-' | '*' | '/' | '(' | ')' | ',' | '=' | '[' | ']';
  /** A dot, which papers also write between a matrix and its vector. */
  readonly isDot: boolean;
}

export interface BreakToken extends At {
  /** The end of a line, or of the text. */
  readonly kind: 'break';
  readonly text: '';
}

export type Token = NameToken | TextToken | SignToken | BreakToken;

const space = /[^\S\n]+/uy;
const titleLine = /cell(?=[^\S\n])(?![^\S\n]*=)[^\S\n]*([^#\n]*)|cell(?=[^\S\n]*(?:#|\n|$))/uy;
const comment = /#([^\n]*)/uy;
const name = /([\p{L}][\p{L}\p{M}\p{N}]*)(?:_(\{[^{}\n]*\}|[\p{L}\p{N}]+))?(['’′]*)/uy;
const number = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
const string = /["“”„]([^"“”„\n]*)["“”]/uy;
const sign = /[-+*/(),=[\]−–⊙∘·×⊗⋅•]/uy;

const signs: Readonly<Record<string, SignToken['text']>> = {
  ...{ '−': '-', '–': '-' },
  ...{ '⊙': '*', '∘': '*', '·': '*', '×': '*', '⊗': '*', '⋅': '*', '•': '*' },
};

/** The whole text, whatever stands in it; ends with a break. */
export function tokensOf(text: string, notes: Notebook): readonly Token[] {
  const tokens: Token[] = [];
  let from = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = from;
    return pattern.exec(text);
  };
  while (from < text.length) {
    const { token, length } = nextToken(text, from, atLineStart(tokens), match, notes);
    if (token !== undefined) tokens.push(token);
    from += length;
  }
  tokens.push({ kind: 'break', text: '', at: { start: text.length, end: text.length } });
  return tokens;
}

const atLineStart = (tokens: readonly Token[]): boolean =>
  (tokens.at(-1)?.kind ?? 'break') === 'break';

type Match = (pattern: RegExp) => RegExpExecArray | null;

function nextToken(
  text: string,
  start: number,
  atStart: boolean,
  match: Match,
  notes: Notebook,
): { token?: Token; length: number } {
  if (text[start] === '\n') {
    return { token: { kind: 'break', text: '', at: { start, end: start + 1 } }, length: 1 };
  }
  const blank = match(space);
  if (blank !== null) return { length: blank[0].length };
  const found =
    (atStart ? titleToken(start, match) : undefined) ??
    remarkToken(start, atStart, match) ??
    nameToken(start, match, notes) ??
    plainToken(start, match);
  if (found !== undefined) return found;
  const stray = String.fromCodePoint(text.codePointAt(start) ?? 0);
  tellStray(stray, { start, end: start + stray.length }, notes);
  return { length: stray.length };
}

function titleToken(start: number, match: Match): { token: Token; length: number } | undefined {
  const found = match(titleLine);
  if (found === null) return undefined;
  const at = { start, end: start + found[0].trimEnd().length };
  const title = (found as (string | undefined)[])[1] ?? '';
  return { token: { kind: 'title', text: title.trim(), at }, length: found[0].length };
}

/** A comment that has its line to itself; others say nothing to us. */
function remarkToken(
  start: number,
  atStart: boolean,
  match: Match,
): { token?: Token; length: number } | undefined {
  const found = match(comment);
  if (found === null) return undefined;
  const length = found[0].length;
  if (!atStart) return { length };
  return {
    token: { kind: 'remark', text: found[1].trim(), at: { start, end: start + length } },
    length,
  };
}

function nameToken(
  start: number,
  match: Match,
  notes: Notebook,
): { token: Token; length: number } | undefined {
  const found = match(name);
  if (found === null) return undefined;
  const [whole, letters, subscript, primes] = found as readonly (string | undefined)[];
  const text = (letters ?? '').normalize('NFC');
  const nameAt = { start, end: start + (letters ?? '').length };
  const end = start + (whole ?? '').length;
  const token: NameToken = {
    kind: 'name',
    text: text === 'σ' ? 'sigmoid' : text,
    at: { start, end },
    nameAt,
    ...(subscript !== undefined && {
      subscript: {
        text: subscript
          .replace(/[{}\s]/g, '')
          .replace(/[−–]/g, '-')
          .normalize('NFC'),
        at: { start: nameAt.end + 1, end: nameAt.end + 1 + subscript.length },
      },
    }),
    primed: (primes ?? '') !== '',
  };
  if ((primes ?? '').length > 1) {
    const at = { start: end - (primes ?? '').length, end };
    const message = `only the step before is at hand; write ${text}'`;
    notes.error(at, message, replace(at, "'", `Write ${text}'`));
  }
  return { token, length: end - start };
}

function plainToken(start: number, match: Match): { token: Token; length: number } | undefined {
  const ofKind = (kind: 'number' | 'string', pattern: RegExp, group: 0 | 1) => {
    const found = match(pattern);
    if (found === null) return undefined;
    const length = found[0].length;
    const at = { start, end: start + length };
    return { token: { kind, text: found[group], at }, length };
  };
  const text = ofKind('number', number, 0) ?? ofKind('string', string, 1);
  if (text !== undefined) return text;
  const found = match(sign);
  if (found === null) return undefined;
  const written = signs[found[0]] ?? (found[0] as SignToken['text']);
  const at = { start, end: start + 1 };
  return { token: { kind: 'sign', text: written, isDot: /[·⋅•]/.test(found[0]), at }, length: 1 };
}

function tellStray(stray: string, at: Span, notes: Notebook): void {
  if (stray === '\\') {
    notes.error(at, `LaTeX is not read here; write σ or sigmoid, ⊙ or *, h' for the step before`);
  } else if (stray === '"' || stray === '“' || stray === '„') {
    notes.error(at, 'this quotation mark has no partner on its line');
  } else if (stray === '^') {
    notes.error(at, 'there are no powers here; write g*g for the square of g');
  } else {
    notes.error(at, `${stray} means nothing in an equation`, replace(at, '', `Leave out ${stray}`));
  }
}
