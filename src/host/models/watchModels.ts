/**
 * Watches the folder of saved models, which all windows share: what another window trained is read
 * here too, what it deleted is forgotten.
 */
import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { AnalystContract } from '../../shared/contracts/analyst';
import type { Timer } from '../../shared/wire/rpc';
import { folderText, isFolderKey } from '../sessions/folderModel';
import { forgetModel } from './modelCommands';
import type { ModelFiles } from '../sessions/modelFiles';
import { listModels } from '../sessions/modelList';
import type { RestoreModel } from '../sessions/restoreModel';
import type { Sessions } from '../sessions/sessions';
import { createModelsChangedOnDisk, readersOfOlder } from './modelsChangedOnDisk';
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

export function watchModels(needs: Needs): vscode.Disposable {
  const { files } = needs;
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
  return vscode.Disposable.from(watcher, ...told);
}

/**
 * Texts whose model that is, where it is new here, has other weights, or something else was noted in it:
 * what it forgets, its units' names. A damaged one is left alone.
 */
async function readAgain(needs: Needs, path: string): Promise<void> {
  const { sessions, texts, files, analyst, restoring } = needs;
  const [listing] = (await listModels([path], analyst)) ?? [];
  if (!listing?.facts.ok) return;
  const readers = readersOfOlder(sessions.all(), path, listing.facts.value);
  const older = readers.flatMap(
    ({ key }) => (isFolderKey(key) ? folderText(key) : texts.find(key)) ?? [],
  );
  const without = texts.all().filter(({ key }) => {
    const session = sessions.find(key);
    return files.isOf(path, key) && !session?.model && !session?.before;
  });
  for (const text of [...older, ...without]) await restoring.refresh(text);
}
