/**
 * The gap, whole: a network trained and tested on the same sentences as every other of its seed. What
 * is true depends on how it was trained, so that a result says it.
 */
import { hasKeepBias } from '../../cells/keepBias';
import type { Kernels } from '../../kernels/kernels';
import { measureCounts } from './opponents';
import { measureGaps, type GapAccuracy } from './measuring';
import { randomOf, testCount, type GapSettings } from './settings';
import { drawTests, testedGaps } from './task';
import { trainOnGap, type GapProgress } from './training';

export interface GapRun {
  /** Of the network, as a model calls it. */
  readonly cell: string;
  readonly seed: number;
  /** Steps done, and whether it ended there because the task was solved. */
  readonly steps: number;
  readonly solved: boolean;
  /** False: nothing of it starts from the bias that was asked for. */
  readonly hasKeepBias: boolean;
  readonly accuracy: readonly GapAccuracy[];
}

/** Its kernels' memory is not given back: dispose of them. */
export function* runGap(
  kernels: Kernels,
  settings: GapSettings,
): Generator<GapProgress | undefined, GapRun> {
  const { seed } = settings;
  const { network, steps, solved } = yield* trainOnGap(kernels, settings);
  const accuracy = yield* measureGaps(network, testsOf(seed), testedGaps(settings));
  const biased = network.layout.layers.some(({ cell }) => hasKeepBias(cell));
  return { cell: settings.cell.cell, seed, steps, solved, hasKeepBias: biased, accuracy };
}

export const countsOf = (settings: Omit<GapSettings, 'cell' | 'bias'>): readonly GapAccuracy[] =>
  measureCounts(settings, testsOf(settings.seed));

const testsOf = (seed: number) => drawTests(randomOf.tests(seed), testCount);
