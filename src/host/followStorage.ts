/** Watches the folder of saved models, which all windows share. */
import { access } from 'node:fs/promises';
import * as vscode from 'vscode';
import type { Timer } from '../shared/rpc';
import type { ModelFiles } from './modelFiles';
import type { Sessions } from './sessions';
import { createStorageChanges } from './storageChanges';

interface Storage {
  readonly files: ModelFiles;
  readonly sessions: Sessions;
  readonly timer: Timer;
  readonly gone: (path: string) => void;
  readonly written: (path: string) => void;
  readonly changed: () => void;
}

export function followStorage({ files, ...storage }: Storage): vscode.Disposable {
  const pattern = new vscode.RelativePattern(vscode.Uri.file(files.folder), '*.safetensors');
  const watcher = vscode.workspace.createFileSystemWatcher(pattern);
  const touched = createStorageChanges({
    ...storage,
    isThere: (path) =>
      access(path).then(
        () => true,
        () => false,
      ),
  });
  const { onDidChange, onDidCreate, onDidDelete } = watcher;
  const told = [onDidChange, onDidCreate, onDidDelete].map((event) =>
    event(({ fsPath }) => touched(fsPath)),
  );
  return vscode.Disposable.from(watcher, ...told);
}
