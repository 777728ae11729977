/** The three threads, started as the host starts them, and a text to train on. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { random } from '../../src/engine/random';
import { hostTimer } from '../../src/host/threads/workerPort';
import type { SupervisedThread } from '../../src/host/threads/supervisor';
import { startThread } from '../../src/host/threads/supervisor';
import type { AnalystContract } from '../../src/shared/contracts/analyst';
import type { LiveModel } from '../../src/shared/contracts/documents';
import type { ReaderContract } from '../../src/shared/contracts/reader';
import type { IndexShare } from '../../src/shared/questions/editor/similar';
import type { ThreadNews } from '../../src/shared/wire/threads';
import type { AnalystNews } from '../../src/shared/questions/editor/similar';
import type {
  TrainerContract,
  TrainerNews,
  TrainingProgress,
  TrainingRequest,
} from '../../src/shared/contracts/trainer';

export interface House {
  readonly trainer: SupervisedThread<TrainerContract>;
  readonly reader: SupervisedThread<ReaderContract>;
  readonly analyst: SupervisedThread<AnalystContract>;
  readonly progress: TrainingProgress[];
  readonly published: LiveModel[];
  readonly lines: string[];
  /** What was told of indexes that are read ahead. */
  readonly indexing: IndexShare[];
  readonly modelPath: string;
  request(changes?: Partial<TrainingRequest>): TrainingRequest;
  /** A folder of its own and nothing heard yet, for the next test; the threads stay. */
  begin(): Promise<void>;
  /** Resolves when a report passes; rejects never. */
  when(passes: (report: TrainingProgress) => boolean): Promise<TrainingProgress>;
  dispose(): Promise<void>;
}

export async function openHouse(script: string, fault?: string): Promise<House> {
  const folders: string[] = [];
  const newFolder = async (): Promise<string> => {
    folders.push(await mkdtemp(join(tmpdir(), 'gatescope-')));
    return join(folders.at(-1) ?? '', 'models', 'model.safetensors');
  };
  let modelPath = await newFolder();
  const lines: string[] = [];
  const indexing: IndexShare[] = [];
  const progress: TrainingProgress[] = [];
  const published: LiveModel[] = [];
  const waiting = new Set<(report: TrainingProgress) => void>();
  const log = (line: string): void => void lines.push(line);
  // A busy machine keeps a thread silent for seconds: only who waits for a hung one is impatient.
  const hungAfter = fault?.includes(':hang') === true ? 1500 : 30_000;
  const patience = { hungAfter, pauses: [30, 30, 30] };
  const common = { script, timer: hostTimer, log, fault, patience };
  const trainer = startThread<TrainerContract, TrainerNews>({
    ...common,
    role: 'trainer',
    news: {
      log,
      published: (model) => void published.push(model),
      progress: (report) => {
        progress.push(report);
        for (const listener of [...waiting]) listener(report);
      },
    },
  });
  const reader = startThread<ReaderContract, ThreadNews>({
    ...common,
    role: 'reader',
    news: { log },
  });
  const analyst = startThread<AnalystContract, AnalystNews>({
    ...common,
    role: 'analyst',
    news: { log, indexing: (news) => void indexing.push(news) },
  });
  return {
    ...{ trainer, reader, analyst, progress, published, lines, indexing },
    get modelPath() {
      return modelPath;
    },
    async begin() {
      modelPath = await newFolder();
      for (const heard of [progress, published, lines, indexing]) heard.length = 0;
      trainer.command('run');
    },
    request: (changes = {}) => ({
      documentKey: 'file:///story.txt',
      name: 'story.txt',
      text: story(2000),
      modelPath,
      start: 'continue',
      budget: { steps: 60 },
      options: {
        seed: 1,
        tokens: 'words',
        layers: 1,
        hiddenSize: 16,
        embeddingSize: 16,
        threads: 1,
        memoryMB: 256,
      },
      ...changes,
    }),
    when: (passes) =>
      new Promise((resolve) => {
        const listener = (report: TrainingProgress): void => {
          if (!passes(report)) return;
          waiting.delete(listener);
          resolve(report);
        };
        waiting.add(listener);
      }),
    async dispose() {
      await Promise.all([trainer.dispose(), reader.dispose(), analyst.dispose()]);
      for (const folder of folders) await rm(folder, { recursive: true, force: true });
    },
  };
}

const parts = [
  ['the', 'a', 'every', 'no'],
  ['cat', 'dog', 'bird', 'king', 'queen', 'river', 'garden', 'captain'],
  ['sees', 'finds', 'follows', 'forgets', 'remembers'],
  ['the', 'a', 'every', 'no'],
  ['house', 'mountain', 'letter', 'road', 'window', 'candle', 'ship'],
];

/** Sentences with a grammar that can be learnt; the same for the same seed. */
export function story(words: number, seed = 7): string {
  const chance = random(seed);
  const sentences: string[] = [];
  for (let count = 0; count < words; count += parts.length) {
    sentences.push(parts.map((choice) => choice[chance.below(choice.length)]).join(' '));
  }
  return `${sentences.join('.\n')}.\n`;
}

export function value<T>(result: { ok: true; value: T } | { ok: false; failure: unknown }): T {
  if (!result.ok) throw new Error(`failed: ${JSON.stringify(result.failure)}`);
  return result.value;
}

/**
 * Asks until the answer is exact: a thread that is slow on this machine answers from guesses first,
 * as it should.
 */
export async function exactly<T extends { readonly approximate: boolean }>(
  ask: () => Promise<T>,
): Promise<T> {
  return vi.waitFor(
    async () => {
      const answer = await ask();
      expect(answer.approximate).toBe(false);
      return answer;
    },
    { timeout: 30_000, interval: 20 },
  );
}
