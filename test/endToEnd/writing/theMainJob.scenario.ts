/**
 * The main job, as a new user does it: train, watch, complete, hover, look at the gates, come back
 * after a reload. Leaves the pictures that README and docs show.
 */
import assert from 'node:assert/strict';
import { checkFirstRow } from '../stage/laptop';
import type { Scenario } from '../stage/scenario';

const seconds = 15;

const scenario: Scenario = {
  title: 'The main job',
  settings: { 'gatescope.training.seconds': seconds },
  long: true,
  async play({ workbench, step, say }) {
    const { page } = workbench;

    await step('trains on the open file and says how far it is', async () => {
      await workbench.open('shakespeare.txt');
      await workbench.palette('Gatescope: Train on This File');
      await workbench.statusBarText(/Gatescope \d+%/, { timeout: 30_000 });
      const progress = await workbench.notification(/words\/s|words a second/i, {
        timeout: 30_000,
      });
      assert.match(progress, /perplexity|preparing|words/i);
      await workbench.statusBarText(/Gatescope \d+% · ppl \d/, { timeout: 30_000 });
      await workbench.screenshot('1-training');
    });

    await step('shows the curves of the training in the panel', async () => {
      await workbench.palette('Gatescope: Show Gate Activations');
      const panel = await workbench.panelFrame();
      await panel.getByRole('tab', { name: 'Training' }).click();
      await panel.locator('[role=tabpanel]:visible canvas').first().waitFor();
      await workbench.statusBarText(/Gatescope ([4-9]\d%|ready) · ppl \d/, { timeout: 60_000 });
      await workbench.screenshot('2-curves');
      const covers = async (): Promise<boolean> =>
        (await workbench.notifications()).some((text) => /words\/s/i.test(text));
      await workbench.until(
        covers,
        (still) => !still,
        'the notification to free the lines',
        60_000,
      );
    });

    await step('is ready when the time is over', async () => {
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 120_000 });
      await workbench.notification(/is ready/);
      await workbench.screenshot('3-ready');
      await workbench.clearNotifications();
    });

    await step('offers the next word as ghost text, and Tab takes it', async () => {
      await workbench.focusEditor();
      await workbench.cursorToEnd();
      // VS Code 1.100 opens its word list here: then a ghost only extends the item chosen in it.
      await workbench.type('\nI am the duke of Lanc');
      const ghost = await workbench.ghostText();
      assert.match(ghost, /\p{L}/u);
      await workbench.screenshot('4-ghost-text');
      const before = await workbench.visibleText();
      await workbench.press('Tab');
      const after = await workbench.until(
        () => workbench.visibleText(),
        (text) => text.length > before.length,
        'the accepted word',
      );
      assert.match(after.trim().split('\n').at(-1) ?? '', /Lancaster$/u);
      await workbench.screenshot('5-accepted');
    });

    await step('lists words with their probabilities', async () => {
      await workbench.type(' ');
      await workbench.palette('Gatescope: Complete the Next Word');
      const rows = await workbench.quickRows();
      assert.ok(rows.length >= 3, rows.join(' | '));
      assert.ok(
        rows.some((row) => /\d\s*%/.test(row)),
        rows.join(' | '),
      );
      await workbench.screenshot('6-pick-list');
      await workbench.press('Escape');
    });

    await step('tells in a hover what the gates did at a word', async () => {
      await workbench.cursorTo(1);
      const hover = await workbench.hover('further');
      assert.match(hover, /bits/);
      assert.match(hover, /erased/i);
      assert.ok(hover.split('\n').filter((line) => line.trim()).length <= 20, hover);
      await workbench.atRest();
      await workbench.screenshot('7-hover');
    });

    await step('opens the panel at that word from the hover', async () => {
      await workbench.clickHoverLink('panel');
      await page.mouse.move(5, 400);
      const panel = await workbench.panelFrame();
      await panel.getByLabel(/^Gate heat map/).waitFor();
      await workbench.atRest();
      await workbench.screenshot('8-gates');
      const row = await checkFirstRow(workbench);
      say(`    the map's first row is at y = ${row} on a laptop`);
    });

    await step('shows the heat map as a table with the same numbers', async () => {
      const panel = await workbench.panelFrame();
      await panel.getByRole('button', { name: 'Show as table' }).click();
      const header = panel.locator('table thead th');
      await header.first().waitFor();
      assert.deepEqual(
        (await header.allInnerTexts()).map((text) => text.trim()),
        [
          'Token',
          'Input gate',
          'Forget gate',
          'Candidate',
          'Output gate',
          'Cell state',
          'Hidden state',
        ],
      );
      await workbench.screenshot('9-table');
      await panel.getByRole('button', { name: /Show as picture|Show as heat map|Show as/ }).click();
    });

    await step('shows what is expected at the cursor', async () => {
      const panel = await workbench.panelFrame();
      await panel.getByRole('tab', { name: 'Predictions' }).click();
      await panel.locator('[role=tabpanel] li').first().waitFor();
      await workbench.screenshot('10-predictions');
      await panel.getByRole('tab', { name: 'Gates' }).click();
    });

    await step('reveals a clicked column in the text', async () => {
      const panel = await workbench.panelFrame();
      const map = panel.getByLabel(/^Gate heat map/);
      await map.click({ position: { x: 300, y: 200 } });
      await workbench.atRest();
      await workbench.screenshot('11-revealed');
    });

    await step('has model and panel again after the window was reloaded', async () => {
      await workbench.focusEditor();
      await workbench.savedText('shakespeare.txt');
      await workbench.reload();
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 30_000 });
      const panel = await workbench.panelFrame();
      await panel.getByLabel(/^Gate heat map/).waitFor({ timeout: 30_000 });
      await workbench.atRest();
      await workbench.screenshot('12-reloaded');
      await workbench.focusEditor();
      await workbench.cursorToEnd();
      await workbench.type('\nI am the duke of Lanc');
      assert.match(await workbench.ghostText(), /\p{L}/u);
    });
  },
};
export default scenario;
