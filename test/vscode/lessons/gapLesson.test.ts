/** *The gap*, as it is opened from the list of lessons. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, until } from '../gatescope';

suite('the gap', () => {
  suiteSetup(async () => {
    await api();
  });
  teardown(closeAll);

  test('asks how to train, trains five cells now, and shows their table as a text', async () => {
    const opened = vscode.commands.executeCommand('gatescope.openLesson', 'gap');
    const accept = 'workbench.action.acceptSelectedQuickOpenItem';
    const table = (): string | undefined =>
      vscode.workspace.textDocuments
        .map((text) => text.getText())
        .find((it) => it.includes('minGru'));
    // The first of both lists, each accepted when it is there.
    await until('the table is there', async () => {
      await vscode.commands.executeCommand(accept);
      return table() !== undefined;
    });
    await opened;
    const lines = table()?.split('\n') ?? [];
    assert.equal(lines[0], 'The Gap');
    assert.equal(lines[2], 'Trained on one gap of 5 words; keep bias 1, where the cell has one.');
    const found = lines.map((line) => line.trim().split(/ +/));
    const names = ['rnn', 'lstm', 'lstm1997', 'gru', 'minGru', 'guess', 'count'];
    assert.deepEqual(
      found.find(([first]) => first === 'gap'),
      ['gap', ...names],
    );
    const [, , lstm] = found.find(([first]) => first === '5') ?? [];
    assert.equal(lstm, '100±0');
  });
});
