/**
 * Models, and what is remembered about a document, follow it: a renamed file, every file in a renamed
 * folder, and an untitled document that was saved (VS Code closes it and opens the file in its place).
 */
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import { answerOf } from '../threads/threadCalls';
import type { ModelFollowers } from './chosenModels';
import type { Subscription } from '../common/listeners';
import { together } from '../common/listeners';
import { folderKey, folderText, foldersAround } from '../sessions/folderModel';
import type { ModelFiles } from '../sessions/modelFiles';
import { firstId, modelId, slotOf } from '../sessions/modelFiles';
import type { DocumentMemories } from '../sessions/documentMemory';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { isLentByFolder } from '../sessions/sessionState';
import type { EditorText, Texts } from '../texts/texts';
import { nameOf } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';
import type { Trainings } from '../training/trainings';

interface Needs {
  readonly texts: Texts;
  readonly sessions: Sessions;
  readonly files: ModelFiles;
  readonly followers: Pick<ModelFollowers, 'lenderMoved'>;
  readonly memories: DocumentMemories;
  readonly restoring: RestoreModel;
  readonly trainings: Pick<Trainings, 'renamed'>;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly log: (line: string) => void;
}

/** A larger folder is searched no further; its models and what is remembered are found by their old names only. */
const mostEntries = 20_000;

export function followRenames(needs: Needs): Subscription {
  const orLog = (following: Promise<void>): Promise<void> =>
    following.catch((error: unknown) =>
      needs.log(`a document's model could not follow it: ${String(error)}`),
    );
  return together(
    vscode.workspace.onDidRenameFiles(({ files }) => {
      for (const { oldUri, newUri } of files) void orLog(rename(needs, oldUri, newUri));
    }),
    needs.texts.onDidClose((text) => {
      if (text.untitled) void orLog(leaveUntitled(needs, text));
    }),
  );
}

async function rename(needs: Needs, oldUri: vscode.Uri, newUri: vscode.Uri): Promise<void> {
  const stat = await vscode.workspace.fs.stat(newUri);
  if (stat.type & vscode.FileType.Directory) await renameFolder(needs, oldUri, newUri);
  else await moveModel(needs, oldUri.toString(), newUri);
}

const moveModel = (needs: Needs, from: string, to: vscode.Uri): Promise<void> =>
  moveTo(needs, from, { key: to.toString(), name: nameOf(to) });

/** A model of several files goes with their folder. */
async function moveFolderModel(needs: Needs, from: vscode.Uri, to: vscode.Uri): Promise<void> {
  const folder = folderText(folderKey(to.toString()));
  await moveTo(needs, folderKey(from.toString()), folder);
  await needs.restoring.refresh(folder);
  // A chapter that was opened under its new name before the model arrived there has found none.
  for (const text of needs.texts.all()) {
    const isChapter = foldersAround(text.key).includes(folder.key);
    if (isChapter && !needs.sessions.find(text.key)?.model) {
      await needs.restoring.refresh(text);
    }
  }
}

/** @param paths of its models that follow, where not all do */
async function moveTo(
  needs: Needs,
  from: string,
  target: Pick<EditorText, 'key' | 'name'>,
  paths?: readonly string[],
): Promise<void> {
  const { sessions, files, memories, restoring, trainings, texts, log } = needs;
  const placeOf = (path: string): string => files.pathOf(target.key, slotOf(files.idOf(path)));
  const moveSession = (): void => sessions.move(from, target, placeOf);
  memories.move(from, target.key);
  // A training may end while its file is being moved: then its session has the new name already.
  const isTrained = trainings.renamed(from, target);
  if (isTrained) moveSession();
  const moved = await files.move(from, target.key, paths);
  for (const one of moved) log(`model ${one.from} is now ${one.to}`);
  if (!isTrained) moveSession();
  restoring.forget(from);
  await needs.followers.lenderMoved(from, moved);
  const text = texts.find(target.key);
  if (text) await restoring.refresh(text);
}

/** Only the names are known, so the files of the folder are tried against the models that exist. */
async function renameFolder(needs: Needs, oldUri: vscode.Uri, newUri: vscode.Uri): Promise<void> {
  const { files, memories, sessions } = needs;
  const models = new Set((await files.all()).map((path) => firstId(files.idOf(path))));
  // A model that is still being made, or saved, has no file yet.
  const isMade = (key: string): boolean => {
    const session = sessions.find(key);
    return session !== undefined && !session.lender;
  };
  const hasModel = (key: string): boolean => models.delete(modelId(key)) || isMade(key);
  if (hasModel(folderKey(oldUri.toString()))) await moveFolderModel(needs, oldUri, newUri);
  const waiting = [newUri];
  const isSought = !memories.isEmpty() || sessions.all().length > 0;
  for (let seen = 0; waiting.length > 0 && (models.size > 0 || isSought);) {
    const folder = waiting.pop() ?? newUri;
    for (const [name, type] of await vscode.workspace.fs.readDirectory(folder)) {
      if (++seen > mostEntries) return;
      const uri = vscode.Uri.joinPath(folder, name);
      const old = oldUri.with({ path: oldUri.path + uri.path.slice(newUri.path.length) });
      if (type & vscode.FileType.Directory) {
        waiting.push(uri);
        if (hasModel(folderKey(old.toString()))) await moveFolderModel(needs, old, uri);
      }
      const isConcerned = hasModel(old.toString()) || memories.knows(old.toString());
      if (isConcerned) await moveModel(needs, old.toString(), uri);
    }
  }
}

/**
 * An untitled document was closed; when it was saved, its text is open under a name. By then VS Code
 * has emptied it, so that its model, which knows its text again, is asked.
 */
async function leaveUntitled(needs: Needs, { key }: EditorText): Promise<void> {
  const { texts, sessions, restoring, files, analyst } = needs;
  restoring.forget(key);
  const session = sessions.find(key);
  if (!session?.model || session.before) return;
  const paths = await files.of(key);
  // The newest first: the file that it was saved as has just been opened.
  for (const text of [...texts.all()].reverse()) {
    const known = sessions.find(text.key);
    const isTaken = known?.model !== undefined && !isLentByFolder(known);
    if (text.untitled || isTaken || (await files.exists(text.key))) continue;
    // Under its name there may be models of other texts, which stay.
    const its = [];
    for (const path of paths) {
      const answer = await answerOf(analyst.call('describeModel', { path, text: text.text() }));
      if (answer.ok) its.push(path);
    }
    const target = { key: text.key, name: nameOf(text.uri) };
    if (its.length > 0) return moveTo(needs, key, target, its);
  }
  sessions.forget(key);
}
