/** A trial of an experiment, from beginning to end. */
import { knownCell } from '../../../src/engine/cells/cell';
import { experimentOf } from '../../../src/engine/experiments/experiments';
import type { Experiment } from '../../../src/engine/experiments/experiment';
import {
  runExperiment,
  type AskedExperiment,
  type FinishedTrial,
} from '../../../src/engine/experiments/running';
import { engineHere } from '../../worker/engine';

export function needExperiment(id: string): Experiment {
  const found = experimentOf(id);
  if (!found) throw new Error(`There is no experiment ${id}.`);
  return found;
}

export const kernelsHere = () =>
  engineHere().createKernels({
    ...{ threads: 1, budgetBytes: 256 << 20, interrupted: () => false, arithmetic: 'separate' },
  });

export const modern = (cell = 'lstm') => ({ kind: 'modern', cell: knownCell(cell) }) as const;

export function trial(id: string, asked: Partial<AskedExperiment> = {}): FinishedTrial {
  const running = runExperiment(
    { experiment: needExperiment(id), way: modern(), seed: 1, ...asked },
    kernelsHere,
  );
  for (let next = running.next(); ; next = running.next()) if (next.done) return next.value;
}
