/** Saved models: their view, their use for other texts, and their end. */
import * as vscode from 'vscode';
import { registerExportModel } from './exportModel';
import { registerImportModel } from './importModel';
import { createListeners } from './listeners';
import { registerModelCommands } from './modelCommands';
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
  );
}
