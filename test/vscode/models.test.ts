/** Saved models: deleted, renamed along with their documents, brought back. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import * as vscode from 'vscode';
import type { Api } from './gatescope';
import { api, closeAll, learnable, show, until, writeText } from './gatescope';

suite('saved models', () => {
  let gatescope: Api;
  suiteSetup(async () => {
    gatescope = await api();
  });
  teardown(closeAll);

  /** As the user would answer; what comes as JSON is not listened to. */
  const confirmed = { confirm: () => Promise.resolve(true) };
  const idOf = (uri: vscode.Uri): string =>
    createHash('sha256').update(uri.toString()).digest('hex').slice(0, 32);

  test('are deleted on command, and can be trained anew', async () => {
    const uri = writeText(learnable());
    await gatescope.train(uri, { steps: 5 });
    await show(uri);
    await vscode.commands.executeCommand('gatescope.deleteModel', confirmed);
    assert.deepEqual(gatescope.status(uri), { state: 'idle' });
    assert.deepEqual(await gatescope.complete(uri, new vscode.Position(0, 4)), []);
    await gatescope.train(uri, { steps: 5 });
    assert.equal(gatescope.status(uri).state, 'ready');
  });

  test('follow a renamed file', async () => {
    const uri = writeText(learnable());
    await gatescope.train(uri, { steps: 5 });
    await show(uri);
    const target = uri.with({ path: `${uri.path}.renamed.txt` });
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(uri, target);
    assert.equal(await vscode.workspace.applyEdit(edit), true);
    await until('the model followed', () => gatescope.status(target).state === 'ready');
    assert.equal(gatescope.status(uri).state, 'idle');
    const words = await gatescope.complete(target, new vscode.Position(0, 4), 2);
    assert.equal(words.length, 2);
  });

  test('follow an untitled text that is saved', async () => {
    const target = writeText('');
    rmSync(target.fsPath);
    const untitled = await vscode.workspace.openTextDocument(target.with({ scheme: 'untitled' }));
    const editor = await vscode.window.showTextDocument(untitled);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), learnable()));
    const summary = await gatescope.train(untitled.uri, { steps: 5 });
    assert.equal(await untitled.save(), true);
    await until('the model followed', () => gatescope.status(target).state === 'ready');
    assert.equal(gatescope.status(target).validationPerplexity, summary.validationPerplexity);
    assert.equal((await gatescope.complete(target, new vscode.Position(0, 4), 2)).length, 2);
  });

  test('stay with an untitled text only', async () => {
    const first = await vscode.workspace.openTextDocument({ content: learnable() });
    await gatescope.train(first.uri, { steps: 5 });
    assert.equal(gatescope.status(first.uri).state, 'ready');
    const other = await vscode.workspace.openTextDocument({
      content: 'Something else. '.repeat(90),
    });
    assert.equal(gatescope.status(other.uri).state, 'idle');
  });

  test('are all deleted on command', async () => {
    const uris = [writeText(learnable()), writeText(learnable())];
    for (const uri of uris) await gatescope.train(uri, { steps: 3 });
    await vscode.commands.executeCommand('gatescope.deleteAllModels', confirmed);
    for (const uri of uris) assert.deepEqual(gatescope.status(uri), { state: 'idle' });
  });

  test('are used for another text, which then completes, inspects and learns by itself', async () => {
    const owner = writeText(learnable());
    await gatescope.train(owner, { steps: 300 });
    const reader = writeText('The quick brown fox jumps over the lazy cat near the quiet river.\n');
    await show(reader);
    assert.equal(gatescope.status(reader).state, 'idle');
    await vscode.commands.executeCommand('gatescope.useModelHere', { id: idOf(owner) });
    assert.equal(gatescope.status(reader).state, 'ready');
    const words = await gatescope.complete(reader, new vscode.Position(0, 10), 3);
    assert.equal(words[0]?.word, 'brown');
    assert.equal((await gatescope.inspect(reader, new vscode.Position(0, 5))).token, 'quick');

    await gatescope.train(owner, { steps: 10 });
    const again = gatescope.status(owner).modelVersion;
    await until('it reads with the newer weights', () => {
      return gatescope.status(reader).modelVersion === again;
    });
    const row = { id: idOf(owner), name: 'owner', ...confirmed };
    await vscode.commands.executeCommand('gatescope.deleteModel', row);
    assert.equal(gatescope.status(owner).state, 'idle');
    assert.equal(gatescope.status(reader).state, 'idle');
  });

  test('are used for the text on whose row they are dropped', async () => {
    const owner = writeText(learnable());
    await gatescope.train(owner, { steps: 5 });
    const target = writeText('The quick brown fox jumps over the lazy cat near the quiet river.\n');
    const row = { id: idOf(owner), onto: { documentKey: target.toString() } };
    await vscode.commands.executeCommand('gatescope.useModelHere', row);
    assert.equal(vscode.window.activeTextEditor?.document.uri.toString(), target.toString());
    assert.equal(gatescope.status(target).state, 'ready');
  });

  test('are exported as a file of their own, without what only a training needs', async () => {
    const uri = writeText(learnable());
    await gatescope.train(uri, { steps: 5 });
    await show(uri);
    const target = uri.with({ path: `${uri.path}.safetensors` });
    await vscode.commands.executeCommand('gatescope.exportModel', { target });
    const bytes = await vscode.workspace.fs.readFile(target);
    const header = new TextDecoder().decode(bytes.slice(8, 8 + Number(bytes[0])));
    assert.match(header, /^\{/);
    const whole = new TextDecoder('latin1').decode(bytes);
    assert.match(whole, /"rnn\.weight_ih_l0"/);
    assert.doesNotMatch(whole, /"resume\./);
  });
});
