import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Session, SessionEvent } from '../../../src/host/sessions/sessionState';
import {
  completer,
  idleSession,
  movedSession,
  sessionAfter,
  statusOf,
} from '../../../src/host/sessions/sessionState';
import { description, liveModel, report, summary } from '../values';

const idle = idleSession('file:///a.txt', 'a.txt');
const after = (session: Session, ...events: SessionEvent[]): Session =>
  events.reduce(sessionAfter, session);
const started: SessionEvent = { kind: 'started', start: 'continue' };
const published: SessionEvent = { kind: 'published', model: liveModel(3) };
const restored: SessionEvent = { kind: 'restored', description: description(), path: '/m' };

describe('A session', () => {
  it('is ready when its file was found', () => {
    const session = after(idle, restored);
    expect(statusOf(session)).toEqual({
      state: 'ready',
      validationPerplexity: 74.1,
      metric: { id: 'perplexity', value: 74.1 },
      modelVersion: 9,
    });
    expect(session.model).toEqual({ kind: 'file', path: '/m' });
  });

  it('keeps the names of units with the model, and drops them when it begins afresh', () => {
    const unitNames = { '0:3': 'quotes' };
    const named = after(idle, restored, { kind: 'named', unitNames, namedWith: {} });
    expect(named.unitNames).toEqual(unitNames);
    const finished: SessionEvent = { kind: 'finished', summary: summary(), path: '/m' };
    expect(after(named, started, finished).unitNames).toEqual(unitNames);
    const afresh = after(named, { kind: 'started', start: 'afresh' });
    expect(afresh.unitNames).toEqual({});
    expect(after(afresh, { kind: 'refused' }).unitNames).toEqual(unitNames);
    const reopened = description({ unitNames });
    expect(after(idle, { kind: 'restored', description: reopened, path: '/m' }).unitNames).toEqual(
      unitNames,
    );
  });

  it('completes from counts as soon as the training begins, then from weights', () => {
    expect(completer(idle)).toBeUndefined();
    expect(completer(after(idle, started))).toEqual({ kind: 'counts' });
    const live = after(idle, started, published);
    expect(completer(live)).toBe(live.model);
    const retrained = after(idle, restored, started);
    expect(completer(retrained)).toBe(retrained.model);
  });

  it('goes on completing from counts where the text is too short to be learnt, and only there', () => {
    const failure = { kind: 'tooShort', name: 'a.txt', words: 30, needed: 50 } as const;
    const short = after(idle, started, { kind: 'refused', failure });
    expect([short.state, completer(short)]).toEqual(['idle', { kind: 'counts' }]);
    const empty: SessionEvent = { kind: 'refused', failure: { kind: 'noText', name: 'a.txt' } };
    expect(completer(after(idle, started, empty))).toBeUndefined();
  });

  it('answers from the live weights while it trains, and counts their version', () => {
    const session = after(idle, started, { kind: 'progress', report: report(0.42) }, published);
    expect(statusOf(session)).toEqual({
      state: 'training',
      progress: 0.42,
      validationPerplexity: 104.2,
      metric: { id: 'perplexity', value: 104.2 },
      modelVersion: 3,
    });
  });

  it('answers from the file when the training is done', () => {
    const end: SessionEvent = { kind: 'finished', summary: summary(), path: '/m' };
    const session = after(idle, started, published, end);
    expect(session.state).toBe('ready');
    expect(session.model).toEqual({ kind: 'file', path: '/m' });
    expect(statusOf(session).modelVersion).toBe(3);
    expect(session.before).toBeUndefined();
  });

  it('keeps the source it has when the header of the same file is read again', () => {
    const end: SessionEvent = { kind: 'finished', summary: summary(), path: '/m' };
    const session = after(idle, started, end);
    const weights = session.weights ?? '';
    const again = { ...restored, description: { ...restored.description, weights } };
    expect(after(session, again).model).toBe(session.model);
  });

  it('takes a new source when the same file has other weights: another window trained them', () => {
    const session = after(idle, restored);
    const other = { ...restored.description, weights: 'b'.repeat(64) };
    const renewed = after(session, { ...restored, description: other });
    expect(renewed.model).toEqual(session.model);
    expect(renewed.model).not.toBe(session.model);
  });

  it('takes a new source when something was noted in the file: another window had it forget a word', () => {
    const session = after(idle, restored);
    const other = { ...restored.description, noted: 'else' };
    expect(after(session, { ...restored, description: other }).model).not.toBe(session.model);
    const lender = { key: 'b', name: 'b', by: 'choice' } as const;
    const lent = after(idle, { ...restored, lender });
    expect(after(lent, { ...restored, lender }).model).toBe(lent.model);
    expect(after(lent, { ...restored, description: other, lender }).model).not.toBe(lent.model);
  });

  it('keeps the source that its own training made when the file is read for the first time', () => {
    const path = '/m';
    const made = after(idle, started, published, {
      ...{ kind: 'finished', path, summary: summary({ sha256: restored.description.weights }) },
    });
    expect(after(made, restored).model).toBe(made.model);
  });

  it('says why words are counted where there is no model', () => {
    const why = (kind: 'tooShort' | 'nothingLearnt') =>
      after(idle, started, { kind: 'refused', failure: { kind } as never }).counted;
    expect([why('tooShort'), why('nothingLearnt')]).toEqual(['tooShort', 'nothingLearnt']);
  });

  it('leaves training at once when stop is asked for, and hears no late progress', () => {
    const stopped = after(idle, started, published, { kind: 'stopping' });
    expect(stopped.state).toBe('ready');
    expect(after(stopped, { kind: 'progress', report: report(0.5) })).toBe(stopped);
    expect(after(idle, started, { kind: 'stopping' }).state).toBe('idle');
  });

  it('is ready, not in training, while only the file is written', () => {
    const saving: SessionEvent = { kind: 'progress', report: report(1, 'saving') };
    const session = after(idle, started, published, saving);
    expect([session.state, session.stopping]).toEqual(['ready', true]);
  });

  it('is as before when the training was refused', () => {
    const ready = after(idle, restored);
    expect(after(ready, started, { kind: 'refused' })).toEqual(ready);
    expect(after(idle, started, { kind: 'refused' })).toEqual(idle);
  });

  it('fails with a sentence, and still answers from the weights it has', () => {
    const failure = { kind: 'notFinite', step: 7 } as const;
    const session = after(idle, started, published, { kind: 'broken', failure });
    expect(statusOf(session).state).toBe('failed');
    expect(statusOf(session).message).toContain('step 7');
    expect(session.model).toBeDefined();
  });

  it('says that the trainer was replaced until the next report', () => {
    const replaced = after(idle, started, { kind: 'restarting' });
    expect(replaced.message).toContain('last checkpoint');
    expect(replaced.state).toBe('training');
    expect(after(replaced, { kind: 'progress', report: report(0.5) }).message).toBeUndefined();
  });

  it('pauses only a training and resumes only a pause', () => {
    const paused = after(idle, started, { kind: 'paused' });
    expect(paused.state).toBe('paused');
    expect(after(paused, { kind: 'resumed' }).state).toBe('training');
    expect(after(idle, { kind: 'paused' })).toBe(idle);
    expect(after(idle, { kind: 'resumed' })).toBe(idle);
  });

  it('keeps its curve within bounds, with the newest point', () => {
    let session = after(idle, started);
    for (let step = 1; step <= 5000; step++) {
      const points = [{ step, seconds: step, loss: 1, learningRate: 1, gradientNorm: 1 }];
      session = after(session, { kind: 'progress', report: { ...report(0.5), points } });
    }
    expect(session.curve.length).toBeLessThanOrEqual(2000);
    expect(session.curve.at(-1)?.step).toBe(5000);
  });

  it('has a progress exactly while it is busy, whatever happens', () => {
    const failure = { kind: 'notFinite', step: 1 } as const;
    const event = fc.constantFrom<SessionEvent>(
      started,
      published,
      restored,
      { kind: 'paused' },
      { kind: 'resumed' },
      { kind: 'stopping' },
      { kind: 'restarting' },
      { kind: 'refused' },
      { kind: 'deleted' },
      { kind: 'broken', failure },
      { kind: 'progress', report: report(0.3) },
      { kind: 'finished', summary: summary(), path: '/m' },
    );
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const status = statusOf(after(idle, ...events));
        const busy = status.state === 'training' || status.state === 'paused';
        expect(status.progress !== undefined).toBe(busy);
      }),
    );
  });
});

