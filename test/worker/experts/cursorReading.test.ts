import { describe, expect, it } from 'vitest';
import type { DocumentView } from '../../../src/worker/view/documentView';
import {
  createCursorReading,
  forgetReading,
  invalidateReading,
  readDeeper,
  readingNear,
} from '../../../src/worker/experts/cursorReading';
import { edit, sentence, writing, type Writing } from './writing';

const nothing = (): void => undefined;

/** A text of some 4,800 tokens: more than a cache holds. */
const long = () => writing(0, sentence.repeat(600));

function stage(place: Writing = long()) {
  const cursor = createCursorReading(place.counts);
  /** As completion does. @returns the tokens that were read for it */
  const goTo = (position: number, view: DocumentView = place.view): number[] => {
    const read: number[] = [];
    const { states } = readingNear(cursor, view, position);
    while (!states.readTo(position, 4, (token) => read.push(token)));
    return read;
  };
  const deepen = (tokens = 4): number[] => {
    const visited: number[] = [];
    while (!readDeeper(cursor, tokens, (_, token) => visited.push(token)));
    return visited;
  };
  return { ...place, place, cursor, goTo, deepen };
}

/** The state before a token, read from the beginning. */
function stateBefore({ view }: Writing, position: number): number[] {
  const state = view.predictor.start();
  for (let token = 0; token < position; token++) view.predictor.read(view.ids.id(token), state);
  return Array.from(state);
}

const from = (first: number, to: number): number[] =>
  Array.from({ length: to - first }, (_, n) => first + n);

describe('The reading at the cursor', () => {
  it('begins some dozen words back, and nearer where the trace has a state', () => {
    const { goTo, view, cursor } = stage();
    expect(goTo(1000)).toEqual(from(952, 1000));
    forgetReading(cursor);
    while (view.trace.reached < 1000) view.trace.advance(1);
    expect(goTo(1000)).toEqual([]);
  });

  it('goes on with the cursor, goes back a little, and begins anew where it jumps', () => {
    const { goTo } = stage();
    goTo(1000);
    expect(goTo(1003)).toEqual([1000, 1001, 1002]);
    expect(goTo(1001)).toEqual([]);
    expect(goTo(1002)).toEqual([1001]);
    expect(goTo(1051)).toEqual(from(1003, 1051));
    expect(goTo(900)).toHaveLength(48);
  });

  it('begins anew through another view and with newer weights', () => {
    let version = 1;
    const { goTo, reopened } = stage(writing(0, sentence.repeat(60), { version: () => version }));
    goTo(200);
    expect(goTo(200, reopened())).toHaveLength(48);
    version++;
    expect(goTo(200, reopened())).toHaveLength(48);
  });

  it('goes back to before an edit', () => {
    const { goTo, cursor, place, text } = stage();
    goTo(1000);
    invalidateReading(cursor, edit(place, text.start(990), 0, 'so '));
    expect(goTo(1001)[0]).toBe(990);
  });
});

describe('The deep reading', () => {
  it('takes the place of the near one when it has come as far, for a full cache', () => {
    const { goTo, deepen, cursor } = stage();
    goTo(4000);
    const near = cursor.current?.states;
    expect(near?.covers(4000)).toBe(false);
    expect(readDeeper(cursor, 4, nothing)).toBe(false);
    expect(cursor.current?.states).toBe(near);
    expect(deepen()).toEqual(from(3700, 4000));
    expect(cursor.current?.states).not.toBe(near);
    expect(cursor.current?.states.covers(4000)).toBe(true);
    expect(cursor.current?.states.cache.written).toBe(2000);
    expect(goTo(4001)).toEqual([4000]);
    expect(readDeeper(cursor, 4, nothing)).toBe(true);
  });

  it('is exact from the beginning of a short text', () => {
    const { goTo, deepen, cursor, place } = stage(writing(0, sentence.repeat(30)));
    goTo(200);
    deepen();
    expect(Array.from(cursor.current?.states.state ?? [])).toEqual(stateBefore(place, 200));
  });

  it('goes on while somebody writes, and is given up after an edit of what it has read', () => {
    const { goTo, deepen, cursor, place, text } = stage(writing(0, sentence.repeat(30)));
    goTo(200);
    readDeeper(cursor, 100, nothing);
    const { deeper } = cursor;
    goTo(201);
    invalidateReading(cursor, edit(place, text.end(201), 0, ' so'));
    readDeeper(cursor, 4, nothing);
    expect(cursor.deeper).toBe(deeper);
    invalidateReading(cursor, edit(place, text.start(50), 0, 'so '));
    expect(cursor.deeper).toBeUndefined();
    goTo(202);
    deepen();
    expect(Array.from(cursor.current?.states.state ?? [])).toEqual(stateBefore(place, 202));
  });

  it('is given up after an edit of what it has read beyond where it was to end', () => {
    const { goTo, deepen, cursor, place, text } = stage(writing(0, sentence.repeat(30)));
    goTo(100);
    readDeeper(cursor, 4, nothing);
    goTo(140);
    while ((cursor.deeper?.reading.states.reached ?? 130) < 130) readDeeper(cursor, 4, nothing);
    invalidateReading(cursor, edit(place, text.start(120), 0, 'keeper '));
    goTo(125);
    deepen();
    expect(Array.from(cursor.current?.states.state ?? [])).toEqual(stateBefore(place, 125));
  });

  it('has nothing to do before anything is asked, and after newer weights', () => {
    let version = 1;
    const { goTo, cursor } = stage(writing(0, sentence.repeat(60), { version: () => version }));
    expect(readDeeper(cursor, 4, nothing)).toBe(true);
    goTo(200);
    expect(readDeeper(cursor, 4, nothing)).toBe(false);
    version++;
    expect(readDeeper(cursor, 4, nothing)).toBe(true);
  });
});
