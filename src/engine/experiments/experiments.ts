/** The experiments, in the order in which they are listed. */
import { battery } from './battery';
import { contrasts } from './contrasts';
import type { Experiment } from './experiment';

export const experiments: readonly Experiment[] = [...battery, ...contrasts];

export const experimentOf = (id: string): Experiment | undefined =>
  experiments.find((experiment) => experiment.id === id);
