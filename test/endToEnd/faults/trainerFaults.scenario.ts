/**
 * A training in which the trainer's thread dies, the one that replaces it traps, and the next one hangs,
 * and what the user sees of it: hardly anything.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Scenario } from '../stage/scenario';

/** Few words: the step of the fault comes soon on the slowest machine. */
const scene = readFileSync(path.resolve('media/samples/shakespeare.txt'), 'utf8').slice(0, 40_000);

/** What the extension has logged in this profile. */
function logged(storage: string): string {
  const logs = path.resolve(storage, '../../../logs');
  const files = existsSync(logs) ? readdirSync(logs, { recursive: true, encoding: 'utf8' }) : [];
  return files
    .filter((name) => path.basename(name) === 'Gatescope.log')
    .map((name) => readFileSync(path.join(logs, name), 'utf8'))
    .join('\n');
}

const scenario: Scenario = {
  title: 'A trainer that dies, traps and hangs in the middle of a training',
  legs: ['newest'],
  environment: { GATESCOPE_FAULT: 'trainer:exit@20,trainer:trap@20,trainer:hang@20' },
  settings: { 'gatescope.training.seconds': 6 },
  files: { 'scene.txt': scene },
  async play({ workbench, step }) {
    await step('trains to the end all the same', async () => {
      await workbench.open('scene.txt');
      await workbench.palette('Gatescope: Train on This File');
      await workbench.statusBarText(/Gatescope \d+%/, { timeout: 30_000 });
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 180_000 });
    });
    await step('has met all three faults', async () => {
      const reasons = [/exit code 3/, /RuntimeError: unreachable/, /no sign of life/];
      await workbench.until(
        () => Promise.resolve(reasons.filter((reason) => reason.test(logged(workbench.storage)))),
        (met) => met.length === reasons.length,
        'the log to name each',
      );
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
};
export default scenario;
