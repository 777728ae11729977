import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import { random } from '../../../src/engine/random';
import type { TaskResult } from '../../../src/shared/tasks';
import { bundledThread } from '../bundle';
import { openHouse, value, type House } from '../house';

let shared: House;
beforeAll(async () => {
  shared = await openHouse(await bundledThread('src/worker/worker.ts'));
});
afterAll(() => shared.dispose());

async function house(): Promise<House> {
  await shared.begin();
  return shared;
}

/** One word tells the class; the others are the same in both. */
function reviews(count: number, seed = 1): string {
  const chance = random(seed);
  const pick = (words: readonly string[]): string => words[chance.below(words.length)];
  const others = ['the', 'film', 'was', 'a', 'plot', 'and', 'its', 'cast', 'one', 'of'];
  return Array.from({ length: count }, () => {
    const isGood = chance.below(2) === 0;
    const telling = pick(isGood ? ['lovely', 'bright', 'moving'] : ['dull', 'tired', 'empty']);
    const words = Array.from({ length: 3 + chance.below(6) }, () => pick(others));
    words.splice(chance.below(words.length), 0, telling);
    return `${words.join(' ')}\t${isGood ? 'good' : 'bad'}`;
  }).join('\n');
}

/** What comes after a word decides its label: "x N" is A, "x V" is B. */
function tagged(count: number, seed = 1): string {
  const chance = random(seed);
  return Array.from({ length: count }, () =>
    Array.from({ length: 2 + chance.below(4) }, () =>
      chance.below(2) === 0 ? 'run\tNOUN\nhome\tADV\n' : 'run\tVERB\nfast\tADJ\n',
    ).join(''),
  ).join('\n');
}

async function stored(path: string) {
  const decoded = decodeModelFile(await readFile(path), undefined, 'any');
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.failure));
  return decoded.model;
}

const small = { hiddenSize: 8, embeddingSize: 8 };

describe('a training on examples', () => {
  it('learns classes, stops by their accuracy and is judged beside its opponents', async () => {
    const { trainer, request, modelPath, progress } = await house();
    const asked = {
      ...{ text: reviews(200), name: 'reviews.tsv', task: { id: 'classes' } as const },
      budget: { steps: 300 },
    };
    const options = { ...request().options, ...small };
    const summary = value(await trainer.call('train', request({ ...asked, options })));
    expect(summary.validationPerplexity).toBeUndefined();
    expect(summary.metric.id).toBe('accuracy');
    expect(summary.metric.value).toBeGreaterThan(90);
    const model = await stored(modelPath);
    expect(model.task).toMatchObject({ task: 'classes', asked: 'last' });
    expect(model.metric).toEqual(summary.metric);
    const { rows, examples } = model.result as TaskResult;
    expect(rows.map(({ judge }) => judge)).toEqual([
      ...['network', 'majority', 'naiveBayes', 'naiveBayesPairs', 'meanOfEmbeddings'],
    ]);
    expect(rows[0].figures).toMatchObject({ accuracy: expect.closeTo(100, -1) });
    const simplest = rows.at(-1)?.figures;
    expect(simplest && 'accuracy' in simplest && simplest.accuracy).toBeGreaterThan(60);
    expect(examples.train + examples.valid + examples.test).toBeLessThanOrEqual(200);
    expect(progress.at(-1)?.metric).toEqual(summary.metric);
  });

  it('learns labels from both sides of a token', async () => {
    const { trainer, request, modelPath, analyst } = await house();
    const asked = {
      ...{ text: tagged(60), name: 'tags.conll', task: { id: 'labels' } as const },
      budget: { steps: 150 },
    };
    const options = { ...request().options, ...small };
    const summary = value(await trainer.call('train', request({ ...asked, options })));
    expect(summary.metric.value).toBeGreaterThan(95);
    expect((await stored(modelPath)).shape.direction).toBe('both');
    const described = value(await analyst.call('describeModel', { path: modelPath }));
    expect(described.task).toMatchObject({ task: 'labels', spans: false });
    expect(described.metric).toEqual(summary.metric);
    expect(described.result?.rows.map(({ judge }) => judge)).toEqual([
      ...['network', 'majority', 'mostFrequentLabel', 'suffixes', 'perceptron'],
    ]);
    const { words = 0, examples } = described.result ?? {};
    expect(words).toBeGreaterThan(2 * (examples?.test ?? 0));
    const [listed] = await analyst.call('listModels', { paths: [modelPath] });
    expect(listed.facts).toMatchObject({ ok: true, value: { task: 'labels' } });
  });

  it('gives the same bytes for the same examples, on one thread and on two', async () => {
    const asked = { text: reviews(100), task: { id: 'classes' } as const, budget: { steps: 20 } };
    const hashes = [];
    for (const threads of [1, 2]) {
      const { trainer, request } = await house();
      const options = { ...request().options, ...small, threads };
      const answer = await trainer.call('train', request({ ...asked, options }));
      hashes.push(value(answer).sha256);
    }
    expect(hashes[1]).toBe(hashes[0]);
  });

  it('refuses a file that has nothing to tell apart, with its sentence', async () => {
    const { trainer, request } = await house();
    const text = 'one text\tgood\nanother\tgood\nand a third\tgood\n';
    const answer = await trainer.call('train', request({ text, task: { id: 'classes' } }));
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'badExamples', flaw: { kind: 'oneClass' } },
    });
  });

  it('says that it begins again where the examples changed since it was cut off', async () => {
    const { trainer, request, progress } = await house();
    const asked = { task: { id: 'classes' } as const, budget: { steps: 5 } };
    const options = { ...request().options, ...small };
    value(await trainer.call('train', request({ ...asked, text: reviews(60), options })));
    const again = { ...asked, text: reviews(60, 2), options, start: 'resume' } as const;
    value(await trainer.call('train', request(again)));
    expect(progress.at(-1)?.beginsAgain).toBe('nothingKept');
  });
});
