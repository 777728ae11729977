/** Texts that cannot be learnt from, and texts that look as if they could not. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from './gatescope';
import { api, closeAll, kindOf, learnable, show, writeText } from './gatescope';

suite('bad input', () => {
  let gatescope: Api;
  suiteSetup(async () => {
    gatescope = await api();
  });
  teardown(closeAll);

  test('an empty file is refused', async () => {
    const uri = writeText('');
    assert.equal(await kindOf(gatescope.train(uri)), 'noText');
    assert.equal(gatescope.status(uri).state, 'idle');
  });

  test('a file of a few words is refused, with the number that is needed', async () => {
    const uri = writeText('Far too few words to learn anything from.');
    await assert.rejects(gatescope.train(uri), (error: Error & { kind?: string }) => {
      assert.equal(error.kind, 'tooShort');
      assert.match(error.message, /has 8 words; at least \d+ are needed/);
      return true;
    });
    assert.equal(gatescope.status(uri).state, 'idle');
  });

  test('text without spaces or words is refused or learnt, never a crash', async () => {
    const kind = await kindOf(gatescope.train(writeText('x'.repeat(20_000)), { steps: 5 }));
    assert.equal(kind, 'tooShort');
  });

  test('Chinese without spaces is learnt', async () => {
    const uri = writeText(
      '今天天气很好，我们一起去公园散步。明天可能会下雨，所以请带上雨伞。'.repeat(80),
    );
    const summary = await gatescope.train(uri, { steps: 10 });
    assert.equal(summary.steps, 10);
  });

  test('a binary file is named, with the reason', async () => {
    const uri = writeText(
      new Uint8Array(4096).map((_, n) => (n * 7) % 256),
      'bin',
    );
    assert.equal(await kindOf(gatescope.train(uri)), 'binaryFile');
  });

  test('a file that is not there is a failure of the disk', async () => {
    const uri = vscode.Uri.file('/no/such/folder/text.txt');
    assert.equal(await kindOf(gatescope.train(uri)), 'disk');
  });

  const oddities: Record<string, string> = {
    'CRLF line ends': learnable().replaceAll('\n', '\r\n'),
    'a byte order mark': `\ufeff${learnable()}`,
    // VS Code takes a file with a NUL among its first 512 bytes for a binary one.
    'NUL characters': learnable(60) + learnable().replaceAll(' quiet ', ' qui\u0000et '),
    'one line of 1 MB': learnable(16_000).replaceAll('\n', ' '),
  };
  for (const [name, content] of Object.entries(oddities)) {
    test(`${name} is learnt, and its offsets stay right`, async () => {
      const uri = writeText(content);
      await gatescope.train(uri, { steps: 5 });
      const document = await vscode.workspace.openTextDocument(uri);
      const offset = document.getText().indexOf('lighthouse');
      const record = await gatescope.inspect(uri, document.positionAt(offset + 4));
      assert.equal(record.token, 'lighthouse');
      assert.equal(document.offsetAt(record.range.start), offset);
      assert.equal(document.getText(record.range), 'lighthouse');
    });
  }

  test('a lone surrogate is learnt, and its offsets stay right', async () => {
    const content = learnable().replaceAll('Nobody', '\ud83d Nobody');
    const document = await vscode.workspace.openTextDocument({ content });
    await gatescope.train(document.uri, { steps: 5 });
    const offset = document.getText().indexOf('lighthouse');
    const record = await gatescope.inspect(document.uri, document.positionAt(offset + 1));
    assert.equal(document.getText(record.range), 'lighthouse');
  });

  test('a place without a token is a failure, not an answer', async () => {
    const uri = writeText(`${learnable()}                    `);
    await gatescope.train(uri, { steps: 5 });
    const document = await vscode.workspace.openTextDocument(uri);
    const end = document.positionAt(document.getText().length);
    assert.equal(await kindOf(gatescope.inspect(uri, end)), 'noToken');
  });

  test('every command answers without an editor', async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const name of [
      'train',
      'trainAfresh',
      'pauseTraining',
      'resumeTraining',
      'stopTraining',
    ]) {
      await vscode.commands.executeCommand(`gatescope.${name}`);
    }
    for (const name of ['completeWord', 'deleteModel', 'showGates']) {
      await vscode.commands.executeCommand(`gatescope.${name}`);
    }
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.commands.executeCommand('notifications.clearAll');
  });

  test('words of the text stay text in the hover', async () => {
    const odd = 'the `code` | <b>bold</b> $(zap) [link](http://x) wakes the sleeper\n';
    const uri = writeText(odd.repeat(120));
    await gatescope.train(uri, { steps: 30 });
    await show(uri);
    const document = await vscode.workspace.openTextDocument(uri);
    for (const word of ['`', '|', '<', '$', '[']) {
      const position = document.positionAt(document.getText().indexOf(word));
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        position,
      );
      const ours = hovers
        .flatMap(({ contents }) => contents as vscode.MarkdownString[])
        .find(({ value }) => value.includes('bits of surprise'));
      assert.ok(ours, `no hover on ${word}`);
      assert.equal(ours.value.match(/(?<!\\)\[/g)?.length, 2, ours.value);
      assert.equal(/(?<!\\)[`|<]/.test(ours.value), false, ours.value);
    }
  });
});
