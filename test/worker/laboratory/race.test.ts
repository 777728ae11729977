/** The laboratory's thread races: what it tells, what it puts away, and how it goes on. */
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { evaluationText } from '../../../src/engine/evaluation/evaluationText';
import { decodeModelFile } from '../../../src/engine/files/modelFile';
import { readRecord, writeRecord } from '../../../src/engine/race/record';
import { newestCut } from '../../../src/engine/text/tokens/cut';
import { success, type Result } from '../../../src/shared/failures';
import type { Order } from '../../../src/shared/laboratory/sections';
import {
  raceSection,
  type RaceChoice,
  type RacedRow,
  type RaceMaterial,
  type RaceNews,
  type RaceOutcome,
} from '../../../src/shared/laboratory/race';
import { createLaboratory } from '../../../src/worker/laboratory/laboratory';
import { weightsHash } from '../../../src/worker/models/weightsHash';
import { runRace } from '../../../src/worker/race/race';
import { engineHere } from '../engine';
import { raceStory } from '../race/story';

const engine = engineHere();
const choice: RaceChoice = {
  text: { key: 'file:///story.txt', name: 'story.txt' },
  contestants: [
    { cell: 'gru', layers: 1, units: 8 },
    { cell: 'rnn', layers: 2, units: 6, rate: 0.01, share: 0.5 },
  ],
  ...{ equal: 'steps', budget: { of: 'steps', count: 6 }, seeds: 2 },
};
const material: RaceMaterial = {
  ...{ documentKey: 'file:///story.txt', name: 'story.txt', text: raceStory(140), tokens: 'words' },
  ...{ readout: 'linear', memoryMB: 512, race: '0123abcd', folder: '/races/0123abcd' },
};

function laboratory(isFull = false) {
  const news: RaceNews[] = [];
  const files = new Map<string, Uint8Array>();
  let time = 0;
  const thread = createLaboratory({
    engine,
    clock: { now: () => (time += 7), nextTurn: () => Promise.resolve() },
    files: {
      read: () => Promise.resolve(success(undefined)),
      head: () => Promise.resolve(success(undefined)),
      part: () => Promise.resolve(success(undefined)),
      writeCompanion(path, bytes) {
        if (isFull)
          return Promise.resolve({
            ok: false,
            failure: { kind: 'disk', doing: 'Saving the model', reason: 'disk full' },
          });
        files.set(path, bytes);
        return Promise.resolve(success(undefined));
      },
    },
    stepping: () => undefined,
    tell(what) {
      if (what.section === 'race') news.push(...what.news);
    },
  });
  const race = async (
    chosen: RaceChoice = choice,
    more: Partial<RaceMaterial> = {},
    job = { cancelled: false },
  ): Promise<Result<RaceOutcome>> => {
    const order: Order<'race'> = { run: 1, choice: chosen };
    return thread.race({ ...order, material: { ...material, ...more } }, job);
  };
  const rows = (): RacedRow[] => news.filter((one) => one.kind === 'row');
  const record = (): string => news.findLast((one) => one.kind === 'record')?.record ?? '';
  return { race, news, files, rows, record };
}

