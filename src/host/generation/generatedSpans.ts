/**
 * The generated words of a document, where they stand and which expert gave them, while it is edited:
 * words after an edit move, words that it touches are the writer's own from then on. Pure.
 */
import type { TextChange } from '../../shared/contracts/documents';
import type { GeneratedPiece } from '../../shared/questions/editor/generation';
import type { ExpertShares } from '../../shared/questions/editor/ghostText';
import type { Span } from '../../shared/model/versions';

export interface GeneratedSpan extends Span {
  readonly shares: ExpertShares;
}

/** @param at where the pieces begin in the document */
export function generatedSpans(pieces: readonly GeneratedPiece[], at: number): GeneratedSpan[] {
  let end = at;
  return pieces.flatMap(({ text, start, shares }) => {
    const span = { start: end + start, end: end + text.length };
    end = span.end;
    return shares && text.length > start ? [{ ...span, shares }] : [];
  });
}

/** @param words ascending */
export function afterChange(
  words: readonly GeneratedSpan[],
  { offset, length, text }: TextChange,
): GeneratedSpan[] {
  const by = text.length - length;
  return words.flatMap((word) => {
    if (word.end <= offset) return [word];
    if (word.start < offset + length || (length === 0 && word.start < offset)) return [];
    return [{ ...word, start: word.start + by, end: word.end + by }];
  });
}

export const wordAt = (
  words: readonly GeneratedSpan[],
  offset: number,
): GeneratedSpan | undefined => words.find(({ start, end }) => start <= offset && offset < end);
