import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ModelFiles } from '../../../src/host/sessions/modelFiles';
import { createModelFiles, slotOf } from '../../../src/host/sessions/modelFiles';
import type { SessionEvent } from '../../../src/host/sessions/sessionState';
import { idleSession } from '../../../src/host/sessions/sessionState';
import { createSessions } from '../../../src/host/sessions/sessions';
import { createKeeper, worthKeeping } from '../../../src/host/training/keptModels';
import type { AskModelChoice } from '../../../src/host/training/modelChoice';
import { orderTraining } from '../../../src/host/training/trainingOrders';
import { failed, success } from '../../../src/shared/failures';
import type { ModelListingFacts } from '../../../src/shared/model/modelFiles';
import { parseSettings } from '../../../src/shared/settings';
import { CallError } from '../../../src/shared/wire/rpc';
import { textOf } from '../stage';
import { description, report, summary } from '../values';

let folder = '';
let files: ModelFiles;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'gatescope-models-'));
  files = createModelFiles(folder);
  await mkdir(path.join(folder, 'models'));
});
afterEach(() => rm(folder, { recursive: true }));

const text = textOf('file:///a.txt', 'words');
const facts = (more: Partial<ModelListingFacts> = {}): ModelListingFacts => ({
  ...{
    documentKey: text.key,
    modelVersion: 7,
    noted: '',
    vocabulary: 3000,
    steps: 100,
    namedUnits: 0,
  },
  ...{ cell: 'lstm', tokens: 'words', layers: 1, hiddenSize: 64, embeddingSize: 64, seed: 1 },
  unfinished: false,
  ...more,
});

function stage(set: Record<string, unknown> = {}) {
  const known = new Map<string, ModelListingFacts>();
  const named: unknown[] = [];
  const sessions = createSessions();
  const ending = { then: (): void => undefined };
  const analyst = {
    call: ((method: string, request: { readonly paths: readonly string[] }) => {
      if (method === 'nameModel') {
        named.push(request);
        return Promise.resolve(success(undefined));
      }
      const listings = request.paths.flatMap((one) => {
        const of = known.get(one);
        return of ? [{ path: one, bytes: 1, saved: 1, facts: success(of) }] : [];
      });
      return Promise.resolve(listings);
    }) as never,
  };
  const choose: AskModelChoice = (cells) => {
    const made = typeof cells?.[0] === 'string' ? cells[0] : 'lstm';
    const options = cells ? { cells } : {};
    return Promise.resolve(
      made === 'bad'
        ? failed({ kind: 'badCell', flaw: { kind: 'noCell' } })
        : success({ options, made: { made, cellTitle: made, layers: 1 } }),
    );
  };
  const needs = {
    ...{ sessions, files, analyst, settings: () => parseSettings((key) => set[key]) },
    trainings: { ended: () => Promise.resolve(ending.then()) },
    modelChoice: choose,
  };
  const save = async (slot: string | undefined, more: Partial<ModelListingFacts> = {}) => {
    const place = files.pathOf(text.key, slot);
    await writeFile(place, 'a model');
    known.set(place, facts(more));
    return place;
  };
  const use = (place: string): void =>
    sessions.apply(text, { kind: 'restored', description: description(), path: place });
  const order = async (asked: Partial<Parameters<typeof orderTraining>[2]> = {}) => {
    const ordered = await orderTraining(needs, text, { afresh: false, ...asked });
    if (!ordered.ok) throw new Error(ordered.failure.kind);
    return ordered.value;
  };
  return { needs, sessions, analyst, named, ending, save, use, order };
}

