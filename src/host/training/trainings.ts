/**
 * The training that is running in this window: at most one. Starts it in the trainer thread, hands
 * its news to the session, and passes on the user's pause, resume and stop at once through shared
 * memory. Opens no notification.
 */
import type { TrainingSummary } from '../../shared/api';
import type { Failure, Result } from '../../shared/failures';
import { failed } from '../../shared/failures';
import type { Handlers } from '../../shared/wire/rpc';
import type { TrainerContract, TrainerNews } from '../../shared/contracts/trainer';
import type { OpenText } from '../texts/openText';
import type { Sessions } from '../sessions/sessions';
import type { SupervisedThread } from '../threads/supervisor';
import type { RunNeeds, Trained } from './runTraining';
import { runTraining } from './runTraining';
import type { TrainingOrder } from './trainingRequest';

export interface Trainings {
  /** Ends when the training ends. */
  train(text: OpenText, order: TrainingOrder): Promise<Result<TrainingSummary>>;
  /** Each gives false where there is nothing to pause, resume or stop. */
  pause(): boolean;
  resume(): boolean;
  stop(): boolean;
  /** Of the document in training, until its model is saved: whatever became of its session. */
  key(): string | undefined;
  /** Path of the model that is written, as long. */
  path(): string | undefined;
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

interface Needs extends Omit<RunNeeds, 'trainer' | 'isClosing'> {
  readonly startTrainer: (news: Handlers<TrainerNews>) => SupervisedThread<TrainerContract>;
  readonly sessions: Pick<Sessions, 'apply' | 'find'>;
  /** A model makes room for one that has begun to be trained: it is to be called so. */
  readonly keep: (path: string) => void;
}

interface Running extends Trained {
  readonly order: TrainingOrder;
  stopping: boolean;
  /** The trainer said so: only the file is still being written. */
  saving: boolean;
  ended: Promise<unknown> | undefined;
}

interface State {
  running: Running | undefined;
  closing: boolean;
}

export function createTrainings(needs: Needs): Trainings {
  const { sessions } = needs;
  const state: State = { running: undefined, closing: false };
  const trainer = needs.startTrainer(newsFor(state, needs));
  const run: RunNeeds = { ...needs, trainer, isClosing: () => state.closing };

  return {
    train: (text, order) => train(state, run, text, order),
    pause() {
      const { running } = state;
      if (!running || sessions.find(running.text.key)?.state !== 'training') return false;
      trainer.command('pause');
      sessions.apply(running.text, { kind: 'paused' });
      return true;
    },
    resume() {
      const { running } = state;
      if (!running || sessions.find(running.text.key)?.state !== 'paused') return false;
      trainer.command('run');
      sessions.apply(running.text, { kind: 'resumed' });
      return true;
    },
    stop() {
      const { running } = state;
      if (!running || running.stopping) return false;
      trainer.command('stop');
      running.stopping = true;
      sessions.apply(running.text, { kind: 'stopping' });
      return true;
    },
    key: () => state.running?.text.key,
    path: () =>
      state.running && needs.files.pathOf(state.running.text.key, state.running.order.slot),
    async ended() {
      while (state.running) await state.running.ended;
    },
    renamed(from, to) {
      const { running } = state;
      if (running?.text.key !== from) return false;
      running.text = to;
      return true;
    },
    dispose() {
      state.closing = true;
      return trainer.dispose();
    },
  };
}

function newsFor(state: State, { sessions, keep, log }: Needs): Handlers<TrainerNews> {
  return {
    progress(report) {
      const { running } = state;
      if (!running) return;
      running.saving = report.state === 'saving';
      running.reached = Math.max(running.reached, report.progress);
      sessions.apply(running.text, { kind: 'progress', report });
    },
    published(model) {
      const { running } = state;
      if (!running) return;
      sessions.apply(running.text, { kind: 'published', model });
      if (running.order.kept !== undefined) keep(running.order.kept);
    },
    log,
  };
}

async function train(
  state: State,
  needs: RunNeeds,
  text: OpenText,
  order: TrainingOrder,
): Promise<Result<TrainingSummary>> {
  while (state.running) {
    const { running } = state;
    if (!running.stopping && !running.saving) return failed(alreadyTraining(running, text));
    await running.ended;
  }
  const begun: Running = {
    ...{ text, order, reached: 0 },
    ...{ stopping: false, saving: false, ended: undefined },
  };
  state.running = begun;
  const result = runTraining(needs, begun, text, order);
  begun.ended = result;
  try {
    return await result;
  } finally {
    state.running = undefined;
  }
}

function alreadyTraining({ text: { key, name } }: Running, text: OpenText): Failure {
  return { kind: 'alreadyTraining', name, sameDocument: key === text.key };
}
