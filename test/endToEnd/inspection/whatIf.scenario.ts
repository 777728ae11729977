/** Somebody wants to know what the forget gate is good for: holds it at its mean, looks, undoes it. */
import assert from 'node:assert/strict';
import { shakespeareModel } from '../stage/givenModel';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'What if',
  legs: ['newest'],
  stage: 'shared',
  async play({ workbench, step, giveModel }) {
    await step('has a model, and finds nothing changed in the tab What if', async () => {
      await giveModel(shakespeareModel);
      await workbench.open('shakespeare.txt');
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
      await workbench.cursorTo(20, 1);
      await workbench.palette('Gatescope: Show Gate Activations');
      const panel = await workbench.panelFrame();
      await panel.getByRole('tab', { name: 'What if' }).click();
      await panel.getByText('Nothing is changed').waitFor({ timeout: 30_000 });
    });

    await step('sees other bits when the forget gate is held at its mean', async () => {
      const panel = await workbench.panelFrame();
      await panel.getByRole('button', { name: 'Try it' }).click();
      const verdict = panel.getByText(/the surprise changes by/);
      await verdict.waitFor({ timeout: 60_000 });
      const bits = /changes by ([+−])([\d.]+) bits in all/.exec(await verdict.innerText());
      assert.ok(bits, 'a change in bits');
      assert.ok(Number(bits[2]) > 0.05, `a change that can be felt: ${bits[0]}`);
      await panel.getByText(/Forget gate of all units: its mean, from word [\d,]+ on/).waitFor();
      await panel.getByText(/Expected at word/).waitFor();
      await workbench.screenshot('what-if-1-forget-gate');
    });

    await step('adds another change and takes it back, until nothing is changed', async () => {
      const panel = await workbench.panelFrame();
      await panel.getByLabel(/^Set /).selectOption('cellState');
      await panel.getByLabel(/^of units/).fill('3, 7');
      await panel.getByLabel(/^to /).selectOption('hold');
      await panel.getByRole('button', { name: 'Try it' }).click();
      await panel.getByText(/Cell state of units 3, 7: held at its value there/).waitFor();
      await panel.getByText('Cell state: Unit 3').waitFor({ timeout: 60_000 });
      await workbench.screenshot('what-if-2-two-changes');
      await panel.getByRole('button', { name: 'Undo' }).click();
      await panel.getByRole('button', { name: 'Undo' }).click();
      await panel.getByText('Nothing is changed').waitFor();
      assert.equal(await panel.getByText(/the surprise changes by/).count(), 0);
      await panel.getByRole('tab', { name: 'Predictions' }).click();
      await panel.getByText('The word that came').waitFor({ timeout: 30_000 });
      await panel.getByRole('tab', { name: 'What if' }).click();
    });

    await step('measures which gate matters', async () => {
      const panel = await workbench.panelFrame();
      await panel.getByRole('button', { name: 'Measure around the cursor' }).click();
      const table = panel.getByLabel('Table of the gates');
      await table.waitFor({ timeout: 60_000 });
      const losses = await table.locator('td').allInnerTexts();
      assert.equal(losses.length, 4);
      for (const loss of losses) assert.match(loss, /^[+−]?\d+\.\d{3}$/u);
      assert.ok(losses.some((loss) => Number(loss.replace('−', '-')) > 0.01));
      await table.scrollIntoViewIfNeeded();
      await workbench.screenshot('what-if-3-which-gate');
    });
  },
};
export default scenario;
