/** Deleting models. Both commands ask first; what is deleted cannot be brought back. */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import { answerOf } from '../threads/threadCalls';
import type { CurrentText } from '../texts/currentText';
import { modelIdSchema } from './borrowedModels';
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

/** Scripts and tests can answer the question beforehand. */
const answered = v.object({ confirmed: v.literal(true) });
/** A row of the view *Models*. */
const givenRow = v.object({ id: modelIdSchema, name: v.string() });

export function registerModelCommands(needs: Needs): vscode.Disposable {
  const on = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    on(commands.deleteModel, (given: unknown) => {
      const row = v.safeParse(givenRow, given);
      const confirmed = v.is(answered, given);
      return row.success
        ? deleteFile(needs, row.output, confirmed)
        : deleteCurrent(needs, confirmed);
    }),
    on(commands.deleteAllModels, (given: unknown) => deleteAll(needs, v.is(answered, given))),
  );
}

async function deleteCurrent(needs: Needs, confirmed: boolean): Promise<void> {
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
  if (!sessions.find(key)?.model && !(await files.exists(key))) {
    return showFailure({ kind: 'noModel', name });
  }
  const question = questionFor(found.value, { key, name });
  await deleteFile(needs, { id: modelId(key), name, question }, confirmed);
}

async function deleteFile(
  needs: Needs,
  { id, name, question }: v.InferOutput<typeof givenRow> & { readonly question?: string },
  confirmed: boolean,
): Promise<void> {
  const { trainings, files } = needs;
  if (!confirmed && !(await confirm(question ?? `Delete the model of ${name}?`, 'Delete'))) return;
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

async function deleteAll(needs: Needs, confirmed: boolean): Promise<void> {
  const { files } = needs;
  const paths = await files.all();
  if (paths.length === 0) {
    void vscode.window.showInformationMessage('There are no models to delete.');
    return;
  }
  const question = `Delete all models (${paths.length})?`;
  if (!confirmed && !(await confirm(question, 'Delete All'))) return;
  await stopTraining(needs);
  for (const path of await files.all()) {
    if (await remove(needs, path)) forgetModel(needs, path);
  }
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

async function confirm(question: string, yes: string): Promise<boolean> {
  const detail =
    'The file is removed from this machine, with everything that was learnt. The text itself is not touched.';
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, yes);
  return chosen === yes;
}
