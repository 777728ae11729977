import { describe, expect, it } from 'vitest';
import { createTrace } from '../../../src/engine/inspection/trace';
import { createPredictor } from '../../../src/engine/model/predictor';
import { smallNetwork } from './smallNetwork';

const text = { length: 1500, id: (token: number) => (7 * token + (token >> 3)) % 9 };

/** The state before a token, read from the beginning in one go. */
function fromTheBeginning(token: number): number[] {
  const predictor = createPredictor(smallNetwork());
  const state = predictor.start();
  for (let t = 0; t < token; t++) predictor.read(text.id(t), state);
  return [...state];
}

describe('The nearest known state', () => {
  it('leads to the state before a token, in whatever slices the rest is read', () => {
    const trace = createTrace(createPredictor(smallNetwork()), () => text);
    trace.advance(1100);
    for (const token of [0, 1, 255, 256, 700, 1099, 1100]) {
      const { state, at, approximate } = trace.nearest(token);
      expect(approximate).toBe(false);
      expect(token - at).toBeLessThan(256);
      for (let t = at; t < token; t++) trace.read(t, state);
      expect([...state]).toEqual(fromTheBeginning(token));
      expect([...trace.stateBefore(token).state]).toEqual([...state]);
    }
  });

  it('starts at least 512 tokens back where the reading has not come so far', () => {
    const trace = createTrace(createPredictor(smallNetwork()), () => text);
    trace.advance(10);
    const { state, at, approximate } = trace.nearest(1400);
    expect(approximate).toBe(true);
    expect(1400 - at).toBeGreaterThanOrEqual(512);
    expect(1400 - at).toBeLessThan(768);
    expect([...state].every((one) => one === 0)).toBe(true);
  });

  it('may be a guess that was kept, until the text before it changes or the reading comes by', () => {
    const trace = createTrace(createPredictor(smallNetwork()), () => text);
    const { state } = trace.stateBefore(1300);
    trace.keepGuess(1300, state);
    const near = trace.nearest(1310);
    expect(near).toMatchObject({ at: 1300, approximate: true });
    expect([...near.state]).toEqual([...state]);
    trace.invalidate(1300);
    expect(trace.nearest(1300).at).toBe(1300);
    trace.invalidate(1299);
    expect(trace.nearest(1300).at).toBeLessThan(1300 - 512);
    trace.keepGuess(1300, state);
    trace.advance(1400);
    expect(trace.nearest(1310)).toMatchObject({ at: 1280, approximate: false });
  });
});
