/**
 * The part of the map around what is in view, in tiles: each is asked for once, one at a time, those
 * nearest to the middle first, and kept while it is near. What is shown is of one version: tiles of
 * newer weights or of an edited text are gathered alongside those shown, and take their place when they
 * cover the view. What came approximate, or not at all because the text or the weights changed
 * meanwhile, is asked again, less and less often.
 *
 * During fast scrolling, tiles wait until it slows down: nobody could read them, and loading them would
 * cost frames. Memory: at most `mostTiles` tiles of about 128 kB.
 */
import type { Result, ToldFailure } from '../../../../src/shared/failures';
import type { Versions } from '../../../../src/shared/model/versions';
import { isOlder, pauseBefore } from '../../../answers/useAnswer';
import type { Range } from '../geometry';
import type { Tiled } from './wantedTiles';
import { farthestTile, isLeap, visibleTiles, wantedTiles } from './wantedTiles';

export interface TileSubject extends Tiled {
  /** Tiles of another subject are not these: document, layer, gate, rows. */
  readonly name: string;
  readonly versions: Versions;
}

export interface Tile extends Versions {
  readonly approximate: boolean;
}

export interface TilesInView<T> {
  /** The subject's. */
  readonly name: string | undefined;
  /** In the order of the text. */
  readonly tiles: readonly T[];
  readonly approximate: boolean;
  readonly trouble?: string;
}

export interface Tiles<T> {
  /** Says what the tiles are of and which tokens are in view; nothing in view asks nothing. */
  want(subject: TileSubject | undefined, inView: Range | undefined): void;
  view(): TilesInView<T>;
  dispose(): void;
}

export interface TileNeeds<T> {
  /** @param range of tokens */
  ask(range: Range): Promise<Result<T, ToldFailure>>;
  /** Ask even during fast scrolling: for tiles that cost little. */
  readonly always?: boolean;
  changed(): void;
  /** Calls `then` after that time; the result takes it back. */
  after(milliseconds: number, then: () => void): () => void;
}

/** What is wanted now, and what is held of it. */
interface Tiling<T> {
  readonly needs: TileNeeds<T>;
  subject: TileSubject | undefined;
  inView: Range | undefined;
  /** By their places in the text; the same map as `coming` while there is nothing newer. */
  shown: Map<number, Held<T>>;
  coming: Map<number, Held<T>>;
  /** Those that must not be asked for again yet; each value stops its timer. */
  readonly waiting: Map<number, () => void>;
  trouble: string | undefined;
  busy: boolean;
  disposed: boolean;
  /** Runs for a while after every leap; another leap while it runs counts as fast scrolling. */
  leapt: (() => void) | undefined;
  flying: boolean;
}

interface Held<T> {
  readonly map: T;
  /** How often it was asked for again. */
  readonly attempt: number;
}

const mostTiles = 40;
/** Milliseconds: longer than the map waits between two reports of its view, shorter than a glance. */
const restAfterLeap = 150;

export function createTiles<T extends Tile>(needs: TileNeeds<T>): Tiles<T> {
  const none = new Map<number, Held<T>>();
  const tiling: Tiling<T> = {
    ...{ needs, subject: undefined, inView: undefined, shown: none, coming: none },
    ...{ waiting: new Map(), trouble: undefined, busy: false, disposed: false },
    ...{ leapt: undefined, flying: false },
  };
  return {
    want: (subject, inView) => want(tiling, subject, inView),
    view: () => viewOf(tiling),
    dispose() {
      tiling.disposed = true;
      tiling.leapt?.();
      stopWaiting(tiling);
    },
  };
}

function want<T extends Tile>(
  tiling: Tiling<T>,
  subject: TileSubject | undefined,
  inView: Range | undefined,
): void {
  const before = tiling.subject;
  if (subject?.name !== before?.name || subject?.tokensPerTile !== before?.tokensPerTile) {
    stopWaiting(tiling);
    tiling.trouble = undefined;
    tiling.shown = new Map<number, Held<T>>();
    tiling.coming = tiling.shown;
  }
  if (!tiling.needs.always && isLeap(tiling.inView, inView)) leap(tiling);
  tiling.subject = subject;
  tiling.inView = inView;
  settle(tiling);
  void askNext(tiling);
}

function stopWaiting({ waiting }: Tiling<Tile>): void {
  for (const stop of waiting.values()) stop();
  waiting.clear();
}

