/**
 * What questions that take seconds share, searches and exports: a text whose model stands still, and
 * progress that is asked for alongside the answer.
 */
import * as vscode from 'vscode';
import { createCanceller, type Canceller } from '../../shared/wire/canceller';
import { failed } from '../../shared/failures';
import { isJudged } from '../../shared/tasks';
import type { Result } from '../../shared/failures';
import type { CancelSignal } from '../../shared/wire/canceller';
import type { CurrentText } from '../texts/currentText';
import type { HostTimer } from '../threads/workerPort';
import type { RestoreModel } from './restoreModel';
import type { Sessions } from './sessions';
import type { EditorText } from '../texts/texts';

interface Needs {
  readonly current: CurrentText;
  readonly restoring: RestoreModel;
  readonly sessions: Sessions;
}

/**
 * The current text, where it has a model that stands still.
 * @param given names another one (`documentKey`)
 */
export async function requireSettled(
  { current, restoring, sessions }: Needs,
  given?: unknown,
): Promise<Result<EditorText>> {
  const found = await current.require(given);
  if (!found.ok) return found;
  const { key, name } = found.value;
  await restoring.restore(found.value);
  const session = sessions.find(key);
  if (!session?.model) return failed({ kind: 'noModel', name });
  const task = session.task?.task;
  if (task && !isJudged(task)) return failed({ kind: 'otherTask', name, task });
  return session.state === 'training' ? failed({ kind: 'unsettled', name }) : found;
}

/** Milliseconds between two checks of the progress. */
export const readyNow = 300;

/** Milliseconds: what is answered sooner shows no progress, which would only flash. */
const soon = 500;

interface Shown {
  readonly title: string;
  readonly timer: HostTimer;
  /** How far it is, 0 to 1. */
  readonly share: () => Promise<number>;
}

/** @returns undefined if the user cancelled it */
export async function askWithProgress<T>(
  shown: Shown,
  search: (cancel: CancelSignal) => Promise<Result<T>>,
): Promise<Result<T> | undefined> {
  const canceller = createCanceller();
  const answer = search(canceller);
  const noProgress = shown.timer.after(soon, () => showProgress(shown, answer, canceller));
  try {
    const answered = await answer;
    return canceller.cancelled ? undefined : answered;
  } finally {
    noProgress();
  }
}

function showProgress(
  { title, timer, share }: Shown,
  answer: Promise<unknown>,
  canceller: Canceller,
): void {
  const place = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
  void vscode.window.withProgress(place, async (progress, token) => {
    token.onCancellationRequested(() => canceller.cancel());
    let told = 0;
    const tell = (done: number): void => {
      const percent = Math.floor(100 * done);
      progress.report({ increment: Math.max(0, percent - told), message: `${percent}%` });
      told = Math.max(told, percent);
    };
    const stop = timer.every(readyNow, () => void share().then(tell, () => undefined));
    await Promise.allSettled([answer]);
    stop();
  });
}
