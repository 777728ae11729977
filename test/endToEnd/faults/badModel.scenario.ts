/** A model file that something else has overwritten: kept aside, said once, never a crash. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Scenario } from '../stage/scenario';

/** A file is at rest that was not written for so many milliseconds. */
const rest = 4000;

const scenario: Scenario = {
  title: 'A model file that is none',
  legs: ['newest'],
  settings: { 'gatescope.training.seconds': 4 },
  async play({ workbench, step }) {
    const storage = path.join(workbench.storage, 'models');
    const models = (): string[] =>
      existsSync(storage)
        ? readdirSync(storage).filter((name) => name.endsWith('.safetensors'))
        : [];

    await step('trains', async () => {
      await workbench.open('shakespeare.txt');
      await workbench.palette('Gatescope: Train on This File');
      await workbench.statusBarText(/Gatescope \d+%/, { timeout: 30_000 });
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 60_000 });
      // Ready is said as soon as the weights are; the file follows, last with what completion learnt.
      await workbench.until(
        () => Promise.resolve(models().map((name) => statSync(path.join(storage, name)).mtimeMs)),
        ([saved]) => saved !== undefined && Date.now() - saved > rest,
        'the saved model, at rest',
      );
    });

    await step('keeps a spoiled file aside after a reload and says so once', async () => {
      for (const name of models()) writeFileSync(path.join(storage, name), 'not a model at all');
      await workbench.reload();
      await workbench.notification(/could not be read .* set aside/);
      await workbench.statusBarText(/^Gatescope$/);
      await workbench.screenshot('bad-model');
      assert.ok(readdirSync(storage).length > 0, 'the spoiled file is kept');
      assert.equal(models().length, 0);
    });

    await step('trains anew', async () => {
      await workbench.clearNotifications();
      await workbench.palette('Gatescope: Train on This File');
      await workbench.statusBarText(/Gatescope \d+%/, { timeout: 30_000 });
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 60_000 });
    });
  },
};
export default scenario;
