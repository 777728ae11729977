/** Plain values that cross the walls, for tests. */
import type { ModelDescription } from '../../src/shared/model/modelFiles';
import type { TrainingSummary } from '../../src/shared/api';
import type { LiveModel } from '../../src/shared/contracts/documents';
import { LiveWord, liveControlBytes } from '../../src/shared/contracts/documents';
import type { TrainingProgress } from '../../src/shared/contracts/trainer';

export const summary = (more: Partial<TrainingSummary> = {}): TrainingSummary => ({
  stopped: 'budget',
  seconds: 60,
  steps: 1000,
  epochs: 4,
  tokens: 38_000,
  vocabulary: 3000,
  parameters: 400_000,
  validationPerplexity: 74.1,
  metric: { id: 'perplexity', value: 74.1 },
  seed: 1,
  sha256: 'ab',
  ...more,
});

export const report = (
  progress: number,
  state: TrainingProgress['state'] = 'training',
): TrainingProgress => ({
  state,
  progress,
  seconds: 60 * progress,
  step: 1000 * progress,
  steps: 1000,
  wordsPerSecond: 45_000,
  validationPerplexity: 104.2,
  metric: { id: 'perplexity', value: 104.2 },
  memoryMB: 80,
  recoveries: 0,
  points: [],
});

export const description = (more: Partial<ModelDescription> = {}): ModelDescription => ({
  documentKey: 'file:///a.txt',
  modelVersion: 9,
  weights: 'a'.repeat(64),
  noted: 'b'.repeat(64),
  validationPerplexity: 74.1,
  bytes: 1_000_000,
  history: [],
  summary: summary(),
  unfinished: false,
  unitNames: {},
  namedWith: {},
  ...more,
});

export function liveModel(version: number): LiveModel {
  const control = new SharedArrayBuffer(liveControlBytes);
  Atomics.store(new Int32Array(control), LiveWord.version, version);
  return {
    metadata: '{}',
    control,
    slots: [new SharedArrayBuffer(4), new SharedArrayBuffer(4)],
  };
}
