/** A notebook is one text: its cells in order. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from './gatescope';
import { api, closeAll, kindOf, learnable } from './gatescope';

suite('a notebook', () => {
  let gatescope: Api;
  suiteSetup(async () => {
    gatescope = await api();
  });
  teardown(closeAll);

  const cell = (text: string): vscode.NotebookCellData =>
    new vscode.NotebookCellData(vscode.NotebookCellKind.Markup, text, 'markdown');

  test('is learnt as a whole, inspected and completed in each of its cells', async () => {
    const cells = [cell(learnable(120)), cell('Short.'), cell(learnable(120))];
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData(cells),
    );
    await gatescope.train(notebook.uri, { steps: 200, afresh: true });
    const last = notebook.cellAt(2).document;
    assert.equal(gatescope.status(last.uri).state, 'ready');

    const offset = last.getText().lastIndexOf('lighthouse');
    const check = async (): Promise<void> => {
      const at = last.getText().lastIndexOf('lighthouse');
      const record = await gatescope.inspect(last.uri, last.positionAt(at + 3));
      assert.equal(record.token, 'lighthouse');
      assert.equal(last.offsetAt(record.range.start), at);
    };
    await check();
    const words = await gatescope.complete(last.uri, last.positionAt(offset + 4), 3);
    assert.equal(words[0]?.word, 'lighthouse');

    const edit = new vscode.WorkspaceEdit();
    edit.insert(notebook.cellAt(0).document.uri, new vscode.Position(0, 0), 'Some more words. ');
    edit.insert(last.uri, new vscode.Position(0, 0), 'And here. ');
    await vscode.workspace.applyEdit(edit);
    await check();

    const removal = new vscode.WorkspaceEdit();
    removal.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(1, 2))]);
    await vscode.workspace.applyEdit(removal);
    assert.equal(notebook.cellCount, 2);
    await check();
  });

  test('without words is refused', async () => {
    const notebook = await vscode.workspace.openNotebookDocument(
      'jupyter-notebook',
      new vscode.NotebookData([cell('')]),
    );
    assert.equal(await kindOf(gatescope.train(notebook.uri, { afresh: true })), 'noText');
  });
});
