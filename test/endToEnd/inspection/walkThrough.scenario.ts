/**
 * A teacher walks a class through a sentence, looks at the whole text, and takes pictures and
 * numbers along for the slides.
 */
import assert from 'node:assert/strict';
import { shakespeareModel } from '../stage/givenModel';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'The walk-through',
  legs: ['newest'],
  stage: 'shared',
  async play({ workbench, step, giveModel }) {
    const { page } = workbench;

    await step(
      'steps through a sentence with numbers in the diagram and the equations',
      async () => {
        await giveModel(shakespeareModel);
        await workbench.open('shakespeare.txt');
        await workbench.statusBarText(/Gatescope ready · ppl \d/);
        await workbench.cursorTo(3, 12);
        await workbench.palette('Gatescope: Show Gate Activations');
        const panel = await workbench.panelFrame();
        await panel.getByRole('tab', { name: 'Walk-through' }).click();
        const diagram = panel.locator('svg[aria-label^="The LSTM cell, unit "]');
        await diagram.waitFor({ timeout: 30_000 });
        const before = await diagram.getAttribute('aria-label');
        await panel.getByRole('button', { name: 'Forward' }).click();
        await workbench.until(
          () => diagram.getAttribute('aria-label'),
          (label) => label !== before,
          'the next word in the diagram',
        );
        const worked = await panel.locator('.worked b').allInnerTexts();
        assert.equal(worked.length, 6);
        for (const value of worked) assert.match(value, /^−?\d\.\d{3}$/u);
        await workbench.screenshot('walk-1-folded');
        await panel.getByRole('button', { name: 'Unfold in time' }).click();
        await panel.locator('svg[aria-label*="unfolded"]').waitFor();
        await workbench.screenshot('walk-2-unfolded');
      },
    );

    await step('saves the diagram as lines, beside the text', async () => {
      const panel = await workbench.panelFrame();
      const tab = panel.getByRole('tabpanel', { name: 'Walk-through' });
      await tab.getByRole('button', { name: 'Save or copy' }).click();
      await tab.getByRole('button', { name: 'SVG' }).click();
      await page.locator('.quick-input-widget input').first().waitFor();
      await workbench.screenshot('walk-3-dialog');
      await workbench.press('Enter');
      await tab.getByText('Saved as shakespeare-walk-through.svg.').waitFor({ timeout: 15_000 });
      const saved = await workbench.savedText('shakespeare-walk-through.svg');
      assert.match(saved, /^<svg xmlns=/);
      assert.match(saved, /<\/svg>\s*$/);
      assert.doesNotMatch(saved, /<script|href|onload/);
    });

    await step('shows the whole text in the map, and exports the picture by command', async () => {
      const panel = await workbench.panelFrame();
      await panel.getByRole('tab', { name: 'Gates' }).click();
      const map = panel.getByLabel(/^Gate heat map: Forget gate/);
      await map.waitFor({ timeout: 30_000 });
      for (let presses = 0; presses < 6; presses++) {
        const narrower = panel.getByRole('button', { name: 'Narrower columns' });
        if (await narrower.isEnabled()) await narrower.click();
      }
      await panel.getByLabel(/^Gate heat map: .* words per column$/).waitFor();
      await map.hover({ position: { x: 200, y: 200 } });
      await panel.getByText(/^words [\d,]+ to [\d,]+ · unit \d+ · mean forget gate/).waitFor();
      await workbench.screenshot('walk-4-whole-text');
      await workbench.palette('Gatescope: Export Picture…');
      await page.locator('.quick-input-widget input').first().waitFor();
      await workbench.press('Enter');
      await panel.getByText('Saved as shakespeare-gates.png.').waitFor({ timeout: 15_000 });
      assert.match(await workbench.savedText('shakespeare-gates.png'), /^.PNG/su);
    });
  },
};
export default scenario;
