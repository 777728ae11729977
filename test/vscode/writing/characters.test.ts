/** A model of characters: trained, completed, hovered and coloured like one of words. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from '../gatescope';
import { api, closeAll, learnable, show, until, writeText } from '../gatescope';

suite('a text trained by characters', () => {
  let gatescope: Api;
  let uri: vscode.Uri;
  const text = learnable();
  const setting = (value: string | undefined): Thenable<void> =>
    vscode.workspace
      .getConfiguration('gatescope')
      .update('model.tokens', value, vscode.ConfigurationTarget.Global);

  suiteSetup(async () => {
    gatescope = await api();
    uri = writeText(text);
    await setting('characters');
    try {
      const summary = await gatescope.train(uri, { steps: 500 });
      assert.ok(summary.vocabulary < 100, `${summary.vocabulary} characters`);
      assert.ok(summary.tokens > text.length / 2);
    } finally {
      await setting(undefined);
    }
  });
  teardown(closeAll);

  test('completes whole words, also when the setting says words again', async () => {
    const { document } = await show(uri);
    const position = document.positionAt(text.indexOf('lighthouse') + 4);
    const words = await gatescope.complete(uri, position, 3);
    assert.equal(words[0]?.word, 'lighthouse');
  });

  test('inspects, hovers and colours single characters', async () => {
    const { document } = await show(uri);
    const position = document.positionAt(text.indexOf('lighthouse') + 4);
    const record = await gatescope.inspect(uri, position);
    assert.equal(record.token, 't');
    assert.equal(document.getText(record.range), 't');
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      position,
    );
    const said = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .join('\n');
    assert.match(said, /^\*\*t\*\* · \d+\.\d bits of surprise/m);
    assert.match(said, /surprise.of.the.last.20.tokens:.[▁-█]{20}/);
    const since = performance.now();
    await vscode.commands.executeCommand('gatescope.colourText', { by: 'surprise' });
    await until('it is coloured', () => {
      const [measure] = performance.getEntriesByName('gatescope.colours');
      return (measure?.startTime ?? 0) > since;
    });
    await vscode.commands.executeCommand('gatescope.colourText', { by: 'off' });
  });

  test('goes on with characters when it is trained further', async () => {
    // With words it would get a second model.
    await setting('characters');
    try {
      await gatescope.train(uri, { steps: 5 });
    } finally {
      await setting(undefined);
    }
    const { document } = await show(uri);
    const position = document.positionAt(text.indexOf('lighthouse') + 4);
    assert.equal((await gatescope.inspect(uri, position)).token, 't');
  });
});
