/** What stays of a model, and what is told apart, when a text has several. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { newestCut } from '../../../src/engine/text/tokens/cut';
import type { TrainingRequest } from '../../../src/shared/contracts/trainer';
import { controlBytes } from '../../../src/shared/wire/threads';
import { encodeScribeJob } from '../../../src/worker/models/encodeModelFile';
import { createModelFiles } from '../../../src/worker/models/modelFiles';
import { systemClock } from '../../../src/worker/platform/clock';
import { createFiles } from '../../../src/worker/platform/disk/files';
import { createTrainerThread } from '../../../src/worker/trainer';
import { engineHere } from '../engine';
import { story, value } from '../house';

let folder = '';
let modelPath = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-'));
  modelPath = join(folder, 'm.safetensors');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const files = createFiles({ clock: systemClock, fault: () => undefined });
const modelFiles = createModelFiles({ files });

async function train(changes: Partial<TrainingRequest> = {}): Promise<void> {
  const { train: handler } = createTrainerThread({
    ...{ clock: systemClock, files, modelFiles, engine: engineHere(), usualThreads: 1 },
    control: new Int32Array(new SharedArrayBuffer(controlBytes)),
    encode: (job) => Promise.resolve(encodeScribeJob(job)),
    tell: () => undefined,
    log: () => undefined,
    stepping: () => undefined,
  });
  const options = { seed: 1, tokens: 'words', layers: 1, hiddenSize: 8, embeddingSize: 0 } as const;
  const request: TrainingRequest = {
    ...{ documentKey: 'file:///story.txt', name: 'story.txt', text: story(600), modelPath },
    ...{ start: 'continue', budget: { steps: 4 } },
    options: { ...options, threads: 1, memoryMB: 256 },
    ...changes,
  };
  value(await handler(request, { cancelled: false }));
}

async function listed() {
  const [listing] = await modelFiles.list([modelPath]);
  if (!listing?.facts.ok) throw new Error('not listed');
  return listing.facts.value;
}

describe('A model', () => {
  it('is listed with all of its settings, read from the header of its file', async () => {
    await train();
    expect(await listed()).toMatchObject({
      ...{ cell: 'lstm', tokens: 'words', layers: 1, hiddenSize: 8, embeddingSize: 8, seed: 1 },
      ...{ asked: { hiddenSize: 8, embeddingSize: 0 }, steps: 4, namedUnits: 0 },
    });
  });

  it('gets another name, or none again, and keeps everything else', async () => {
    await train();
    const before = value(await modelFiles.describe({ path: modelPath }));
    value(await modelFiles.nameModel(modelPath, 'seed 1 (before 14:03)'));
    expect((await listed()).name).toBe('seed 1 (before 14:03)');
    const after = value(await modelFiles.describe({ path: modelPath }));
    expect({ ...after, bytes: 0, noted: '' }).toEqual({ ...before, bytes: 0, noted: '' });
    value(await modelFiles.nameModel(modelPath, ' '));
    expect(await listed()).not.toHaveProperty('name');
    expect(value(await modelFiles.describe({ path: modelPath }))).toEqual(before);
  });

  it('says by its header that something was noted in it, and that it was taken back', async () => {
    await train();
    const { noted } = await listed();
    const told = new Set([noted]);
    const see = async (): Promise<void> => {
      const now = (await listed()).noted;
      expect(value(await modelFiles.describe({ path: modelPath })).noted).toBe(now);
      told.add(now);
    };
    value(await modelFiles.forget(modelPath, { text: 'King' }));
    await see();
    value(await modelFiles.nameModel(modelPath, 'mine'));
    await see();
    value(await modelFiles.nameUnit(modelPath, '0:3', 'quotes'));
    await see();
    expect(told.size).toBe(4);
    value(await modelFiles.nameModel(modelPath, ''));
    value(await modelFiles.nameUnit(modelPath, '0:3', ''));
    value(await modelFiles.forget(modelPath, { text: 'king', undo: true }));
    expect((await listed()).noted).toBe(noted);
  });

  it('that is new forgets what the one in use forgets, and undoes it by itself', async () => {
    await train();
    value(await modelFiles.forget(modelPath, { text: 'my lord' }));
    const forgetsLike = [join(folder, 'not there.safetensors'), modelPath];
    const another = join(folder, 'another.safetensors');
    const cut = newestCut('words');
    await train({ modelPath: another, start: 'afresh', forgetsLike });
    expect(await modelFiles.forgottenIn([another], cut)).toEqual([['my', 'lord']]);
    value(await modelFiles.forget(another, { text: 'my lord', undo: true }));
    expect(await modelFiles.forgottenIn([modelPath], cut)).toEqual([['my', 'lord']]);
    // What goes on has a list of its own.
    await train({ modelPath: another, forgetsLike });
    expect(await modelFiles.forgottenIn([another], cut)).toEqual([]);
  });

  it('gets no other name while another window writes it, and none where it is gone', async () => {
    await train();
    const lock = `${modelPath}.lock`;
    await writeFile(lock, JSON.stringify({ pid: process.ppid, host: hostname() }));
    const refused = await modelFiles.nameModel(modelPath, 'mine');
    expect(refused).toMatchObject({ failure: { kind: 'trainedElsewhere' } });
    await rm(lock);
    const gone = await modelFiles.nameModel(join(folder, 'gone.safetensors'), 'mine');
    expect(gone).toMatchObject({ failure: { kind: 'noModel' } });
  });

  it('keeps its name and the names of its units when it is trained further', async () => {
    await train();
    value(await modelFiles.nameModel(modelPath, 'mine'));
    value(await modelFiles.nameUnit(modelPath, '0:3', 'quotes'));
    const { namedWith, weights } = value(await modelFiles.describe({ path: modelPath }));
    await train();
    const after = value(await modelFiles.describe({ path: modelPath }));
    expect(after.weights).not.toBe(weights);
    expect(after).toMatchObject({ unitNames: { '0:3': 'quotes' }, namedWith });
    expect(await listed()).toMatchObject({ name: 'mine', namedUnits: 1 });
  });

  it('that starts afresh has versions after those of the text’s other models', async () => {
    await train({ start: 'afresh', versionAfter: 40 });
    expect((await listed()).modelVersion).toBeGreaterThan(40);
    await train({ versionAfter: 1 });
    expect((await listed()).modelVersion).toBeGreaterThan(41);
  });
});
