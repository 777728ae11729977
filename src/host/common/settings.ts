/** The settings as VS Code has them now. */
import * as vscode from 'vscode';
import type { SettingName, Settings } from '../../shared/settings';
import { parseSettings } from '../../shared/settings';

const section = 'gatescope';

export function readSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration(section);
  return parseSettings((name) => configuration.get<unknown>(name));
}

/** Writes where the value comes from now: the workspace, if it sets one, else the user. */
export async function writeSetting(name: SettingName, value: unknown): Promise<void> {
  const configuration = vscode.workspace.getConfiguration(section);
  const inWorkspace = configuration.inspect(name)?.workspaceValue !== undefined;
  const target = inWorkspace
    ? vscode.ConfigurationTarget.Workspace
    : vscode.ConfigurationTarget.Global;
  await configuration.update(name, value, target);
}
