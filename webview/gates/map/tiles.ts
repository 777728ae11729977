/**
 * The part of the map around what is in view, in tiles: each is asked for once, one at a time, those
 * nearest to the middle first, and kept while it is near. What is shown is of one version: tiles of
 * newer weights or of an edited text are gathered beside those shown, and take their place when they
 * cover the view. What came approximate, or not at all because the text or the weights changed
 * meanwhile, is asked again, ever more seldom.
 *
 * While the view flies by, tiles wait until it slows down: nobody could read them, and taking them
 * in would cost frames. Memory: at most `mostTiles` tiles of about 128 kB.
 */
import type { Result, ToldFailure } from '../../../src/shared/failures';
import type { Versions } from '../../../src/shared/model/versions';
import { isOlder, pauseBefore } from '../../answers/useAnswer';
import type { Range } from './geometry';

export interface TileSubject {
  /** Tiles of another subject are not these: document, layer, gate, rows. */
  readonly name: string;
  readonly versions: Versions;
  /** In the document. */
  readonly tokens: number;
  readonly tokensPerTile: number;
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
  /** Ask even while the view flies by: for tiles that cost little. */
  readonly always?: boolean;
  changed(): void;
  /** Calls `then` after that time; the result takes it back. */
  after(milliseconds: number, then: () => void): () => void;
}

interface Held<T> {
  readonly map: T;
  /** How often it was asked for again. */
  readonly attempt: number;
}

const mostTiles = 40;
/** Milliseconds: longer than the map waits between two reports of its view, shorter than a glance. */
const restAfterLeap = 150;
const cellsPerTile = 32_768;

/** A power of two, so that a tile has about 128 kB: a frame can take one in. */
export function tokensPerTile(units: number): number {
  let tokens = 256;
  while (tokens > 64 && tokens * units > cellsPerTile) tokens /= 2;
  return tokens;
}

export function createTiles<T extends Tile>(host: TileNeeds<T>): Tiles<T> {
  let subject: TileSubject | undefined;
  let inView: Range | undefined;
  let shown = new Map<number, Held<T>>();
  let coming = shown;
  /** When a tile may be asked for again, and how often it was. */
  const waiting = new Map<number, { readonly attempt: number; readonly stop: () => void }>();
  let trouble: string | undefined;
  let busy = false;
  let disposed = false;
  /** Runs for a while after every leap; a leap while it runs is flight. */
  let leapt: (() => void) | undefined;
  let flying = false;

  function clear(): void {
    for (const { stop } of waiting.values()) stop();
    waiting.clear();
    trouble = undefined;
  }

  /** The tiles of the view and one on each side, from the middle outwards. */
  function wanted(): number[] {
    if (!subject || !inView || inView.count <= 0) return [];
    const { tokensPerTile: step, tokens } = subject;
    const first = Math.max(0, Math.floor(inView.from / step) - 1);
    const last = Math.min(
      Math.ceil(tokens / step) - 1,
      Math.floor((inView.from + inView.count - 1) / step) + 1,
    );
    const middle = (inView.from + inView.count / 2) / step - 0.5;
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at).sort(
      (one, other) => Math.abs(one - middle) - Math.abs(other - middle),
    );
  }

  function visible(): number[] {
    if (!subject || !inView) return [];
    const { tokensPerTile: step } = subject;
    const [from, end] = [inView.from, inView.from + inView.count];
    return wanted().filter((index) => (index + 1) * step > from && index * step < end);
  }

  function isDue(index: number): boolean {
    if (waiting.has(index)) return false;
    const held = coming.get(index);
    if (!held || !subject) return true;
    return held.map.approximate || isOlder(held.map, subject.versions);
  }

  const isOfNow = (of: TileSubject): boolean => !disposed && subject?.name === of.name;

  async function pump(): Promise<void> {
    if (busy || disposed || flying || !subject) return;
    const of = subject;
    const index = wanted().find(isDue);
    if (index === undefined) return;
    const from = index * of.tokensPerTile;
    busy = true;
    try {
      const count = Math.min(of.tokensPerTile, of.tokens - from);
      const answer = await host.ask({ from, count });
      busy = false;
      if (isOfNow(of)) take(index, answer);
    } catch (error) {
      busy = false;
      const reason = error instanceof Error ? error.message : String(error);
      trouble = `The map could not be filled: ${reason}. Close the panel and open it again.`;
      return host.changed();
    }
    void pump();
  }

  function take(index: number, answer: Result<T, ToldFailure>): void {
    const attempt = coming.get(index)?.attempt ?? 0;
    if (!answer.ok) {
      if (answer.failure.kind !== 'stale') trouble = answer.failure.sentence;
      later(index, attempt);
      host.changed();
      return;
    }
    trouble = undefined;
    const map = answer.value;
    const tooOld = subject !== undefined && isOlder(map, subject.versions);
    if (tooOld || map.approximate) later(index, attempt);
    if (tooOld) return;
    if ([...coming.values()].some((held) => isOlder(held.map, map))) coming = new Map();
    coming.set(index, { map, attempt: attempt + 1 });
    settle();
    host.changed();
  }

  function later(index: number, attempt: number): void {
    const stop = host.after(pauseBefore(attempt), () => {
      waiting.delete(index);
      void pump();
    });
    waiting.set(index, { attempt, stop });
  }

  function leap(): void {
    flying = leapt !== undefined;
    leapt?.();
    leapt = host.after(restAfterLeap, () => {
      leapt = undefined;
      flying = false;
      void pump();
    });
  }

  /** Newer tiles are shown when there is one for every place in view. */
  function settle(): void {
    if (shown.size === 0 || visible().every((index) => coming.has(index))) shown = coming;
    const near = wanted()[0] ?? 0;
    while (coming.size > mostTiles) {
      const [farthest] = [...coming.keys()].sort(
        (one, other) => Math.abs(other - near) - Math.abs(one - near),
      );
      if (farthest === undefined) return;
      coming.delete(farthest);
    }
  }

  return {
    want(next, range) {
      if (next?.name !== subject?.name || next?.tokensPerTile !== subject?.tokensPerTile) {
        clear();
        shown = new Map();
        coming = shown;
      }
      if (!host.always && isLeap(inView, range)) leap();
      subject = next;
      inView = range;
      settle();
      void pump();
    },
    view() {
      const tiles = [...shown.entries()].sort(([one], [other]) => one - other);
      const seen = new Set(visible());
      return {
        name: subject?.name,
        tiles: tiles.map(([, { map }]) => map),
        approximate: tiles.some(([index, { map }]) => seen.has(index) && map.approximate),
        ...(trouble !== undefined && { trouble }),
      };
    },
    dispose() {
      disposed = true;
      leapt?.();
      clear();
    },
  };
}

/** By more than a quarter of the view at once. */
const isLeap = (before: Range | undefined, now: Range | undefined): boolean =>
  before !== undefined && now !== undefined && Math.abs(now.from - before.from) > now.count / 4;

/** The tile that holds a token. */
export function tileAt<T extends { readonly from: number; readonly tokens: readonly string[] }>(
  tiles: readonly T[],
  token: number,
): T | undefined {
  return tiles.find(({ from, tokens }) => token >= from && token < from + tokens.length);
}
