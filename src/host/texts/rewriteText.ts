/** Puts another text in the place of all that a document holds; *Undo* brings the old one back. */
import * as vscode from 'vscode';
import type { EditorText } from './texts';

export async function rewriteText(text: EditorText, content: string): Promise<void> {
  const [document] = text.documents();
  if (!document || text.isNotebook) return;
  const whole = new vscode.Range(
    new vscode.Position(0, 0),
    document.lineAt(document.lineCount - 1).range.end,
  );
  const edit = new vscode.WorkspaceEdit();
  edit.replace(document.uri, whole, content);
  await vscode.workspace.applyEdit(edit);
}
