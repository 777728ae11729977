import { describe, expect, it } from 'vitest';
import { createCalm } from '../../../src/worker/scheduling/typingPause';

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
  const calm = createCalm(clock, () => woken++);
  return {
    calm,
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
  it('lets everything be read where nobody types', () => {
    expect(stage().calm.waitsWith(1_000_000)).toBe(false);
  });

  it('has long readings wait for half a second without a letter, short ones for a tenth', () => {
    const { calm, pass, woken } = stage();
    for (let letter = 0; letter < 5; letter++) {
      calm.disturb();
      pass(90);
      expect(calm.waitsWith(1_000_000)).toBe(true);
      expect(calm.waitsWith(1_000)).toBe(true);
    }
    expect(woken()).toBe(0);
    pass(10);
    expect(calm.waitsWith(1_000_000)).toBe(true);
    expect(calm.waitsWith(1_000)).toBe(false);
    expect(woken()).toBe(1);
    pass(400);
    expect(calm.waitsWith(1_000_000)).toBe(false);
    expect(woken()).toBe(2);
  });
});
