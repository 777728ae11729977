/** The workbench opens the sample text with the extension in place. */
import assert from 'node:assert/strict';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'Opening a text',
  stage: 'shared',
  async play({ workbench, step }) {
    await step('shows the sample text', async () => {
      await workbench.open('shakespeare.txt');
      assert.match(await workbench.visibleText(), /^First Citizen:\nBefore we proceed any further/);
    });
    await step('shows the item in the status bar', async () => {
      assert.match(await workbench.statusBarText(), /^Gatescope$/);
    });
    await step('offers its commands in the palette', async () => {
      const offers = await workbench.paletteOffers('Gatescope: Train');
      assert.ok(offers.some((title) => title.startsWith('Gatescope: Train on This File')));
    });
    await workbench.screenshot('opening');
  },
};
export default scenario;
