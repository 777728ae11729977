/** A training in which the trainer's thread fails once, and what the user sees of it: hardly anything. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Scenario } from './scenario';

/** Few words: the step of the fault comes soon on the slowest machine. */
const scene = readFileSync(path.resolve('media/samples/shakespeare.txt'), 'utf8').slice(0, 40_000);

export const trainingThrough = (fault: string, what: string): Scenario => ({
  title: `A trainer that ${what}`,
  legs: ['newest'],
  environment: { GATESCOPE_FAULT: fault },
  settings: { 'gatescope.training.seconds': 4 },
  files: { 'scene.txt': scene },
  async play({ workbench, step }) {
    await step('trains to the end all the same', async () => {
      await workbench.open('scene.txt');
      await workbench.palette('Gatescope: Train on This File');
      await workbench.statusBarText(/Gatescope \d+%/, { timeout: 30_000 });
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 120_000 });
    });
    await step('says nothing of a failure', async () => {
      const said = await workbench.notifications();
      assert.ok(!said.some((text) => /stopped unexpectedly|could not/.test(text)), said.join('|'));
    });
    await step('completes words', async () => {
      await workbench.focusEditor();
      await workbench.cursorToEnd();
      await workbench.type('\nthe ki');
      await workbench.palette('Gatescope: Complete the Next Word');
      assert.ok((await workbench.quickRows()).length > 0);
      await workbench.press('Escape');
    });
  },
});
