import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLessonRequests } from '../../../src/host/lessons/lessonRequests';
import { modelId } from '../../../src/host/sessions/modelFiles';
import type { StoredValues } from '../../../src/host/sessions/documentMemory';
import { createLessonTexts } from '../../../src/host/lessons/lessonTexts';
import { createDocumentMemories } from '../../../src/host/sessions/documentMemory';
import type { OpenText } from '../../../src/host/texts/openText';
import { createBundledSamples } from '../../../src/host/lessons/bundledSamples';
import { createSessions } from '../../../src/host/sessions/sessions';
import type { TrainingOrder } from '../../../src/host/training/trainingRequest';
import { failed, success, type Result } from '../../../src/shared/failures';
import type { TrainingSummary } from '../../../src/shared/api';
import { syntheticLesson } from '../../webview/gallery/syntheticLesson';
import { textOf, type Told } from '../stage';
import { description, report, summary } from '../values';

const content = 'First Citizen : before we proceed any further , hear me speak . Speak , speak .';
let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lessons-'));
  writeFileSync(path.join(folder, 'fullStop.json'), JSON.stringify(syntheticLesson));
  writeFileSync(path.join(folder, 'fullStop.txt'), content);
});
afterAll(() => rmSync(folder, { recursive: true }));

function memory(): StoredValues {
  const kept = new Map<string, unknown>();
  return {
    get: (key) => kept.get(key),
    update: (key, value) => Promise.resolve(void kept.set(key, value)),
  };
}

interface Ordered {
  readonly text: OpenText;
  readonly order: TrainingOrder;
  end(result: Result<TrainingSummary>): void;
}

function classroom(claims: unknown = success([{ id: 'gone', value: 0.05, held: true }])) {
  const told: Told[] = [];
  const ordered: Ordered[] = [];
  const stops: number[] = [];
  const refreshed: string[] = [];
  const rewritten: Told[] = [];
  const chosen: Told[] = [];
  const sessions = createSessions();
  const lessons = createLessonTexts(folder, createDocumentMemories(memory()));
  const text = textOf('untitled:Untitled-1', content);
  const answers: Record<string, unknown> = {
    lessonTraining: success({
      text: 'fresh words',
      plan: { steps: 9, seed: 7 },
      options: { tokens: 'words', layers: 1, hiddenSize: 32, embeddingSize: 32 },
    }),
    measureLesson: claims,
    deleteModel: success(undefined),
  };
  const desk = createLessonRequests({
    ...{ lessons, sessions },
    trainings: {
      train: (trained, order) =>
        new Promise((end) => void ordered.push({ text: trained, order, end })),
      stop: () => stops.push(1) > 0,
    },
    analyst: {
      call: ((method: string, request: unknown) => {
        told.push([method, request]);
        return Promise.resolve(answers[method]);
      }) as never,
    },
    restoring: { refresh: ({ key }) => Promise.resolve(void refreshed.push(key)) },
    chosen: { choose: (key, id) => void chosen.push([key, id]) },
    files: { pathOf: (key) => `/models/${key}` },
    find: (key) => (key === text.key ? text : undefined),
    rewrite: (key, words) => Promise.resolve(void rewritten.push([key, words])),
  });
  const settle = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setTimeout(resolve, 0));
  };
  lessons.begin(text.key, syntheticLesson);
  const page = () => desk.of(text.key);
  return {
    ...{ told, ordered, stops, refreshed, rewritten, chosen, sessions, lessons, desk, text },
    ...{ settle, page },
  };
}

const trainedKey = 'lesson:fullStop, seed 7';

describe('The network that came with a lesson', () => {
  it('is called by the lesson’s title, and no other file is', () => {
    const { lessons, text } = classroom();
    const path = lessons.shippedPath(text.key) ?? '';
    expect(lessons.shippedName(path)).toBe('the lesson “The full stop resets”');
    expect(lessons.shippedName('/models/another.safetensors')).toBeUndefined();
  });
});

