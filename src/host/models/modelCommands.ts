/** Deleting models. Every command asks first; what is deleted cannot be brought back. */
import * as vscode from 'vscode';
import * as v from 'valibot';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import { commands } from '../../shared/manifest';
import { escapeIcons } from '../common/escapeIcons';
import { nameOfKey } from '../common/nameOfKey';
import { answerOf } from '../threads/threadCalls';
import type { CurrentText } from '../texts/currentText';
import { givenAnswer, type Confirm } from './givenAnswer';
import type { ModelFiles } from '../sessions/modelFiles';
import { firstId, modelId, modelIdSchema } from '../sessions/modelFiles';
import { folderText, isFolderKey } from '../sessions/folderModel';
import { listModels } from '../sessions/modelList';
import type { ChosenModels } from './chosenModels';
import type { ModelRow } from './modelRows';
import { eachModel, modelRows } from './modelRows';
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
  readonly chosen: Pick<ChosenModels, 'idFor'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly showFailure: (failure: Failure) => void;
  readonly log: (line: string) => void;
}

/** A row of the view *Models*. */
const givenRow = v.object({ id: modelIdSchema, name: v.string(), of: v.optional(v.string()) });
/** The row of a text with several models. */
const givenText = v.object({ documentKey: v.string() });
/** A model that cannot be read: no text is known. */
const givenDamagedModel = v.object({
  kind: v.literal('damaged'),
  id: modelIdSchema,
  name: v.string(),
});
/** The row of a text that has nothing but such ones. */
const givenDamaged = v.object({ kind: v.literal('damagedText'), models: v.array(givenRow) });

export function registerModelCommands(needs: Needs): vscode.Disposable {
  const on = vscode.commands.registerCommand;
  return vscode.Disposable.from(
    on(commands.deleteModel, (given: unknown) => {
      const row = v.safeParse(givenRow, given);
      const damaged = v.safeParse(givenDamaged, given);
      const answer = givenAnswer(given);
      if (damaged.success) return deleteDamaged(needs, damaged.output.models, answer);
      const alone = v.safeParse(givenDamagedModel, given);
      if (alone.success) return deleteDamaged(needs, [alone.output], answer);
      return row.success
        ? deleteFiles(needs, [row.output], answer)
        : deleteOfText(needs, given, answer);
    }),
    on(commands.deleteAllModels, (given: unknown) =>
      deleteAll(needs, givenAnswer(given) ?? confirmInDialog),
    ),
  );
}

/** The text's model; where it has several, those that the person ticks. */
async function deleteOfText(needs: Needs, given: unknown, answer?: Confirm): Promise<void> {
  const { showFailure, files } = needs;
  const named = v.safeParse(givenText, given);
  const found: Result<Owner> = named.success
    ? success({ key: named.output.documentKey, name: nameOfKey(named.output.documentKey) })
    : await currentOwner(needs);
  if (!found.ok) return showFailure(found.failure);
  const { key, name } = found.value;
  const rows = await rowsOf(needs, key);
  if (!rows) return showFailure({ kind: 'stale' });
  const [only] = rows;
  if (!only) {
    // No whole model, but perhaps parts of one.
    if ((await files.remnantsOf(modelId(key))).length === 0)
      return showFailure({ kind: 'noModel', name });
    return deleteFiles(needs, [{ ...found.value, id: modelId(key) }], answer);
  }
  if (rows.length === 1) {
    return deleteFiles(needs, [{ ...found.value, id: only.id }], answer);
  }
  const used = files.idOf(modelPath(needs, key) ?? '');
  const inUse = rows.find(({ id }) => id === used) ?? only;
  const [first, ...more] = answer ? [inUse] : await pickModels(name, rows, inUse);
  if (first) await deleteFiles(needs, [first, ...more], answer);
}

/** All of them: there is nothing by which one would be chosen. */
function deleteDamaged(needs: Needs, models: readonly Doomed[], answer?: Confirm): Promise<void> {
  const [first, ...more] = models;
  if (!first) return Promise.resolve();
  const asked = `Delete ${more.length === 0 ? 'this damaged model' : `${models.length} damaged models`}?`;
  return deleteFiles(needs, [{ ...first, asked }, ...more], answer);
}

interface Owner extends Pick<EditorText, 'key' | 'name'> {
  /** Instead of the usual question. */
  readonly asked?: string;
}

/** The current text, or the folder whose model it uses. */
async function currentOwner(needs: Needs): Promise<Result<Owner>> {
  const { current, sessions, restoring, files } = needs;
  const found = await current.require();
  if (!found.ok) return found;
  const text = found.value;
  await restoring.restore(text);
  const { key, name } = text;
  const { lender, model } = sessions.of(text);
  if (!lender) return success({ key, name });
  if (lender.by === 'choice') {
    const asked = `${name} is read with the model of ${lender.name}, which stays. Delete the model of its own that it has?`;
    const hasOwn = (await files.exists(key)) || (await files.remnantsOf(modelId(key))).length > 0;
    if (hasOwn) return success({ key, name, asked });
    const path = model?.kind === 'file' ? model.path : '';
    const isShipped = files.pathOfId(files.idOf(path)) !== path;
    return failed({ kind: 'borrowedModel', name, lender: lender.name, isShipped });
  }
  const asked = `${name} uses the model of the folder ${lender.name}. Delete that?`;
  return success({ key: lender.key, name: lender.name, asked });
}