describe('The order for a training', () => {
  it('is the first model where the text has none', async () => {
    const { order } = stage();
    expect(await order()).toMatchObject({ start: 'continue', slot: undefined, versionAfter: 0 });
  });

  it('goes on with the model in use, or with a budget of its own makes another plan', async () => {
    const { order, save, use } = stage();
    use(await save('aaaaaaaa', { unfinished: true }));
    await save(undefined, { modelVersion: 12 });
    const slot = 'aaaaaaaa';
    expect(await order()).toMatchObject({ start: 'resume', slot, versionAfter: 12 });
    const budget = { steps: 9 };
    expect(await order({ budget })).toMatchObject({ start: 'continue', slot, budget });
  });

  it('with another seed leaves the model in use alone and keeps nothing aside', async () => {
    const { order, save, use } = stage({ 'training.seed': 2 });
    use(await save(undefined));
    const ordered = await order();
    expect(ordered).toMatchObject({ start: 'afresh', versionAfter: 7 });
    expect(ordered.slot).toMatch(/^[0-9a-f]{8}$/);
    expect(ordered.kept).toBeUndefined();
    expect((await order({ seed: 1 })).start).toBe('continue');
  });

  it('with another cell leaves the model in use alone, and goes on with one that has it', async () => {
    const { order, save, use, needs } = stage();
    use(await save(undefined));
    const other = await order({ cells: ['gru'] });
    expect(other).toMatchObject({ start: 'afresh', made: { cells: ['gru'] } });
    await save('bbbbbbbb', { cell: 'gru', made: 'gru' });
    expect(await order({ cells: ['gru'] })).toMatchObject({ start: 'continue', slot: 'bbbbbbbb' });
    const refused = await orderTraining(needs, text, { afresh: false, cells: ['bad'] });
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'badCell' } });
  });

  it('afresh says which model makes room', async () => {
    const { order, save, use } = stage();
    const place = await save(undefined);
    use(place);
    const ordered = await order({ afresh: true });
    expect(ordered).toMatchObject({ start: 'afresh', kept: place });
    expect(ordered.slot).toBeDefined();
  });

  it('of a new model says whose forgotten words it forgets: those of the model in use', async () => {
    const { order, save, use, sessions } = stage();
    expect(await order()).not.toHaveProperty('forgetsLike');
    const newest = await save('aaaaaaaa');
    const used = await save(undefined);
    await utimes(used, 1, 1);
    expect((await order({ afresh: true })).forgetsLike).toEqual([newest, used]);
    use(used);
    expect((await order({ afresh: true })).forgetsLike).toEqual([used, newest]);
    expect(await order()).not.toHaveProperty('forgetsLike');
    const lender = { key: 'file:///b.txt', name: 'b.txt', by: 'choice' } as const;
    sessions.apply(text, {
      ...{ kind: 'restored', description: description(), path: '/theirs', lender },
    });
    expect((await order({ afresh: true })).forgetsLike?.[0]).toBe('/theirs');
  });

  it('never writes the model of another untitled text', async () => {
    const untitled = textOf('untitled:Untitled-1', 'new words');
    await writeFile(files.pathOf(untitled.key), 'of another text');
    const ordered = await orderTraining(stage().needs, untitled, { afresh: false });
    expect(ordered).toMatchObject({ ok: true, value: { start: 'afresh' } });
    expect(ordered.ok && ordered.value.slot).toBeDefined();
  });

  it('waits for a training of the text that is being saved, whose model is one to go on with', async () => {
    const { order, save, sessions, ending } = stage();
    const place = await save('aaaaaaaa');
    await utimes(place, 1, 1);
    const events: SessionEvent[] = [
      { kind: 'started', start: 'continue', path: place },
      { kind: 'stopping' },
    ];
    for (const event of events) sessions.apply(text, event);
    ending.then = () => sessions.apply(text, { kind: 'finished', summary: summary(), path: place });
    expect(await order()).toMatchObject({ start: 'continue', slot: slotOf(files.idOf(place)) });
  });

  it('is refused where nobody can say which models there are', async () => {
    const { needs, save } = stage();
    await save(undefined);
    const analyst = { call: (() => Promise.reject(new CallError('closed', 'x'))) as never };
    const ordered = await orderTraining({ ...needs, analyst }, text, { afresh: false });
    expect(ordered).toEqual(failed({ kind: 'stale' }));
  });
});

describe('A model that makes room', () => {
  const log = (): void => undefined;
  const now = (): number => new Date(2026, 10, 30, 14, 3).getTime();

  it('is called by the time until which it was in use, once', async () => {
    const { analyst, named, save } = stage();
    const keep = createKeeper({ analyst, now, log });
    const place = await save(undefined, { seed: 2 });
    await keep(place);
    expect(named).toEqual([{ path: place, name: 'seed 2 (before 14:03)' }]);
    await keep(await save('aaaaaaaa', { name: 'mine (before 09:00)' }));
    await keep('/gone');
    expect(named).toHaveLength(1);
  });

  it('is worth a question with names of units, or more than ten seconds of training', () => {
    const sessions = createSessions();
    const restored = (more: Parameters<typeof description>[0]) => {
      sessions.apply(text, { kind: 'restored', description: description(more), path: '/m' });
      return worthKeeping(sessions.of(text));
    };
    const short = summary({ seconds: 9 });
    expect(restored({ summary: short })).toBeUndefined();
    expect(restored({ summary: short, unitNames: { '0:1': 'quotes' } })).toBe(
      'perplexity 74.1, 0:09 of training, 1 named unit',
    );
    expect(restored({ summary: summary({ seconds: 58 }) })).toBe(
      'perplexity 74.1, 0:58 of training',
    );
    expect(worthKeeping(idleSession('a', 'a'))).toBeUndefined();
  });

  it('is worth a question while it is still in training, too', () => {
    const sessions = createSessions();
    sessions.apply(text, { kind: 'started', start: 'continue' });
    sessions.apply(text, { kind: 'progress', report: report(0.5) });
    expect(worthKeeping(sessions.of(text))).toContain('0:30 of training');
  });
});
