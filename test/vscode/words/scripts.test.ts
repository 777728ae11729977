/** Words of other scripts and encodings: completed, never offered within a word, and spaced as in the text. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../gatescope';
import { api, closeAll, placeCursor, show, sleep, writeText } from '../gatescope';

suite('a text of several scripts', () => {
  let gatescope: Api;
  let uri: vscode.Uri;
  const nfd = 'Un éléphant dort aujourd’hui.\n'.normalize('NFD');
  const text = `我们今天使用这个工具来训练一个语言模型。\nThe king sees the river and the cat.\n${nfd}`;

  suiteSetup(async () => {
    gatescope = await api();
    uri = writeText(text.repeat(40));
    await gatescope.train(uri, { steps: 300 });
  });
  teardown(closeAll);

  test('completes what is typed in NFC where the text is in NFD', async () => {
    const editor = await show(uri);
    const end = placeCursor(editor, editor.document.getText().length);
    await editor.edit((edit) => edit.insert(end, 'Un élép'));
    const words = await gatescope.complete(uri, editor.selection.active, 3);
    assert.equal(words[0]?.word, 'éléphant');
  });

  test('offers nothing where the word goes on behind the cursor', async () => {
    const editor = await show(uri);
    const { document } = editor;
    placeCursor(editor, document.getText().indexOf('’hui'));
    const before = document.getText();
    for (let attempt = 0; attempt < 3; attempt++) {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      await sleep(150);
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
    }
    assert.equal(document.getText(), before);
  });

  test('generates each with the spaces that it has', async () => {
    const editor = await show(uri);
    placeCursor(editor, editor.document.getText().length);
    await vscode.commands.executeCommand('gatescope.generateText', {
      ...{ words: 60, temperature: 0.5, seed: 1 },
    });
    const made = vscode.window.activeTextEditor?.document.getText() ?? '';
    assert.match(made, /\bthe river and the cat\b/u);
    assert.match(made, /\p{sc=Han}{6}/u);
    assert.doesNotMatch(made, /[a-z]{12}/iu);
  });
});
