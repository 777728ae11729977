import { describe, expect, it } from 'vitest';
import { createSessions } from '../../../src/host/sessions/sessions';
import { ThreadLost } from '../../../src/host/threads/supervisor';
import { createTrainings } from '../../../src/host/training/trainings';
import type { TrainingSummary } from '../../../src/shared/api';
import type { Result } from '../../../src/shared/failures';
import { failed, success } from '../../../src/shared/failures';
import type { Handlers } from '../../../src/shared/wire/rpc';
import { CallError } from '../../../src/shared/wire/rpc';
import { parseSettings } from '../../../src/shared/settings';
import type { TrainerNews, TrainingRequest } from '../../../src/shared/contracts/trainer';
import { textOf } from '../stage';
import { liveModel, report, summary } from '../values';

interface Asked {
  readonly request: TrainingRequest;
  readonly answer: (result: Result<TrainingSummary>) => void;
  readonly reject: (error: Error) => void;
}

function stage() {
  const asked: Asked[] = [];
  const commands: string[] = [];
  const moves: string[][] = [];
  const kept: string[] = [];
  const sessions = createSessions();
  let news: Handlers<TrainerNews> | undefined;
  const unheard = { dispose: () => undefined };
  const trainings = createTrainings({
    startTrainer: (handlers) => {
      news = handlers;
      return {
        call: ((_method: string, request: TrainingRequest) =>
          new Promise((answer, reject) => asked.push({ request, answer, reject }))) as never,
        tell: () => undefined,
        command: (command) => void commands.push(command),
        onRestart: () => unheard,
        beforeSending: () => unheard,
        onLost: () => unheard,
        dispose: () => Promise.resolve(),
      };
    },
    sessions,
    reread: () => Promise.resolve(),
    files: {
      pathOf: (key, slot = '') => `/models/${key}${slot}`,
      moveOne: (from, to, slot = '') => Promise.resolve(Boolean(moves.push([from, to, slot]))),
    },
    keep: (path) => void kept.push(path),
    settings: () => parseSettings(() => undefined),
    usualThreads: 3,
    log: () => undefined,
  });
  const job = { cancelled: false };
  const tell = {
    progress: (share: number) => void news?.progress(report(share), job),
    saving: () => void news?.progress({ ...report(1), state: 'saving' }, job),
    published: () => void news?.published(liveModel(1), job),
  };
  return { asked, commands, moves, kept, sessions, trainings, tell };
}

