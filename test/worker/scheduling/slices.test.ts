import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/worker/platform/clock';
import { createSlices } from '../../../src/worker/scheduling/slices';

describe('long work in slices', () => {
  it('does one long job at a time, while short ones go on', async () => {
    const slices = createSlices(systemClock);
    const order: string[] = [];
    const long = (name: string) =>
      slices.aside(async () => {
        for (let turn = 0; turn < 20; turn++) await systemClock.nextTurn();
        order.push(name);
      });
    const all = [long('long'), long('longer')];
    await slices.queued(async () => {
      await systemClock.nextTurn();
      order.push('short');
    });
    expect(slices.busy).toBe(true);
    await Promise.all(all);
    expect(order).toEqual(['short', 'long', 'longer']);
    expect(slices.busy).toBe(false);
  });

  it('lets other work in between and comes to its end', async () => {
    const slices = createSlices(systemClock);
    let others = 0;
    let going = true;
    const beside = (): void => {
      others++;
      if (going) setImmediate(beside);
    };
    setImmediate(beside);
    const until = performance.now() + 20_000;
    const done = (): boolean => others > 3 || performance.now() > until;
    const whole = await slices.run({ cancelled: false }, done);
    going = false;
    expect(whole).toBe(true);
    expect(others).toBeGreaterThan(3);
  });

  it('ends when it is cancelled in between', async () => {
    const slices = createSlices(systemClock);
    const job = { cancelled: false };
    setTimeout(() => (job.cancelled = true), 10);
    expect(await slices.run(job, () => false)).toBe(false);
  });

  it('takes jobs in turn, also after one that failed', async () => {
    const slices = createSlices(systemClock);
    const order: string[] = [];
    const job = (name: string, fails = false) =>
      slices.queued(async () => {
        order.push(`${name} begins`);
        await systemClock.nextTurn();
        order.push(`${name} ends`);
        if (fails) throw new Error(name);
      });
    const failing = job('one', true);
    const other = job('two');
    expect(slices.busy).toBe(true);
    await expect(failing).rejects.toThrow('one');
    await other;
    expect(order).toEqual(['one begins', 'one ends', 'two begins', 'two ends']);
    expect(slices.busy).toBe(false);
  });
});
