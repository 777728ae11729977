/**
 * A long text that is edited in places: held in pieces, so that an edit copies one of them and not
 * the whole (5 MB at each keystroke are 10 ms). A text that was never edited is one piece.
 * Invariant: no piece is empty, but for the only one of an empty text.
 */

export interface Rope {
  readonly length: number;
  /** As of a string, but `from` and `to` must be 0 to `length`. */
  slice(from: number, to: number): string;
  /** Puts `text` in the place of `length` units at `offset`, which must lie within. */
  replace(offset: number, length: number, text: string): void;
  /** The whole; made again after an edit. */
  toString(): string;
}

/** UTF-16 units: copied in some 10 µs. */
const usualPiece = 1 << 16;

export function createRope(initial: string, mostInPiece = usualPiece): Rope {
  let pieces = [initial];
  /** starts[n] is the offset of piece n. */
  let starts = [0];
  let length = initial.length;
  let whole: string | undefined = initial;
  /** The piece that was asked for last: the next question is about it, or the one after it. */
  let last = 0;

  function endOf(piece: number): number {
    return piece + 1 < starts.length ? starts[piece + 1] : length;
  }

  /** The piece that holds the unit at the offset; the last for the text's end. */
  function pieceAt(offset: number): number {
    if (offset >= starts[last] && offset < endOf(last)) return last;
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >>> 1;
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    last = low;
    return low;
  }

  function slice(from: number, to: number): string {
    const first = pieceAt(from);
    if (to <= endOf(first)) return pieces[first].slice(from - starts[first], to - starts[first]);
    let text = '';
    for (let piece = first; piece < pieces.length && starts[piece] < to; piece++) {
      text += pieces[piece].slice(Math.max(0, from - starts[piece]), to - starts[piece]);
    }
    return text;
  }

  /** In equal parts: full ones would shed a unit at every letter that is typed in them. */
  function cut(text: string): string[] {
    const parts = Math.ceil(text.length / mostInPiece);
    return Array.from({ length: parts }, (_, n) =>
      text.slice(
        Math.floor((n * text.length) / parts),
        Math.floor(((n + 1) * text.length) / parts),
      ),
    );
  }

  return {
    get length() {
      return length;
    },
    slice,
    replace(offset, removed, text) {
      const first = pieceAt(offset);
      const behind = pieceAt(offset + removed);
      const changed = slice(starts[first], offset) + text + slice(offset + removed, endOf(behind));
      const parts = cut(changed);
      pieces = [...pieces.slice(0, first), ...parts, ...pieces.slice(behind + 1)];
      if (pieces.length === 0) pieces = [''];
      length += text.length - removed;
      starts = startsOf(pieces);
      last = Math.min(first, pieces.length - 1);
      whole = undefined;
    },
    toString: () => (whole ??= pieces.join('')),
  };
}

function startsOf(pieces: readonly string[]): number[] {
  let at = 0;
  return pieces.map((piece) => {
    const start = at;
    at += piece.length;
    return start;
  });
}
