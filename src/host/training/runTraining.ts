/**
 * One training from its start to its end: asks the trainer, asks again from the last checkpoint each
 * time the trainer is replaced, and tells the session what came of it.
 */
import type { TrainingSummary } from '../../shared/api';
import type { Failure, Result } from '../../shared/failures';
import { failed } from '../../shared/failures';
import { CallError } from '../../shared/wire/rpc';
import type { TrainerContract, TrainingRequest } from '../../shared/contracts/trainer';
import type { ModelFiles } from '../sessions/modelFiles';
import { modelId } from '../sessions/modelFiles';
import type { Sessions } from '../sessions/sessions';
import type { OpenText } from '../texts/openText';
import type { SupervisedThread } from '../threads/supervisor';
import { ThreadLost } from '../threads/supervisor';
import type { RequestNeeds, TrainingOrder } from './trainingRequest';
import { trainingRequest } from './trainingRequest';

export interface RunNeeds extends RequestNeeds {
  readonly trainer: Pick<SupervisedThread<TrainerContract>, 'call' | 'command' | 'onRestart'>;
  readonly sessions: Pick<Sessions, 'apply'>;
  readonly files: Pick<ModelFiles, 'pathOf' | 'moveOne'>;
  readonly log: (line: string) => void;
  /** Makes the session what the text's model file says. */
  readonly reread: (text: Trained['text']) => Promise<void>;
  /** The window closes: a trainer that is lost then is not asked again. */
  readonly isClosing: () => boolean;
}

/** What may change meanwhile: the document was renamed. */
export interface Trained {
  text: Pick<OpenText, 'key' | 'name'>;
  /** How far it has come, 0 to 1. */
  reached: number;
}

/** Times that a trainer may be lost without having come further than the ones before it. */
const mostInVain = 3;

export async function runTraining(
  needs: RunNeeds,
  trained: Trained,
  text: OpenText,
  order: TrainingOrder,
): Promise<Result<TrainingSummary>> {
  const { trainer, sessions, log } = needs;
  // The caller can wait for its end before anything happens.
  await Promise.resolve();
  const { start, files, slot, task } = order;
  log(`training of ${modelId(text.key, slot)}: ${start}`);
  trainer.command('run');
  const path = needs.files.pathOf(text.key, slot);
  const more = { ...(files ? { files } : {}), ...(task ? { task: task.id } : {}) };
  sessions.apply(text, { kind: 'started', start, path, ...more });
  const request = trainingRequest(needs, text, order);
  const result = await untilAnswered(needs, trained, request).catch((error: unknown) =>
    failed(unexpected(error)),
  );
  await settle(needs, trained, result, { key: text.key, slot });
  // Names of its answers and the result are in its file.
  if (task && result.ok) await needs.reread(trained.text);
  return result;
}

async function untilAnswered(
  { trainer, sessions, log, isClosing }: RunNeeds,
  trained: Trained,
  first: TrainingRequest,
): Promise<Result<TrainingSummary>> {
  const otherwise = first.start === 'afresh' ? 'afresh' : 'continue';
  let furthest = -1;
  let inVain = 0;
  let reason = 'unknown';
  const hearing = trainer.onRestart((heard) => (reason = heard));
  try {
    for (let asked = first; ; asked = { ...first, start: 'resume', otherwise }) {
      try {
        return await trainer.call('train', asked);
      } catch (error) {
        if (isClosing() || !(error instanceof CallError && error.kind === 'closed')) throw error;
        inVain = trained.reached > furthest ? 1 : inVain + 1;
        furthest = Math.max(furthest, trained.reached);
        // A cause that ends it at the same place each time would do so for ever.
        if (inVain >= mostInVain) {
          const { name } = trained.text;
          return failed({ kind: 'trainingLost', name, times: inVain, reason });
        }
        sessions.apply(trained.text, { kind: 'restarting' });
        log('the trainer was lost; the training continues from its last checkpoint');
      }
    }
  } finally {
    hearing.dispose();
  }
}

async function settle(
  { sessions, files, log }: RunNeeds,
  { text }: Trained,
  result: Result<TrainingSummary>,
  { key, slot }: Pick<OpenText, 'key'> & Pick<TrainingOrder, 'slot'>,
): Promise<void> {
  if (!result.ok) {
    const { failure } = result;
    log(`training ended: ${failure.kind}`);
    sessions.apply(text, { kind: isRefusal(failure) ? 'refused' : 'broken', failure });
    return;
  }
  if (text.key !== key) await files.moveOne(key, text.key, slot);
  log(`training ended: ${result.value.stopped} after ${result.value.steps} steps`);
  const path = files.pathOf(text.key, slot);
  sessions.apply(text, { kind: 'finished', summary: result.value, path });
}

/** Nothing was started, or it had no result: everything is as before. */
function isRefusal({ kind }: Failure): boolean {
  return !['notFinite', 'notEncoded', 'disk', 'threadLost', 'trainingLost'].includes(kind);
}

/** A bug in the trainer: it threw instead of answering. */
function unexpected(error: unknown): Failure {
  if (error instanceof ThreadLost) return error.failure;
  const reason = error instanceof Error ? error.message : String(error);
  return { kind: 'threadLost', thread: 'trainer', reason };
}
