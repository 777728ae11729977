/**
 * The walkthrough's list of next words, with the cursor still at the beginning of the text and a page of
 * VS Code's own over it: the text comes to the front, and the cursor goes where the list says something.
 */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../gatescope';
import { api, closeAll, placeCursor, show, until, writeText } from '../gatescope';

/** Two of the words of each sentence are the model's to guess. */
const beasts = ['fox', 'dog', 'horse', 'heron', 'cat'];
const places = ['river', 'garden', 'harbour', 'forest'];
const text = Array.from({ length: 400 }, (_, n) => {
  const [beast, place] = [beasts[(n * n + 3 * n) % 5], places[(n * 7 + (n >> 2)) % 4]];
  return `Every morning the old ${beast} walks slowly down to the quiet ${place}.`;
}).join('\n');

suite('the list of the walkthrough', () => {
  let gatescope: Api;
  let uri: vscode.Uri;

  suiteSetup(async () => {
    gatescope = await api();
    uri = writeText(text);
    await gatescope.train(uri, { steps: 300 });
  });
  teardown(async () => {
    await vscode.commands.executeCommand('workbench.action.closeQuickOpen');
    await closeAll();
  });

  const listWords = (): Thenable<unknown> =>
    vscode.commands.executeCommand('gatescope.completeWord', { where: 'worthSeeing' });

  const best = async (position: vscode.Position): Promise<number> =>
    (await gatescope.complete(uri, position, 1))[0]?.probability ?? 0;

  test('moves the cursor behind some words, where one word is probable and not certain', async () => {
    const editor = await show(uri);
    placeCursor(editor, 0);
    void listWords();
    await until('the cursor has moved', () => editor.selection.active.character > 0);
    const { active } = editor.selection;
    const before = text.slice(0, editor.document.offsetAt(active));
    assert.ok(before.trim().split(/\s+/).length > 12, before);
    const probability = await best(active);
    assert.ok(probability > 0.1 && probability < 0.9, String(probability));
  });

  test('leaves a cursor that stands somewhere already', async () => {
    const editor = await show(uri);
    const position = placeCursor(editor, text.indexOf('quiet'));
    void listWords();
    await new Promise((resolve) => setTimeout(resolve, 500));
    assert.ok(editor.selection.active.isEqual(position));
  });

  test('brings the text to the front where the walkthrough lies over it', async () => {
    placeCursor(await show(uri), 0);
    await vscode.commands.executeCommand(
      'workbench.action.openWalkthrough',
      'gatescope.gatescope#gettingStarted',
      false,
    );
    await until('the walkthrough is in front', () => !vscode.window.activeTextEditor);
    void listWords();
    await until('the text is in front', () =>
      vscode.window.visibleTextEditors.some(({ document }) => document.uri.path === uri.path),
    );
  });
});
