/** Shows a span of a text in the editor that has it, and puts the cursor at its start. */
import * as vscode from 'vscode';
import type { Span } from '../../shared/model/versions';
import type { EditorText, Place } from './texts';

/** The focus stays where it is, so that the panel's keys continue to work. */
export async function revealSpan(text: EditorText, span: Span): Promise<void> {
  const place = text.place(span);
  if (!place) return;
  const editor = text.isNotebook ? await showCell(text, place) : await showDocument(place);
  if (!editor) return;
  editor.selection = new vscode.Selection(place.range.end, place.range.start);
  editor.revealRange(place.range, vscode.TextEditorRevealType.InCenterIfOutsideViewport);
}

async function showDocument({ document }: Place): Promise<vscode.TextEditor> {
  const shown = vscode.window.visibleTextEditors.find((editor) => editor.document === document);
  return (
    shown ??
    vscode.window.showTextDocument(document, {
      viewColumn: vscode.ViewColumn.One,
      preserveFocus: true,
    })
  );
}

async function showCell(
  text: EditorText,
  { document }: Place,
): Promise<vscode.TextEditor | undefined> {
  const notebook = vscode.workspace.notebookDocuments.find(
    ({ uri }) => uri.toString() === text.key,
  );
  const index = notebook?.getCells().findIndex((cell) => cell.document === document) ?? -1;
  if (!notebook || index < 0) return undefined;
  await vscode.window.showNotebookDocument(notebook, {
    preserveFocus: true,
    selections: [new vscode.NotebookRange(index, index + 1)],
  });
  return vscode.window.visibleTextEditors.find((editor) => editor.document === document);
}
