/** A trial: it solves what can be solved, is the same from the same seed, ends when told, and says when it blew up. */
import { describe, expect, it } from 'vitest';
import { runExperiment } from '../../../src/engine/experiments/running';
import { kernelsHere, modern, needExperiment, trial } from './oneTrial';

describe('A trial', () => {
  it('solves the embedded Reber grammar within the paper’s number of strings', () => {
    const solved = trial('embeddedReber');
    expect(solved).toMatchObject({ solved: true, diverged: false, weights: 5479 });
    expect(solved.sequences).toBeLessThan(4000);
  });

  it('is the same from the same seed, and another from another', () => {
    const asked = { limit: 60 };
    const courseOf = (seed: number): readonly number[] => {
      const running = runExperiment(
        { experiment: needExperiment('embeddedReber'), way: modern(), seed, ...asked },
        kernelsHere,
      );
      const errors: number[] = [];
      for (let next = running.next(); !next.done; next = running.next()) {
        errors.push(next.value.error);
      }
      return errors;
    };
    const first = courseOf(1);
    expect(first).toHaveLength(60);
    expect(courseOf(1)).toEqual(first);
    expect(courseOf(2)).not.toEqual(first);
  });

  it('stops at its bound, unsolved', () => {
    expect(trial('embeddedReber', { limit: 40 })).toMatchObject({
      ...{ solved: false, diverged: false, sequences: 40 },
    });
  });

  it('gives its kernels back when nobody goes on', () => {
    let disposed = 0;
    const running = runExperiment(
      { experiment: needExperiment('embeddedReber'), way: modern(), seed: 1 },
      () => ({ ...kernelsHere(), dispose: () => disposed++ }),
    );
    expect(running.next().done).toBe(false);
    expect(disposed).toBe(0);
    running.return(trial('embeddedReber', { limit: 1 }));
    expect(disposed).toBe(1);
  });

  it('that diverges says so and ends', () => {
    const experiment = needExperiment('adding');
    const { recipe } = experiment.modern;
    const wild = { ...recipe, learningRate: 1e30, clip: 1e30 };
    const asked = { experiment: { ...experiment, modern: { recipe: wild, limit: 1e6 } } };
    expect(trial('adding', asked)).toMatchObject({ solved: false, diverged: true });
  });
});
