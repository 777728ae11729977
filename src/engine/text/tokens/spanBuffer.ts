/** A growing list of token spans in typed arrays; never one JavaScript array of many objects. */
import type { Cursor } from './cursor';

export interface SpanBuffer {
  count: number;
  starts: Uint32Array;
  ends: Uint32Array;
  /** 1 where scanning may begin: see `scanner.ts`. */
  fresh: Uint8Array;
}

/** @param capacity tokens that fit before the arrays must grow */
export function spanBuffer(capacity: number): SpanBuffer {
  return {
    count: 0,
    starts: new Uint32Array(capacity),
    ends: new Uint32Array(capacity),
    fresh: new Uint8Array(capacity),
  };
}

function grown<A extends Uint32Array | Uint8Array>(larger: A, old: A): A {
  larger.set(old);
  return larger;
}

/** Makes room for `capacity` tokens, half as much again if it has to grow. */
export function reserve(spans: SpanBuffer, capacity: number): void {
  if (capacity <= spans.starts.length) return;
  const room = Math.max(capacity, spans.starts.length + (spans.starts.length >>> 1) + 16);
  spans.starts = grown(new Uint32Array(room), spans.starts);
  spans.ends = grown(new Uint32Array(room), spans.ends);
  spans.fresh = grown(new Uint8Array(room), spans.fresh);
}

/** Appends the cursor's token. */
export function append(spans: SpanBuffer, cursor: Pick<Cursor, 'start' | 'end' | 'fresh'>): void {
  const index = spans.count;
  if (index === spans.starts.length) reserve(spans, index + 1);
  spans.starts[index] = cursor.start;
  spans.ends[index] = cursor.end;
  spans.fresh[index] = cursor.fresh ? 1 : 0;
  spans.count = index + 1;
}
