import { describe, expect, it } from 'vitest';
import type { Failure, Result, ToldFailure } from '../../../../../src/shared/failures';
import { sentence } from '../../../../../src/shared/failures';
import type { Range } from '../../../../../webview/gates/map/geometry';
import type { TileSubject } from '../../../../../webview/gates/map/tiles/tiles';
import { createTiles } from '../../../../../webview/gates/map/tiles/tiles';

interface Tile {
  readonly documentVersion: number;
  readonly modelVersion: number;
  readonly from: number;
  readonly approximate: boolean;
}

function stage() {
  const asked: Range[] = [];
  const open: ((answer: Result<Tile, ToldFailure>) => void)[] = [];
  const timers: (() => void)[] = [];
  let changes = 0;
  const tiles = createTiles<Tile>({
    ask(range) {
      asked.push(range);
      return new Promise((resolve) => open.push(resolve));
    },
    changed: () => changes++,
    after(_, then) {
      timers.push(then);
      return () => void timers.splice(timers.indexOf(then), 1);
    },
  });
  const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));
  /** Answers what is asked now, and whatever is asked because of it. */
  async function answer(version = 1, approximate = false, most = 99): Promise<void> {
    for (let n = 0; n < most && open.length > 0; n++) {
      const { from } = asked.at(-1)!;
      open.pop()!({ ok: true, value: { documentVersion: 1, modelVersion: version, from, approximate } }); // prettier-ignore
      await turn();
    }
  }
  async function fail(failure: Failure): Promise<void> {
    open.pop()?.({ ok: false, failure: { ...failure, sentence: sentence(failure) } });
    await turn();
  }
  async function ring(): Promise<void> {
    for (const then of timers.splice(0)) then();
    await turn();
  }
  const shown = (): number[] => tiles.view().tiles.map(({ from }) => from);
  return { tiles, asked, timers, answer, fail, ring, shown, changes: () => changes };
}

const subject = (modelVersion = 1, name = 'a'): TileSubject => ({
  name,
  versions: { documentVersion: 1, modelVersion },
  tokens: 1000,
  tokensPerTile: 100,
});

describe('The tiles of the map', () => {
  it('are asked for one at a time, from the middle of the view outwards, with one on each side', async () => {
    const { tiles, asked, answer, shown } = stage();
    tiles.want(subject(), { from: 310, count: 180 });
    expect(asked).toHaveLength(1);
    await answer();
    expect(asked.map(({ from }) => from).toSorted((a, b) => a - b)).toEqual([200, 300, 400, 500]);
    expect(new Set(asked.slice(0, 2).map(({ from }) => from))).toEqual(new Set([300, 400]));
    expect(shown()).toEqual([200, 300, 400, 500]);
  });

  it('are cut to the text', async () => {
    const { tiles, asked, answer } = stage();
    tiles.want({ ...subject(), tokens: 250 }, { from: 200, count: 50 });
    await answer();
    expect(asked).toContainEqual({ from: 200, count: 50 });
    expect(asked).toHaveLength(2);
  });

  it('are not asked for again when one comes back to them', async () => {
    const { tiles, asked, answer } = stage();
    tiles.want(subject(), { from: 0, count: 100 });
    await answer();
    tiles.want(subject(), { from: 20, count: 100 });
    await answer();
    const before = asked.length;
    tiles.want(subject(), { from: 0, count: 100 });
    await answer();
    expect(asked).toHaveLength(before);
  });

  it('show one version: newer ones take their place when they cover the view', async () => {
    const { tiles, answer } = stage();
    const versions = (): number[] => tiles.view().tiles.map(({ modelVersion }) => modelVersion);
    tiles.want(subject(), { from: 310, count: 180 });
    await answer();
    tiles.want(subject(2), { from: 310, count: 180 });
    await answer(2, false, 1);
    expect(new Set(versions())).toEqual(new Set([1]));
    await answer(2);
    expect(new Set(versions())).toEqual(new Set([2]));
  });

  it('drop what is older than what the host has told of, and ask again later', async () => {
    const { tiles, asked, answer, ring, shown } = stage();
    tiles.want(subject(2), { from: 0, count: 50 });
    await answer(1);
    expect(shown()).toEqual([]);
    const before = asked.length;
    await ring();
    await answer(2);
    expect(asked.length).toBeGreaterThan(before);
    expect(shown()).toEqual([0, 100]);
  });

  it('are shown when they are approximate, and asked for again until they are not', async () => {
    const { tiles, answer, ring } = stage();
    tiles.want(subject(), { from: 0, count: 50 });
    await answer(1, true);
    expect(tiles.view()).toMatchObject({ approximate: true });
    await ring();
    await answer(1, false);
    expect(tiles.view()).toMatchObject({ approximate: false });
  });

  it('say what went wrong, and go on where a text was edited in the middle', async () => {
    const { tiles, answer, fail, ring, shown } = stage();
    tiles.want({ ...subject(), tokens: 100 }, { from: 0, count: 50 });
    await fail({ kind: 'noModel', name: 'a.txt' });
    expect(tiles.view().trouble).toContain('a.txt has no model');
    await ring();
    await fail({ kind: 'stale' });
    await ring();
    await answer();
    expect(tiles.view().trouble).toBeUndefined();
    expect(shown()).toEqual([0]);
  });

  it('of another picture are not these', async () => {
    const { tiles, answer, shown } = stage();
    tiles.want(subject(), { from: 0, count: 50 });
    tiles.want(subject(1, 'b'), { from: 0, count: 50 });
    expect(tiles.view().name).toBe('b');
    await answer(1, false, 1);
    expect(shown()).toEqual([]);
    await answer();
    expect(shown()).toEqual([0, 100]);
  });

  it('wait while the view flies by, but not after a single leap', async () => {
    const { tiles, asked, answer, ring } = stage();
    tiles.want(subject(), { from: 0, count: 50 });
    await answer();
    const before = asked.length;
    tiles.want(subject(), { from: 500, count: 50 });
    await answer();
    expect(asked.length).toBeGreaterThan(before);
    const leapt = asked.length;
    tiles.want(subject(), { from: 700, count: 50 });
    tiles.want(subject(), { from: 900, count: 50 });
    await answer();
    expect(asked).toHaveLength(leapt);
    await ring();
    await answer();
    expect(asked.slice(leapt).map(({ from }) => from)).toEqual([900, 800]);
  });

  it('far away are given up, so that memory stays bounded', async () => {
    const { tiles, answer, ring, shown } = stage();
    for (let from = 0; from < 20_000; from += 100) {
      tiles.want({ ...subject(), tokens: 20_000 }, { from, count: 100 });
      await ring();
      await answer();
    }
    expect(shown().length).toBeLessThanOrEqual(40);
    expect(shown()).toContain(19_900);
  });
});
