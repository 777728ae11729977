import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import type { TrainingSummary } from '../../../src/shared/api';
import { controlBytes } from '../../../src/shared/wire/threads';
import type { TrainingProgress, TrainingRequest } from '../../../src/shared/contracts/trainer';
import { createModelFiles } from '../../../src/worker/models/modelFiles';
import {
  createSnapshotModel,
  snapshotHeader,
  snapshotPath,
  snapshotWeights,
} from '../../../src/worker/models/snapshotModel';
import type { Clock } from '../../../src/worker/platform/clock';
import { systemClock } from '../../../src/worker/platform/clock';
import { createFiles } from '../../../src/worker/platform/disk/files';
import { encodeScribeJob } from '../../../src/worker/models/encodeModelFile';
import { createTrainerThread } from '../../../src/worker/trainer';
import { trainingOf } from '../../../src/worker/models/resumePoint';
import { engineHere } from '../engine';
import { story, value } from '../house';

let folder = '';
let modelPath = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-'));
  modelPath = join(folder, 'm.safetensors');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A second is over in two milliseconds, so that checkpoints come soon. */
const fast: Clock = { ...systemClock, now: () => 500 * systemClock.now() };

/** Trains on this thread. @param dieAt the step at which the thread is lost */
async function train(changes: Partial<TrainingRequest> = {}, dieAt = Infinity) {
  const progress: TrainingProgress[] = [];
  const lines: string[] = [];
  let steps = 0;
  const files = createFiles({ clock: systemClock, fault: () => undefined });
  const { train: handler } = createTrainerThread({
    ...{ clock: fast, files, engine: engineHere(), usualThreads: 1 },
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
  });
  const answer = await handler(
    {
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
      ...changes,
    },
    { cancelled: false },
  );
  return { summary: value<TrainingSummary>(answer), progress, lines, steps };
}

async function stored() {
  const decoded = decodeModelFile(await readFile(modelPath));
  if (!decoded.ok) throw new Error(decoded.failure.kind);
  return decoded.model;
}

async function snapshots() {
  const files = createFiles({ clock: systemClock, fault: () => undefined });
  const { shape } = await stored();
  const header = await snapshotHeader(modelPath, shape, files);
  if (!header) throw new Error('no snapshots');
  const read = header.places.map((place) => snapshotWeights(modelPath, place, files));
  return { facts: header.facts, weights: await Promise.all(read) };
}

describe('a training that was cut off', () => {
  it('ends in the same bytes when it is resumed from its checkpoint', async () => {
    const whole = await train();
    await expect(train({}, 220)).rejects.toThrow('lost');
    const checkpoint = await stored();
    expect(checkpoint.resume).toBeDefined();
    expect(checkpoint.summary).toBeUndefined();
    expect(checkpoint.steps).toBeGreaterThan(0);
    const rest = await train({ start: 'resume' });
    expect(rest.steps).toBeLessThan(whole.steps);
    expect(rest.summary.sha256).toBe(whole.summary.sha256);
    expect(rest.summary).toMatchObject({ steps: whole.summary.steps });
    const model = await stored();
    expect(model.resume).toBeUndefined();
    expect(model.history.map(({ step }) => step)).toEqual(
      [...model.history.map(({ step }) => step)].sort((one, other) => one - other),
    );
    expect(rest.progress.flatMap(({ points }) => points)).toEqual(
      model.history.slice(checkpoint.history.length),
    );
    expect(rest.summary.seconds).toBeGreaterThan(checkpoint.history.at(-1)?.seconds ?? Infinity);
  });

  it('has in the end the snapshots of one that was not cut off, those from before included', async () => {
    await train();
    const whole = await snapshots();
    await expect(train({}, 220)).rejects.toThrow('lost');
    const checkpoint = await stored();
    const before = await snapshots();
    const training = trainingOf(checkpoint.resume?.state);
    expect(training).toMatch(/./);
    expect(before.facts.training).toBe(training);
    // The model that was cut off has a past that can be looked at meanwhile.
    const { list } = createSnapshotModel({
      ...{ path: modelPath, model: checkpoint, training },
      files: createFiles({ clock: systemClock, fault: () => undefined }),
      open: () => {
        throw new Error('nothing is read');
      },
    });
    expect(await list()).toHaveLength(1 + before.facts.snapshots.length);
    expect(before.facts.snapshots.length).toBeGreaterThan(5);
    const { lines } = await train({ start: 'resume' });
    expect(lines.join('\n')).toMatch(/snapshots: \d+ recalled/);
    const resumed = await snapshots();
    expect(resumed.facts.snapshots).toEqual(whole.facts.snapshots);
    expect(resumed.weights).toEqual(whole.weights);
    expect(resumed.facts.training).toBeUndefined();
    expect(resumed.facts.modelVersion).toBe((await stored()).version);
  });

  it('does not take the snapshots of another training for its own', async () => {
    await expect(train({}, 220)).rejects.toThrow('lost');
    const path = snapshotPath(modelPath);
    const text = (await readFile(path)).toString('latin1');
    const { training } = (await snapshots()).facts;
    const other = 'x'.repeat(training?.length ?? 0);
    await writeFile(path, Buffer.from(text.replace(training ?? '?', other), 'latin1'));
    const { lines } = await train({ start: 'resume' });
    expect(lines.join('\n')).not.toMatch(/recalled/);
  });

  it('is not resumed on another text: it starts as it is told', async () => {
    await expect(train({}, 220)).rejects.toThrow('lost');
    const text = `${story(3000)} and one more word`;
    const budget = { steps: 20 };
    const afresh = await train({ start: 'resume', otherwise: 'afresh', text, budget });
    expect(afresh.summary.steps).toBe(20);
    const anew = await train({ start: 'afresh', text, budget });
    expect(afresh.summary.sha256).toBe(anew.summary.sha256);
  });

  it('starts afresh where there is nothing to resume', async () => {
    const { summary } = await train({ start: 'resume', budget: { steps: 20 } });
    expect(summary.steps).toBe(20);
  });
});
