/** Trainings on this thread, into a folder of their own: quick, and lost where a test wants it. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeModelFile, type StoredModel } from '../../../src/engine/files/modelFile';
import type { TrainingSummary } from '../../../src/shared/api';
import type { Failure, Result } from '../../../src/shared/failures';
import { controlBytes } from '../../../src/shared/wire/threads';
import type { TrainingProgress, TrainingRequest } from '../../../src/shared/contracts/trainer';
import { createModelFiles } from '../../../src/worker/models/modelFiles';
import type { Clock } from '../../../src/worker/platform/clock';
import { systemClock } from '../../../src/worker/platform/clock';
import { createFiles } from '../../../src/worker/platform/disk/files';
import { encodeScribeJob } from '../../../src/worker/models/encodeModelFile';
import { createTrainerThread } from '../../../src/worker/trainer';
import type { TrainingTools } from '../../../src/worker/training/trainingTools';
import { engineHere } from '../engine';
import { story } from '../house';

/** A second is over in two milliseconds or a step, so that checkpoints come soon on any machine. */
const fastClock = (steps: () => number): Clock => ({
  ...systemClock,
  now: () => 500 * systemClock.now() + 1000 * steps(),
});

export interface Trained {
  readonly answer: Result<TrainingSummary, Failure>;
  readonly progress: TrainingProgress[];
  readonly lines: string[];
  readonly steps: number;
}

export interface TrainingRoom {
  readonly modelPath: string;
  /** @param dieAt the step at which the thread is lost */
  train(
    changes?: Partial<TrainingRequest>,
    dieAt?: number,
    tools?: Partial<TrainingTools>,
  ): Promise<Trained>;
  stored(): Promise<StoredModel>;
  dispose(): Promise<void>;
}

export async function openTrainingRoom(): Promise<TrainingRoom> {
  const folder = await mkdtemp(join(tmpdir(), 'gatescope-'));
  const modelPath = join(folder, 'm.safetensors');
  return {
    modelPath,
    async train(changes = {}, dieAt = Infinity, tools = {}) {
      const progress: TrainingProgress[] = [];
      const lines: string[] = [];
      let steps = 0;
      const files = createFiles({ clock: systemClock, fault: () => undefined });
      const { train } = createTrainerThread({
        ...{ clock: fastClock(() => steps), files, engine: engineHere(), usualThreads: 1 },
        control: new Int32Array(new SharedArrayBuffer(controlBytes)),
        modelFiles: createModelFiles({ files }),
        encode: (job) => Promise.resolve(encodeScribeJob(job)),
        tell: (method, news) => {
          if (method === 'progress') progress.push(news as TrainingProgress);
        },
        log: (line) => lines.push(line),
        stepping: () => {
          if (++steps > dieAt) throw new Error('lost');
        },
        ...tools,
      });
      const request = { ...usual(modelPath), ...changes };
      const answer = await train(request, { cancelled: false });
      return { answer, progress, lines, steps };
    },
    async stored() {
      const decoded = decodeModelFile(await readFile(modelPath), undefined, 'any');
      if (!decoded.ok) throw new Error(decoded.failure.kind);
      return decoded.model;
    },
    dispose: () => rm(folder, { recursive: true, force: true }),
  };
}

export const usual = (modelPath: string): TrainingRequest => ({
  documentKey: 'file:///story.txt',
  name: 'story.txt',
  text: story(3000),
  modelPath,
  start: 'afresh',
  budget: { steps: 300 },
  options: {
    seed: 1,
    tokens: 'words',
    layers: 2,
    hiddenSize: 16,
    embeddingSize: 16,
    threads: 1,
    memoryMB: 256,
  },
});
