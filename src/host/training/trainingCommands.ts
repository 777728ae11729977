/**
 * The commands Train, Train Afresh, Pause, Resume and Stop. Only here does a training have a
 * notification and warnings; the public API trains without.
 */
import * as vscode from 'vscode';
import type { Failure } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import type { CurrentText } from '../texts/currentText';
import { showTrainingProgress } from './trainingProgress';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { startFor } from '../sessions/sessionState';
import type { Texts } from '../texts/texts';
import { tellResult } from './trainingResult';
import type { Trainings } from './trainings';
import { registerTrainOnFiles } from './trainOnFiles';

interface Needs {
  readonly texts: Texts;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly trainings: Trainings;
  readonly restoring: RestoreModel;
  readonly showFailure: (failure: Failure) => void;
}

export function registerTrainingCommands(needs: Needs): vscode.Disposable {
  const { trainings, showFailure } = needs;
  const orComplain = (worked: boolean): void => {
    if (!worked) showFailure({ kind: 'notTraining' });
  };
  const on = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    on(commands.train, (given: unknown) => train(needs, false, given)),
    on(commands.trainAfresh, (given: unknown) => train(needs, true, given)),
    registerTrainOnFiles(needs),
    on(commands.pauseTraining, () => orComplain(trainings.pause())),
    on(commands.resumeTraining, () => orComplain(trainings.resume())),
    on(commands.stopTraining, () => orComplain(trainings.stop())),
  );
}

/** @param given a row of a view, whose text is meant */
async function train(needs: Needs, afresh: boolean, given: unknown): Promise<void> {
  const { current, sessions, trainings, restoring, showFailure } = needs;
  const found = await current.require(given);
  if (!found.ok) return showFailure(found.failure);
  const text = found.value;
  await restoring.restore(text);
  // Its own training is given up; nobody else's.
  if (afresh && sessions.busy()?.key === text.key) trainings.stop();
  const until = trainings.train(text, {
    start: startFor(sessions.of(text), { afresh, untitled: text.untitled }),
  });
  const { key, name } = text;
  const stop = (): void => void trainings.stop();
  const result = await showTrainingProgress({ key, name, sessions, stop, until });
  // Where it was stopped to start afresh, the next one is training already.
  const isFollowed = result.ok && sessions.busy()?.key === key;
  if (!isFollowed) await tellResult(text, result, showFailure);
}
