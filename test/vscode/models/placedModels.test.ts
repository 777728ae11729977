/** Models that come into the folder of models by other hands: another window, a copy of a backup. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { Api } from '../gatescope';
import { api, closeAll, learnable, show, sleep, until, writeText } from '../gatescope';
import { modelsFolder } from './modelsFolder';

suite('models that are placed into the folder of models', () => {
  let gatescope: Api;
  let folder = '';
  let backup = '';
  suiteSetup(async () => {
    gatescope = await api();
    const made = writeText(learnable());
    await gatescope.train(made, { steps: 3 });
    folder = modelsFolder();
    backup = `${made.fsPath}.backup`;
    copyFileSync(fileOf(made), backup);
  });
  teardown(closeAll);

  const fileOf = (uri: vscode.Uri): string => {
    const id = createHash('sha256').update(uri.toString()).digest('hex').slice(0, 32);
    return path.join(folder, `${id}.safetensors`);
  };
  const isReady = (uri: vscode.Uri) => (): boolean => gatescope.status(uri).state === 'ready';

  test('are noticed by a text that has been seen without one', async () => {
    const uri = writeText(learnable());
    await show(uri);
    await sleep(300);
    assert.equal(gatescope.status(uri).state, 'idle');
    copyFileSync(backup, fileOf(uri));
    await until('the model is noticed', isReady(uri));
  });

  test('are noticed where the folder was not there, and came with them', async () => {
    const uri = writeText(learnable());
    const aside = `${folder}.aside`;
    renameSync(folder, aside);
    try {
      await show(uri);
      await sleep(300);
      assert.equal(gatescope.status(uri).state, 'idle');
      mkdirSync(`${folder}.new`);
      copyFileSync(backup, path.join(`${folder}.new`, path.basename(fileOf(uri))));
      renameSync(`${folder}.new`, folder);
      await until('the model is noticed', isReady(uri));
    } finally {
      for (const made of [folder, `${folder}.new`]) rmSync(made, { recursive: true, force: true });
      if (existsSync(aside)) renameSync(aside, folder);
    }
  });
});
