/**
 * Spans of a text that follow its edits, as the selection they came from would: what is typed before
 * them moves them, within them makes them longer or shorter, and those deleted altogether are gone.
 * Pure.
 */
import type { TextChange } from '../../shared/contracts/documents';
import type { Labels } from '../../shared/questions/editor/unitSearch';

type Spans = Extract<Labels, { readonly by: 'spans' }>;

export function movedSpans({ starts, ends }: Spans, changes: readonly TextChange[]): Spans {
  const kept = [...starts.keys()]
    .map((n) => [
      placeAfter(starts[n] ?? 0, changes, 'end'),
      placeAfter(ends[n] ?? 0, changes, 'start'),
    ])
    .filter(([start = 0, end = 0]) => start < end);
  return {
    by: 'spans',
    starts: Uint32Array.from(kept, ([start = 0]) => start),
    ends: Uint32Array.from(kept, ([, end = 0]) => end),
  };
}

/** @param side of what was put in its place, where a place lies in or at a changed stretch */
function placeAfter(place: number, changes: readonly TextChange[], side: 'start' | 'end'): number {
  let now = place;
  for (const { offset, length, text } of changes) {
    if (offset + length < now || (offset + length === now && side === 'end')) {
      now += text.length - length;
    } else if (offset < now) {
      now = side === 'end' ? offset + text.length : offset;
    }
  }
  return now;
}
