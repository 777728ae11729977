/** The experiments, in the order in which they are listed. */
import { battery } from './battery';
import type { Experiment } from './experiment';

export const experiments: readonly Experiment[] = [...battery];

export const experimentOf = (id: string): Experiment | undefined =>
  experiments.find((experiment) => experiment.id === id);
