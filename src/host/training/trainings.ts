/**
 * The training that is running in this window: at most one. Starts it in the trainer thread, hands
 * its news to the session, brings it back when the trainer dies, and passes on the user's pause,
 * resume and stop at once through shared memory. Opens no notification.
 */
import type { TrainingSummary } from '../../shared/api';
import type { Failure, Result } from '../../shared/failures';
import type { ModelSizes } from '../../shared/lessons/lessonTraining';
import { failed } from '../../shared/failures';
import type { Handlers } from '../../shared/wire/rpc';
import { CallError } from '../../shared/wire/rpc';
import type { Settings } from '../../shared/settings';
import type { TrainerContract, TrainerNews, TrainingRequest } from '../../shared/contracts/trainer';
import type { ModelFiles } from '../sessions/modelFiles';
import { modelId } from '../sessions/modelFiles';
import type { OpenText } from '../texts/openText';
import type { Sessions } from '../sessions/sessions';
import type { SupervisedThread } from '../threads/supervisor';
import { ThreadLost } from '../threads/supervisor';

export interface TrainingOrder {
  readonly start: TrainingRequest['start'];
  readonly budget?: TrainingRequest['budget'];
  readonly seed?: number;
  /** Where the text is made of several files: their paths within the folder that its key is. */
  readonly files?: readonly string[];
  /** In place of those of the settings. */
  readonly sizes?: ModelSizes;
}

export interface Trainings {
  /** Ends when the training ends. */
  train(text: OpenText, order: TrainingOrder): Promise<Result<TrainingSummary>>;
  /** Each gives false where there is nothing to pause, resume or stop. */
  pause(): boolean;
  resume(): boolean;
  stop(): boolean;
  /** Of the document in training, until its model is saved: whatever became of its session. */
  key(): string | undefined;
  /** Resolves when nothing is training or being saved. */
  ended(): Promise<void>;
  /**
   * The document's name and key changed.
   * @returns whether it is in training; its session must have the new key at once
   */
  renamed(from: string, to: Pick<OpenText, 'key' | 'name'>): boolean;
  /** The window closes: the last checkpoint stays and can be resumed. */
  dispose(): Promise<void>;
}

interface Running {
  text: Pick<OpenText, 'key' | 'name'>;
  stopping: boolean;
  /** The trainer said so: only the file is still being written. */
  saving: boolean;
  readonly ended: Promise<unknown>;
}

