/**
 * Places of a text whose word is asked for, in stretches that a network reads side by side: each stretch with
 * some words before and after those that are asked for, so that none of these stands at its edge.
 */
import type { Range } from '../../text/corpus';
import type { Sequences } from '../sequences/sequences';

/** What is asked of a token is the token itself: `answers` are `ids`. */
export interface Places extends Sequences {
  /** Of each stretch, counted from its beginning: the places that are asked for. */
  readonly asked: readonly Range[];
}

export interface Reading {
  /** Of the text: each of its places is asked for once, in order. */
  readonly asked: Range;
  /** What may be read of the text. */
  readonly read: Range;
  /** Places that are asked for in a stretch. */
  readonly each: number;
  /** Words that are read on either side of them, where there are so many. */
  readonly margin: number;
}

export function placesIn(ids: Int32Array, { asked, read, each, margin }: Reading): Places {
  const starts = [0];
  const pieces: Int32Array[] = [];
  const ranges: Range[] = [];
  for (let { from } = asked; from < asked.to; from += each) {
    const to = Math.min(asked.to, from + each);
    const first = Math.max(read.from, from - margin);
    const piece = ids.subarray(first, Math.min(read.to, to + margin));
    pieces.push(piece);
    starts.push(starts[starts.length - 1] + piece.length);
    ranges.push({ from: from - first, to: to - first });
  }
  const all = new Int32Array(starts[starts.length - 1]);
  pieces.forEach((piece, n) => all.set(piece, starts[n]));
  return { inputs: 1, ids: all, starts: Int32Array.from(starts), answers: all, asked: ranges };
}

/** How often each word is asked for, [V]. */
export function countPlaces({ ids, starts, asked }: Places, V: number): Float64Array {
  const counts = new Float64Array(V);
  asked.forEach(({ from, to }, n) => {
    for (let t = from; t < to; t++) counts[ids[starts[n] + t]]++;
  });
  return counts;
}
