/**
 * A training that changes places: here, on by `torchrun`, and here again, against one that stayed here.
 * Runs with a Python that has PyTorch (`npm run pytorch`).
 */
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { decodeModelFile, type StoredModel } from '../../../src/engine/files/modelFile';
import { createNetwork, loadTensors, unpadTensors } from '../../../src/engine/network/network';
import type { ModelShape } from '../../../src/engine/network/shape';
import { random } from '../../../src/engine/random';
import { trainingSplit } from '../../../src/engine/text/corpus';
import { tokenizedText } from '../../../src/engine/text/tokens/tokenizedText';
import { buildVocabulary, encode, tokensIn } from '../../../src/engine/text/words/vocabulary';
import { makePlan } from '../../../src/engine/training/plan';
import { createTrainer, type Trainer } from '../../../src/engine/training/trainer';
import { fromResumePoint, resumeState } from '../../../src/worker/models/resumePoint';
import { engineHere } from '../engine';
import { pythonWithTorch, runPython, writeProject } from './python';

/** Some 3,500 words with a grammar of sorts, so that there is something to learn for 600 steps. */
function sentences(): string {
  const chance = random(11);
  const pick = (words: readonly string[]): string => words[chance.below(words.length)];
  const nouns = ['cat', 'dog', 'bird', 'king', 'queen', 'river', 'stone', 'child'];
  const verbs = ['sees', 'hears', 'likes', 'follows', 'leaves', 'finds'];
  const sentence = (): string =>
    `${pick(['the', 'a', 'every'])} ${pick(nouns)} ${pick(verbs)} ${pick(['the', 'no'])} ${pick(nouns)} .`;
  return Array.from({ length: 500 }, sentence).join('\n');
}

const steps = 200;
const text = tokenizedText(sentences(), { kind: 'words', version: 2 });
const split = trainingSplit(text.count);
const vocabulary = buildVocabulary(tokensIn(text, split.trainRanges));
const ids = encode(text, vocabulary, 0, text.count);
const trained = split.trainRanges.reduce((sum, { from, to }) => sum + to - from, 0);

function networkOf(shape: ModelShape) {
  const kernels = engineHere().createKernels({
    ...{ threads: 1, budgetBytes: 1 << 27, interrupted: () => false },
  });
  return createNetwork(kernels, shape);
}

function trainerOf(
  shape: ModelShape,
  start: Parameters<typeof createTrainer>[0]['start'],
  weights?: StoredModel['weights'],
) {
  const plan = makePlan({
    ...{ shape, tokens: trained, steps: 3 * steps, seed: 1, arithmetic: 'separate' },
  });
  const network = networkOf(shape);
  if (weights) loadTensors(network, weights);
  const own = { ...split, ids, counts: vocabulary.counts };
  return {
    network,
    trainer: createTrainer({ network, text: own, plan: { ...plan, patience: 1000 }, start }),
  };
}

/** Losses of so many steps; what is measured between them is not among them. */
function run(trainer: Trainer, count: number): number[] {
  const losses: number[] = [];
  while (losses.length < count) {
    const report = trainer.best || trainer.stepsDone > 0 ? trainer.step() : trainer.validate();
    if (report?.kind === 'trained') losses.push(report.loss);
  }
  return losses;
}

function storedModel(
  shape: ModelShape,
  { network, trainer }: ReturnType<typeof trainerOf>,
): StoredModel {
  const glance = trainer.glance();
  const tensors = (values: Parameters<typeof unpadTensors>[1]) =>
    unpadTensors(network.layout, values);
  const kept = {
    seconds: 1,
    training: 'one',
    pending: { losses: [], latest: { learningRate: 0, gradientNorm: 0 } },
  };
  return {
    ...{ shape, vocabulary, plan: trainer.plan, version: 1, steps, documentKey: 'text' },
    ...{ fingerprint: [], history: [], unitNames: {} },
    weights: tensors(trainer.best?.values ?? glance.last),
    resume: {
      state: resumeState(glance, kept),
      ...{ last: tensors(glance.last), m: tensors(glance.m), v: tensors(glance.v) },
    },
  };
}

/** 200 steps elsewhere. @returns their losses, and the model that came back */
async function runThere(folder: string, processes: number) {
  const python = pythonWithTorch ?? '';
  const out = join(folder, `of-${processes}.safetensors`);
  const losses = join(folder, `of-${processes}.txt`);
  const torchrun = ['-m', 'torch.distributed.run', '--standalone', `--nproc_per_node=${processes}`];
  const own = ['continue.py', '--tokens', 'tokens.json', '--steps', String(steps)];
  await runPython(python, [...torchrun, ...own, '--out', out, '--losses', losses], folder);
  const decoded = decodeModelFile(await readFile(out));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.failure));
  const lines = (await readFile(losses, 'utf8')).trim().split('\n');
  return { losses: lines.map(Number), model: decoded.model };
}

const folders: string[] = [];
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const base = { tokens: 'words', cut: 2, V: vocabulary.size, E: 16, H: 16, tied: false } as const;
const shapes: Readonly<Record<string, ModelShape>> = {
  lstm: { ...base, cell: 'lstm', L: 2 },
  gru: { ...base, cell: 'gru', L: 1, readout: 'deep' },
  window: { ...base, cell: 'window:3', window: 3, L: 1 },
};

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, one) => sum + one, 0) / numbers.length;

describe.skipIf(pythonWithTorch === undefined)('a training that changes places', () => {
  it.each(Object.keys(shapes))(
    'learns as one that stays: %s',
    async (name) => {
      const shape = shapes[name];
      const whole = run(trainerOf(shape, 'new').trainer, 3 * steps);
      const begun = trainerOf(shape, 'new');
      expect(run(begun.trainer, steps)).toEqual(whole.slice(0, steps));
      const model = storedModel(shape, begun);
      const folder = writeProject(model, { tokens: [1, 2], losses: [1] });
      folders.push(folder);
      const tokens = Array.from({ length: text.count }, (_, n) => ({ token: text.token(n) }));
      const { writeFile } = await import('node:fs/promises');
      await writeFile(join(folder, 'tokens.json'), JSON.stringify(tokens));
      for (const processes of [1, 2]) {
        const there = await runThere(folder, processes);
        compare(there.losses, whole.slice(steps, 2 * steps), `${name}, ${processes} there`);
        const resumed = there.model.resume && fromResumePoint(there.model.resume);
        if (!resumed) throw new Error('It came back without what a training goes on from.');
        const { trainer } = trainerOf(shape, resumed.state, there.model.weights);
        expect(trainer.stepsDone).toBe(2 * steps);
        compare(run(trainer, steps), whole.slice(2 * steps), `${name}, back from ${processes}`);
      }
    },
    300_000,
  );
});

function compare(losses: readonly number[], stayed: readonly number[], name: string): void {
  const first = losses.slice(0, 20).map((loss, n) => Math.abs(loss - stayed[n]));
  const last = Math.abs(mean(losses.slice(-50)) - mean(stayed.slice(-50)));
  process.stdout.write(
    `${name}: first 20 within ${Math.max(...first).toExponential(1)}, last 50 ${last.toExponential(1)}\n`,
  );
  expect(losses).toHaveLength(stayed.length);
  expect(Math.max(...first)).toBeLessThan(1e-4);
  expect(last).toBeLessThan(5e-3);
}
