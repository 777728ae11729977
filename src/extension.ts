/**
 * The composition root: builds the services, registers the features, and says so where that fails.
 * Nothing heavy happens here; threads start when they are first asked something.
 */
import * as vscode from 'vscode';
import { createApi, type GatescopeApi } from './host/api';
import { registerCompleteWord } from './host/ghostText/completeWord';
import { registerGhostText } from './host/ghostText/ghostText';
import { registerGenerateText } from './host/generation/generateText';
import { registerInText } from './host/inText';
import { registerLog, type Log } from './host/common/log';
import { registerStatusMenu } from './host/status/statusMenuCommand';
import { registerModels } from './host/models';
import { registerPanel } from './host/panel/panel';
import { followRenames } from './host/models/renames';
import { registerTexts } from './host/bundledTexts';
import { restoreWhenSeen } from './host/sessions/restoreWhenSeen';
import { createServices } from './host/services';
import { registerStatusBar } from './host/status/statusBar';
import { registerTrainingCommands } from './host/training/trainingCommands';
import { commands } from './shared/manifest';

export function activate(context: vscode.ExtensionContext): GatescopeApi {
  const start = performance.now();
  const log = registerLog();
  context.subscriptions.push(log);
  try {
    const api = furnish(context, log);
    performance.measure('gatescope.activate', { start });
    return api;
  } catch (error) {
    log.error(error);
    const sentence = 'Gatescope could not start. The log says why; reload the window to try again.';
    void vscode.window.showErrorMessage(sentence, 'Show Log').then(async (chosen) => {
      if (chosen) await vscode.commands.executeCommand(commands.showLog);
    });
    throw error;
  }
}

function furnish(context: vscode.ExtensionContext, log: Log): GatescopeApi {
  const services = createServices(context, log);
  context.subscriptions.push(
    services,
    registerTrainingCommands(services),
    registerGhostText(services),
    registerCompleteWord(services),
    registerGenerateText(services),
    registerInText(services),
    registerPanel(services),
    registerModels(services),
    registerStatusMenu(services),
    registerStatusBar(services),
    registerTexts(services),
    restoreWhenSeen(services),
    followRenames(services),
  );
  return createApi(services);
}
