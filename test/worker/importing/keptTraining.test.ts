/** A training of ours that comes back unfinished, as `continue.py` writes it, is imported with all that it goes on from. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  decodeModelFile,
  encodeModelFile,
  type StoredModel,
} from '../../../src/engine/files/modelFile';
import { createNetwork, unpadTensors } from '../../../src/engine/network/network';
import type { ModelShape } from '../../../src/engine/network/shape';
import { parseVocabulary } from '../../../src/engine/text/words/vocabulary';
import { makePlan } from '../../../src/engine/training/plan';
import { createTrainer } from '../../../src/engine/training/trainer';
import { createTwin } from '../../../src/engine/twin/twin';
import { createImporter } from '../../../src/worker/importing/importModel';
import { fromResumePoint, resumeState } from '../../../src/worker/models/resumePoint';
import { systemClock as clock } from '../../../src/worker/platform/clock';
import { createFiles } from '../../../src/worker/platform/disk/files';
import { engineHere } from '../engine';
import { value } from '../house';

const shape: ModelShape = {
  ...{ cell: 'lstm', tokens: 'words', cut: 2 },
  ...{ V: 6, E: 4, H: 4, L: 1, tied: false },
};
const ids = Int32Array.from({ length: 400 }, (_, n) => 1 + ((n * n) % 5));
const counts = [0, 1, 2, 3, 4, 5].map((id) => ids.filter((one) => one === id).length);

/** Two steps of ten. */
function unfinished(): StoredModel {
  const network = createNetwork(createTwin({ interrupted: () => false }), shape);
  const ranges = { trainRanges: [{ from: 0, to: 380 }], validRanges: [{ from: 380, to: 400 }] };
  const plan = makePlan({ shape, tokens: 380, steps: 10, seed: 1, arithmetic: 'separate' });
  const trainer = createTrainer({ network, text: { ids, counts, ...ranges }, plan, start: 'new' });
  trainer.validate();
  while (trainer.stepsDone < 2) trainer.step();
  const words = counts.map((_, id) => (id === 0 ? '' : `w${id}`));
  const parsed = parseVocabulary({ words, counts });
  if (!parsed.ok) throw new Error(parsed.problem);
  const glance = trainer.glance();
  const tensors = (values: typeof glance.last) => unpadTensors(network.layout, values);
  const latest = { learningRate: 0, gradientNorm: 0 };
  const kept = { seconds: 1, training: 'one', pending: { losses: [], latest } };
  return {
    ...{ shape, vocabulary: parsed.vocabulary, plan: trainer.plan, version: 3, steps: 2 },
    ...{ documentKey: 'there', fingerprint: [], history: [], unitNames: {} },
    weights: tensors(trainer.best?.values ?? glance.last),
    resume: {
      state: resumeState(glance, kept),
      ...{ last: tensors(glance.last), m: tensors(glance.m), v: tensors(glance.v) },
    },
  };
}

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gatescope-kept-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function imported(model: StoredModel, memoryMB = 256) {
  const path = join(folder, 'continued.safetensors');
  await writeFile(path, encodeModelFile(model));
  const modelPath = join(folder, 'models', 'one.safetensors');
  const importer = createImporter({
    files: createFiles({ clock, fault: () => undefined }),
    createKernels: engineHere().createKernels,
    breathe: () => Promise.resolve(),
  });
  const request = { file: { name: 'continued.safetensors', path }, documentKey: 'here' };
  const report = value(
    await importer.importModel(
      { ...request, modelPath, memoryMB, names: {} },
      { cancelled: false },
    ),
  );
  const decoded = decodeModelFile(await readFile(modelPath));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.failure));
  return { report, model: decoded.model };
}

describe('A training that comes back', () => {
  it('can be gone on with here: last weights, moments, plan and place in the text', async () => {
    const there = unfinished();
    const { report, model } = await imported(there);
    expect(report.leftOut).toEqual([]);
    expect(model).toMatchObject({ documentKey: 'here', plan: there.plan, steps: 2 });
    expect(model.resume).toEqual(there.resume);
    const resumed = model.resume && fromResumePoint(model.resume);
    expect(resumed?.state.position.progress.steps).toBe(2);
  });

  it('is a model without more where it is at its end', async () => {
    const there = unfinished();
    const { model } = await imported({ ...there, plan: { ...(there.plan as object), steps: 2 } });
    expect(model).not.toHaveProperty('resume');
  });

  it('is a model without more where its state is none', async () => {
    const there = unfinished();
    if (!there.resume) throw new Error('It has no training.');
    const { model } = await imported({
      ...there,
      resume: { ...there.resume, state: { position: 1 } },
    });
    expect(model).not.toHaveProperty('resume');
    expect(model.weights).toEqual(there.weights);
  });
});