describe('A race in the laboratory', () => {
  it('tells what counting says, the course of each training, and its row', async () => {
    const { race, news, rows } = laboratory();
    const answer = await race();
    if (!answer.ok) throw new Error(answer.failure.kind);
    for (const one of news) expect(v.parse(raceSection.news, one)).toEqual(one);
    expect(v.parse(raceSection.outcome, answer.value)).toEqual(answer.value);
    expect(news[0]).toMatchObject({ kind: 'begun', race: '0123abcd' });
    const rnn = 'rnn layers=2 units=6 rate=0.01 share=0.5';
    expect(rows().map(({ name, seed, model }) => [name, seed, model])).toEqual([
      ['gru units=8', 1, '0123abcd/0'],
      [rnn, 1, '0123abcd/1'],
      ['gru units=8', 2, '0123abcd/2'],
      [rnn, 2, '0123abcd/3'],
    ]);
    const points = news.filter((one) => one.kind === 'point' && one.name === rnn);
    expect(points.length).toBeGreaterThan(3);
    expect(answer.value.findings[0]).toContain('predicts the last part of the text best');
    expect(answer.value.findings[0]).toContain('means of 2 seeds');
  });

  it('gives the record that the same race gives in the terminal, byte for byte', async () => {
    const { race, record } = laboratory();
    await race();
    const read = readRecord(record());
    if (!('record' in read)) throw new Error(read.problem);
    const { contestants, equal, budget, seeds, rows, text } = read.record;
    const again = await runRace(
      { name: 'story.txt', raw: material.text },
      evaluationText(material.text, newestCut('words')),
      { contestants, equal, budget, seeds, tokens: text.tokens, cut: 2 },
      {
        ...{ engine, threads: 1, memoryMB: 512, spent: () => 0, cancelled: () => false },
        ...{ nextTurn: () => Promise.resolve(), finished: () => Promise.resolve() },
      },
      { plans: rows, rows: [] },
    );
    if (!again.ok) throw new Error(again.failure.kind);
    expect(writeRecord(again.value)).toBe(record());
  });

  it('puts each network away as a model of the text, with the weights that were measured', async () => {
    const { race, files, record } = laboratory();
    await race({ ...choice, seeds: 1 });
    expect([...files.keys()]).toEqual([
      '/races/0123abcd/0.safetensors',
      '/races/0123abcd/1.safetensors',
    ]);
    const read = readRecord(record());
    if (!('record' in read)) throw new Error(read.problem);
    [...files.values()].forEach((bytes, place) => {
      const decoded = decodeModelFile(new Uint8Array(bytes));
      if (!decoded.ok) throw new Error(decoded.failure.kind);
      const { model } = decoded;
      expect(weightsHash(model.weights)).toBe(read.record.rows[place].sha256);
      expect(model).toMatchObject({
        documentKey: material.documentKey,
        name: `${read.record.rows[place].cell}, seed 1 (race)`,
        steps: 6,
        shape: { cut: 2, tokens: 'words' },
      });
      expect(model.history.length).toBeGreaterThan(1);
    });
  });

  it('goes on where it was stopped, and comes to the same record', async () => {
    const whole = laboratory();
    await whole.race();
    const cut = laboratory();
    const job = { cancelled: false };
    const stopping = new Proxy(job, {
      get: () => cut.rows().length === 2,
    });
    expect(await cut.race(choice, {}, stopping)).toMatchObject({ failure: { kind: 'stale' } });
    const rest = laboratory();
    const begun = { race: '0123abcd', record: cut.record() };
    expect(await rest.race({ ...choice, begun })).toMatchObject({ ok: true });
    expect([...rest.files.keys()]).toEqual([2, 3].map((n) => `/races/0123abcd/${n}.safetensors`));
    expect(rest.rows().map(({ seconds }) => seconds === null)).toEqual([true, true, false, false]);
    expect(rest.rows()[0].model).toBe('0123abcd/0');
    expect(rest.record()).toBe(whole.record());
  });

  it('does not go on with a text that has changed', async () => {
    const { race, record } = laboratory();
    await race({ ...choice, seeds: 1 });
    const begun = { race: '0123abcd', record: record() };
    expect(await race({ ...choice, begun }, { text: raceStory(141) })).toMatchObject({
      failure: { kind: 'racedTextChanged', name: 'story.txt' },
    });
  });

  it('goes on where the disk is full, with a network that cannot be used', async () => {
    const { race, rows } = laboratory(true);
    expect(await race({ ...choice, seeds: 1 })).toMatchObject({ ok: true });
    expect(rows().map(({ model }) => model)).toEqual([undefined, undefined]);
  });

  it('says why it cannot begin: a short text, no such cell', async () => {
    const { race } = laboratory();
    expect(await race(choice, { text: 'Too short.' })).toMatchObject({
      failure: { kind: 'tooShort', name: 'story.txt', words: 2 },
    });
    const contestants = [{ cell: 'lstn', layers: 1 }];
    expect(await race({ ...choice, contestants })).toMatchObject({
      failure: { kind: 'badCell', flaw: { kind: 'unknownId', meant: 'lstm' } },
    });
  });
});
