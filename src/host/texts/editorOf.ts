/** The editor that shows a text, also while the palette or the panel has the focus. */
import * as vscode from 'vscode';
import type { EditorText, Texts } from './texts';

export function editorOf(texts: Texts, { key }: EditorText): vscode.TextEditor | undefined {
  const isOf = (editor: vscode.TextEditor): boolean => texts.of(editor.document)?.key === key;
  const active = vscode.window.activeTextEditor;
  return active && isOf(active) ? active : vscode.window.visibleTextEditors.find(isOf);
}
