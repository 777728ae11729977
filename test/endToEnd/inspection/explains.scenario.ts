/** A reader asks why a word was expected: from the hover, then about what comes next. */
import assert from 'node:assert/strict';
import { shakespeareModel } from '../stage/givenModel';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'Explaining a prediction',
  legs: ['newest'],
  stage: 'shared',
  async play({ workbench, step, giveModel }) {
    const { page } = workbench;

    await step('has a model', async () => {
      await giveModel(shakespeareModel);
      await workbench.open('shakespeare.txt');
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
    });

    await step('explains the word of a hover in the panel', async () => {
      await workbench.cursorTo(1);
      await workbench.hover('further');
      await workbench.clickHoverLink('Explain');
      await page.mouse.move(5, 400);
      const panel = await workbench.panelFrame();
      const why = await panel.locator('.why').innerText();
      assert.match(why, /^The network gave “further”/);
      await workbench.screenshot('13-explained');
    });

    await step('leads to the words that it names, and stays', async () => {
      const panel = await workbench.panelFrame();
      const first = panel.locator('.explanation tbody tr').first().locator('button');
      const word = (await first.innerText()).trim();
      await first.click();
      await workbench.atRest(30);
      assert.match(await panel.locator('.why').innerText(), /^The network gave “further”/);
      assert.ok(word.length > 0);
      await workbench.screenshot('14-explained-reveal');
    });

    await step('explains what it would say where the text goes on', async () => {
      await workbench.focusEditor();
      await workbench.cursorToEnd();
      // Only “:” follows there, whatever the network has learnt.
      await workbench.type('\nFirst Citizen ');
      await workbench.palette('Gatescope: Explain This Prediction');
      const panel = await workbench.panelFrame();
      const why = panel.locator('.why', { hasText: 'its first choice' });
      await why.waitFor({ timeout: 20_000 });
      assert.match(await why.innerText(), /first choice/);
      await panel.locator('.explanation').scrollIntoViewIfNeeded();
      await workbench.screenshot('15-explained-next');
    });
  },
};
export default scenario;
