/** The editor of `.safetensors` files in a real VS Code: for these, and, if asked for, for PyTorch's own. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as vscode from 'vscode';
import { api, closeAll, until, writeText } from './gatescope';

/** The bundled tests lie in `out`, the fixtures where they were written. */
const above = Array.from({ length: 6 }, (_, n) => path.resolve(__dirname, '../'.repeat(n)));
const fixtures =
  above
    .map((folder) => path.join(folder, 'test/fixtures/import'))
    .find((folder) => existsSync(folder)) ?? '';

const activeInput = (): unknown => vscode.window.tabGroups.activeTabGroup.activeTab?.input;

async function opened(uri: vscode.Uri): Promise<unknown> {
  await vscode.commands.executeCommand('vscode.open', uri);
  await until('it is open', () => {
    const input = activeInput();
    const isThere = input instanceof vscode.TabInputCustom || input instanceof vscode.TabInputText;
    return isThere && input.uri.toString() === uri.toString();
  });
  return activeInput();
}

suite('the editor of safetensors files', () => {
  suiteSetup(api);
  teardown(closeAll);

  const words = readFileSync(path.join(fixtures, 'words.safetensors'));

  test('opens for them by itself, whatever their name', async () => {
    for (const file of [
      vscode.Uri.file(path.join(fixtures, 'words.safetensors')),
      writeText(words, 'v2 [1].safetensors'),
      writeText('malformed', 'safetensors'),
    ]) {
      const input = await opened(file);
      assert.ok(input instanceof vscode.TabInputCustom, file.toString());
      assert.equal(input.viewType, 'gatescope.tensors');
    }
  });

  test('is only offered for what torch.save writes: other programs use its endings', async () => {
    const uri = vscode.Uri.file(path.join(fixtures, 'pytorch/gru.pt'));
    await vscode.commands.executeCommand('vscode.openWith', uri, 'gatescope.torchTensors');
    await until('it is open', () => activeInput() instanceof vscode.TabInputCustom);
    const input = activeInput();
    assert.ok(input instanceof vscode.TabInputCustom);
    assert.equal(input.viewType, 'gatescope.torchTensors');
  });

  test('opens for nothing else', async () => {
    for (const ending of ['txt', 'safetensors.index.json', 'safetensors.txt', 'pt', 'bin']) {
      const input = await opened(writeText('{}', ending));
      assert.ok(input instanceof vscode.TabInputText, ending);
    }
  });

  test('leaves the choice of another editor', async () => {
    const uri = writeText('{}', 'safetensors');
    await vscode.commands.executeCommand('vscode.openWith', uri, 'default');
    await until('it is open as text', () => activeInput() instanceof vscode.TabInputText);
  });
});
