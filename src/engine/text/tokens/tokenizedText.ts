/**
 * A document with its tokens, kept up to date edit by edit. Invariant: the tokens are always those
 * of `tokenize(text, cut)`; an edit only looks at the tokens around it (a few dozen microseconds)
 * and moves the offsets after it (well below a millisecond in 1 MB).
 */
import { createRope, type Rope } from './rope';
import type { Cut, StatedCut, TokenKind } from './cut';
import { cutFrom } from './cut';
import { REACH, cursorAt, nextToken } from './scanner';
import { append, reserve, spanBuffer } from './spanBuffer';
import type { SpanBuffer } from './spanBuffer';
import { scanAll, tokenText } from './tokenizer';

/** `length` UTF-16 units at `offset` are replaced by `text`. */
export interface TextChange {
  readonly offset: number;
  readonly length: number;
  readonly text: string;
}

/** From token `firstChanged` on, `removed` tokens gave way to `inserted` new ones. */
export interface TokenChange {
  readonly firstChanged: number;
  readonly removed: number;
  readonly inserted: number;
}

export interface TokenizedText {
  /** The whole: after an edit it is copied, so ask for a `slice` where that is enough. */
  readonly text: string;
  /** Of the text, in UTF-16 units. */
  readonly length: number;
  slice(from: number, to: number): string;
  readonly kind: TokenKind;
  readonly cut: Cut;
  readonly count: number;
  /** @returns offset in UTF-16 units */
  start(index: number): number;
  end(index: number): number;
  token(index: number): string;
  /** The token that contains the offset, or the last that starts at or before it; -1 before all. */
  indexAt(offset: number): number;
  /** @throws RangeError when the change lies outside the text */
  edit(change: TextChange): TokenChange;
}

