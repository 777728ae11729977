import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrace } from '../../../src/engine/reading/trace';
import { createPredictor, type Predictor } from '../../../src/engine/network/predictor';
import { smallNetwork } from '../smallNetwork';

const text = { length: 1500, id: (token: number) => (7 * token + (token >> 3)) % 9 };

/** The state before a token, read from the beginning in one go. */
function fromTheBeginning(token: number): number[] {
  const predictor = createPredictor(smallNetwork());
  const state = predictor.start();
  for (let t = 0; t < token; t++) predictor.read(text.id(t), state);
  return [...state];
}

describe('The nearest known state', () => {
  it('leads to the state before a token, however the rest is sliced', () => {
    const trace = createTrace(createPredictor(smallNetwork()), () => text);
    trace.advance(1100);
    for (const token of [0, 1, 255, 256, 700, 1099, 1100]) {
      const { state, at, approximate } = trace.nearest(token);
      expect(approximate).toBe(false);
      expect(token - at).toBeLessThan(64);
      for (let t = at; t < token; t++) trace.read(t, state);
      expect([...state]).toEqual(fromTheBeginning(token));
      expect([...trace.stateBefore(token).state]).toEqual([...state]);
    }
  });

  it('starts at least 512 tokens earlier if the reading has not reached the token', () => {
    const trace = createTrace(createPredictor(smallNetwork()), () => text);
    trace.advance(10);
    const { state, at, approximate } = trace.nearest(1400);
    expect(approximate).toBe(true);
    expect(1400 - at).toBeGreaterThanOrEqual(512);
    expect(1400 - at).toBeLessThan(768);
    expect([...state].every((one) => one === 0)).toBe(true);
  });

  it('may be an approximation that was kept until the text before it changes or the reading passes it', () => {
    const trace = createTrace(createPredictor(smallNetwork()), () => text);
    const { state } = trace.stateBefore(1300);
    trace.keepGuess(1300, state);
    const near = trace.nearest(1310);
    expect(near).toMatchObject({ at: 1300, approximate: true });
    expect([...near.state]).toEqual([...state]);
    trace.follow({ firstChanged: 1300, removed: 1, inserted: 1 });
    expect(trace.nearest(1300).at).toBe(1300);
    trace.follow({ firstChanged: 1299, removed: 1, inserted: 1 });
    expect(trace.nearest(1300).at).toBeLessThan(1300 - 512);
    trace.keepGuess(1300, state);
    trace.keepGuess(1300, state);
    trace.advance(1305);
    expect(trace.nearest(1310)).toMatchObject({ at: 1305, approximate: false });
    trace.advance(1400);
    expect(trace.nearest(1310)).toMatchObject({ at: 1280, approximate: false });
  });
});

describe('A trace of a text that is edited', () => {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 0.999, noNaN: true }),
    removed: fc.nat(300),
    inserted: fc.array(fc.nat(8), { maxLength: 5 }),
    /** Read in the background until the next edit. */
    advanced: fc.nat(900),
  });

  /** The ids of `text`, to be edited, and a trace of them that has come to the end. */
  function stage(network = smallNetwork()) {
    let ids = Array.from({ length: text.length }, (_, token) => text.id(token));
    const predictor = createPredictor(network);
    let read = 0;
    const counting: Predictor = {
      ...predictor,
      read(id, state) {
        read++;
        predictor.read(id, state);
      },
    };
    const now = {
      get length() {
        return ids.length;
      },
      id: (token: number) => ids[token],
    };
    const trace = createTrace(counting, () => now);
    trace.advance(ids.length);
    return {
      trace,
      ids: () => ids,
      reads: () => read,
      edit(firstChanged: number, removed: number, inserted: readonly number[]) {
        ids = [...ids.slice(0, firstChanged), ...inserted, ...ids.slice(firstChanged + removed)];
        trace.follow({ firstChanged, removed, inserted: inserted.length });
      },
      /** The largest difference of any unit between what it says and a reading in one go. */
      error() {
        const state = predictor.start();
        let worst = 0;
        for (let token = 0; token <= ids.length; token++) {
          if (token % 97 === 0 || token === ids.length) {
            const known = trace.stateBefore(token);
            expect(known.approximate).toBe(false);
            known.state.forEach((one, j) => (worst = Math.max(worst, Math.abs(one - state[j]))));
          }
          if (token < ids.length) predictor.read(ids[token], state);
        }
        return worst;
      },
    };
  }

  it('reads a few hundred tokens again, not the rest of the text', () => {
    const { trace, edit: change, ids, reads, error } = stage();
    change(100, 1, [3, 5]);
    expect(trace.reached).toBeLessThanOrEqual(100);
    const before = reads();
    while (!trace.advance(16));
    expect(trace.reached).toBe(ids().length);
    expect(reads() - before).toBeLessThan(700);
    expect(error()).toBeLessThan(1e-4);
  });

  it.each([
    ['forgets', smallNetwork()],
    ['forgets nothing', unforgetting()],
  ])('is right wherever it is edited, in a network that %s', (_, network) => {
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 8 }), (edits) => {
        const { trace, edit: change, ids, reads, error } = stage(network);
        for (const { at, removed, inserted, advanced } of edits) {
          const place = Math.floor(at * ids().length);
          change(place, Math.min(removed, ids().length - place), inserted);
          trace.advance(advanced);
        }
        const before = reads();
        trace.advance(10 * ids().length);
        expect(trace.reached).toBe(ids().length);
        expect(reads() - before).toBeLessThanOrEqual(ids().length);
        expect(error()).toBeLessThan(1e-4);
        const fresh = stage(network);
        fresh.edit(0, text.length, ids());
        fresh.trace.advance(ids().length);
        for (const kind of ['erased', 'written', 'shown'] as const) {
          const borders = trace.quantiles(0, kind, [0.1, 0.5, 0.9]);
          fresh.trace.quantiles(0, kind, [0.1, 0.5, 0.9]).forEach((value, n) => {
            expect(borders[n]).toBeCloseTo(value, 3);
          });
        }
      }),
      { numRuns: 40 },
    );
  });
});

/** Every forget gate is open, so that a cell state is the sum of all that was written. */
function unforgetting() {
  const network = smallNetwork();
  const { H } = network.shape;
  for (const { tensors } of network.parameters.layers) tensors[2].fill(30, H, 2 * H);
  return network;
}
