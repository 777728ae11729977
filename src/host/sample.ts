/**
 * Opens the bundled text as an untitled document: the user can type in it, keep it or throw it
 * away, and the installed copy stays as it is.
 */
import * as vscode from 'vscode';
import { commands } from '../shared/manifest';

export function registerSample({
  extensionUri,
}: {
  readonly extensionUri: vscode.Uri;
}): vscode.Disposable {
  const file = vscode.Uri.joinPath(extensionUri, 'media', 'samples', 'shakespeare.txt');
  return vscode.commands.registerCommand(commands.openSample, async () => {
    const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(file));
    const open = vscode.workspace.textDocuments.find(
      (document) => document.isUntitled && document.getText() === content,
    );
    const document =
      open ?? (await vscode.workspace.openTextDocument({ language: 'plaintext', content }));
    await vscode.window.showTextDocument(document);
  });
}
