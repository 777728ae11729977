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

describe('Other ways to learn', () => {
  const short = { limit: 60 };

  it.each(['paper', 'rtrl'] as const)('%s lowers the error of the first answers', (kind) => {
    const way = { kind };
    const errors: number[] = [];
    const running = runExperiment(
      { experiment: needExperiment('embeddedReber'), way, seed: 1, limit: 400 },
      kernelsHere,
    );
    for (let next = running.next(); !next.done; next = running.next())
      errors.push(next.value.error);
    const mean = (some: readonly number[]): number =>
      some.reduce((sum, error) => sum + error, 0) / some.length;
    expect(mean(errors.slice(-50))).toBeLessThan(0.8 * mean(errors.slice(0, 5)));
  });

  it('guessing solves the two-sequence problem, and the same guess from the same seed', () => {
    const way = { kind: 'guess' } as const;
    const solved = trial('3a', { way });
    expect(solved).toMatchObject({ solved: true, weights: 11 });
    expect(trial('3a', { way })).toEqual(solved);
  });

  it('truncation is told', () => {
    const way = { ...modern('rnn'), truncation: 10 };
    expect(trial('3a', { way, ...short })).toMatchObject({ solved: false, sequences: 64 });
  });

  it('tell of each kind of new sequences how many were wrong', () => {
    const { test } = trial('agreement', short);
    const kinds = test?.kinds ?? [];
    expect(kinds.map(({ kind }) => kind)).toEqual([0, 1, 2, 3, 4]);
    expect(kinds.reduce((sum, { of }) => sum + of, 0)).toBe(test?.of);
    expect(kinds.reduce((sum, { wrong }) => sum + wrong, 0)).toBe(test?.wrong);
  });
});
