/** VS Code's word list in plain text that has a model, beside the one that VS Code fills itself. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../gatescope';
import { api, closeAll, learnable, placeCursor, show, until, writeText } from '../gatescope';

const odd = 'foo_bar waterWheel don’t Lantern\n';
const text = learnable() + odd;

async function listAfter(uri: vscode.Uri, typed: string): Promise<vscode.CompletionItem[]> {
  const editor = await show(uri);
  placeCursor(editor, editor.document.getText().length);
  await vscode.commands.executeCommand('type', { text: typed });
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    uri,
    editor.selection.active,
  );
  return list.items;
}

const wordOf = ({ label }: vscode.CompletionItem): string =>
  typeof label === 'string' ? label : label.label;
const shareOf = ({ label }: vscode.CompletionItem): string =>
  typeof label === 'string' ? '' : (label.description ?? '');
const isOurs = (items: readonly vscode.CompletionItem[]): boolean =>
  items.some((item) => shareOf(item).endsWith('%'));
const inOrder = (items: readonly vscode.CompletionItem[]): string[] =>
  [...items]
    .sort((one, other) => ((one.sortText ?? '') < (other.sortText ?? '') ? -1 : 1))
    .map(wordOf);

suite('the word list', () => {
  let gatescope: Api;
  let uri: vscode.Uri;

  suiteSetup(async () => {
    gatescope = await api();
    uri = writeText(text);
    await gatescope.train(uri, { steps: 200 });
  });
  teardown(closeAll);

  const listHere = async (typed: string): Promise<vscode.CompletionItem[]> => {
    let items: vscode.CompletionItem[] = [];
    const asked = async (): Promise<boolean> => isOurs((items = await listAfter(uri, typed)));
    await until('the list is ours', asked, 20_000);
    return items;
  };

  test('begins with the most probable word, and shows how probable each is', async () => {
    const items = await listHere('\nNobody remembers when the ancient li');
    assert.equal(inOrder(items)[0], 'lighthouse');
    const best = items.find((item) => wordOf(item) === 'lighthouse');
    assert.match(best ? shareOf(best) : '', /^\d\d?\d?%$/);
    assert.equal(best?.kind, vscode.CompletionItemKind.Text);
  });

  test('lacks nothing that VS Code lists by itself', async () => {
    const other = writeText(text);
    const own = await listAfter(other, '\nl');
    assert.ok(own.length > 3 && !isOurs(own));
    const words = new Set((await listHere('\nl')).map(wordOf));
    const shown = own.map(wordOf).filter((word) => /^l/i.test(word) || /_l|[a-z]L/.test(word));
    assert.ok(shown.includes('Lantern'));
    assert.deepEqual(
      shown.filter((word) => !words.has(word)),
      [],
    );
  });

  test('is not touched in a language that has a list of its own', async () => {
    const markdown = writeText(text, 'md');
    await gatescope.train(markdown, { steps: 20 });
    assert.equal(isOurs(await listAfter(markdown, '\nl')), false);
  });

  test('is VS Code’s own while completion is switched off', async () => {
    await vscode.commands.executeCommand('gatescope.toggleCompletion');
    try {
      const items = await listAfter(uri, '\nl');
      assert.ok(items.length > 0);
      assert.equal(isOurs(items), false);
    } finally {
      await vscode.commands.executeCommand('gatescope.toggleCompletion');
    }
  });

  test('can be switched off for plain text alone, and on again', async () => {
    const value = (): unknown =>
      vscode.workspace
        .getConfiguration('editor', { languageId: 'plaintext' })
        .inspect('quickSuggestions')?.globalLanguageValue;
    await vscode.commands.executeCommand('gatescope.toggleWordList');
    assert.deepEqual(value(), { other: 'off', comments: 'off', strings: 'off' });
    await vscode.commands.executeCommand('gatescope.toggleWordList');
    assert.equal(value(), undefined);
  });
});
