/** Deleting models. Both commands ask first; what is deleted cannot be brought back. */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import { answerOf } from '../threads/threadCalls';
import type { CurrentText } from '../texts/currentText';
import { modelIdSchema } from './borrowedModels';
import type { Confirm } from './givenAnswer';
import { givenAnswer } from './givenAnswer';
import type { ModelFiles } from '../sessions/modelFiles';
import { modelId } from '../sessions/modelFiles';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import type { EditorText, Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import type { Trainings } from '../training/trainings';

interface Needs {
  readonly texts: Pick<Texts, 'find'>;
  readonly current: CurrentText;
  readonly sessions: Sessions;
  readonly trainings: Trainings;
  readonly restoring: RestoreModel;
  readonly files: ModelFiles;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
  readonly log: (line: string) => void;
}

/** A row of the view *Models*. */
const givenRow = v.object({ id: modelIdSchema, name: v.string() });

export function registerModelCommands(needs: Needs): vscode.Disposable {
  const on = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    on(commands.deleteModel, (given: unknown) => {
      const row = v.safeParse(givenRow, given);
      const confirm = givenAnswer(given) ?? confirmInDialog;
      return row.success ? deleteFile(needs, row.output, confirm) : deleteCurrent(needs, confirm);
    }),
    on(commands.deleteAllModels, (given: unknown) =>
      deleteAll(needs, givenAnswer(given) ?? confirmInDialog),
    ),
  );
}

async function deleteCurrent(needs: Needs, confirm: Confirm): Promise<void> {
  const { current, sessions, restoring, files, showFailure } = needs;
  const found = await current.require();
  if (!found.ok) return showFailure(found.failure);
  await restoring.restore(found.value);
  const session = sessions.find(found.value.key);
  const lender = session?.lender;
  if (lender?.by === 'choice') {
    return showFailure({ kind: 'borrowedModel', name: found.value.name, lender: lender.name });
  }
  const { key, name } = lender ?? found.value;
  if (!sessions.find(key)?.model && !(await files.hasAny(key))) {
    return showFailure({ kind: 'noModel', name });
  }
  const question = questionFor(found.value, { key, name });
  await deleteFile(needs, { id: modelId(key), name, question }, confirm);
}

async function deleteFile(
  needs: Needs,
  { id, name, question }: v.InferOutput<typeof givenRow> & { readonly question?: string },
  confirm: Confirm,
): Promise<void> {
  const { trainings, files } = needs;
  if (!(await confirm(question ?? `Delete the model of ${name}?`, 'Delete'))) return;
  // Also one that is only being saved: else its file would come back.
  const trained = trainings.key();
  if (trained !== undefined && modelId(trained) === id) await stopTraining(needs);
  const path = files.pathOfId(id);
  if (await remove(needs, path)) forgetModel(needs, path);
}

/** Whoever read with that model has its own again, or none. */
export function forgetModel(
  { sessions, files, texts, restoring }: Pick<Needs, 'sessions' | 'files' | 'texts' | 'restoring'>,
  path: string,
): void {
  for (const session of sessions.all()) {
    const isRead = session.model?.kind === 'file' && session.model.path === path;
    if (!isRead && files.pathOf(session.key) !== path) continue;
    if (session.lender && !isRead) continue;
    sessions.apply(session, { kind: 'deleted' });
    const text = texts.find(session.key);
    if (text && session.lender) void restoring.refresh(text);
  }
}

const questionFor = (
  text: Pick<EditorText, 'key' | 'name'>,
  { key, name }: Pick<EditorText, 'key' | 'name'>,
): string =>
  key === text.key
    ? `Delete the model of ${name}?`
    : `${text.name} uses the model of the folder ${name}. Delete that?`;

async function deleteAll(needs: Needs, confirm: Confirm): Promise<void> {
  const { files, analyst, showFailure } = needs;
  const paths = await files.all();
  if (paths.length === 0 && (await files.isEmpty())) {
    void vscode.window.showInformationMessage('There are no models to delete.');
    return;
  }
  const question =
    paths.length > 0
      ? `Delete all models (${paths.length})?`
      : 'There is no whole model, but parts of such that were cut off or kept aside. Delete them?';
  if (!(await confirm(question, 'Delete All'))) return;
  await stopTraining(needs);
  for (const path of await files.all()) {
    if (await remove(needs, path)) forgetModel(needs, path);
  }
  const rest = await answerOf(analyst.call('deleteAllModels', { folder: files.folder }));
  if (!rest.ok) showFailure(rest.failure);
}

async function stopTraining({ trainings }: Needs): Promise<void> {
  trainings.stop();
  await trainings.ended();
}

async function remove({ analyst, showFailure, log }: Needs, path: string): Promise<boolean> {
  const result = await answerOf(analyst.call('deleteModel', { path }));
  if (!result.ok) showFailure(result.failure);
  else log('a model was deleted');
  return result.ok;
}

async function confirmInDialog(question: string, yes: string): Promise<boolean> {
  const detail =
    'The file is removed from this machine, with everything that was learnt. The text itself is not touched.';
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, yes);
  return chosen === yes;
}
