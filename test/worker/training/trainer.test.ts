import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import type { TrainingProgress } from '../../../src/shared/contracts/trainer';
import { publishedVersion } from '../../../src/worker/models/publishedWeights';
import { bundledThread } from '../bundle';
import type { House } from '../house';
import { openHouse, story, value } from '../house';

// One after the other in the same threads, as an editor's trainings are.
let shared: House;
beforeAll(async () => {
  shared = await openHouse(await bundledThread('src/worker/worker.ts'));
});
afterAll(() => shared.dispose());

async function house(): Promise<House> {
  await shared.begin();
  return shared;
}

async function storedModel(path: string) {
  const decoded = decodeModelFile(await readFile(path));
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.failure));
  return decoded.model;
}

/** Gives the command and waits for the state that it brings. */
async function commanded(
  { trainer, when }: Pick<House, 'trainer' | 'when'>,
  command: 'pause' | 'run' | 'stop',
  state: string,
): Promise<TrainingProgress> {
  const seen = when((report) => report.state === state);
  trainer.command(command);
  return seen;
}

describe('training', () => {
  it('learns a text, saves the model privately and says what it came to', async () => {
    const { trainer, request, modelPath, progress, published } = await house();
    const summary = value(await trainer.call('train', request()));
    expect(summary).toMatchObject({ stopped: 'budget', steps: 60, seed: 1 });
    expect(summary.validationPerplexity).toBeLessThan(20);
    expect(summary.sha256).toMatch(/^[0-9a-f]{64}$/);
    const model = await storedModel(modelPath);
    expect(model.summary).toEqual(summary);
    expect(model.resume).toBeUndefined();
    expect(model.validationPerplexity).toBe(summary.validationPerplexity);
    expect((await stat(modelPath)).mode & 0o777).toBe(0o600);
    expect((await stat(dirname(modelPath))).mode & 0o777).toBe(0o700);
    const files = [basename(modelPath), `${basename(modelPath)}.snapshots`];
    expect((await readdir(dirname(modelPath))).sort()).toEqual(files);
    expect((await stat(`${modelPath}.snapshots`)).mode & 0o777).toBe(0o600);
    expect(published).toHaveLength(1);
    expect(publishedVersion(published[0])).toBe(model.version);
    expect(progress[0].state).toBe('preparing');
    expect(progress.at(-1)).toMatchObject({ state: 'saving', step: 60, steps: 60, progress: 1 });
    expect(progress.flatMap(({ points }) => points)).toEqual(model.history);
  });

  it('gives the same bytes for the same text and plan, on one thread and on two', async () => {
    const one = await house();
    const first = value(await one.trainer.call('train', one.request()));
    const two = await house();
    const options = { ...two.request().options, threads: 2 };
    const second = value(await two.trainer.call('train', two.request({ options })));
    expect(second.sha256).toBe(first.sha256);
  });

  it('gives other bytes for another seed', async () => {
    const { trainer, request } = await house();
    const first = value(await trainer.call('train', request({ start: 'afresh' })));
    const options = { ...request().options, seed: 2 };
    const second = value(await trainer.call('train', request({ start: 'afresh', options })));
    expect(second.sha256).not.toBe(first.sha256);
  });

  it('fixes the steps once for a budget in seconds, and keeps to it', async () => {
    const { trainer, request, modelPath } = await house();
    const summary = value(await trainer.call('train', request({ budget: { seconds: 2 } })));
    const model = await storedModel(modelPath);
    expect(model.plan).toMatchObject({ seed: 1 });
    expect(summary.steps).toBeGreaterThan(20);
    if (summary.stopped === 'budget') {
      expect(model.plan).toMatchObject({ steps: summary.steps });
      expect(summary.seconds).toBeLessThan(8);
    }
  });

  it('continues from the model that is there, with versions that go on', async () => {
    const { trainer, request, modelPath } = await house();
    const first = value(await trainer.call('train', request()));
    const before = await storedModel(modelPath);
    const text = story(2000).replaceAll('candle', 'lantern');
    const again = request({ text, budget: { steps: 20 } });
    const second = value(await trainer.call('train', again));
    const after = await storedModel(modelPath);
    expect(after.version).toBeGreaterThan(before.version);
    expect(after.vocabulary.id('lantern')).toBe(before.vocabulary.size);
    expect(after.vocabulary.id('candle')).toBe(before.vocabulary.id('candle'));
    expect(second.metric.value).toBeLessThan(first.metric.value * 1.5);
  });

  it('proposes to start afresh when most words are new', async () => {
    const { trainer, request } = await house();
    value(await trainer.call('train', request()));
    const text = story(2000).replaceAll(/[a-z]+/g, (word) => `un${word}`);
    const answer = await trainer.call('train', request({ text }));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'vocabularyChanged' } });
    value(await trainer.call('train', request({ text, start: 'afresh' })));
  });

  it('learns characters', async () => {
    const { trainer, request, modelPath } = await house();
    const options = { ...request().options, tokens: 'characters' as const };
    value(await trainer.call('train', request({ options, text: story(500) })));
    expect((await storedModel(modelPath)).shape.tokens).toBe('characters');
  });

  it('learns words that occur once where there are hardly any others', async () => {
    const { trainer, request } = await house();
    const text = Array.from({ length: 60 }, (_, n) => `word${'abcdefghij'[n % 10].repeat(n)}`);
    const summary = value(await trainer.call('train', request({ text: text.join(' ') })));
    expect(summary.vocabulary).toBeGreaterThan(40);
  });

  it.each([
    ['', { kind: 'noText', name: 'story.txt' }],
    [' \n\t', { kind: 'noText', name: 'story.txt' }],
    ['three words only', { kind: 'tooShort', words: 3, needed: 50, name: 'story.txt' }],
  ])('refuses %j with facts', async (text, failure) => {
    const { trainer, request } = await house();
    await expect(trainer.call('train', request({ text }))).resolves.toEqual({ ok: false, failure });
  });

  it('says that it goes back to good weights, gives up at last, and saves none that are not finite', async () => {
    const { trainer, request, modelPath, progress, lines } = await house();
    const before = value(await trainer.call('train', request()));
    const plan = { learningRate: 1e39, steps: 40, warmUp: 0, validateEvery: 10 };
    const answer = await trainer.call('train', request({ budget: { plan } }));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'notFinite' } });
    expect(Math.max(...progress.map(({ recoveries }) => recoveries))).toBeGreaterThan(1);
    expect(lines.join('\n')).toMatch(/not finite, back to the best weights at half/);
    // Reading refuses what is not finite: the file holds good weights, as far as they came.
    expect((await storedModel(modelPath)).validationPerplexity).toBeLessThan(
      1.5 * before.metric.value,
    );
  });

  it.each([
    [2048, 64],
    // Above what WebAssembly can address at all.
    [4096, 2048],
  ])(
    'refuses %i units in 4 layers above a limit of %i MB before taking any',
    async (hiddenSize, memoryMB) => {
      const { trainer, request, modelPath } = await house();
      const options = { ...request().options, hiddenSize, layers: 4, memoryMB };
      const answer = await trainer.call('train', request({ options }));
      expect(answer).toMatchObject({
        ok: false,
        failure: { kind: 'overBudget', limitMB: memoryMB },
      });
      await expect(stat(modelPath)).rejects.toThrow();
    },
  );

  it('refuses a second training', async () => {
    const { trainer, request, when } = await house();
    const first = trainer.call('train', request({ budget: { steps: 100_000 } }));
    await when(({ state }) => state === 'training');
    const second = await trainer.call('train', request());
    expect(second).toMatchObject({ failure: { kind: 'alreadyTraining', sameDocument: true } });
    const other = await trainer.call('train', request({ documentKey: 'file:///other' }));
    expect(other).toMatchObject({ failure: { kind: 'alreadyTraining', sameDocument: false } });
    trainer.command('stop');
    await first;
  });

  it('keeps a foreign file aside and says so once', async () => {
    const { trainer, request, modelPath } = await house();
    await mkdir(dirname(modelPath), { recursive: true });
    await writeFile(modelPath, 'my shopping list');
    const answer = await trainer.call('train', request());
    expect(answer).toMatchObject({ failure: { kind: 'corruptModel' } });
    const aside = `${modelPath}.aside-1`;
    expect(await readFile(aside, 'utf8')).toBe('my shopping list');
    value(await trainer.call('train', request()));
  });

  it('only reads a model that another window is training', async () => {
    const { trainer, request, modelPath } = await house();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    await once(other, 'spawn');
    await mkdir(dirname(modelPath), { recursive: true });
    const owner = JSON.stringify({ pid: other.pid, host: hostname() });
    await writeFile(`${modelPath}.lock`, owner);
    const refused = await trainer.call('train', request());
    expect(refused).toMatchObject({ failure: { kind: 'trainedElsewhere' } });
    other.kill('SIGKILL');
    await once(other, 'exit');
    value(await trainer.call('train', request()));
  });
});

