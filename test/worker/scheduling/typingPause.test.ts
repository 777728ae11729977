import { describe, expect, it } from 'vitest';
import { createTypingPause } from '../../../src/worker/scheduling/typingPause';

function stage() {
  let now = 0;
  let due: { readonly at: number; readonly then: () => void } | undefined;
  let woken = 0;
  const clock = {
    now: () => now,
    after(milliseconds: number, then: () => void) {
      const mine = { at: now + milliseconds, then };
      due = mine;
      return () => {
        if (due === mine) due = undefined;
      };
    },
  };
  const typingPause = createTypingPause(clock, () => woken++);
  return {
    typingPause,
    woken: () => woken,
    pass(milliseconds: number) {
      now += milliseconds;
      if (!due || due.at > now) return;
      const { then } = due;
      due = undefined;
      then();
    },
  };
}

describe('Calm', () => {
  it('allows everything to be read while nobody types', () => {
    expect(stage().typingPause.waitsWith(1_000_000)).toBe(false);
  });

  it('has long readings wait for half a second without a letter, short ones for a tenth', () => {
    const { typingPause, pass, woken } = stage();
    for (let letter = 0; letter < 5; letter++) {
      typingPause.disturb();
      pass(90);
      expect(typingPause.waitsWith(1_000_000)).toBe(true);
      expect(typingPause.waitsWith(1_000)).toBe(true);
    }
    expect(woken()).toBe(0);
    pass(10);
    expect(typingPause.waitsWith(1_000_000)).toBe(true);
    expect(typingPause.waitsWith(1_000)).toBe(false);
    expect(woken()).toBe(1);
    pass(400);
    expect(typingPause.waitsWith(1_000_000)).toBe(false);
    expect(woken()).toBe(2);
  });
});
