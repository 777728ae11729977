import { readFile, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { random } from '../../../src/engine/random';
import type { TrainingSummary } from '../../../src/shared/api';
import type { TrainingRequest } from '../../../src/shared/contracts/trainer';
import {
  createSnapshotModel,
  snapshotHeader,
  snapshotPath,
  snapshotWeights,
} from '../../../src/worker/models/snapshotModel';
import { systemClock } from '../../../src/worker/platform/clock';
import { createFiles } from '../../../src/worker/platform/disk/files';
import { createModelFiles } from '../../../src/worker/models/modelFiles';
import { trainingOf } from '../../../src/worker/models/resumePoint';
import { story, value } from '../house';
import { openTrainingRoom, type TrainingRoom } from './trainingRoom';

let room: TrainingRoom;
let modelPath = '';
beforeEach(async () => {
  room = await openTrainingRoom();
  ({ modelPath } = room);
});
afterEach(() => room.dispose());

/** More by hand: `CUTS=40`. */
const cuts = Number(process.env['CUTS'] ?? 5);
const small = {
  text: story(900),
  budget: { plan: { steps: 160, validateEvery: 7, B: 4, T: 8 } },
};

async function train(changes: Partial<TrainingRequest> = {}, dieAt = Infinity) {
  const { answer, ...trained } = await room.train(changes, dieAt);
  return { summary: value<TrainingSummary>(answer), ...trained };
}

/** A model's file without what only the clock decides: seconds, and how often weights were published. */
async function timeless() {
  const { version: _, vocabulary, summary, history, weights, ...facts } = await room.stored();
  return {
    ...facts,
    ...{ words: vocabulary.words, counts: vocabulary.counts, weights: [...weights] },
    summary: { ...(summary as TrainingSummary), seconds: 0, bestSeconds: 0 },
    history: history.map((point) => ({ ...point, seconds: 0 })),
  };
}

async function snapshots() {
  const files = createFiles({ clock: systemClock, fault: () => undefined });
  const { shape } = await room.stored();
  const header = await snapshotHeader(modelPath, shape, files);
  if (!header) throw new Error('no snapshots');
  const read = header.places.map((place) => snapshotWeights(modelPath, place, files));
  return { facts: header.facts, weights: await Promise.all(read) };
}

describe('a training that was cut off', () => {
  it('ends in the same bytes when it is resumed from its checkpoint', async () => {
    const whole = await train();
    await expect(train({}, 220)).rejects.toThrow('lost');
    const checkpoint = await room.stored();
    expect(checkpoint.resume).toBeDefined();
    expect(checkpoint.summary).toBeUndefined();
    expect(checkpoint.steps).toBeGreaterThan(0);
    const rest = await train({ start: 'resume' });
    expect(rest.steps).toBeLessThan(whole.steps);
    expect(rest.summary.sha256).toBe(whole.summary.sha256);
    expect(rest.summary).toMatchObject({ steps: whole.summary.steps });
    const model = await room.stored();
    expect(model.resume).toBeUndefined();
    expect(model.history.map(({ step }) => step)).toEqual(
      [...model.history.map(({ step }) => step)].sort((one, other) => one - other),
    );
    expect(rest.progress.flatMap(({ points }) => points)).toEqual(
      model.history.slice(checkpoint.history.length),
    );
    expect(rest.summary.seconds).toBeGreaterThan(checkpoint.history.at(-1)?.seconds ?? Infinity);
  });

  it('ends with the curve of one that was not cut off, wherever that was', async () => {
    const dice = random(cuts);
    await train(small);
    const whole = await timeless();
    for (let cut = 0; cut < cuts; cut++) {
      const dieAt = 40 + dice.below(120); // a step, or the validation after it
      await expect(train(small, dieAt)).rejects.toThrow('lost');
      // Before its first checkpoint there is nothing to resume.
      await train({ ...small, start: 'resume', otherwise: 'afresh' });
      expect({ dieAt, file: await timeless() }).toEqual({ dieAt, file: whole });
    }
  });

  it('has in the end the snapshots of one that was not cut off, those from before included', async () => {
    await train();
    const whole = await snapshots();
    await expect(train({}, 220)).rejects.toThrow('lost');
    const checkpoint = await room.stored();
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
    expect(resumed.facts.modelVersion).toBe((await room.stored()).version);
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

  it('goes on where it was, with its budget in seconds, and says where it cannot', async () => {
    const budget = { seconds: 5000 };
    await expect(train({ ...small, budget }, 150)).rejects.toThrow('lost');
    const { plan, steps } = await room.stored();
    const rest = await room.train({ ...small, budget, start: 'resume' });
    const first = rest.progress.find(({ state }) => state === 'training');
    expect(first?.step).toBeGreaterThanOrEqual(steps);
    expect(first).not.toHaveProperty('beginsAgain');
    expect((await room.stored()).plan).toEqual(plan);
    await expect(train({ ...small, budget }, 150)).rejects.toThrow('lost');
    const text = `${small.text} and more`;
    const again = await room.train({ text, budget: { steps: 20 }, start: 'resume' });
    expect(again.progress.at(-1)?.beginsAgain).toBe('textChanged');
  });

  it('is not called cut off while another window is at it', async () => {
    await expect(train(small, 150)).rejects.toThrow('lost');
    const files = createFiles({ clock: systemClock, fault: () => undefined });
    const describeNow = async () =>
      value(await createModelFiles({ files }).describe({ path: modelPath }));
    expect(await describeNow()).not.toHaveProperty('trainedElsewhere');
    // A process that lives, and is not this one.
    const owner = { pid: process.ppid, host: hostname() };
    await writeFile(`${modelPath}.lock`, JSON.stringify(owner));
    expect(await describeNow()).toMatchObject({ unfinished: true, trainedElsewhere: true });
  });

  it('starts afresh where there is nothing to resume, and says so', async () => {
    const { summary, progress } = await train({ start: 'resume', budget: { steps: 20 } });
    expect(summary.steps).toBe(20);
    expect(progress.at(-1)?.beginsAgain).toBe('nothingKept');
  });
});
