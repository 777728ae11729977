import { describe, expect, it } from 'vitest';
import type { Pane } from '../../../src/host/colours/colourScheduler';
import { createColourScheduler } from '../../../src/host/colours/colourScheduler';
import type {
  ColourAnswer,
  ColourMeasure,
  ColourRequest,
} from '../../../src/shared/questions/editor/colours';
import type { Result } from '../../../src/shared/failures';
import { failed, success } from '../../../src/shared/failures';

/** Answers only when it is told to; time passes only when it is told to. */
function stage() {
  const timers = new Set<() => void>();
  const pending: { request: ColourRequest; answer: (answer: Result<ColourAnswer>) => void }[] = [];
  let most = 0;
  const painted: ColourAnswer[] = [];
  const refusals: string[] = [];
  const identity = {};
  const model = {};
  const pane = {
    identity,
    documentKey: 'file:///a.txt',
    version: 1,
    model,
    modelVersion: 7 as number | undefined,
    measure: { by: 'surprise' } as ColourMeasure | undefined,
    visible: { start: 100, end: 200 },
    wanted: { start: 50, end: 250 },
    cleared: 0,
    paint: (answer: ColourAnswer) => void painted.push(answer),
    clear() {
      pane.cleared++;
    },
  };
  const colouring = createColourScheduler({
    timer: {
      after(_, then) {
        timers.add(then);
        return () => timers.delete(then);
      },
    },
    panes: (): readonly Pane[] => [pane],
    refused: (_, { kind }) => void refusals.push(kind),
    ask: (request) =>
      new Promise((answer) => {
        pending.push({ request, answer });
        most = Math.max(most, pending.length);
      }),
  });
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  return {
    pane,
    painted,
    pending,
    colouring,
    most: () => most,
    waiting: () => timers.size,
    refusals,
    /** Lets the time pass that somebody waits for. */
    async pass() {
      for (const then of [...timers]) {
        timers.delete(then);
        then();
      }
      await settle();
    },
    async answer(changes: Partial<ColourAnswer> = {}) {
      const asked = pending.shift();
      asked?.answer(
        success({
          documentVersion: pane.version,
          modelVersion: 7,
          starts: new Uint32Array(0),
          ends: new Uint32Array(0),
          values: new Float32Array(0),
          unknown: new Uint8Array(0),
          unknownShare: 0,
          approximate: false,
          ...changes,
        }),
      );
      await settle();
    },
    async refuse() {
      const failure = { kind: 'noUnit', layer: 0, unit: 9, layers: 1, units: 4 } as const;
      pending.shift()?.answer(failed(failure));
      await settle();
    },
    async fail() {
      pending.shift()?.answer(failed({ kind: 'stale' }));
      await settle();
    },
  };
}

