/** Completion, inspection, hover and ghost text of a trained document. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from './gatescope';
import {
  api,
  closeAll,
  kindOf,
  learnable,
  placeCursor,
  show,
  sleep,
  until,
  writeText,
} from './gatescope';

suite('a trained document', () => {
  let gatescope: Api;
  let uri: vscode.Uri;
  const text = learnable();

  suiteSetup(async () => {
    gatescope = await api();
    uri = writeText(text);
    await gatescope.train(uri, { steps: 300 });
  });
  teardown(closeAll);

  const at = async (offset: number): Promise<vscode.Position> =>
    (await vscode.workspace.openTextDocument(uri)).positionAt(offset);

  test('completes the next word and a partly typed one, with probabilities', async () => {
    const next = await gatescope.complete(uri, await at(text.indexOf('lighthouse')), 5);
    assert.equal(next[0]?.word, 'lighthouse');
    assert.ok(next.every(({ probability }, n) => probability <= (next[n - 1]?.probability ?? 1)));
    const partly = await gatescope.complete(uri, await at(text.indexOf('lighthouse') + 3), 5);
    assert.ok(partly.every(({ word }) => word.startsWith('lig') && word.length > 3));
    assert.equal(partly[0]?.word, 'lighthouse');
  });

  test('gives no words where there is no model', async () => {
    const other = writeText(learnable());
    assert.deepEqual(await gatescope.complete(other, new vscode.Position(0, 3)), []);
    assert.equal(await kindOf(gatescope.inspect(other, new vscode.Position(0, 1))), 'noModel');
  });

  test('inspects a token: range, surprise and all gates in their bounds', async () => {
    const start = text.indexOf('lighthouse');
    const record = await gatescope.inspect(uri, await at(start + 2));
    assert.equal(record.token, 'lighthouse');
    assert.ok(record.range.isEqual(new vscode.Range(await at(start), await at(start + 10))));
    assert.deepEqual([record.known, record.seen], [true, true]);
    assert.equal(record.expected.length, 5);
    assert.ok(record.bits >= 0 && record.rank >= 1);
    const [layer] = record.layers;
    assert.ok(layer);
    for (const gate of ['inputGate', 'forgetGate', 'outputGate'] as const) {
      assert.ok(layer[gate] instanceof Float32Array);
      assert.ok(layer[gate].every((value) => value >= 0 && value <= 1));
    }
    for (const state of ['candidate', 'hiddenState'] as const) {
      assert.ok(layer[state].every((value) => Math.abs(value) <= 1));
    }
    assert.equal(new Set(Object.values(layer).map(({ length }) => length)).size, 1);
  });

  test('has a hover with what was expected, the memory and a link, in at most 12 lines', async () => {
    await show(uri);
    const position = await at(text.indexOf('lighthouse') + 2);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      'vscode.executeHoverProvider',
      uri,
      position,
    );
    const markdown = hovers
      .flatMap(({ contents }) => contents)
      .map((content) => (content instanceof vscode.MarkdownString ? content.value : ''))
      .find((value) => value.includes('bits of surprise'));
    assert.ok(markdown, 'no hover of ours');
    console.log(markdown);
    assert.ok(markdown.split('\n').length <= 12);
    for (const part of [
      'lighthouse',
      'Expected',
      'In the vocabulary',
      'Erased',
      'written',
      'shown',
    ]) {
      assert.ok(markdown.replaceAll('\u00a0', ' ').includes(part), part);
    }
    assert.match(markdown, /command:gatescope\.showGates/);
    assert.match(markdown, /command:gatescope\.explainWord/);
  });

  test('has a hover that its setting switches off', async () => {
    await show(uri);
    const configuration = vscode.workspace.getConfiguration('gatescope');
    await configuration.update('inspection.hover', false, vscode.ConfigurationTarget.Global);
    try {
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
        'vscode.executeHoverProvider',
        uri,
        await at(text.indexOf('lighthouse') + 2),
      );
      assert.equal(JSON.stringify(hovers).includes('bits of surprise'), false);
    } finally {
      await configuration.update('inspection.hover', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  /** Triggers until there is a ghost to accept; what it was is what the text has more. */
  async function acceptGhost(editor: vscode.TextEditor): Promise<string> {
    const before = editor.document.getText();
    const changed = async (): Promise<boolean> => {
      await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
      await sleep(150);
      await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      return editor.document.getText() !== before;
    };
    await until('a ghost text is accepted', changed);
    return editor.document.getText();
  }

  test('completes typed letters as ghost text, in place of the letters', async () => {
    const editor = await show(uri);
    const end = editor.document.getText().length;
    placeCursor(editor, end);
    await vscode.commands.executeCommand('type', {
      text: 'Nobody remembers when the ancient ligh',
    });
    assert.ok((await acceptGhost(editor)).endsWith('when the ancient lighthouse'));
  });

  test('offers the next word after a space', async () => {
    const editor = await show(uri);
    placeCursor(editor, editor.document.getText().length);
    await vscode.commands.executeCommand('type', { text: 'Every morning the farmer ' });
    assert.ok((await acceptGhost(editor)).endsWith('morning the farmer walks'));
  });

  test('offers nothing while completion is switched off', async () => {
    const editor = await show(uri);
    await vscode.commands.executeCommand('gatescope.toggleCompletion');
    try {
      placeCursor(editor, editor.document.getText().length);
      await vscode.commands.executeCommand('type', { text: 'Every morning the ' });
      const before = editor.document.getText();
      for (let attempt = 0; attempt < 3; attempt++) {
        await vscode.commands.executeCommand('editor.action.inlineSuggest.trigger');
        await sleep(150);
        await vscode.commands.executeCommand('editor.action.inlineSuggest.commit');
      }
      assert.equal(editor.document.getText(), before);
    } finally {
      await vscode.commands.executeCommand('gatescope.toggleCompletion');
    }
  });

  test('follows edits: what is typed is what is completed', async () => {
    const editor = await show(uri);
    const { document } = editor;
    await editor.edit((edit) => {
      edit.insert(document.positionAt(0), 'A line before.\n');
      edit.delete(new vscode.Range(3, 0, 5, 0));
    });
    await editor.edit((edit) =>
      edit.insert(
        document.positionAt(document.getText().length),
        'Nobody remembers when the ancient ',
      ),
    );
    const end = document.positionAt(document.getText().length);
    const words = await gatescope.complete(uri, end, 3);
    assert.equal(words[0]?.word, 'lighthouse');
    const record = await gatescope.inspect(uri, document.positionAt(3));
    assert.equal(record.token, 'line');
    assert.equal(record.documentVersion, document.version);
  });

  test('follows a change of its line ends', async () => {
    const editor = await show(uri);
    await editor.edit((edit) => edit.setEndOfLine(vscode.EndOfLine.CRLF));
    const now = editor.document.getText();
    const offset = now.lastIndexOf('lighthouse');
    const record = await gatescope.inspect(uri, editor.document.positionAt(offset + 1));
    assert.equal(record.token, 'lighthouse');
    assert.equal(editor.document.offsetAt(record.range.start), offset);
  });

  test('opens the panel, at a token too', async () => {
    await show(uri);
    const panels = (): number =>
      vscode.window.tabGroups.all
        .flatMap(({ tabs }) => tabs)
        .filter(({ input }) => input instanceof vscode.TabInputWebview).length;
    await vscode.commands.executeCommand('gatescope.showGates');
    await until('the panel is there', () => panels() === 1);
    const argument = { documentKey: uri.toString(), token: 4 };
    await vscode.commands.executeCommand('gatescope.showGates', argument);
    await vscode.commands.executeCommand('gatescope.showGates', { documentKey: 7, token: 'x' });
    assert.equal(panels(), 1);
  });
});
