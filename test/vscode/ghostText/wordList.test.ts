/** VS Code's word list in plain text that has a model, beside the one that VS Code fills itself. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../gatescope';
import { api, closeAll, learnable, placeCursor, show, sleep, until, writeText } from '../gatescope';

const odd = 'foo_bar waterWheel don’t Lantern\n';
/**
 * One word in three endings, each as probable as the others. The short words between them keep the share
 * of suggestions low, so that others than the surest are shown.
 */
const endings = ['understands', 'understandably sees', 'understanding all sees']
  .map((words) => `The patient gardener ${words} every rose.\n`)
  .map((line) => `${line}We sat by the sea and ate an egg in the sun.\n`.repeat(2))
  .join('We had a cup of tea and a bun, and so did she.\n'.repeat(4))
  .repeat(60);
const text = learnable() + endings + odd;

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
  let markdown: vscode.Uri;

  suiteSetup(async () => {
    gatescope = await api();
    uri = writeText(text);
    markdown = writeText(text, 'md');
    await gatescope.train(uri, { steps: 600 });
    await gatescope.train(markdown, { steps: 20 });
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

  test('has a beginning that is sure in the second place, where no ending is', async () => {
    const items = await listHere('\nThe patient gardener un');
    const [first, second] = inOrder(items);
    assert.match(first ?? '', /^understand(s|ably|ing)$/);
    assert.equal(second, 'understand…');
    const beginning = items.find((item) => wordOf(item) === second);
    assert.equal(beginning?.insertText, 'understand');
    assert.match(beginning ? shareOf(beginning) : '', /^(9\d(\.\d)?|100)%$/);
    // Other texts of the window may have words that begin so, but no beginning of ours.
    const sure = inOrder(await listHere('\nNobody remembers when the ancient li'));
    assert.deepEqual(
      sure.filter((word) => word.endsWith('…')),
      [],
    );
  });

  test('is not needed for that: ghost text has the beginning, too', async () => {
    const editor = await show(markdown);
    placeCursor(editor, editor.document.getText().length);
    await vscode.commands.executeCommand('type', { text: 'The patient gardener un' });
    const written = (): string => editor.document.getText().slice(text.length);
    await until('the beginning is taken', async () => {
      await sleep(100);
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return written() !== 'The patient gardener un';
    });
    assert.equal(written(), 'The patient gardener understand');
  });

  test('lacks nothing that VS Code lists by itself', async () => {
    const other = writeText(text);
    const own = await listAfter(other, '\nl');
    assert.ok(own.length > 3 && !isOurs(own));
    const shown = own.map(wordOf).filter((word) => /^l/i.test(word) || /_l|[a-z]L/.test(word));
    assert.ok(shown.includes('Lantern'));
    // VS Code also lists words of other texts that are open; what of them is known here is known soon.
    let missing = shown;
    const complete = async (): Promise<boolean> => {
      const words = new Set((await listHere('\nl')).map(wordOf));
      missing = shown.filter((word) => !words.has(word));
      return missing.length === 0;
    };
    await until('nothing is missing', complete, 30_000).catch(() => undefined);
    assert.deepEqual(missing, []);
  });

  test('is not touched in a language that has a list of its own', async () => {
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
