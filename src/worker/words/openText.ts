/**
 * Tokens of a text of any length, made in stretches, so that the thread can give signs of life in
 * between: 50 MB take seconds, and a silent thread is treated as hung.
 */
import type { TokenizedText } from '../../engine/text/tokens/tokenizedText';
import { tokenizedText } from '../../engine/text/tokens/tokenizedText';
import type { StatedCut } from '../../engine/text/tokens/cut';
import type { Vocabulary } from '../../engine/text/words/vocabulary';
import { encode } from '../../engine/text/words/vocabulary';

/** Lets messages in and says that the thread lives. */
export type Breathe = () => Promise<void>;

/** UTF-16 units at once: a fraction of a second. */
const stretch = 1 << 22;
const tokensAtOnce = 1 << 20;

export async function openText(
  raw: string,
  cut: StatedCut,
  breathe: Breathe,
  units = stretch,
): Promise<TokenizedText> {
  const text = tokenizedText(raw.slice(0, units), cut);
  for (let at = units; at < raw.length; at += units) {
    await breathe();
    text.edit({ offset: at, length: 0, text: raw.slice(at, at + units) });
  }
  return text;
}

export async function encodeAll(
  text: TokenizedText,
  vocabulary: Vocabulary,
  breathe: Breathe,
  atOnce = tokensAtOnce,
): Promise<Int32Array> {
  const ids = new Int32Array(text.count);
  for (let from = 0; from < text.count; from += atOnce) {
    const to = Math.min(text.count, from + atOnce);
    ids.set(encode(text, vocabulary, from, to), from);
    await breathe();
  }
  return ids;
}
