/** Saved models: their view, their use for other texts, and their end. */
import * as vscode from 'vscode';
import { registerExportModel } from './exportModel';
import { followStorage } from './followStorage';
import { registerImportModel } from './importModel';
import { createListeners } from './listeners';
import { registerModelCommands } from './modelCommands';
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
    followStorage({ ...services, changed }),
  );
}