export function createTrainings(options: {
  readonly startTrainer: (news: Handlers<TrainerNews>) => SupervisedThread<TrainerContract>;
  readonly sessions: Sessions;
  readonly files: Pick<ModelFiles, 'pathOf' | 'move'>;
  readonly settings: () => Settings;
  /** Threads that a training may use where the settings leave it open. */
  readonly usualThreads: number;
  readonly log: (line: string) => void;
}): Trainings {
  const { sessions, files, settings, log } = options;
  let running: Running | undefined;
  let disposed = false;

  const trainer = options.startTrainer({
    progress(report) {
      if (!running) return;
      running.saving = report.state === 'saving';
      sessions.apply(running.text, { kind: 'progress', report });
    },
    published(model) {
      if (running) sessions.apply(running.text, { kind: 'published', model });
    },
    log,
  });

  async function train(text: OpenText, order: TrainingOrder): Promise<Result<TrainingSummary>> {
    while (running) {
      if (!running.stopping && !running.saving) return failed(alreadyTraining(running, text));
      await running.ended;
    }
    const begun = begin(text, order);
    running = { text, stopping: false, saving: false, ended: begun };
    try {
      return await begun;
    } finally {
      running = undefined;
    }
  }

  async function begin(text: OpenText, order: TrainingOrder): Promise<Result<TrainingSummary>> {
    // `running` is set before anything below happens.
    await Promise.resolve();
    log(`training of ${modelId(text.key)}: ${order.start}`);
    trainer.command('run');
    const { start, files } = order;
    sessions.apply(text, { kind: 'started', start, ...(files ? { files } : {}) });
    const result = await untilAnswered(request(text, order)).catch((error: unknown) =>
      failed(unexpected(error)),
    );
    await settle(result, text.key);
    return result;
  }

  function request(
    text: OpenText,
    { start, budget, seed, files: parts, sizes }: TrainingOrder,
  ): TrainingRequest {
    const now = settings();
    return {
      documentKey: text.key,
      name: text.name,
      text: text.text(),
      ...(parts ? { files: parts } : {}),
      modelPath: files.pathOf(text.key),
      start,
      budget: budget ?? { seconds: now['training.seconds'] },
      options: {
        seed: seed ?? now['training.seed'],
        tokens: now['model.tokens'],
        layers: now['model.layers'],
        hiddenSize: now['model.hiddenSize'],
        embeddingSize: now['model.embeddingSize'],
        threads: now['training.threads'] || options.usualThreads,
        memoryMB: now['training.memoryMB'],
        ...sizes,
      },
    };
  }

  /** Asks again, from the last checkpoint, each time the trainer is replaced. */
  async function untilAnswered(first: TrainingRequest): Promise<Result<TrainingSummary>> {
    const otherwise = first.start === 'afresh' ? 'afresh' : 'continue';
    for (let asked = first; ; asked = { ...first, start: 'resume', otherwise }) {
      try {
        return await trainer.call('train', asked);
      } catch (error) {
        if (disposed || !(error instanceof CallError && error.kind === 'closed')) throw error;
        if (running) sessions.apply(running.text, { kind: 'restarting' });
        log('the trainer was lost; the training goes on from its last checkpoint');
      }
    }
  }

  async function settle(result: Result<TrainingSummary>, trainedKey: string): Promise<void> {
    if (!running) return;
    const { text } = running;
    if (!result.ok) {
      const { failure } = result;
      log(`training ended: ${failure.kind}`);
      sessions.apply(
        text,
        isRefusal(failure) ? { kind: 'refused', failure } : { kind: 'broken', failure },
      );
      return;
    }
    if (text.key !== trainedKey) await files.move(trainedKey, text.key);
    log(`training ended: ${result.value.stopped} after ${result.value.steps} steps`);
    const path = files.pathOf(text.key);
    sessions.apply(text, { kind: 'finished', summary: result.value, path });
  }

  return {
    train,
    pause() {
      if (!running || sessions.find(running.text.key)?.state !== 'training') return false;
      trainer.command('pause');
      sessions.apply(running.text, { kind: 'paused' });
      return true;
    },
    resume() {
      if (!running || sessions.find(running.text.key)?.state !== 'paused') return false;
      trainer.command('run');
      sessions.apply(running.text, { kind: 'resumed' });
      return true;
    },
    stop() {
      if (!running || running.stopping) return false;
      trainer.command('stop');
      running.stopping = true;
      sessions.apply(running.text, { kind: 'stopping' });
      return true;
    },
    key: () => running?.text.key,
    async ended() {
      while (running) await running.ended;
    },
    renamed(from, to) {
      if (running?.text.key !== from) return false;
      running.text = to;
      return true;
    },
    dispose() {
      disposed = true;
      return trainer.dispose();
    },
  };
}

function alreadyTraining(running: Running, text: OpenText): Failure {
  return {
    kind: 'alreadyTraining',
    name: running.text.name,
    sameDocument: running.text.key === text.key,
  };
}

/** Nothing was begun, or nothing came of it: all is as before. */
function isRefusal({ kind }: Failure): boolean {
  return kind !== 'notFinite' && kind !== 'disk' && kind !== 'threadLost';
}

/** A bug in the trainer: it threw instead of answering. */
function unexpected(error: unknown): Failure {
  if (error instanceof ThreadLost) return error.failure;
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: 'threadLost', thread: 'trainer', reason };
}
