/**
 * What the experiments gave when they were last measured, by `node dist/cli.js experiment`; the commands
 * stand in `docs/experiments.md`. Shown beside the paper's rows.
 */
import type { ExperimentWay } from './experiments';

export interface MeasuredExperiment {
  readonly experiment: string;
  readonly way: ExperimentWay;
  /** Of a modern way. */
  readonly cell?: string;
  readonly trials: number;
  readonly solved: number;
  /** 95 % of the share that solved it. */
  readonly interval: readonly [number, number];
  /** Training sequences of those that did. */
  readonly median?: number;
  readonly range?: readonly [number, number];
  /** At most in a trial, where that was fewer than usual. */
  readonly limit?: number;
}

export const measuredExperiments: readonly MeasuredExperiment[] = [
  {
    ...{ experiment: 'embeddedReber', way: 'modern', cell: 'lstm', trials: 20, solved: 20 },
    ...{ interval: [0.839, 1], median: 1100, range: [700, 1600] },
  },
  {
    ...{ experiment: '3a', way: 'modern', cell: 'lstm', trials: 20, solved: 19 },
    ...{ interval: [0.764, 0.991], median: 1280, range: [1024, 25344] },
  },
  {
    ...{ experiment: '6a', way: 'modern', cell: 'lstm', trials: 20, solved: 20 },
    ...{ interval: [0.839, 1], median: 15008, range: [8736, 25792] },
  },
];
