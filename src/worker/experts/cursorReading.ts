/**
 * The network's reading of the words before the cursor, which its own vote and the cache's rest on. A
 * near one is there at once: it reads a few dozen words back. A deep one, of a full cache's worth, is
 * made in the background and takes the near one's place. It says nothing of what may come.
 *
 * Invariant: a reading is of one view at one version of the model, with the words of one lexicon; when
 * any of them is another, it starts over. The deep one was begun for where the near one stands or for a
 * place before it, and has read nothing that was edited since.
 */
import { cacheSize } from '../../engine/experts/ensemble';
import type { RecurrentState } from '../../engine/network/state';
import type { Lexicon } from '../../engine/text/words/lexicon';
import type { DocumentView } from '../view/documentView';
import type { DocumentCounts } from '../words/documentCounts';
import { createCacheStates, type CacheStates } from './cacheStates';

export interface CursorReading {
  readonly counts: DocumentCounts;
  /** Undefined before anything is asked. */
  current: Reading | undefined;
  /** A longer one that will take its place, and the token that it was begun for. */
  deeper: { readonly reading: Reading; readonly to: number } | undefined;
}

export interface Reading {
  readonly view: DocumentView;
  readonly modelVersion: number;
  readonly lexicon: Lexicon;
  readonly states: CacheStates;
}

/**
 * Words before the cursor that are read at once where nothing is known yet: a millisecond or two. A
 * full cache's worth is read in the background.
 */
const readAtOnce = 48;
/** Words at the end of a deep reading that are visited. */
const visitedOfDeep = 300;

export const createCursorReading = (counts: DocumentCounts): CursorReading => ({
  counts,
  current: undefined,
  deeper: undefined,
});

/** @returns a reading from which it is not far to the position */
export function readingNear(cursor: CursorReading, view: DocumentView, position: number): Reading {
  const { current, counts } = cursor;
  if (current?.view === view && isCurrent(current, counts) && leadsTo(current, position)) {
    return current;
  }
  return (cursor.current = beginNear(view, position, counts));
}

/**
 * Reads further back for the last place asked about.
 * @param visit comes before each of the last few hundred words is read
 * @returns whether there is no more to read
 */
export function readDeeper(
  cursor: CursorReading,
  tokens: number,
  visit: (deep: Reading, token: number, state: RecurrentState) => void,
): boolean {
  const { current, counts } = cursor;
  if (!current || !isCurrent(current, counts) || current.states.reached === Infinity) return true;
  const to = current.states.reached;
  if (current.states.covers(to)) return true;
  const { reading } = deeperOf(cursor, current.view, to);
  const done = reading.states.readTo(to, tokens, (token, state) => {
    if (to - token <= visitedOfDeep) visit(reading, token, state);
  });
  if (!done) return false;
  cursor.current = reading;
  cursor.deeper = undefined;
  return true;
}

/** The text changed from this token on. */
export function invalidateReading(cursor: CursorReading, from: number): void {
  const { current, deeper } = cursor;
  current?.states.invalidate(from);
  // While somebody writes, the deep one reads on beyond `to`, after the near one.
  if (deeper && from < Math.max(deeper.to, deeper.reading.states.reached))
    cursor.deeper = undefined;
}

export function forgetReading(cursor: CursorReading): void {
  cursor.current = undefined;
  cursor.deeper = undefined;
}

const isCurrent = ({ view, modelVersion, lexicon }: Reading, counts: DocumentCounts): boolean =>
  lexicon === counts.lexicon && view.model.version() === modelVersion;

/** Whether it is not far to the position; goes back to it where it can. */
function leadsTo({ states }: Reading, position: number): boolean {
  if (position >= states.reached) return position - states.reached <= readAtOnce;
  if (states.reached === Infinity) return false;
  states.invalidate(position);
  return states.reached === position;
}

/** The one that was begun, where it can still take the place of what was read up to there. */
function deeperOf(
  cursor: CursorReading,
  view: DocumentView,
  to: number,
): { readonly reading: Reading; readonly to: number } {
  const { deeper, counts } = cursor;
  if (deeper && isCurrent(deeper.reading, counts) && deeper.to <= to) return deeper;
  return (cursor.deeper = { reading: beginDeep(view, to, counts), to });
}

/** From a state that the trace kept just before, where there is one; else from nothing. */
function beginNear(view: DocumentView, position: number, counts: DocumentCounts): Reading {
  const from = Math.max(0, position - readAtOnce);
  const { at, state, approximate } = view.trace.nearest(position);
  const isNear = !approximate && at >= from;
  return isNear
    ? begin(view, at, state, counts)
    : begin(view, from, view.predictor.start(), counts);
}

/** For a full cache; exact where the trace has come that far. */
function beginDeep(view: DocumentView, position: number, counts: DocumentCounts): Reading {
  const from = Math.max(0, position - cacheSize);
  const { at, state, approximate } = view.trace.nearest(from);
  return approximate
    ? begin(view, from, view.predictor.start(), counts)
    : begin(view, at, state, counts);
}

function begin(
  view: DocumentView,
  from: number,
  start: RecurrentState,
  counts: DocumentCounts,
): Reading {
  const text = {
    modelId: (token: number) => view.ids.id(token),
    word: (token: number) => counts.lastingIdAt(token),
  };
  return {
    view,
    modelVersion: view.versions.modelVersion,
    lexicon: counts.lexicon,
    states: createCacheStates(view.predictor, text, from, start),
  };
}
