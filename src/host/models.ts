/** Saved models: their view, their use for other texts, and their end. */
import * as vscode from 'vscode';
import { registerExportModel } from './models/exportModel';
import { watchModels } from './models/watchModels';
import { registerImportModel } from './importing/importModel';
import { createListeners } from './common/listeners';
import { registerModelCommands } from './models/modelCommands';
import { registerModelsView } from './models/modelsView';
import type { Services } from './services';
import { registerTensorsEditor } from './tensors/tensorsEditor';
import { registerUseModelHere } from './models/useModelHere';

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
    watchModels({ ...services, changed }),
  );
}
