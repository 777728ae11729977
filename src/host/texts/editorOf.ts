/** The editor that shows a text, also while the palette or the panel has the focus. */
import * as vscode from 'vscode';
import type { EditorText, Texts } from './texts';

export function editorOf(texts: Texts, { key }: EditorText): vscode.TextEditor | undefined {
  const isOf = (editor: vscode.TextEditor): boolean => texts.of(editor.document)?.key === key;
  const active = vscode.window.activeTextEditor;
  return active && isOf(active) ? active : vscode.window.visibleTextEditors.find(isOf);
}

/**
 * That editor, or one that is opened for it: a text that a page of VS Code's covers, such as the
 * walkthrough, is nowhere to be seen. None for a notebook, whose cells are no documents to open.
 */
export async function shownEditorOf(
  texts: Texts,
  text: EditorText,
): Promise<vscode.TextEditor | undefined> {
  const shown = editorOf(texts, text);
  const [document] = text.documents();
  if (shown || !document || text.isNotebook) return shown;
  return vscode.window.showTextDocument(document);
}
