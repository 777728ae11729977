import * as vscode from 'vscode';

/** For this text alone, as its menu does: the sentences that are talked about are longer than a line. */
export async function wrapWords(document: vscode.TextDocument): Promise<void> {
  const { wordWrap } = vscode.workspace.getConfiguration('editor', document);
  if (wordWrap === 'off') await vscode.commands.executeCommand('editor.action.toggleWordWrap');
}