const modelPath = ({ sessions }: Needs, key: string): string | undefined => {
  const { target, model } = sessions.find(key) ?? {};
  return target ?? (model?.kind === 'file' ? model.path : undefined);
};

/**
 * The document's models as the view shows them, one in its first training too.
 * @returns undefined if the analyst could not be asked
 */
async function rowsOf(needs: Needs, key: string): Promise<ModelRow[] | undefined> {
  const { files, sessions, chosen, analyst } = needs;
  const listings = await listModels(await files.of(key), analyst);
  if (!listings) return undefined;
  const session = sessions.find(key);
  const known = { idOf: files.idOf, chosenFor: chosen.idFor };
  return eachModel(modelRows(listings, { sessions: session ? [session] : [], ...known }));
}

async function pickModels(
  name: string,
  rows: readonly ModelRow[],
  inUse: ModelRow,
): Promise<readonly ModelRow[]> {
  const items = rows.map((row) => ({
    ...{ label: escapeIcons(row.name), description: row.description, picked: row === inUse, row },
  }));
  const picked = await vscode.window.showQuickPick(items, {
    title: `Delete Models of ${name}`,
    placeHolder: 'Which of them?',
    canPickMany: true,
  });
  return (picked ?? []).map(({ row }) => row);
}

type Doomed = v.InferOutput<typeof givenRow> & { readonly asked?: string };

async function deleteFiles(
  needs: Needs,
  doomed: readonly [Doomed, ...Doomed[]],
  answer?: Confirm,
): Promise<void> {
  const confirm = answer ?? confirmInDialog;
  if (!(await confirm(questionFor(doomed), 'Delete'))) return;
  const { trainings, files } = needs;
  for (const { id } of doomed) {
    const path = files.pathOfId(id);
    // Also one that is only being saved: else its file would come back.
    if (trainings.path() === path) await stopTraining(needs);
    if (await remove(needs, path)) forgetModel(needs, path);
  }
  await removeRemnants(needs, doomed);
}

/** What is left of other models of these texts: no row shows it, so nobody could delete it by itself. */
async function removeRemnants(needs: Needs, doomed: readonly Doomed[]): Promise<void> {
  const { files, analyst, trainings, showFailure } = needs;
  for (const id of new Set(doomed.map((one) => firstId(one.id)))) {
    const left = await files.remnantsOf(id);
    for (const path of left.filter((one) => one !== trainings.path())) {
      const removed = await answerOf(analyst.call('deleteModel', { path }));
      // Another window may be in the middle of its first training.
      if (!removed.ok && removed.failure.kind !== 'trainedElsewhere') showFailure(removed.failure);
    }
  }
}

function questionFor([first, ...more]: readonly [Doomed, ...Doomed[]]): string {
  const { name, of, asked } = first;
  if (asked !== undefined) return asked;
  if (more.length > 0) return `Delete ${1 + more.length} models of ${of ?? name}?`;
  return of === undefined ? `Delete the model of ${name}?` : `Delete the model “${name}” of ${of}?`;
}

/** Texts that used that model return to one of their own, or their folder's, or none. */
export function forgetModel(
  { sessions, texts, restoring }: Pick<Needs, 'sessions' | 'texts' | 'restoring'>,
  path: string,
): void {
  const owners: Promise<unknown>[] = [];
  const chapters: string[] = [];
  for (const session of sessions.all()) {
    const { key, model, before, target, lender } = session;
    const isRead = model?.kind === 'file' && model.path === path;
    const wasRead = before?.model?.kind === 'file' && before.model.path === path;
    if (before && target !== path) {
      if (isRead || wasRead) sessions.apply(session, { kind: 'earlierDeleted' });
      continue;
    }
    if (!isRead && target !== path) continue;
    if (lender?.by === 'folder') {
      chapters.push(key);
      continue;
    }
    sessions.apply(session, { kind: 'deleted' });
    restoring.forget(key);
    const text = isFolderKey(key) ? folderText(key) : texts.find(key);
    if (text) owners.push(restoring.refresh(text));
  }
  // A chapter is read with what its folder has then.
  void Promise.all(owners).then(() => {
    for (const text of chapters.flatMap((key) => texts.find(key) ?? [])) {
      void restoring.refresh(text);
    }
  });
}

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
      : 'There is no complete model, only incomplete files and files that were set aside. Delete them?';
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
    'This removes everything that was learnt from this machine. The text itself is not touched.';
  const chosen = await vscode.window.showWarningMessage(question, { modal: true, detail }, yes);
  return chosen === yes;
}
