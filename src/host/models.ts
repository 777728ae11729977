/** Saved models: their view, their use for other texts, and their end. */
import * as vscode from 'vscode';
import { registerExportModel } from './exportModel';
import { folderText, isFolderKey } from './manuscript';
import { followStorage } from './followStorage';
import { registerImportModel } from './importModel';
import { createListeners } from './listeners';
import { forgetModel, registerModelCommands } from './modelCommands';
import { registerModelsView } from './modelsView';
import type { Services } from './services';
import { registerTensorsEditor } from './tensorsEditor';
import { registerUseModelHere } from './useModelHere';

export function registerModels(services: Services): vscode.Disposable {
  const imported = createListeners<undefined>();
  return vscode.Disposable.from(
    registerModelCommands(services),
    registerModelsView({ ...services, onDidImport: imported.listen }),
    registerImportModel({ ...services, imported: () => imported.fire(undefined) }),
    registerUseModelHere(services),
    registerExportModel(services),
    registerTensorsEditor(services),
    followStorage({
      ...services,
      gone: (path) => forgetModel(services, path),
      renewed: (path) => readAgain(services, path),
      changed: () => imported.fire(undefined),
    }),
  );
}

/** What is read with that model, where its weights are others now. */
function readAgain({ sessions, texts, restoring }: Services, path: string): void {
  for (const { key, model } of sessions.all()) {
    const text = model?.kind === 'file' && model.path === path ? textOf(texts, key) : undefined;
    if (text) void restoring.refresh(text);
  }
}

const textOf = (texts: Services['texts'], key: string) =>
  isFolderKey(key) ? folderText(key) : texts.find(key);