describe('A session whose training writes another model', () => {
  const path = '/m-2';
  const training = after(idle, restored, { kind: 'started', start: 'afresh', path });

  it('knows which file that is until it is read from there', () => {
    expect(training).toMatchObject({ target: path, model: { kind: 'file', path: '/m' } });
    const finished = after(training, { kind: 'finished', summary: summary(), path });
    expect(finished).toMatchObject({ model: { kind: 'file', path } });
    expect(finished.target).toBeUndefined();
    expect(after(training, { kind: 'refused' })).toEqual(after(idle, restored));
  });

  it('says of a model of older rules how to learn by the present ones', () => {
    const restoredWith = (changes: Parameters<typeof description>[0]) =>
      after(idle, { kind: 'restored', description: description(changes), path: '/m' }).message;
    expect(restoredWith({ outdated: true })).toMatch(
      /earlier version of Gatescope; run “.*Train Afresh/,
    );
    expect(restoredWith({ outdated: true, files: ['a'] })).toMatch(/delete it and train/);
    expect(restoredWith({ outdated: true, unfinished: true })).toMatch(/interrupted/);
    expect(restoredWith({})).toBeUndefined();
  });

  it('goes on where the earlier model is deleted, and has none where it then is refused', () => {
    const alone = after(training, { kind: 'earlierDeleted' });
    expect(alone).toMatchObject({ state: 'training', target: path });
    expect(alone.model).toBeUndefined();
    expect(after(alone, { kind: 'refused' })).toEqual(idle);
    const live = after(training, published, { kind: 'earlierDeleted' });
    expect(live.model?.kind).toBe('live');
  });

  it('keeps both files when its document gets another name', () => {
    const place = (from: string): string => from.replace('/m', '/n');
    const moved = movedSession(training, { key: 'file:///b.txt', name: 'b.txt' }, place);
    expect(moved).toMatchObject({ key: 'file:///b.txt', target: '/n-2', model: { path: '/n' } });
    expect(moved.before).toMatchObject({ key: 'file:///b.txt', model: { path: '/n' } });
  });
});
