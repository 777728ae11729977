/** What Has It Learnt? and Forget a Word or Passage…, as their commands do them. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, learnable, placeCursor, show, until, writeText } from '../gatescope';

suite('what a model has learnt', () => {
  let uri: vscode.Uri;
  let end: vscode.Position;

  suiteSetup(async () => {
    uri = writeText(learnable());
    await (await api()).train(uri, { steps: 200 });
    const { document } = await show(uri);
    end = document.positionAt(document.getText().length);
  });
  teardown(closeAll);

  const offered = async (): Promise<string[]> =>
    (await (await api()).complete(uri, end, 100)).map(({ word }) => word);

  test('is forgotten at once where somebody asks for it, and for good', async () => {
    const [best] = await offered();
    assert.ok(best);
    await show(uri);
    await vscode.commands.executeCommand('gatescope.forgetWord', { text: best.toUpperCase() });
    await until('the word is not offered', async () => !(await offered()).includes(best));
    assert.ok((await offered()).length > 0, 'other words are still offered');
    await closeAll();
    await show(uri);
    assert.ok(!(await offered()).includes(best), 'it is offered again');
  });

  test('is shown in a list that can be searched', async () => {
    const editor = await show(uri);
    placeCursor(editor, 0);
    await vscode.commands.executeCommand('gatescope.showLearnt');
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
  });
});
