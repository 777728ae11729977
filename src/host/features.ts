/**
 * Every feature of the extension, registered: one line per feature, in the rooms of this folder.
 * Nothing is decided here; what a feature needs it takes from the services.
 */
import * as vscode from 'vscode';
import { registerCells } from './cells/cells';
import { registerColourText } from './colours/colourCommand';
import { createListeners } from './common/listeners';
import { registerExportActivations } from './exports/exportActivations';
import { registerGenerateText } from './generation/generateText';
import { registerCompleteWord } from './ghostText/completeWord';
import { registerGhostText } from './ghostText/ghostText';
import { registerHover } from './hover/hover';
import { registerHoverWord } from './hover/hoverWord';
import { registerImportModel } from './importing/importModel';
import { registerLaboratory } from './laboratory/laboratory';
import { registerForgetWord } from './learnt/forgetWord';
import { registerShowLearnt } from './learnt/showLearnt';
import { registerOpenLesson } from './lessons/openLesson';
import { registerOpenSample } from './lessons/openSample';
import { registerExportModel } from './models/exportModel';
import { removeLeftovers } from './models/leftovers';
import { registerModelCommands } from './models/modelCommands';
import { registerModelsView } from './models/modelsView';
import { registerRenameModel } from './models/renameModel';
import { followRenames } from './models/renames';
import { registerUseModelHere } from './models/useModelHere';
import { watchModels } from './models/watchModels';
import { registerModelTests } from './modelTests/modelTests';
import { registerPanel } from './panel/panel';
import { registerFindSimilar } from './search/findSimilar';
import { registerFindUnits } from './search/findUnits';
import { registerSilence } from './silence/silence';
import type { Services } from './services';
import { restoreWhenSeen } from './sessions/restoreWhenSeen';
import { registerStatusBar } from './status/statusBar';
import { registerStatusMenu } from './status/statusMenuCommand';
import { registerClassifySelection } from './tasks/classifySelection';
import { registerShowWrongLabels } from './tasks/showWrongLabels';
import { registerTensorsEditor } from './tensors/tensorsEditor';
import { registerTrainingCommands } from './training/trainingCommands';

export function registerFeatures(services: Services): vscode.Disposable {
  const silence = registerSilence(services);
  return vscode.Disposable.from(
    registerTrainingCommands(services),
    registerGhostText(services),
    registerCompleteWord(services),
    registerGenerateText(services),
    registerShowLearnt(services),
    registerForgetWord(services),
    inTheText(services),
    registerCells(services),
    registerPanel(services),
    savedModels(services),
    registerStatusMenu(services),
    registerStatusBar({ ...services, silence }),
    { dispose: () => silence.dispose() },
    registerOpenLesson(services),
    registerOpenSample(services),
    registerModelTests(services),
    restoreWhenSeen(services),
    followRenames(services),
  );
}

/** Hovers over words, their colours, the units behind a selection, and activations as a file. */
const inTheText = (services: Services): vscode.Disposable =>
  vscode.Disposable.from(
    registerHover(services),
    registerHoverWord(services),
    registerColourText(services),
    registerFindUnits(services),
    registerFindSimilar(services),
    registerClassifySelection(services),
    registerShowWrongLabels(services),
    registerExportActivations(services),
  );

/** Saved models: their view, their use for other texts, and their end. */
function savedModels(services: Services): vscode.Disposable {
  const files = createListeners<undefined>();
  const changed = (): void => files.fire(undefined);
  return vscode.Disposable.from(
    registerModelCommands(services),
    registerModelsView({ ...services, onDidChangeFiles: files.listen }),
    registerImportModel({ ...services, imported: changed }),
    registerUseModelHere(services),
    registerRenameModel({ ...services, changed }),
    registerExportModel(services),
    registerLaboratory({ ...services, changed }),
    registerTensorsEditor(services),
    watchModels({ ...services, changed }),
    removeLeftovers(services),
  );
}
