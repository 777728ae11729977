/** *The gap*, as it is opened from the list of lessons: the laboratory, one in a window. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, until } from '../gatescope';

const laboratories = (): vscode.Tab[] =>
  vscode.window.tabGroups.all
    .flatMap(({ tabs }) => tabs)
    .filter(
      ({ input }) =>
        input instanceof vscode.TabInputWebview && input.viewType.endsWith('gatescope.laboratory'),
    );

suite('the gap', () => {
  suiteSetup(async () => {
    await api();
  });
  teardown(closeAll);

  test('opens the laboratory, and the same one again', async () => {
    await vscode.commands.executeCommand('gatescope.openLesson', 'gap');
    await until('the laboratory is open', () => laboratories().length === 1);
    assert.equal(laboratories()[0]?.label, 'Gatescope: Laboratory');
    await vscode.commands.executeCommand('gatescope.openLaboratory');
    await vscode.commands.executeCommand('gatescope.openLaboratory', 'gap');
    assert.equal(laboratories().length, 1);
  });
});
