/** Deleting models. Both commands ask first; what is deleted cannot be brought back. */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../shared/analyst';
import type { Failure } from '../shared/failures';
import { commands } from '../shared/manifest';
import { answerOf } from './calls';
import type { CurrentText } from './currentText';
import type { ModelFiles } from './modelFiles';
import type { Restoring } from './restoring';
import type { Sessions } from './sessions';
import type { SupervisedThread } from './threads';
import type { Trainings } from './trainings';

interface Models {
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly trainings: Trainings;
  readonly restoring: Restoring;
  readonly files: ModelFiles;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly complain: (failure: Failure) => void;
  readonly log: (line: string) => void;
}

/** Scripts and tests can answer the question beforehand. */
const answered = v.object({ confirmed: v.literal(true) });

export function registerModelCommands(models: Models): vscode.Disposable {
  const on = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    on(commands.deleteModel, (given: unknown) => deleteOne(models, v.is(answered, given))),
    on(commands.deleteAllModels, (given: unknown) => deleteAll(models, v.is(answered, given))),
  );
}

async function deleteOne(models: Models, confirmed: boolean): Promise<void> {
  const { current, sessions, restoring, files, complain } = models;
  const found = await current.require();
  if (!found.ok) return complain(found.failure);
  const { key, name } = found.value;
  await restoring.restore(found.value);
  if (!sessions.find(key)?.model && !(await files.exists(key))) {
    return complain({ kind: 'noModel', name });
  }
  if (!confirmed && !(await confirm(`Delete the model of ${name}?`, 'Delete'))) return;
  if (sessions.busy()?.key === key) await stopTraining(models);
  if (await remove(models, files.pathOf(key))) sessions.apply({ key, name }, { kind: 'deleted' });
}

async function deleteAll(models: Models, confirmed: boolean): Promise<void> {
  const { sessions, files } = models;
  const paths = await files.all();
  if (paths.length === 0) {
    void vscode.window.showInformationMessage('There are no models to delete.');
    return;
  }
  const question = `Delete all models (${paths.length})?`;
  if (!confirmed && !(await confirm(question, 'Delete All'))) return;
  await stopTraining(models);
  for (const path of await files.all()) {
    if (!(await remove(models, path))) continue;
    const session = sessions.all().find(({ key }) => files.pathOf(key) === path);
    if (session) sessions.apply(session, { kind: 'deleted' });
  }
}

async function stopTraining({ trainings }: Models): Promise<void> {
  trainings.stop();
  await trainings.ended();
}

async function remove({ analyst, complain, log }: Models, path: string): Promise<boolean> {
  const result = await answerOf(analyst.call('deleteModel', { path }));
  if (!result.ok) complain(result.failure);
  else log('a model was deleted');
  return result.ok;
}

async function confirm(question: string, yes: string): Promise<boolean> {
  const detail =
    'The file is removed from this machine, with everything that was learnt. The text itself is not touched.';
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, yes);
  return chosen === yes;
}