describe('A lesson trained again', () => {
  it('is an ordinary training of fresh text, on its plan, under a key of its own', async () => {
    const { desk, text, ordered, told, settle, page } = classroom();
    desk.wish(text.key, { do: 'train', seed: 7 });
    await settle();
    expect(told).toEqual([['lessonTraining', { lesson: 'fullStop', seed: 7 }]]);
    expect(ordered).toHaveLength(1);
    expect(ordered[0].text).toMatchObject({ key: trainedKey });
    expect(ordered[0].text.text()).toBe('fresh words');
    expect(ordered[0].order).toEqual({
      start: 'afresh',
      seed: 7,
      budget: { plan: { steps: 9, seed: 7 } },
      sizes: { tokens: 'words', layers: 1, hiddenSize: 32, embeddingSize: 32 },
    });
    expect(page()?.running).toEqual({ seed: 7, progress: 0 });
  });

  it('tells how far it is, and adds the claims that were measured in it', async () => {
    const { desk, text, ordered, told, sessions, settle, page } = classroom();
    desk.wish(text.key, { do: 'train', seed: 7 });
    await settle();
    const trained = { key: trainedKey, name: 'it' };
    sessions.apply(trained, { kind: 'started', start: 'afresh' });
    sessions.apply(trained, { kind: 'progress', report: report(0.5) });
    expect(page()?.running).toEqual({ seed: 7, progress: 0.5 });
    ordered[0].end(success(summary({ seconds: 8, seed: 7 })));
    await settle();
    expect(told.at(-1)).toEqual([
      'measureLesson',
      { lesson: 'fullStop', seed: 7, path: `/models/${trainedKey}` },
    ]);
    expect(page()).not.toHaveProperty('running');
    expect(page()?.trainings).toEqual([
      { seed: 7, seconds: 8, claims: [{ id: 'gone', value: 0.05, held: true }] },
    ]);
    expect(page()?.shown).toBe('other');
  });

  it('leaves nothing where it was called off', async () => {
    const { desk, text, ordered, stops, told, settle, page } = classroom();
    desk.wish(text.key, { do: 'train', seed: 7 });
    await settle();
    desk.wish(text.key, { do: 'cancel' });
    expect(stops).toHaveLength(1);
    ordered[0].end(success(summary({ stopped: 'user' })));
    await settle();
    expect(told.at(-1)).toEqual(['deleteModel', { path: `/models/${trainedKey}` }]);
    expect(page()).toMatchObject({ trainings: [] });
    expect(page()).not.toHaveProperty('running');
    expect(page()).not.toHaveProperty('trouble');
  });

  it('says why there was none', async () => {
    const { desk, text, ordered, settle, page } = classroom();
    desk.wish(text.key, { do: 'train', seed: 7 });
    await settle();
    ordered[0].end(failed({ kind: 'alreadyTraining', name: 'a.txt', sameDocument: false }));
    await settle();
    expect(page()?.trouble).toBe('a.txt is training; stop it first.');
    expect(page()).not.toHaveProperty('running');
  });

  it('takes the place of an older one with the same seed, and never runs twice at once', async () => {
    const { desk, text, ordered, settle, page } = classroom();
    for (const seconds of [8, 9]) {
      desk.wish(text.key, { do: 'train', seed: 7 });
      desk.wish(text.key, { do: 'train', seed: 8 });
      await settle();
      ordered.at(-1)?.end(success(summary({ seconds, seed: 7 })));
      await settle();
    }
    expect(ordered).toHaveLength(2);
    expect(page()?.trainings.map(({ seed, seconds }) => [seed, seconds])).toEqual([[7, 9]]);
  });
});

