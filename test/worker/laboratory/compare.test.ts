/** The laboratory's thread compares two models from their files, of a race that it ran itself. */
import * as v from 'valibot';
import { beforeAll, describe, expect, it } from 'vitest';
import { success } from '../../../src/shared/failures';
import {
  compareSection,
  type CompareChoice,
  type CompareNews,
} from '../../../src/shared/laboratory/compare';
import type { RaceChoice } from '../../../src/shared/laboratory/race';
import { createLaboratory } from '../../../src/worker/laboratory/laboratory';
import { engineHere } from '../engine';
import { raceStory } from '../race/story';

const raw = raceStory(140);
const text = { key: 'file:///story.txt', name: 'story.txt' };
const files = new Map<string, Uint8Array<ArrayBuffer>>();
const told: CompareNews[] = [];
let time = 0;
const thread = createLaboratory({
  engine: engineHere(),
  clock: { now: () => (time += 7), nextTurn: () => Promise.resolve() },
  files: {
    read: (path) => Promise.resolve(success(files.get(path))),
    head: () => Promise.resolve(success(undefined)),
    part: () => Promise.resolve(success(undefined)),
    writeCompanion(path, bytes) {
      files.set(path, new Uint8Array(bytes));
      return Promise.resolve(success(undefined));
    },
  },
  stepping: () => undefined,
  tell(what) {
    if (what.section === 'compare') told.push(...what.news);
  },
});

beforeAll(async () => {
  const choice: RaceChoice = {
    ...{ text, equal: 'steps', budget: { of: 'steps', count: 20 }, seeds: 1 },
    contestants: ['gru', 'rnn'].map((cell) => ({ cell, layers: 1, units: 8 })),
  };
  const material = {
    ...({ tokens: 'words', readout: 'linear' } as const),
    ...{ documentKey: text.key, name: text.name, text: raw },
    ...{ memoryMB: 512, race: '0123abcd', folder: '/races' },
  };
  const raced = await thread.race({ run: 1, choice, material }, { cancelled: false });
  if (!raced.ok) throw new Error(raced.failure.kind);
});

const id = '0'.repeat(32);
const compare = (
  changes: Partial<CompareChoice> = {},
  paths: readonly [string, string] = ['/races/0.safetensors', '/races/1.safetensors'],
  given = raw,
) => {
  const models: CompareChoice['models'] = [
    { id, title: 'GRU' },
    { id, title: 'RNN' },
  ];
  const order = { run: 2, choice: { text, models, ...changes } };
  const material = { name: text.name, text: given, paths };
  return thread.compare({ ...order, material }, { cancelled: false });
};

describe('Two models in the laboratory', () => {
  it('are compared on the text, and the times are told at which they could be, too', async () => {
    const answer = await compare();
    if (!answer.ok) throw new Error(answer.failure.kind);
    expect(v.parse(compareSection.outcome, answer.value)).toEqual(answer.value);
    const { bits, judged, common, passages, tensors } = answer.value;
    expect(judged).toBe(common.words);
    expect(bits[0]).not.toBe(bits[1]);
    expect(passages[0]?.words.length).toBe(256);
    expect(tensors.map(({ name }) => name)).toContain('encoder.weight');
    const untrained = { index: 0, step: 0 };
    expect(told.at(-1)).toEqual({ kind: 'marks', marks: [[untrained], [untrained]] });
  });

  it('judge no more words than were asked for', async () => {
    const answer = await compare({ judged: 512 });
    expect(answer.ok && answer.value.judged).toBe(512);
  });

  it('may be one model, untrained and trained', async () => {
    const same = '/races/0.safetensors';
    const models: CompareChoice['models'] = [
      { id, title: 'GRU', mark: 0 },
      { id, title: 'GRU' },
    ];
    const answer = await compare({ models }, [same, same]);
    if (!answer.ok) throw new Error(answer.failure.kind);
    const [before, after] = answer.value.bits;
    expect(before).toBeGreaterThan((after ?? 0) + 0.05);
  });

  it('say why they cannot be compared: a mark or a file that is gone, no text', async () => {
    const models: CompareChoice['models'] = [
      { id, title: 'GRU', mark: 3 },
      { id, title: 'RNN' },
    ];
    expect(await compare({ models })).toMatchObject({ failure: { kind: 'noSnapshot' } });
    expect(await compare({}, ['/gone', '/races/1.safetensors'])).toMatchObject({
      failure: { kind: 'noModel' },
    });
    expect(await compare({}, undefined, '')).toMatchObject({ failure: { kind: 'noText' } });
  });
});
