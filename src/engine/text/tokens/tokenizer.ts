/**
 * Text to tokens. Pure; offsets are UTF-16 units of the raw text, whatever its line ends.
 *
 * - `words`: see below.
 * - `characters`: one token per code point, white space included, CRLF being one line feed; a byte order
 *   mark at the beginning is no token.
 * - `whitespace`: the text between white space; each line break is the token `<eos>`, as in
 *   PyTorch's word-language-model example (a last line without a line break ends in none). White space
 *   is JavaScript's in version 1, that of Python's `str.split()` in version 2.
 * - `ids`: the text between white space, line breaks included: a text that was cut elsewhere, written as
 *   the numbers of its tokens.
 *
 * **Words, version 1**: the matches of the regular expression below on the text with CRLF read as LF.
 * Where a match holds letters of scripts without spaces (Han, Kana, Thai), these are cut out and
 * divided into words by `Intl.Segmenter`, and the text around them is matched again. The
 * expression, with L = `[\p{L}\p{Nl}\p{No}][\p{M}\u200c\u200d]*` and the flag v:
 * `(?:L)+(?:['’](?:L)+)*|\p{Nd}+|_+|\n+|\p{RGI_Emoji}|[^\s]\p{M}*`
 *
 * **Words, version 2**: the boundaries of UAX #29, with these exceptions, some of them the design's
 * from the beginning:
 * - White space, the next line character and the zero-width space are no tokens, nor is what is unseen
 *   and combines with them (a direction mark, say); visible marks after white space are a token of
 *   their own. All white space is a boundary, the narrow no-break space too.
 * - A run of line breaks is one token.
 * - A run of decimal digits is one token, and so is a run of underscores: neither is joined to letters,
 *   to the other, or across a full stop, a comma or an apostrophe. Connectors other than the underscore
 *   are tokens of their own.
 * - Full stops, commas and colons are never within a word (*example.com* is three tokens); of the signs
 *   that UAX #29 has between letters these remain: ' ’ ‘ ＇ · ‧ ՟ ״, and " between Hebrew ones.
 * - Numbers other than decimal digits (², ½, Ⅷ) are letters.
 * - An emoji is joined to emoji only, by the zero-width joiner; a skin tone belongs to an emoji only.
 * - Runs of Han, Kana, Thai, Lao, Khmer, Burmese and their like are cut by `Intl.Segmenter` in bounded
 *   slices.
 * - At most 32 units that combine may stand between a sign within a word and the letter after it.
 *
 * A token of version 2 is the NFC form of its text: *é* is one word, however it is encoded. Its
 * offsets are those in the raw text.
 */
import type { Cut, StatedCut, TokenKind } from './cut';
import { cutFrom } from './cut';
import { cursorAt, nextToken } from './scanner';
import { append, spanBuffer } from './spanBuffer';
import type { SpanBuffer } from './spanBuffer';

export type { Cut, CutVersion, StatedCut, TokenKind } from './cut';

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

export function scanAll(text: string, cut: Cut): SpanBuffer {
  const spans = spanBuffer(Math.ceil(text.length / UNITS_PER_TOKEN[cut.kind]) + 16);
  const cursor = cursorAt(text, cut, 0);
  while (nextToken(cursor)) append(spans, cursor);
  return spans;
}

export function tokenize(text: string, cut: StatedCut): TokenSpans {
  return scanAll(text, cutFrom(cut));
}

/**
 * A token's text. Line breaks, however long their run, are one word: '\n' (the reference figures of
 * design section 6 hold for that), and `<eos>` in text of kind `whitespace`.
 * @param cut the cut that the span was found with
 */
export function tokenText(
  text: string,
  start: number,
  end: number,
  cut: StatedCut = 'words',
): string {
  const { kind, version } = cutFrom(cut);
  const unit = text.charCodeAt(start);
  // A carriage return by itself is a token among characters only, and no line break.
  const alone = unit === 13 && end === start + 1;
  if (alone || (unit !== 10 && unit !== 13)) {
    return asToken(text.slice(start, end), { kind, version });
  }
  return kind === 'whitespace' ? END_OF_LINE : '\n';
}

/** A word as its token is: written by a person, or as it stands in a text. */
export const asToken = (word: string, { kind, version }: Cut): string =>
  version === 2 && kind === 'words' ? composed(word) : word;

/** In NFC; of what is Latin-1 or little more that is known without looking closer. */
function composed(token: string): string {
  for (let at = 0; at < token.length; at++) {
    if (token.charCodeAt(at) >= 0x300) return token.normalize('NFC');
  }
  return token;
}
