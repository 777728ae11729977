/** Saved models: their view, their use for other texts, and their end. */
import * as vscode from 'vscode';
import { registerExportModel } from './exportModel';
import { followStorage } from './followStorage';
import { registerImportModel } from './importModel';
import { createListeners } from './listeners';
import { folderText, isFolderKey } from './manuscript';
import { forgetModel, registerModelCommands } from './modelCommands';
import { listModels } from './modelList';
import { registerModelsView } from './modelsView';
import type { Services } from './services';
import { registerTensorsEditor } from './tensorsEditor';
import { registerUseModelHere } from './useModelHere';

export function registerModels(services: Services): vscode.Disposable {
  const files = createListeners<undefined>();
  const changed = (): void => files.fire(undefined);
  return vscode.Disposable.from(
    registerModelCommands(services),
    registerModelsView({ ...services, onDidChangeFiles: files.listen }),
    registerImportModel({ ...services, imported: changed }),
    registerUseModelHere(services),
    registerExportModel(services),
    registerTensorsEditor(services),
    followStorage({
      ...services,
      gone: (path) => forgetModel(services, path),
      written: (path) => void readAgain(services, path),
      changed,
    }),
  );
}

/** Texts whose model that is, where it is new here or has other weights; a damaged one is left alone. */
async function readAgain(services: Services, path: string): Promise<void> {
  const { sessions, texts, files, analyst, restoring } = services;
  const all = (): Promise<string[]> => Promise.resolve([path]);
  const [listing] = (await listModels({ all }, analyst)) ?? [];
  if (!listing?.facts.ok) return;
  const { modelVersion } = listing.facts.value;
  const newer = sessions.all().flatMap(({ key, model, fileVersion, before }) => {
    const isRead = model?.kind === 'file' && model.path === path && !before;
    const text = isFolderKey(key) ? folderText(key) : texts.find(key);
    return isRead && fileVersion !== modelVersion && text ? [text] : [];
  });
  const without = texts.all().filter(({ key }) => {
    const session = sessions.find(key);
    return files.pathOf(key) === path && !session?.model && !session?.before;
  });
  for (const text of [...newer, ...without]) await restoring.refresh(text);
}
