/**
 * Watches the folder of saved models, which all windows share: what another window trained is read
 * here too, what it deleted is forgotten.
 */
import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Timer } from '../../shared/wire/rpc';
import { folderText, foldersAround, isFolderKey } from '../sessions/folderModel';
import { forgetModel } from './modelCommands';
import type { ModelFiles } from '../sessions/modelFiles';
import { listModels } from '../sessions/modelList';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { compareFolder, createModelsChangedOnDisk, readersOfOlder } from './modelsChangedOnDisk';
import type { OpenText } from '../texts/openText';
import type { Texts } from '../texts/texts';
import type { SupervisedThread } from '../threads/supervisor';

interface Needs {
  readonly files: ModelFiles;
  readonly sessions: Sessions;
  readonly texts: Texts;
  readonly restoring: RestoreModel;
  readonly analyst: Pick<SupervisedThread<AnalystContract>, 'call'>;
  readonly timer: Timer;
  readonly changed: () => void;
}

/** Milliseconds. */
const retry = 2000;

export function watchModels(needs: Needs): vscode.Disposable {
  const { files, timer } = needs;
  const pattern = new vscode.RelativePattern(vscode.Uri.file(files.folder), '*.safetensors');
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const touched = createModelsChangedOnDisk({
    ...needs,
    isThere: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
    gone: (path) => forgetModel(needs, path),
    written: (path) => void readAgain(needs, path),
  });
  const { onDidChange, onDidCreate, onDidDelete } = watcher;
  const told = [onDidChange, onDidCreate, onDidDelete].map((event) =>
    event(({ fsPath }) => touched(fsPath)),
  );
  const compared = compareFolder({ stamps: files.stamps, timer, touched });
  return vscode.Disposable.from(watcher, ...told, compared);
}

/**
 * Texts whose model that is, where it is new here, has other weights, or something else was noted in it:
 * what it forgets, its units' names. A damaged one is left alone, and one that is no text's is not read.
 * @param attempts the analyst may be lost, and is then started again
 */
async function readAgain(needs: Needs, path: string, attempts = 3): Promise<void> {
  const { sessions, texts, analyst, restoring, timer } = needs;
  if (!isRead(needs, path) && textsWithout(needs, path).length === 0) return;
  const listings = await listModels([path], analyst);
  if (!listings) {
    if (attempts > 1) timer.after(retry, () => void readAgain(needs, path, attempts - 1));
    return;
  }
  const [listing] = listings;
  if (!listing?.facts.ok) return;
  const readers = readersOfOlder(sessions.all(), path, listing.facts.value);
  const older = readers.flatMap(
    ({ key }) => (isFolderKey(key) ? folderText(key) : texts.find(key)) ?? [],
  );
  for (const text of [...older, ...textsWithout(needs, path)]) await restoring.refresh(text);
}

const isRead = ({ sessions }: Needs, path: string): boolean =>
  sessions.all().some(({ model }) => model?.kind === 'file' && model.path === path);

/** Texts that were seen without a model, and could have this one: their own, or a folder's around them. */
const textsWithout = ({ sessions, texts, files, restoring }: Needs, path: string): OpenText[] =>
  texts.all().filter(({ key }) => {
    const session = sessions.find(key);
    const isWithout = session?.model === undefined && session?.before === undefined;
    if (!isWithout || !restoring.hasLooked(key)) return false;
    return [key, ...foldersAround(key)].some((one) => files.isOf(path, one));
  });
