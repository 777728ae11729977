/** Cells chosen in a real VS Code: by setting, by command, from a file, and with *Train on…*. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import type { Api } from './gatescope';
import { api, closeAll, kindOf, learnable, show, sleep, until, writeText } from './gatescope';

const mine = `cell Mine
name k = keepGate "Keep gate" gate
k = sigmoid(W x + U h' + b) with b = 1
h = k*h' + (1 - k)*tanh(W x + U h' + b)
`;

const set = (name: string, value: unknown, target = vscode.ConfigurationTarget.Global) =>
  vscode.workspace.getConfiguration('gatescope').update(name, value, target);

suite('chosen cells', () => {
  let gatescope: Api;
  suiteSetup(async () => {
    gatescope = await api();
  });
  teardown(async () => {
    for (const name of ['model.cell', 'model.direction', 'model.memory', 'model.readout']) {
      await set(name, undefined);
    }
    await closeAll();
  });

  const quantities = async (uri: vscode.Uri): Promise<string[][]> => {
    const { layers } = await gatescope.inspect(uri, new vscode.Position(0, 6));
    return layers.map((layer) => Object.keys(layer));
  };

  test('by the command: a GRU is trained, completes and is inspected under its own names', async () => {
    const uri = writeText(learnable());
    await show(uri);
    const usual = await gatescope.train(uri, { steps: 20 });
    await vscode.commands.executeCommand('gatescope.chooseCell', 'gru');
    assert.equal(vscode.workspace.getConfiguration('gatescope').get('model.cell'), 'gru');
    const summary = await gatescope.train(uri, { steps: 60 });
    assert.ok(summary.parameters < usual.parameters);
    assert.ok(summary.metric.value < 100);
    assert.deepEqual(await quantities(uri), [
      ['resetGate', 'updateGate', 'candidate', 'hiddenState'],
    ]);
    const words = await gatescope.complete(uri, new vscode.Position(0, 4));
    assert.ok(words.length > 0);
    // Training again goes on with the text's GRU, and a change back makes no third model.
    const again = await gatescope.train(uri, { steps: 20 });
    assert.equal(again.parameters, summary.parameters);
    await set('model.cell', 'lstm');
    assert.equal((await gatescope.train(uri, { steps: 20 })).parameters, usual.parameters);
  });

  test('layers of different kinds, and a window, which has no gates and completes', async () => {
    const uri = writeText(learnable());
    await show(uri);
    await set('model.cell', 'lstm, rnn');
    await gatescope.train(uri, { steps: 20 });
    const [below, above] = await quantities(uri);
    assert.ok(below?.includes('forgetGate'));
    assert.deepEqual(above, ['hiddenState']);
    await set('model.cell', 'window:3');
    await gatescope.train(uri, { steps: 30 });
    assert.deepEqual(await quantities(uri), [['hiddenState']]);
    assert.ok((await gatescope.complete(uri, new vscode.Position(0, 4))).length > 0);
  });

  test('what cannot be trained is refused, and nothing is overwritten', async () => {
    const uri = writeText(learnable());
    await show(uri);
    for (const [name, value] of [
      ['model.cell', 'lstn'],
      ['model.cell', 'nowhere/mine.cell'],
      ['model.direction', 'both'],
    ] as const) {
      await set(name, value);
      assert.equal(await kindOf(gatescope.train(uri, { steps: 5 })), 'badCell', value);
      await set(name, undefined);
    }
    assert.deepEqual(gatescope.status(uri), { state: 'idle' });
  });

  test('from a file of the workspace, and from none outside it', async function () {
    const [root] = vscode.workspace.workspaceFolders ?? [];
    if (root?.uri.scheme !== 'file') this.skip();
    const folder = path.join(root.uri.fsPath, 'chosen-cells');
    mkdirSync(folder, { recursive: true });
    const outside = writeText(mine, 'cell').fsPath;
    const workspace = vscode.ConfigurationTarget.Workspace;
    try {
      writeFileSync(path.join(folder, 'mine.cell'), mine);
      symlinkSync(outside, path.join(folder, 'link.cell'));
      const uri = writeText(learnable());
      await show(uri);
      const up = path.relative(root.uri.fsPath, outside);
      for (const path of ['chosen-cells/link.cell', up, outside]) {
        await set('model.cell', path, workspace);
        assert.equal(await kindOf(gatescope.train(uri, { steps: 5 })), 'badCell', path);
      }
      await set('model.cell', 'chosen-cells/mine.cell', workspace);
      await gatescope.train(uri, { steps: 20 });
      rmSync(path.join(folder, 'mine.cell'));
      // The model stores its cell.
      assert.deepEqual(await quantities(uri), [['keepGate', 'h']]);
    } finally {
      await set('model.cell', undefined, workspace);
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test('Train on… trains the text looked at last with the cell that is open', async () => {
    const uri = writeText(learnable());
    await set('training.seconds', 2);
    try {
      await show(uri);
      await show(writeText(mine, 'cell'));
      const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
        'vscode.executeCodeLensProvider',
        vscode.window.activeTextEditor?.document.uri,
        5,
      );
      assert.deepEqual(
        lenses.map(({ command }) => command?.title),
        ['Check', 'Train on…'],
      );
      void vscode.commands.executeCommand('gatescope.trainWithCell');
      // One text is trained at once; of several the last is in front.
      await until('a text is chosen', async () => {
        await sleep(200);
        if (gatescope.status(uri).state !== 'idle') return true;
        await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
        return false;
      });
      await until('it is trained', () => gatescope.status(uri).state === 'ready');
      assert.deepEqual(await quantities(uri), [['keepGate', 'h']]);
    } finally {
      await set('training.seconds', undefined);
    }
  });
});
