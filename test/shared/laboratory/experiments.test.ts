/** The list that a command offers against the engine's experiments. */
import { describe, expect, it } from 'vitest';
import { contrasts } from '../../../src/engine/experiments/contrasts';
import { experiments } from '../../../src/engine/experiments/experiments';
import { experimentTitles } from '../../../src/shared/laboratory/experiments';
import { measuredExperiments } from '../../../src/shared/laboratory/measuredExperiments';

describe('The list of experiments', () => {
  it('has the engine’s, in its order and with its titles', () => {
    const titles = experiments.map(({ id, title }) => [id, title]);
    // Numbers would come first: no id is one.
    expect(Object.entries(experimentTitles)).toEqual(titles);
    expect(contrasts.every(({ id }) => id in experimentTitles)).toBe(true);
  });

  it('has measured rows of these alone, each way of an experiment once', () => {
    const keys = measuredExperiments.map(({ experiment, way, cell = '' }) =>
      [experiment, way, cell].join(' '),
    );
    expect(new Set(keys).size).toBe(keys.length);
    for (const { experiment, solved, trials, interval } of measuredExperiments) {
      expect(experimentTitles).toHaveProperty([experiment]);
      expect(interval[0]).toBeLessThanOrEqual(solved / trials);
      expect(interval[1]).toBeGreaterThanOrEqual(solved / trials);
    }
  });
});
