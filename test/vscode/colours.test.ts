/** Colours of the text: asked for once a change, never after they were switched off. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { api, closeAll, learnable, show, sleep, until, writeText } from './gatescope';

/** The extension notes its last question, for benchmarks; what it was about is in its detail. */
const asked = (): { startTime: number; tokens: number } | undefined => {
  const [measure] = performance.getEntriesByName('gatescope.colours');
  const detail =
    measure && 'detail' in measure ? (measure.detail as { tokens: number }) : undefined;
  return measure && { startTime: measure.startTime, tokens: detail?.tokens ?? 0 };
};
const colour = (measure: unknown): Thenable<unknown> =>
  vscode.commands.executeCommand('gatescope.colourText', measure);

suite('the colours of a trained text', () => {
  let uri: vscode.Uri;
  suiteSetup(async () => {
    const gatescope = await api();
    uri = writeText(learnable());
    await gatescope.train(uri, { steps: 20 });
  });
  teardown(async () => {
    await colour({ by: 'off' });
    await closeAll();
  });

  /** @returns when the next question after `since` was answered */
  const askedSince = (since: number): Promise<void> =>
    until('the colours were asked for', () => (asked()?.startTime ?? 0) > since);

  for (const measure of [
    { by: 'surprise' },
    { by: 'rank' },
    { by: 'unit', gate: 'forgetGate', layer: 0, unit: 3 },
    { by: 'erased', layer: 0 },
    { by: 'written', layer: 0 },
    // The second word of the verse.
    { by: 'substituted', at: 4, word: 'quick', replacement: { kind: 'likely' } },
  ]) {
    test(`are of the visible words, by ${measure.by}, and follow an edit`, async () => {
      const editor = await show(uri);
      let since = performance.now();
      await colour(measure);
      await askedSince(since);
      const words = asked()?.tokens ?? 0;
      assert.ok(words > 10 && words < 2500, `${words} tokens`);
      since = performance.now();
      await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'A new word '));
      await askedSince(since);
    });
  }

  test('are of nothing any more when they are off', async () => {
    const editor = await show(uri);
    const since = performance.now();
    await colour({ by: 'rank' });
    await askedSince(since);
    await colour({ by: 'off' });
    await sleep(800);
    const last = asked()?.startTime;
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'Another word '));
    await sleep(500);
    assert.equal(asked()?.startTime, last);
  });

  test('stay as they are when a unit does not exist', async () => {
    await show(uri);
    await colour({ by: 'off' });
    await sleep(800);
    const strange = { by: 'unit', gate: 'cellState', layer: 3, unit: 9999 };
    await colour(strange);
    const last = asked()?.startTime;
    await sleep(300);
    assert.equal(asked()?.startTime, last);
  });
});
