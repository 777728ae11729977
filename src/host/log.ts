/** The extension's log: ids and counts, never words of a text. */
import * as vscode from 'vscode';
import { commands } from '../shared/manifest';

export interface Log extends vscode.Disposable {
  line(text: string): void;
  error(error: unknown): void;
}

export function registerLog(): Log {
  const channel = vscode.window.createOutputChannel('Gatescope', { log: true });
  const command = vscode.commands.registerCommand(commands.showLog, () => channel.show());
  return {
    line: (text) => channel.info(text),
    error: (error) => channel.error(error instanceof Error ? error : String(error)),
    dispose: () => vscode.Disposable.from(command, channel).dispose(),
  };
}
