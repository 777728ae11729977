import { describe, expect, it } from 'vitest';
import { watchHeartbeat } from '../../../src/host/threads/heartbeat';
import { ControlWord, controlBytes } from '../../../src/shared/wire/threads';

function stage() {
  const control = new Int32Array(new SharedArrayBuffer(controlBytes));
  let hung = 0;
  let look = (): void => undefined;
  let pause = 0;
  let ended = false;
  const every = (milliseconds: number, then: () => void): (() => void) => {
    [pause, look] = [milliseconds, then];
    return () => (ended = true);
  };
  const end = watchHeartbeat(control, { every }, 1000, () => hung++);
  const looks = (times: number): void => {
    for (let time = 0; time < times; time++) look();
  };
  const beat = (): number => Atomics.add(control, ControlWord.heartbeat, 1);
  return { looks, beat, end, pause, hung: () => hung, ended: () => ended };
}

describe('A heartbeat', () => {
  it('is missed after ten looks within the patience', () => {
    const { looks, hung, pause } = stage();
    expect(pause).toBe(100);
    looks(9);
    expect(hung()).toBe(0);
    looks(1);
    expect(hung()).toBe(1);
  });

  it('begins the patience anew', () => {
    const { looks, beat, hung } = stage();
    looks(9);
    beat();
    looks(10);
    expect(hung()).toBe(0);
    looks(1);
    expect(hung()).toBe(1);
  });

  it('is watched until it is no longer wanted', () => {
    const { end, ended } = stage();
    end();
    expect(ended()).toBe(true);
  });
});
