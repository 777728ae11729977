/**
 * The composition root: builds the services, registers the features, and says so where that fails.
 * Nothing heavy happens here; threads start when they are first asked something.
 */
import * as vscode from 'vscode';
import { createApi, type GatescopeApi } from './host/api';
import { registerLog, type Log } from './host/common/log';
import { registerFeatures } from './host/features';
import { createServices } from './host/services';
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
  context.subscriptions.push(services, registerFeatures(services));
  return createApi(services);
}
