import { describe, expect, it } from 'vitest';
import type { IndexShare } from '../../../src/shared/questions/editor/similar';
import type { DocumentView } from '../../../src/worker/view/documentView';
import { createIndexAhead } from '../../../src/worker/search/indexAhead';
import type { UnitIndexes } from '../../../src/worker/search/unitIndexes';

/** A text of 100 tokens, an index that is there or not, and a clock that is set by hand. */
function stage() {
  const told: IndexShare[] = [];
  const waiting: { due: number; then: () => void }[] = [];
  const state = { now: 1000, reached: 0, isKept: false, documentVersion: 1, begun: 0 };
  const view = {
    documentKey: 'a',
    get versions() {
      return { documentVersion: state.documentVersion, modelVersion: 1 };
    },
  } as DocumentView;
  let settled: DocumentView | undefined = view;
  const indexes: UnitIndexes = {
    of() {
      state.begun++;
      state.isKept = true;
      return undefined as never;
    },
    has: () => state.isKept,
    readOn(_, tokens) {
      state.reached = Math.min(100, state.reached + tokens);
      return state.reached === 100;
    },
    share: () => state.reached / 100,
    drop: () => undefined,
  };
  let woken = 0;
  const ahead = createIndexAhead({
    settled: () => settled,
    indexes,
    clock: {
      now: () => state.now,
      after(milliseconds, then) {
        waiting.push({ due: state.now + milliseconds, then });
        return () => undefined;
      },
    } as Parameters<typeof createIndexAhead>[0]['clock'],
    wake() {
      woken++;
    },
    tell: (news) => void told.push(news),
  });
  return {
    ...{ told, state, ahead },
    woken: () => woken,
    settle: (is: boolean) => void (settled = is ? view : undefined),
    /** Time goes on, and what waited for it happens. */
    pass(milliseconds: number) {
      state.now += milliseconds;
      for (const one of waiting.splice(0)) {
        if (one.due <= state.now) one.then();
        else waiting.push(one);
      }
    },
  };
}

describe('An index read ahead', () => {
  it('is begun when nothing was typed for a while, and says how far it is', () => {
    const { ahead, state, told, pass, woken } = stage();
    expect(ahead.advance(10)).toBe(true);
    expect([state.begun, woken()]).toEqual([0, 0]);
    pass(2000);
    expect(woken()).toBe(1);
    expect(ahead.advance(10)).toBe(false);
    pass(600);
    expect(ahead.advance(10)).toBe(false);
    while (!ahead.advance(10));
    expect(told.map(({ share }) => share)).toEqual([0.1, 0.2, 1]);
    expect([ahead.advance(10), state.begun]).toEqual([true, 1]);
  });

  it('is put off by an edit, and goes on from what is still right', () => {
    const { ahead, state, told, pass } = stage();
    ahead.advance(10);
    pass(2000);
    ahead.advance(10);
    state.documentVersion++;
    expect(ahead.advance(10)).toBe(true);
    expect(told).toEqual([{ documentKey: 'a', share: 0.1 }, { documentKey: 'a' }]);
    pass(1000);
    expect(ahead.advance(10)).toBe(true);
    pass(1000);
    expect(ahead.advance(10)).toBe(false);
    expect(state.begun).toBe(2);
  });

  it('is not begun for a text that is not traced, trains or is closed, and ends where it was', () => {
    const { ahead, state, told, pass, settle } = stage();
    settle(false);
    ahead.advance(10);
    pass(5000);
    expect([ahead.advance(10), state.begun]).toEqual([true, 0]);
    settle(true);
    ahead.advance(10);
    pass(2000);
    ahead.advance(10);
    settle(false);
    expect(ahead.advance(10)).toBe(true);
    expect(told.at(-1)).toEqual({ documentKey: 'a' });
  });

  it('gives way to the index of another text, and does not take the room back', () => {
    const { ahead, state, told, pass } = stage();
    ahead.advance(10);
    pass(2000);
    ahead.advance(10);
    state.isKept = false;
    expect(ahead.advance(10)).toBe(true);
    expect(told.at(-1)).toEqual({ documentKey: 'a' });
    pass(5000);
    expect([ahead.advance(10), state.begun]).toEqual([true, 1]);
  });
});