describe('pause, resume, stop', () => {
  it('are seen in the middle of a step, and stop keeps the best so far', async () => {
    const { trainer, request, when, modelPath, progress } = await house();
    const options = { ...request().options, hiddenSize: 256, embeddingSize: 256, layers: 2 };
    const budget = { steps: 1000 };
    const training = trainer.call('train', request({ options, text: story(20_000), budget }));
    await when(({ step }) => step >= 3);
    const atPause = await commanded({ trainer, when }, 'pause', 'paused');
    await new Promise((resolve) => setTimeout(resolve, 300));
    const { state, step, seconds } = atPause;
    expect(progress.at(-1)).toMatchObject({ state, step, seconds });
    const resumed = await commanded({ trainer, when }, 'run', 'training');
    expect(resumed.seconds - atPause.seconds).toBeLessThan(0.25);
    const validated = await when(({ validationPerplexity }) => validationPerplexity !== undefined);
    const saving = await commanded({ trainer, when }, 'stop', 'saving');
    expect(saving.step - validated.step).toBeLessThan(3);
    const summary = value(await training);
    expect(summary.stopped).toBe('user');
    expect(summary.steps).toBe(saving.step);
    expect((await storedModel(modelPath)).summary).toEqual(summary);
  });

  it('do not change the bytes', async () => {
    const quiet = await house();
    const budget = { steps: 400 };
    const expected = value(await quiet.trainer.call('train', quiet.request({ budget })));
    const { trainer, request, when, progress } = await house();
    const training = trainer.call('train', request({ budget }));
    await when(({ step }) => step > 0);
    for (let pause = 0; pause < 5; pause++) {
      trainer.command('pause');
      await Promise.race([training, when(({ state }) => state === 'paused')]);
      const goesOn = when(({ state }) => state !== 'paused');
      trainer.command('run');
      await Promise.race([training, goesOn]);
    }
    expect(value(await training).sha256).toBe(expected.sha256);
    expect(progress.some(({ state, step }) => state === 'paused' && step > 0)).toBe(true);
  });

  it('stopped before anything was learnt, it leaves the old model alone', async () => {
    const { trainer, request, modelPath } = await house();
    const first = value(await trainer.call('train', request()));
    trainer.command('stop');
    const answer = await trainer.call('train', request({ start: 'afresh' }));
    expect(answer).toEqual({ ok: false, failure: { kind: 'stoppedEarly' } });
    expect((await storedModel(modelPath)).summary).toEqual(first);
  });
});
