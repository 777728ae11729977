import { describe, expect, it } from 'vitest';
import { breathing, inOneGo, mapped, through } from '../../src/engine/steps';

const lines = Array.from({ length: 20_000 }, (_, n) => `line ${n}`);
const lengths = () =>
  mapped(
    lines,
    ({ length }) => length,
    ({ length }) => length,
  );
const wanted = lines.map(({ length }) => length);

describe('work in steps', () => {
  it('comes to the same with and without pauses', async () => {
    let breaths = 0;
    const breathe = (): Promise<void> => {
      breaths++;
      return Promise.resolve();
    };
    expect(await breathing(lengths(), breathe)).toEqual(wanted);
    expect(breaths).toBeGreaterThan(5);
    expect(inOneGo(lengths())).toEqual(wanted);
  });

  it('is left where nobody waits any longer', async () => {
    const whole = async (step: () => boolean): Promise<void> => {
      while (!step()) await Promise.resolve();
    };
    expect(await through(lengths(), whole)).toEqual({ value: wanted });
    const cut = (step: () => boolean): Promise<boolean> => Promise.resolve(step() && step());
    expect(await through(lengths(), cut)).toBeUndefined();
  });
});