describe('The network that a lesson is shown with', () => {
  it('is the shipped one at first, and then the one that is chosen', async () => {
    const { desk, lessons, text, sessions, chosen, refreshed, settle, page } = classroom();
    const shipped = lessons.shippedPath(text.key) ?? '';
    expect(shipped).toBe(path.join(folder, 'fullStop.safetensors'));
    expect([lessons.isShipped(shipped), lessons.isShipped('/models/a')]).toEqual([true, false]);
    const read = {
      kind: 'restored',
      description: description(),
      lender: { key: 'lesson:x', name: 'x', by: 'choice' },
    } as const;
    sessions.apply(text, { ...read, path: shipped });
    expect(page()?.shown).toBe('shipped');
    lessons.change(text.key, { trainings: [{ seed: 7, seconds: 8, claims: [] }] });
    desk.wish(text.key, { do: 'show', network: 7 });
    await settle();
    expect(chosen).toEqual([[text.key, modelId(trainedKey)]]);
    expect(refreshed).toEqual([text.key]);
    sessions.apply(text, { ...read, path: `/models/${trainedKey}` });
    expect(page()?.shown).toBe(7);
    desk.wish(text.key, { do: 'show', network: 'shipped' });
    await settle();
    expect(chosen.at(-1)).toEqual([text.key, undefined]);
  });

  it('is its own after it was trained on itself, until the shipped one is chosen again', async () => {
    const { desk, lessons, text, sessions, settle } = classroom();
    sessions.apply(text, { kind: 'started', start: 'afresh' });
    sessions.apply(text, { kind: 'finished', summary: summary(), path: '/models/own' });
    expect(lessons.shippedPath(text.key)).toBeUndefined();
    desk.wish(text.key, { do: 'show', network: 'shipped' });
    await settle();
    expect(lessons.shippedPath(text.key)).toBe(path.join(folder, 'fullStop.safetensors'));
  });
});

describe('The gap', () => {
  it('makes the text for it', async () => {
    const { desk, text, rewritten, settle, page } = classroom();
    desk.wish(text.key, { do: 'gap', place: 1 });
    desk.wish(text.key, { do: 'gap', place: 5 });
    await settle();
    expect(rewritten).toEqual([[text.key, syntheticLesson.gaps?.[1].text]]);
    expect(page()?.gap).toBe(1);
  });
});

describe('The lesson of a text', () => {
  it('comes back with the window where the text begins as it did, and only there', async () => {
    const kept = memory();
    createLessonTexts(folder, createDocumentMemories(kept)).begin(
      'untitled:Untitled-1',
      syntheticLesson,
    );
    const after = createLessonTexts(folder, createDocumentMemories(kept));
    await after.resume(textOf('untitled:Untitled-1', `${content} And more.`));
    expect(after.find('untitled:Untitled-1')?.lesson).toEqual(syntheticLesson);
    const other = createLessonTexts(folder, createDocumentMemories(kept));
    await other.resume(textOf('untitled:Untitled-1', 'Another text that was begun there.'));
    await other.resume(textOf('untitled:Untitled-2', content));
    expect(other.find('untitled:Untitled-1') ?? other.find('untitled:Untitled-2')).toBeUndefined();
  });

  it('cannot be opened from a file that is no lesson, and the sentence says so', async () => {
    const broken = mkdtempSync(path.join(tmpdir(), 'lessons-'));
    mkdirSync(broken, { recursive: true });
    writeFileSync(path.join(broken, 'fullStop.json'), '{"id":"fullStop"}');
    copyFileSync(path.join(folder, 'fullStop.txt'), path.join(broken, 'fullStop.txt'));
    const read = await createLessonTexts(broken, createDocumentMemories(memory())).read('fullStop');
    expect(read).toMatchObject({ ok: false, failure: { kind: 'disk' } });
    rmSync(broken, { recursive: true });
  });
});

describe('The samples', () => {
  const samples = createBundledSamples(path.resolve(import.meta.dirname, '../../../media/samples'));

  it('begin with Shakespeare, and every one of them is there and says what it can show', async () => {
    const listed = await samples.list();
    if (!listed.ok) throw new Error('no index');
    expect(listed.value[0].id).toBe('shakespeare');
    for (const sample of listed.value) {
      const text = await samples.text(sample);
      expect(text.ok && text.value.length > 40, sample.id).toBe(true);
      expect(sample.says.length, sample.id).toBeGreaterThan(20);
    }
  });

  it('are said of the texts that were opened from them, until these are closed', async () => {
    const listed = await samples.list();
    if (!listed.ok) throw new Error('no index');
    samples.opened('untitled:Untitled-1', listed.value[0]);
    expect(samples.says('untitled:Untitled-1')).toBe(listed.value[0].says);
    samples.close('untitled:Untitled-1');
    expect(samples.says('untitled:Untitled-1')).toBeUndefined();
  });
});
