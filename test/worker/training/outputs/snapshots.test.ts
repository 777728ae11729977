import { describe, expect, it } from 'vitest';
import { isDue } from '../../../../src/worker/training/outputs/snapshots';
import { snapshotBudget } from '../../../../src/worker/training/outputs/snapshotBudget';

/** The steps that are kept of a training of so many. */
function kept(steps: number, most = 20): number[] {
  const validateEvery = Math.max(5, Math.ceil(steps / 30));
  const found: number[] = [];
  for (let step = 1; step <= steps; step++) {
    if (isDue(step, found.at(-1) ?? 0, { steps, validateEvery, most })) found.push(step);
  }
  return found;
}

describe('the steps of snapshots', () => {
  it('are close at the start and far apart at the end', () => {
    const steps = kept(1500);
    expect(steps.slice(0, 3)).toEqual([1, 2, 3]);
    expect(steps.length).toBeGreaterThan(13);
    expect(steps.length).toBeLessThanOrEqual(20);
    expect(steps.at(-1)).toBeGreaterThan(900);
  });

  it('are those of validations where these come often enough', () => {
    const late = kept(1500).filter((step) => step > 150);
    expect(late.length).toBeGreaterThan(3);
    for (const step of late) expect(step % 50).toBe(0);
  });

  it.each([1, 7, 60, 100_000])('are at most 20 of %i', (steps) => {
    expect(kept(steps).length).toBeLessThanOrEqual(20);
    expect(kept(steps).length).toBeGreaterThan(0);
  });
});

describe('the budget of snapshots', () => {
  const sizes = (parameters: number) => ({ parameters, padded: parameters });

  it('is 20 of a small model', () => {
    expect(snapshotBudget(sizes(700_000), 2 ** 30, 20)).toEqual({ count: 20, bytes: 112_000_000 });
  });

  it('is fewer where the file would exceed 64 MB, or the memory its limit', () => {
    const large = snapshotBudget(sizes(3_100_000), 2 ** 30, 20);
    expect(large.count).toBe(10);
    expect(snapshotBudget(sizes(700_000), 20e6, 20).count).toBe(3);
    expect(snapshotBudget(sizes(50e6), 2 ** 30, 20)).toEqual({ count: 0, bytes: 0 });
    expect(snapshotBudget(sizes(700_000), -5, 20)).toEqual({ count: 0, bytes: 0 });
  });
});
