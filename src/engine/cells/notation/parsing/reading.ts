/** Reading along the tokens of one line of a cell's text. */
import type { Span } from '../../definition';
import type { Notebook } from '../problems';
import type { SignToken, Token } from './tokens';

/** Reads along the tokens of one line; the last one is its break. */
export interface Reading {
  readonly tokens: readonly Token[];
  readonly notes: Notebook;
  next: number;
}

export const ahead = (reading: Reading): Token =>
  reading.tokens[Math.min(reading.next, reading.tokens.length - 1)];

export function sign<Text extends SignToken['text']>(
  reading: Reading,
  ...wanted: readonly Text[]
): (SignToken & { readonly text: Text }) | undefined {
  const token = ahead(reading);
  if (token.kind !== 'sign' || !(wanted as readonly string[]).includes(token.text)) {
    return undefined;
  }
  reading.next++;
  return token as SignToken & { readonly text: Text };
}

export const across = (from: Span, to: Span): Span => ({ start: from.start, end: to.end });

export const writtenAs = (token: Token): string =>
  token.kind === 'name'
    ? `${token.text}${token.subscript === undefined ? '' : `_${token.subscript.text}`}${token.primed ? "'" : ''}`
    : token.text;

const largest = 3e38;

/** Single precision holds it, or that is noted. */
export function readNumber(token: Token, notes: Notebook): number | undefined {
  const value = Number(token.text);
  if (Math.abs(value) <= largest) return value;
  notes.error(token.at, `${token.text.slice(0, 20)} is too large for single precision`);
  return undefined;
}
