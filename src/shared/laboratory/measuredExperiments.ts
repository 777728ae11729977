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
    interval: [0.839, 1],
    ...{ median: 1100, range: [700, 1600] },
  },
  {
    ...{ experiment: 'embeddedReber', way: 'modern', cell: 'gru', trials: 5, solved: 5 },
    interval: [0.566, 1],
    ...{ median: 1000, range: [900, 1100] },
  },
  {
    ...{ experiment: 'embeddedReber', way: 'modern', cell: 'rnn', trials: 5, solved: 5 },
    interval: [0.566, 1],
    ...{ median: 1700, range: [1400, 2300] },
  },
  {
    ...{ experiment: 'embeddedReber', way: 'paper', trials: 20, solved: 1 },
    interval: [0.009, 0.236],
    ...{ median: 39900, range: [39900, 39900] },
    limit: 60000,
  },
  {
    ...{ experiment: '3a', way: 'modern', cell: 'lstm', trials: 20, solved: 19 },
    interval: [0.764, 0.991],
    ...{ median: 1280, range: [1024, 25344] },
  },
  {
    ...{ experiment: '3a', way: 'modern', cell: 'gru', trials: 5, solved: 5 },
    interval: [0.566, 1],
    ...{ median: 1792, range: [1024, 3072] },
  },
  {
    ...{ experiment: '3a', way: 'modern', cell: 'rnn', trials: 5, solved: 1 },
    interval: [0.036, 0.624],
    ...{ median: 9216, range: [9216, 9216] },
  },
  {
    ...{ experiment: '6a', way: 'modern', cell: 'lstm', trials: 20, solved: 20 },
    interval: [0.839, 1],
    ...{ median: 15008, range: [8736, 25792] },
  },
  {
    ...{ experiment: '6a', way: 'modern', cell: 'gru', trials: 5, solved: 5 },
    interval: [0.566, 1],
    ...{ median: 9856, range: [9120, 13632] },
  },
  {
    ...{ experiment: '6a', way: 'modern', cell: 'rnn', trials: 3, solved: 0 },
    interval: [0, 0.561],
    limit: 60000,
  },
  {
    ...{ experiment: '6a', way: 'paper', trials: 20, solved: 20 },
    interval: [0.839, 1],
    ...{ median: 26184.5, range: [15884, 50965] },
    limit: 60000,
  },
  {
    ...{ experiment: 'xor', way: 'modern', cell: 'lstm', trials: 3, solved: 0 },
    interval: [0, 0.561],
    limit: 60000,
  },
  {
    ...{ experiment: 'xor', way: 'truncated', cell: 'lstm', trials: 3, solved: 0 },
    interval: [0, 0.561],
    limit: 60000,
  },
  {
    ...{ experiment: 'parity500', way: 'modern', cell: 'lstm', trials: 3, solved: 0 },
    interval: [0, 0.561],
  },
  {
    ...{ experiment: 'parity500', way: 'guess', trials: 5, solved: 5 },
    interval: [0.566, 1],
    ...{ median: 37060, range: [944, 128685] },
  },
];
