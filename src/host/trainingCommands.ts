/**
 * The commands Train, Train Afresh, Pause, Resume and Stop. Only here does a training have a
 * notification and warnings; the public API trains without.
 */
import * as vscode from 'vscode';
import type { TrainingSummary } from '../shared/api';
import type { Failure, Result } from '../shared/failures';
import { sentence } from '../shared/failures';
import { commands } from '../shared/manifest';
import type { CurrentText } from './currentText';
import { perplexity, clock } from './figures';
import type { OpenText } from './openText';
import { showProgress } from './progress';
import type { Restoring } from './restoring';
import type { Sessions } from './sessions';
import { startFor } from './sessionState';
import type { Trainings } from './trainings';

interface Training {
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly trainings: Trainings;
  readonly restoring: Restoring;
  readonly complain: (failure: Failure) => void;
}

export function registerTrainingCommands(training: Training): vscode.Disposable {
  const { trainings, complain } = training;
  const orComplain = (worked: boolean): void => {
    if (!worked) complain({ kind: 'notTraining' });
  };
  const on = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    on(commands.train, (given: unknown) => train(training, false, given)),
    on(commands.trainAfresh, (given: unknown) => train(training, true, given)),
    on(commands.pauseTraining, () => orComplain(trainings.pause())),
    on(commands.resumeTraining, () => orComplain(trainings.resume())),
    on(commands.stopTraining, () => orComplain(trainings.stop())),
  );
}

/** @param given a row of a view, whose text is meant */
async function train(training: Training, afresh: boolean, given: unknown): Promise<void> {
  const { current, sessions, trainings, restoring, complain } = training;
  const found = await current.require(given);
  if (!found.ok) return complain(found.failure);
  const text = found.value;
  await restoring.restore(text);
  // Its own training is given up; nobody else's.
  if (afresh && sessions.busy()?.key === text.key) trainings.stop();
  const until = trainings.train(text, {
    start: startFor(sessions.of(text), { afresh, untitled: text.untitled }),
  });
  const { key, name } = text;
  const stop = (): void => void trainings.stop();
  const result = await showProgress({ key, name, sessions, stop, until });
  // Where it was stopped to start afresh, the next one is training already.
  const isFollowed = result.ok && sessions.busy()?.key === key;
  if (!isFollowed) await tellResult(text, result, complain);
}

async function tellResult(
  { name }: OpenText,
  result: Result<TrainingSummary>,
  complain: (failure: Failure) => void,
): Promise<void> {
  if (result.ok) {
    const { validationPerplexity, seconds } = result.value;
    const show = 'Show Gate Activations';
    const chosen = await vscode.window.showInformationMessage(
      `${name} is ready: validation perplexity ${perplexity(validationPerplexity)} after ${clock(seconds)}. Type to see what the model expects, or rest the mouse on a word.`,
      show,
    );
    if (chosen === show) await vscode.commands.executeCommand(commands.showGates);
  } else if (result.failure.kind === 'stoppedEarly') {
    void vscode.window.showInformationMessage(sentence(result.failure));
  } else {
    complain(result.failure);
  }
}