const a = textOf('a', 'words of a');
const b = textOf('b', 'words of b');
const start = { start: 'continue' } as const;
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('A training', () => {
  it('is asked for with the text, the path and the settings of now', async () => {
    const { asked, trainings } = stage();
    void trainings.train(a, { start: 'afresh', seed: 7 });
    await turn();
    expect(asked[0]?.request).toMatchObject({
      documentKey: 'a',
      text: 'words of a',
      modelPath: '/models/a',
      start: 'afresh',
      budget: { seconds: 60 },
      options: { seed: 7, threads: 3, memoryMB: 1024, tokens: 'words' },
    });
  });

  it('shows its news in the session and ends ready', async () => {
    const { asked, sessions, trainings, tell } = stage();
    const ended = trainings.train(a, start);
    await turn();
    expect(sessions.status('a')).toEqual({ state: 'training', progress: 0 });
    tell.progress(0.5);
    tell.published();
    expect(sessions.status('a')).toMatchObject({ progress: 0.5, modelVersion: 1 });
    asked[0].answer(success(summary()));
    expect(await ended).toEqual(success(summary()));
    expect(sessions.status('a')).toEqual({
      state: 'ready',
      validationPerplexity: 74.1,
      metric: { id: 'perplexity', value: 74.1 },
      modelVersion: 1,
    });
  });

  it('is one at a time: says which document is training', async () => {
    const { trainings } = stage();
    void trainings.train(a, start);
    expect(await trainings.train(a, start)).toEqual(
      failed({ kind: 'alreadyTraining', name: 'a', sameDocument: true }),
    );
    expect(await trainings.train(b, start)).toEqual(
      failed({ kind: 'alreadyTraining', name: 'a', sameDocument: false }),
    );
  });

  it('waits for one that was stopped', async () => {
    const { asked, trainings, tell } = stage();
    void trainings.train(a, start);
    await turn();
    tell.published();
    expect(trainings.stop()).toBe(true);
    void trainings.train(b, start);
    await turn();
    expect(asked).toHaveLength(1);
    asked[0].answer(success(summary({ stopped: 'user' })));
    await turn();
    expect(asked[1]?.request.documentKey).toBe('b');
  });

  it('waits for one that is only being saved, also when its model was deleted meanwhile', async () => {
    const { asked, sessions, trainings, tell } = stage();
    void trainings.train(a, start);
    await turn();
    tell.saving();
    sessions.apply(a, { kind: 'deleted' });
    expect(trainings.key()).toBe('a');
    void trainings.train(b, start);
    await turn();
    expect(asked).toHaveLength(1);
    asked[0].answer(success(summary()));
    await turn();
    expect(asked[1]?.request.documentKey).toBe('b');
    expect(trainings.key()).toBe('b');
  });

  it('passes pause, resume and stop on at once, and only where there is something to', async () => {
    const { commands, sessions, trainings, tell } = stage();
    expect([trainings.pause(), trainings.resume(), trainings.stop()]).toEqual([
      false,
      false,
      false,
    ]);
    void trainings.train(a, start);
    await turn();
    tell.published();
    expect(trainings.resume()).toBe(false);
    expect(trainings.pause()).toBe(true);
    expect(sessions.status('a').state).toBe('paused');
    expect(trainings.resume()).toBe(true);
    expect(trainings.stop()).toBe(true);
    expect(trainings.stop()).toBe(false);
    expect(sessions.status('a').state).toBe('ready');
    expect(commands).toEqual(['run', 'pause', 'run', 'stop']);
  });

  it('goes on from the last checkpoint, each time the trainer dies', async () => {
    const { asked, sessions, trainings } = stage();
    const ended = trainings.train(a, { start: 'afresh' });
    await turn();
    asked[0].reject(new CallError('closed', 'train'));
    await turn();
    expect(asked[1]?.request).toMatchObject({ start: 'resume', otherwise: 'afresh' });
    expect(sessions.status('a').message).toContain('last checkpoint');
    asked[1].reject(new CallError('closed', 'train'));
    await turn();
    asked[2].answer(success(summary()));
    expect((await ended).ok).toBe(true);
  });

  it('is given up with a sentence where the trainer dies at the same place again and again', async () => {
    const { asked, sessions, trainings, tell } = stage();
    const ended = trainings.train(a, start);
    for (let time = 0; time < 3; time++) {
      await turn();
      tell.published();
      tell.progress(1); // an error at its end
      asked[time].reject(new CallError('closed', 'train'));
    }
    const result = await ended;
    expect(result).toMatchObject({ ok: false, failure: { kind: 'trainingLost', times: 3 } });
    expect(asked).toHaveLength(3);
    const { state, message } = sessions.status('a');
    expect(state).toBe('failed');
    expect(message).toMatch(/abandoned.*3 times/);
    expect(sessions.find('a')?.model).toMatchObject({ kind: 'live' });
  });

  it('goes on for as long as it comes further each time', async () => {
    const { asked, trainings, tell } = stage();
    const ended = trainings.train(a, start);
    for (let time = 0; time < 8; time++) {
      await turn();
      tell.progress(0.1 * (time + 1));
      asked[time].reject(new CallError('closed', 'train'));
    }
    await turn();
    asked[8].answer(success(summary()));
    expect((await ended).ok).toBe(true);
  });

  it('fails with a sentence when the trainer was given up, or threw', async () => {
    const { asked, sessions, trainings } = stage();
    const ended = trainings.train(a, start);
    await turn();
    const lost = { kind: 'threadLost', thread: 'trainer', reason: 'a test' } as const;
    asked[0].reject(new ThreadLost(lost));
    expect(await ended).toEqual(failed(lost));
    expect(sessions.status('a').state).toBe('failed');
    const again = trainings.train(a, start);
    await turn();
    asked[1].reject(new TypeError('a bug'));
    expect(await again).toEqual(failed({ ...lost, reason: 'a bug' }));
  });

  it('leaves everything as it was when it is refused', async () => {
    const { asked, sessions, trainings } = stage();
    const ended = trainings.train(a, start);
    await turn();
    asked[0].answer(failed({ kind: 'noText', name: 'a' }));
    await ended;
    expect(sessions.status('a')).toEqual({ state: 'idle' });
  });

  it('follows a document that was renamed meanwhile', async () => {
    const { asked, moves, sessions, trainings, tell } = stage();
    const ended = trainings.train(a, { ...start, slot: '-2' });
    await turn();
    trainings.renamed('a', b);
    sessions.move('a', b, () => '/models/b-2');
    tell.progress(0.5);
    expect(sessions.status('b')).toMatchObject({ state: 'training', progress: 0.5 });
    asked[0].answer(success(summary()));
    await ended;
    expect(moves).toEqual([['a', 'b', '-2']]);
    expect(sessions.find('b')?.model).toEqual({ kind: 'file', path: '/models/b-2' });
    expect(sessions.status('a')).toEqual({ state: 'idle' });
  });

  it('writes the model that was ordered, and says which one makes room as soon as it has begun', async () => {
    const { asked, kept, sessions, trainings, tell } = stage();
    const order = { start: 'afresh', slot: '-2', kept: '/models/a', versionAfter: 9 } as const;
    void trainings.train(a, order);
    await turn();
    expect(asked[0]?.request).toMatchObject({ modelPath: '/models/a-2', versionAfter: 9 });
    expect(sessions.find('a')?.target).toBe('/models/a-2');
    expect(trainings.path()).toBe('/models/a-2');
    expect(kept).toEqual([]);
    tell.published();
    expect(kept).toEqual(['/models/a']);
    asked[0].answer(success(summary()));
    await turn();
    expect(sessions.find('a')).toMatchObject({ model: { kind: 'file', path: '/models/a-2' } });
    expect(sessions.find('a')?.target).toBeUndefined();
  });

  it('ends for good when the window closes', async () => {
    const { asked, trainings } = stage();
    const ended = trainings.train(a, start);
    await turn();
    await trainings.dispose();
    asked[0].reject(new CallError('closed', 'train'));
    expect((await ended).ok).toBe(false);
    expect(asked).toHaveLength(1);
  });
});
