/** The extension's log: ids and counts, never words of a text. */
import * as vscode from 'vscode';
import { commands } from '../../shared/manifest';
import type { Subscription } from './listeners';
import { together } from './listeners';

export interface Log extends Subscription {
  readonly line: (text: string) => void;
  readonly error: (error: unknown) => void;
}

export function registerLog(): Log {
  const channel = vscode.window.createOutputChannel('Gatescope', { log: true });
  const command = vscode.commands.registerCommand(commands.showLog, () => channel.show());
  return {
    line: (text) => channel.info(text),
    error: (error) => channel.error(error instanceof Error ? error : String(error)),
    dispose: () => together(command, channel).dispose(),
  };
}
