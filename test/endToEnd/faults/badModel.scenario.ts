/** A model file that something else has overwritten: kept aside, said once, never a crash. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { shakespeareModel } from '../stage/givenModel';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'A model file that is none',
  legs: ['newest'],
  stage: 'shared',
  async play({ workbench, step, giveModel }) {
    const storage = path.join(workbench.storage, 'models');
    const models = (): string[] =>
      existsSync(storage)
        ? readdirSync(storage).filter((name) => name.endsWith('.safetensors'))
        : [];

    await step('has a model', async () => {
      await giveModel(shakespeareModel);
      await workbench.open('shakespeare.txt');
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
      assert.equal(models().length, 1);
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
      await workbench.notification(/is ready/, { timeout: 60_000 });
    });
  },
};
export default scenario;