describe('Colouring', () => {
  it('asks for what is seen, with its margin, and paints the answer', async () => {
    const { colouring, pass, pending, answer, painted, pane, waiting } = stage();
    colouring.refresh();
    await pass();
    expect(pending.map(({ request }) => request)).toEqual([
      { documentKey: 'file:///a.txt', from: 50, to: 250, measure: pane.measure },
    ]);
    await answer();
    expect(painted).toHaveLength(1);
    expect(waiting()).toBe(0);
  });

  it('asks for what is seen alone while somebody types, and then for its margin', async () => {
    const { colouring, pass, pending, answer, pane, waiting } = stage();
    const asked = () => pending.map(({ request: { from, to } }) => [from, to]);
    colouring.refresh();
    await pass();
    await answer();
    for (let n = 0; n < 5; n++) {
      pane.version++;
      colouring.refresh();
      await pass();
      expect(asked()).toEqual([[100, 200]]);
      await answer();
    }
    await pass();
    expect(asked()).toEqual([[50, 250]]);
    await answer();
    expect(waiting()).toBe(0);
  });

  it('asks with the margin at once where somebody scrolls on after typing', async () => {
    const { colouring, pass, pending, answer, pane } = stage();
    colouring.refresh();
    await pass();
    await answer();
    pane.version++;
    colouring.refresh();
    await pass();
    await answer();
    Object.assign(pane, { visible: { start: 200, end: 300 }, wanted: { start: 150, end: 350 } });
    colouring.refresh();
    await pass();
    expect(pending.map(({ request }) => request.to)).toEqual([350]);
  });

  it('asks again for an approximate answer, margin and all, until it is exact', async () => {
    const { colouring, pass, pending, answer, waiting } = stage();
    colouring.refresh();
    for (const approximate of [true, true, false]) {
      await pass();
      expect(pending.map(({ request }) => request.to)).toEqual([250]);
      await answer({ approximate });
    }
    expect(waiting()).toBe(0);
  });

  it('asks nothing for a document that nobody coloured', async () => {
    const { colouring, pass, pending, pane } = stage();
    pane.measure = undefined;
    colouring.refresh();
    await pass();
    expect(pending).toEqual([]);
    expect(pane.cleared).toBe(0);
  });

  it('has at most one question on its way, however much is typed', async () => {
    const { colouring, pass, answer, most, painted, pane, waiting } = stage();
    for (let n = 0; n < 200; n++) {
      pane.version++;
      colouring.refresh();
      if (n % 3 === 0) await pass();
      if (n % 7 === 0) await answer();
      expect(waiting()).toBeLessThanOrEqual(1);
    }
    expect(most()).toBe(1);
    await pass();
    await answer();
    await pass();
    await answer();
    expect(painted.at(-1)?.documentVersion).toBe(pane.version);
  });

  it('drops an answer about an older text, and asks again', async () => {
    const { colouring, pass, answer, painted, pane, pending } = stage();
    colouring.refresh();
    await pass();
    pane.version = 2;
    await answer({ documentVersion: 1 });
    expect(painted).toEqual([]);
    await pass();
    expect(pending).toHaveLength(1);
    await answer();
    expect(painted.map(({ documentVersion }) => documentVersion)).toEqual([2]);
  });

  it('drops an answer when another measure or another model was chosen meanwhile', async () => {
    for (const change of ['measure', 'model'] as const) {
      const { colouring, pass, answer, painted, pane } = stage();
      colouring.refresh();
      await pass();
      if (change === 'measure') pane.measure = { by: 'rank' };
      else pane.model = {};
      await answer();
      expect(painted).toEqual([]);
    }
  });

  it('does not ask again within the margin, and does beyond it', async () => {
    const { colouring, pass, answer, pane, pending } = stage();
    colouring.refresh();
    await pass();
    await answer();
    pane.visible = { start: 120, end: 240 };
    colouring.refresh();
    await pass();
    expect(pending).toEqual([]);
    pane.visible = { start: 200, end: 300 };
    colouring.refresh();
    await pass();
    expect(pending).toHaveLength(1);
  });

  it('paints anew when newer weights or another model answer', async () => {
    const { colouring, pass, answer, pane, painted } = stage();
    for (const change of [{}, { modelVersion: 8 }, { model: {} }]) {
      Object.assign(pane, change);
      colouring.refresh();
      await pass();
      await answer({ modelVersion: pane.modelVersion ?? 0 });
    }
    expect(painted).toHaveLength(3);
  });

  it('asks again by itself while answers are approximate or stale', async () => {
    const { colouring, pass, answer, fail, painted, pending, waiting } = stage();
    colouring.refresh();
    await pass();
    await answer({ approximate: true });
    await pass();
    expect(pending).toHaveLength(1);
    await fail();
    await pass();
    await answer();
    expect(painted).toHaveLength(2);
    expect(waiting()).toBe(0);
  });

  it('makes the text plain, and says why, where the measure fits the model no more', async () => {
    const { colouring, pass, answer, refuse, pane, refusals, waiting } = stage();
    colouring.refresh();
    await pass();
    await answer();
    pane.model = {};
    colouring.refresh();
    await pass();
    await refuse();
    expect([pane.cleared, refusals, waiting()]).toEqual([1, ['noUnit'], 0]);
  });

  it('makes the text plain once when it is switched off', async () => {
    const { colouring, pass, answer, pane } = stage();
    colouring.refresh();
    await pass();
    await answer();
    pane.measure = undefined;
    for (let n = 0; n < 3; n++) {
      colouring.refresh();
      await pass();
    }
    expect(pane.cleared).toBe(1);
  });

  it('paints nothing after its end', async () => {
    const { colouring, pass, answer, painted, waiting } = stage();
    colouring.refresh();
    await pass();
    colouring.dispose();
    await answer();
    colouring.refresh();
    expect([painted.length, waiting()]).toEqual([0, 0]);
  });
});
