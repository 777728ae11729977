/** The two hats: a writer has no hovers over his prose, and gets them back; renames keep the hat. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, learnable, show, sleep, until, writeText } from './gatescope';

const wear = (hat: string): Thenable<unknown> =>
  vscode.commands.executeCommand('gatescope.showMenu', { hat });

async function hasHover(uri: vscode.Uri): Promise<boolean> {
  const position = new vscode.Position(2, 2);
  const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
    'vscode.executeHoverProvider',
    uri,
    position,
  );
  const texts = hovers
    .flatMap(({ contents }) => contents)
    .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''));
  return texts.some((text) => text.includes('bits of surprise'));
}

const coloured = (): number => performance.getEntriesByName('gatescope.colours')[0]?.startTime ?? 0;

suite('two hats', () => {
  teardown(closeAll);

  test('writing has no hovers and no colours, inspecting has; a rename of the folder keeps the hat', async () => {
    const gatescope = await api();
    const folder = vscode.Uri.joinPath(writeText('x'), '..', 'before');
    const uri = vscode.Uri.joinPath(folder, 'prose.txt');
    await vscode.workspace.fs.writeFile(uri, Buffer.from(learnable()));
    await gatescope.train(uri, { steps: 20 });
    await show(uri);
    assert.equal(await hasHover(uri), true);

    await wear('writing');
    assert.equal(await hasHover(uri), false);
    // Who asks for colours takes the hat off.
    let since = performance.now();
    await vscode.commands.executeCommand('gatescope.colourText', { by: 'rank' });
    await until('it is coloured', () => coloured() > since);
    assert.equal(await hasHover(uri), true);
    await wear('writing');
    await sleep(800);
    since = coloured();
    await vscode.commands.executeCommand('type', { text: 'plain ' });
    await sleep(500);
    assert.equal(coloured(), since);
    await vscode.commands.executeCommand('workbench.action.files.save');

    const after = vscode.Uri.joinPath(folder, '..', 'after');
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(folder, after);
    await vscode.workspace.applyEdit(edit);
    const moved = vscode.Uri.joinPath(after, 'prose.txt');
    await until('the model followed', () => gatescope.status(moved).state === 'ready');
    await show(moved);
    assert.equal(await hasHover(moved), false);
    await wear('inspecting');
    assert.equal(await hasHover(moved), true);
    await vscode.commands.executeCommand('gatescope.colourText', { by: 'off' });
  });
});
