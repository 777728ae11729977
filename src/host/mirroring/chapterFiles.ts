/**
 * The files of a manuscript as VS Code has them, for the code that sends their texts to the threads.
 */
import * as vscode from 'vscode';
import { readText } from '../texts/readText';
import type { ChapterFiles } from './chapterMirrors';
import type { Texts } from '../texts/texts';

export function chapterFiles(texts: Texts): ChapterFiles {
  return {
    keyOf: (folder, path) => vscode.Uri.joinPath(vscode.Uri.parse(folder), path).toString(),
    read: async (key) => {
      try {
        return await readText(vscode.Uri.parse(key), texts);
      } catch {
        return undefined; // gone, or not to be read
      }
    },
    watch(folder, changed) {
      const uri = vscode.Uri.parse(folder);
      // Outside the workspace a watcher would be one more for the whole folder: there a file is read
      // again when it was open.
      if (!vscode.workspace.getWorkspaceFolder(uri)) return { dispose: () => undefined };
      const tell = (file: vscode.Uri): void => changed(file.toString());
      const watcher = vscode.workspace.createFileSystemWatcher(
        new vscode.RelativePattern(uri, '**/*'),
      );
      const listening = [watcher.onDidChange(tell), watcher.onDidCreate(tell)];
      return vscode.Disposable.from(watcher, ...listening, watcher.onDidDelete(tell));
    },
    onDidSave: (listener) =>
      vscode.workspace.onDidSaveTextDocument(({ uri }) => listener(uri.toString())),
  };
}