function leap<T extends Tile>(tiling: Tiling<T>): void {
  tiling.flying = tiling.leapt !== undefined;
  tiling.leapt?.();
  tiling.leapt = tiling.needs.after(restAfterLeap, () => {
    tiling.leapt = undefined;
    tiling.flying = false;
    void askNext(tiling);
  });
}

async function askNext<T extends Tile>(tiling: Tiling<T>): Promise<void> {
  const { subject, inView, needs } = tiling;
  if (tiling.busy || tiling.disposed || tiling.flying || !subject) return;
  const index = wantedTiles(subject, inView).find((at) => isDue(tiling, subject, at));
  if (index === undefined) return;
  const from = index * subject.tokensPerTile;
  tiling.busy = true;
  try {
    const count = Math.min(subject.tokensPerTile, subject.tokens - from);
    const answer = await needs.ask({ from, count });
    tiling.busy = false;
    if (isStillAbout(tiling, subject)) take(tiling, index, answer);
  } catch (error) {
    tiling.busy = false;
    const reason = error instanceof Error ? error.message : String(error);
    tiling.trouble = `The map could not be filled: ${reason}. Close the panel and open it again.`;
    return needs.changed();
  }
  void askNext(tiling);
}

const isStillAbout = ({ disposed, subject }: Tiling<Tile>, { name }: TileSubject): boolean =>
  !disposed && subject?.name === name;

function isDue({ waiting, coming }: Tiling<Tile>, { versions }: TileSubject, at: number): boolean {
  if (waiting.has(at)) return false;
  const held = coming.get(at);
  return !held || held.map.approximate || isOlder(held.map, versions);
}

function take<T extends Tile>(
  tiling: Tiling<T>,
  index: number,
  answer: Result<T, ToldFailure>,
): void {
  if (answer.ok) {
    tiling.trouble = undefined;
    if (!keep(tiling, index, answer.value)) return;
    settle(tiling);
  } else {
    if (answer.failure.kind !== 'stale') tiling.trouble = answer.failure.sentence;
    askLater(tiling, index);
  }
  tiling.needs.changed();
}

/** @returns whether it is new enough to be kept */
function keep<T extends Tile>(tiling: Tiling<T>, index: number, map: T): boolean {
  const { subject, coming } = tiling;
  const attempt = coming.get(index)?.attempt ?? 0;
  const tooOld = subject !== undefined && isOlder(map, subject.versions);
  if (tooOld || map.approximate) askLater(tiling, index);
  if (tooOld) return false;
  if ([...coming.values()].some((held) => isOlder(held.map, map))) tiling.coming = new Map();
  tiling.coming.set(index, { map, attempt: attempt + 1 });
  return true;
}

function askLater<T extends Tile>(tiling: Tiling<T>, index: number): void {
  const { waiting, coming, needs } = tiling;
  const stop = needs.after(pauseBefore(coming.get(index)?.attempt ?? 0), () => {
    waiting.delete(index);
    void askNext(tiling);
  });
  waiting.set(index, stop);
}

/** Newer tiles are shown when there is one for every place in view. */
function settle(tiling: Tiling<Tile>): void {
  const { subject, inView, shown, coming } = tiling;
  const covers = (): boolean => visibleTiles(subject, inView).every((at) => coming.has(at));
  if (shown.size === 0 || covers()) tiling.shown = coming;
  const near = wantedTiles(subject, inView)[0] ?? 0;
  while (coming.size > mostTiles) {
    const farthest = farthestTile(coming.keys(), near);
    if (farthest === undefined) return;
    coming.delete(farthest);
  }
}

function viewOf<T extends Tile>({ subject, inView, shown, trouble }: Tiling<T>): TilesInView<T> {
  const tiles = [...shown.entries()].sort(([one], [other]) => one - other);
  const seen = new Set(visibleTiles(subject, inView));
  return {
    name: subject?.name,
    tiles: tiles.map(([, { map }]) => map),
    approximate: tiles.some(([index, { map }]) => seen.has(index) && map.approximate),
    ...(trouble !== undefined && { trouble }),
  };
}

/** The tile that holds a token. */
export function tileAt<T extends { readonly from: number; readonly tokens: readonly string[] }>(
  tiles: readonly T[],
  token: number,
): T | undefined {
  return tiles.find(({ from, tokens }) => token >= from && token < from + tokens.length);
}
