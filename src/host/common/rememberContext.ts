/** Tells VS Code's `when` clauses only what changed: each telling is a message to the window. */
import * as vscode from 'vscode';

export function rememberContext(): (key: string, value: unknown) => void {
  const told = new Map<string, unknown>();
  return (key, value) => {
    if (told.has(key) && told.get(key) === value) return;
    told.set(key, value);
    void vscode.commands.executeCommand('setContext', key, value);
  };
}
