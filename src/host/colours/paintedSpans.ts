/**
 * What one editor is painted with, moved with its edits as VS Code moves decorations, so that only the
 * kinds that changed are painted again: each painting is a message to the window. A kind is no longer
 * trusted once an edit has touched one of its spans. Pure.
 */
import type { TextChange } from '../../shared/contracts/documents';
import type { Span } from '../../shared/model/versions';

export interface PaintedSpans<K> {
  /** @param changes none: the text was read again, and nothing is known of where things are */
  edited(changes: readonly TextChange[] | undefined): void;
  /** What is to be painted again to show these; from then on they are what is painted. */
  paint(now: ReadonlyMap<K, readonly Span[]>): Map<K, readonly Span[]>;
  /** Every kind that must be removed. */
  clear(): K[];
}

interface Painted {
  spans: readonly Span[];
  isTouched: boolean;
}

export function createPaintedSpans<K>(): PaintedSpans<K> {
  let painted = new Map<K, Painted>();

  function follow(one: Painted, { offset, length, text }: TextChange): void {
    const grown = text.length - length;
    one.isTouched ||= one.spans.some(({ start, end }) => offset <= end && offset + length >= start);
    if (one.isTouched) return;
    one.spans = one.spans.map((span) =>
      span.start > offset ? { start: span.start + grown, end: span.end + grown } : span,
    );
  }

  return {
    edited(changes) {
      for (const one of painted.values()) {
        if (!changes) one.isTouched = true;
        for (const change of changes ?? []) if (!one.isTouched) follow(one, change);
      }
    },
    paint(now) {
      const anew = new Map<K, readonly Span[]>();
      for (const kind of painted.keys()) if (!now.has(kind)) anew.set(kind, []);
      for (const [kind, spans] of now) {
        const before = painted.get(kind);
        if (!before || before.isTouched || !isSame(before.spans, spans)) anew.set(kind, spans);
      }
      painted = new Map([...now].map(([kind, spans]) => [kind, { spans, isTouched: false }]));
      return anew;
    },
    clear() {
      const kinds = [...painted.keys()];
      painted.clear();
      return kinds;
    },
  };
}

const isSame = (one: readonly Span[], other: readonly Span[]): boolean =>
  one.length === other.length &&
  one.every(({ start, end }, n) => start === other[n]?.start && end === other[n].end);
