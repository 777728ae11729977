/** Models of PyTorch, imported and used in a real VS Code. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from './gatescope';
import { api, closeAll, show, until, writeText } from './gatescope';

/** The bundled tests lie in `out`, the fixtures where they were written. */
const above = Array.from({ length: 6 }, (_, n) => path.resolve(__dirname, '../'.repeat(n)));
const fixtures =
  above
    .map((folder) => path.join(folder, 'test/fixtures/import'))
    .find((folder) => existsSync(folder)) ?? '';

suite('imported models', () => {
  let gatescope: Api;
  suiteSetup(async () => {
    gatescope = await api();
  });
  teardown(closeAll);

  const id = createHash('sha256').update('gatescope-import:words').digest('hex').slice(0, 32);

  test('complete and inspect a text, and are deleted again', async () => {
    const model = vscode.Uri.file(path.join(fixtures, 'words.safetensors'));
    await vscode.commands.executeCommand('gatescope.importModel', { model, tokens: 'whitespace' });
    const uri = writeText('the cat sees a dog\nthe ');
    await show(uri);
    await vscode.commands.executeCommand('gatescope.useModelHere', { id });
    await until('it is read with the model', () => gatescope.status(uri).state === 'ready');
    assert.equal(gatescope.status(uri).validationPerplexity, undefined);
    const record = await gatescope.inspect(uri, new vscode.Position(0, 18));
    assert.deepEqual([record.token, record.known, record.layers.length], ['<eos>', true, 2]);
    const words = await gatescope.complete(uri, new vscode.Position(1, 4), 3);
    assert.ok(
      words.some(({ word }) => word === 'dog'),
      JSON.stringify(words),
    );
    const row = { id, name: 'words', confirm: () => Promise.resolve(true) };
    await vscode.commands.executeCommand('gatescope.deleteModel', row);
    assert.equal(gatescope.status(uri).state, 'idle');
  });

  test('are read as data where torch.save wrote them, whatever their cell', async () => {
    const file = (name: string) => vscode.Uri.file(path.join(fixtures, 'pytorch', name));
    const given = { model: file('gru.pt'), vocabulary: file('words.json'), tokens: 'whitespace' };
    await vscode.commands.executeCommand('gatescope.importModel', given);
    const uri = writeText('w1 w2 w3 w4 ');
    await show(uri);
    const gru = createHash('sha256').update('gatescope-import:gru').digest('hex').slice(0, 32);
    await vscode.commands.executeCommand('gatescope.useModelHere', { id: gru });
    await until('it is read with the model', () => gatescope.status(uri).state === 'ready');
    const record = await gatescope.inspect(uri, new vscode.Position(0, 4));
    assert.deepEqual(
      [record.layers.length, Object.keys(record.layers[0] ?? {}).includes('resetGate')],
      [2, true],
    );
    const row = { id: gru, name: 'gru', confirm: () => Promise.resolve(true) };
    await vscode.commands.executeCommand('gatescope.deleteModel', row);
  });
});
