/** Generate Text… and Explain This Prediction, as their commands do them. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, learnable, placeCursor, show, until, writeText } from '../gatescope';

suite('commands on a trained text', () => {
  const text = learnable();
  let uri: vscode.Uri;

  suiteSetup(async () => {
    uri = writeText(text);
    await (await api()).train(uri, { steps: 300 });
  });
  teardown(closeAll);

  async function generate(wishes: object, from: vscode.Uri = uri): Promise<vscode.TextDocument> {
    const editor = await show(from);
    placeCursor(editor, editor.document.getText().length);
    await vscode.commands.executeCommand('gatescope.generateText', wishes);
    const made = vscode.window.activeTextEditor?.document;
    assert.ok(made?.isUntitled, 'no untitled document is shown');
    return made;
  }
  const wordsIn = (document: vscode.TextDocument): string[] =>
    document.getText().match(/\p{L}+/gu) ?? [];

  test('generate as many words as asked for, the same for the same seed', async () => {
    const wishes = { words: 60, temperature: 0.8, seed: 5 };
    const first = await generate(wishes);
    assert.equal(wordsIn(first).length, 60);
    assert.match(first.getText(), /^\S[^]*\.\n[A-Z]/u);
    const again = await generate(wishes);
    assert.notEqual(again, first);
    assert.equal(again.getText(), first.getText());
    const other = await generate({ ...wishes, seed: 6 });
    const known = new Set(text.match(/\p{L}+/gu));
    assert.deepEqual(
      wordsIn(other).filter((word) => !known.has(word)),
      [],
    );
  });

  test('tell in a hover which expert gave a generated word', async () => {
    const made = await generate({ words: 20, temperature: 0.8, seed: 5 });
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      made.uri,
      new vscode.Position(0, 1),
    );
    const said = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join();
    assert.match(said, /was generated.*(network|counts).*%/u);
  });

  test('generate nothing without a model, and open no document for it', async () => {
    await show(writeText(learnable()));
    const before = vscode.workspace.textDocuments.length;
    await vscode.commands.executeCommand('gatescope.generateText', {
      words: 5,
      temperature: 1,
      seed: 1,
    });
    assert.equal(vscode.workspace.textDocuments.length, before);
  });

  test('open the panel for an explanation, at the cursor and at a token', async () => {
    const panels = (): number =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview).length;
    await show(uri);
    await vscode.commands.executeCommand('gatescope.explainWord');
    await until('the panel is there', () => panels() === 1);
    const link = { documentKey: uri.toString(), token: 4 };
    await vscode.commands.executeCommand('gatescope.explainWord', link);
    assert.equal(panels(), 1);
  });
});
