/** VS Code's word list in plain text: whether it opens by itself there, and the setting that says so. */
import * as vscode from 'vscode';
import { listOpens, never } from './listOpens';

/** The one language that has no list but VS Code's, whatever extensions there are. */
export const plainText = 'plaintext';

const setting = 'quickSuggestions';

const inPlainText = (): vscode.WorkspaceConfiguration =>
  vscode.workspace.getConfiguration('editor', { languageId: plainText });

export const plainListOpens = (): boolean => listOpens(inPlainText().get<unknown>(setting));

export const shutPlainList = (): Thenable<void> => write(never);

export async function openPlainList(): Promise<void> {
  await write(undefined);
  // Somebody may have switched it off for all languages, or in the workspace.
  if (!plainListOpens()) await write(true);
}

const write = (value: unknown): Thenable<void> =>
  inPlainText().update(setting, value, vscode.ConfigurationTarget.Global, true);