/** The last token that starts at or before the offset, -1 if none does. */
function lastStartingBy(spans: SpanBuffer, offset: number): number {
  let low = 0;
  let high = spans.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (spans.starts[middle] <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The last fresh token that no change at or after the offset can reach; -1 for none. */
function safeStart(spans: SpanBuffer, offset: number): number {
  let index = lastStartingBy(spans, offset - REACH);
  while (index >= 0 && spans.fresh[index] === 0) index--;
  return index;
}

/** New tokens of one edit, and the old ones from..to that they replace. */
interface Rescan {
  readonly tokens: SpanBuffer;
  readonly from: number;
  readonly to: number;
}

/** Where a change was made, and by how much it moved what lies after it. */
interface Edge {
  readonly edge: number;
  readonly delta: number;
}

/**
 * Scans `text`, which holds what is after `at` of the whole, from its first token on, until it meets a
 * fresh old token after the edit: from there on nothing changed.
 * @param isWhole whether it ends where the whole does
 * @returns undefined where a token might end otherwise if more of the text were seen
 */
function rescanIn(
  old: SpanBuffer,
  { text, at, position, isWhole }: Seen,
  cut: Cut,
  from: number,
  { edge, delta }: Edge,
): Rescan | undefined {
  const tokens = spanBuffer(256);
  const cursor = cursorAt(text, cut, position - at);
  let next = from;
  while (nextToken(cursor)) {
    if (!isWhole && cursor.end + REACH > text.length) return undefined;
    const start = cursor.start + at;
    if (cursor.fresh && start >= edge) {
      const before = start - delta;
      while (next < old.count && old.starts[next] < before) next++;
      if (next < old.count && old.starts[next] === before && old.fresh[next] === 1) {
        return { tokens, from, to: next };
      }
    }
    append(tokens, { start, end: cursor.end + at, fresh: cursor.fresh });
  }
  return isWhole ? { tokens, from, to: old.count } : undefined;
}

/** A part of a text that is looked at, and where in the whole to begin. */
interface Seen {
  readonly text: string;
  readonly at: number;
  readonly position: number;
  readonly isWhole: boolean;
}

/** Looks at more and more of the text until the tokens are sure. */
function rescan(
  old: SpanBuffer,
  rope: Rope,
  cut: Cut,
  safe: number,
  edge: Edge,
  firstLook: number,
): Rescan {
  const position = safe < 0 ? 0 : old.starts[safe];
  // One unit more before it: the text's beginning is not like other places.
  const at = Math.max(0, position - 1);
  for (let look = edge.edge - at + REACH + firstLook; ; look *= 2) {
    const end = Math.min(rope.length, at + look);
    const seen = { text: rope.slice(at, end), at, position, isWhole: end === rope.length };
    const found = rescanIn(old, seen, cut, Math.max(0, safe), edge);
    if (found) return found;
  }
}

/** How many leading tokens of the scan were there before and end by the edit. */
function sameBefore(old: SpanBuffer, { tokens, from, to }: Rescan, offset: number): number {
  const most = Math.min(tokens.count, to - from);
  let same = 0;
  while (
    same < most &&
    tokens.ends[same] <= offset &&
    tokens.starts[same] === old.starts[from + same] &&
    tokens.ends[same] === old.ends[from + same]
  ) {
    same++;
  }
  return same;
}

/** How many trailing tokens of the scan were there before and begin after the edit. */
function sameAfter(
  old: SpanBuffer,
  { tokens, to }: Rescan,
  most: number,
  edge: number,
  delta: number,
): number {
  let same = 0;
  while (same < most) {
    const mine = tokens.count - 1 - same;
    const theirs = to - 1 - same;
    if (tokens.starts[mine] < edge) break;
    if (tokens.starts[mine] !== old.starts[theirs] + delta) break;
    if (tokens.ends[mine] !== old.ends[theirs] + delta) break;
    same++;
  }
  return same;
}

/** Puts the scanned tokens in the place of the old ones and moves the offsets after them. */
function splice(spans: SpanBuffer, { tokens, from, to }: Rescan, delta: number): void {
  const count = spans.count + tokens.count - (to - from);
  const tail = from + tokens.count;
  reserve(spans, count);
  for (const array of [spans.starts, spans.ends, spans.fresh]) {
    array.copyWithin(tail, to, spans.count);
  }
  spans.starts.set(tokens.starts.subarray(0, tokens.count), from);
  spans.ends.set(tokens.ends.subarray(0, tokens.count), from);
  spans.fresh.set(tokens.fresh.subarray(0, tokens.count), from);
  spans.count = count;
  if (delta === 0) return;
  for (let index = tail; index < count; index++) {
    spans.starts[index] += delta;
    spans.ends[index] += delta;
  }
}

function checkInside(change: TextChange, length: number): void {
  const { offset } = change;
  const whole = Number.isSafeInteger(offset) && Number.isSafeInteger(change.length);
  if (whole && offset >= 0 && change.length >= 0 && offset + change.length <= length) return;
  throw new RangeError(
    `an edit of ${change.length} at ${offset} lies outside ${length} characters`,
  );
}

/** Units looked at beyond the edit at first. */
const usualLook = 1024;

export function tokenizedText(
  initial: string,
  stated: StatedCut,
  firstLook = usualLook,
): TokenizedText {
  const cut = cutFrom(stated);
  const rope = createRope(initial);
  const spans = scanAll(initial, cut);

  function edit(change: TextChange): TokenChange {
    checkInside(change, rope.length);
    const { offset, length } = change;
    const edge = offset + change.text.length;
    const delta = change.text.length - length;
    rope.replace(offset, length, change.text);
    const safe = safeStart(spans, offset);
    const scan = rescan(spans, rope, cut, safe, { edge, delta }, firstLook);
    const { tokens, from, to } = scan;
    const before = sameBefore(spans, scan, offset);
    const most = Math.min(tokens.count, to - from) - before;
    const kept = before + sameAfter(spans, scan, most, edge, delta);
    splice(spans, scan, delta);
    return {
      firstChanged: from + before,
      removed: to - from - kept,
      inserted: tokens.count - kept,
    };
  }

  return {
    get text() {
      return rope.toString();
    },
    get length() {
      return rope.length;
    },
    slice: (from, to) => rope.slice(from, to),
    kind: cut.kind,
    cut,
    get count() {
      return spans.count;
    },
    start: (index) => spans.starts[index],
    end: (index) => spans.ends[index],
    token(index) {
      const text = rope.slice(spans.starts[index], spans.ends[index]);
      return tokenText(text, 0, text.length, cut);
    },
    indexAt: (offset) => lastStartingBy(spans, offset),
    edit,
  };
}
