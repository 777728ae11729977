/**
 * Text to tokens. Pure; offsets are UTF-16 units of the raw text, whatever its line ends.
 *
 * - `words`: the matches of the regular expression below on the text with CRLF read as LF. Where a
 *   match holds letters of scripts without spaces (Han, Kana, Thai), these are cut out and divided
 *   into words by `Intl.Segmenter`, and what stands beside them is matched afresh.
 * - `characters`: one token a code point, white space included, CRLF being one line feed; a byte
 *   order mark at the beginning is no token.
 * - `whitespace`: what stands between white space; each line break is the token `<eos>`, as in
 *   PyTorch's word-language-model example (a last line without a line break ends in none).
 * - `ids`: what stands between white space, line breaks too: a text that was cut elsewhere, written
 *   as the numbers of its tokens.
 *
 * The expression, with L = `[\p{L}\p{Nl}\p{No}][\p{M}\u200c\u200d]*` and the flag v:
 * `(?:L)+(?:['’](?:L)+)*|\p{Nd}+|_+|\n+|\p{RGI_Emoji}|[^\s]\p{M}*`
 */
import { cursorAt, nextToken } from './scanner';
import type { TokenKind } from './scanner';
import { append, spanBuffer } from './spanBuffer';
import type { SpanBuffer } from './spanBuffer';

export type { TokenKind } from './scanner';

/** The token of a line break in `whitespace` text. */
export const END_OF_LINE = '<eos>';

/** Spans of tokens, ascending, without overlap. The arrays may be longer than `count`. */
export interface TokenSpans {
  readonly count: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
}

const UNITS_PER_TOKEN: Record<TokenKind, number> = {
  words: 3.5,
  characters: 1,
  whitespace: 4.5,
  ids: 4.5,
};

export function scanAll(text: string, kind: TokenKind): SpanBuffer {
  const spans = spanBuffer(Math.ceil(text.length / UNITS_PER_TOKEN[kind]) + 16);
  const cursor = cursorAt(text, kind, 0);
  while (nextToken(cursor)) append(spans, cursor);
  return spans;
}

export function tokenize(text: string, kind: TokenKind): TokenSpans {
  return scanAll(text, kind);
}

/**
 * A token's text. Line breaks, however long their run, are one word: '\n' (the reference figures of
 * design section 6 hold for that), and `<eos>` in text of kind `whitespace`.
 * @param kind the kind the span was found with
 */
export function tokenText(
  text: string,
  start: number,
  end: number,
  kind: TokenKind = 'words',
): string {
  const unit = text.charCodeAt(start);
  // A carriage return by itself is a token among characters only, and no line break.
  const alone = unit === 13 && end === start + 1;
  if (alone || (unit !== 10 && unit !== 13)) return text.slice(start, end);
  return kind === 'whitespace' ? END_OF_LINE : '\n';
}
