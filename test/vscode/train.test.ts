/** Training through the public API, and what the session says about it. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { Api } from './gatescope';
import { api, kindOf, learnable, show, until, writeText } from './gatescope';

suite('training', () => {
  let gatescope: Api;
  suiteSetup(async () => {
    gatescope = await api();
  });

  test('has an API of version 1', () => {
    assert.equal(gatescope.version, 1);
  });

  test('makes a model with the steps asked for', async () => {
    const uri = writeText(learnable());
    assert.deepEqual(gatescope.status(uri), { state: 'idle' });
    const summary = await gatescope.train(uri, { steps: 40, seed: 3 });
    assert.equal(summary.steps, 40);
    assert.equal(summary.seed, 3);
    assert.match(summary.sha256, /^[0-9a-f]{64}$/);
    assert.ok(summary.metric.value > 1 && summary.metric.value < 1000);
    const status = gatescope.status(uri);
    assert.equal(status.state, 'ready');
    assert.equal(status.validationPerplexity, summary.validationPerplexity);
  });

  test('gives the same bytes for the same text, steps and seed', async () => {
    const [one, other] = [writeText(learnable()), writeText(learnable())];
    const first = await gatescope.train(one, { steps: 25, seed: 5 });
    const second = await gatescope.train(other, { steps: 25, seed: 5 });
    const again = await gatescope.train(one, { steps: 25, seed: 5, afresh: true });
    const third = await gatescope.train(other, { steps: 25, seed: 6, afresh: true });
    assert.equal(second.sha256, first.sha256);
    assert.equal(again.sha256, first.sha256);
    assert.notEqual(third.sha256, first.sha256);
  });

  test('goes on from the model it has', async () => {
    const uri = writeText(learnable());
    const first = await gatescope.train(uri, { steps: 30 });
    const second = await gatescope.train(uri, { steps: 30 });
    assert.ok(second.metric.value < first.metric.value);
  });

  test('shows its progress, and pauses, resumes and stops within 100 ms', async function () {
    // What else the machine does may delay one of them: that it can be done is shown once.
    this.retries(4);
    const uri = writeText(learnable(3000));
    await show(uri);
    const training = gatescope.train(uri, { seconds: 120 });
    await until('progress', () => {
      const { state, progress } = gatescope.status(uri);
      return state === 'training' && (progress ?? 0) > 0;
    });

    const within = async (command: string, state: string): Promise<void> => {
      const start = performance.now();
      await vscode.commands.executeCommand(command);
      await until(state, () => gatescope.status(uri).state === state);
      const took = performance.now() - start;
      console.log(`${command}: ${took.toFixed(1)} ms`);
      assert.ok(took < 100, `${command} took ${took} ms`);
    };
    await within('gatescope.pauseTraining', 'paused');
    const before = gatescope.status(uri).progress;
    await new Promise((resolve) => setTimeout(resolve, 400));
    const pausedAt = gatescope.status(uri).progress;
    assert.ok(Math.abs((pausedAt ?? 0) - (before ?? 0)) < 0.01, 'it went on while paused');
    await within('gatescope.resumeTraining', 'training');
    await until('it goes on', () => (gatescope.status(uri).progress ?? 0) > (pausedAt ?? 0));
    await within('gatescope.stopTraining', 'ready');

    const summary = await training;
    assert.equal(summary.stopped, 'user');
    assert.equal(gatescope.status(uri).state, 'ready');
  });

  test('goes on while the document is edited and after it is closed', async () => {
    const uri = writeText(learnable(1500));
    const editor = await show(uri);
    const training = gatescope.train(uri, { seconds: 4 });
    await until('progress', () => (gatescope.status(uri).progress ?? 0) > 0);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'A new beginning. '));
    assert.equal(gatescope.status(uri).state, 'training');
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const summary = await training;
    assert.equal(summary.stopped === 'budget' || summary.stopped === 'converged', true);
    assert.equal(gatescope.status(uri).state, 'ready');
  });

  test('refuses a second training, of the same document or another', async () => {
    const [uri, other] = [writeText(learnable(3000)), writeText(learnable())];
    const training = gatescope.train(uri, { seconds: 60 });
    await until('it started', () => gatescope.status(uri).state === 'training');
    assert.equal(await kindOf(gatescope.train(uri)), 'alreadyTraining');
    assert.equal(await kindOf(gatescope.train(other)), 'alreadyTraining');
    assert.equal(gatescope.status(other).state, 'idle');
    await until('it learns', () => (gatescope.status(uri).progress ?? 0) > 0);
    await vscode.commands.executeCommand('gatescope.stopTraining');
    await gatescope.train(other, { steps: 5 });
    assert.equal((await training).stopped, 'user');
  });
});
