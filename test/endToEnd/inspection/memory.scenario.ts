/**
 * Memory and units, as somebody who wants to know how long a name is remembered: ask what is
 * left of a word, look into the ledger, open a unit's page, name it, meet the name in the hover. In
 * a light and in a dark theme. Both views are the panel's own: the page, its messages, the cursor and a
 * reload, which are VS Code's part, are on the oldest leg in `theMainJob`, themes in `tensors` and
 * `inTheText`.
 */
import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import type { Scenario } from '../stage/scenario';

const shown = '[role=tabpanel]:visible';

const scenario: Scenario = {
  title: 'Memory and units',
  legs: ['newest'],
  stage: 'shared',
  long: true,
  async play({ workbench, step, giveModel }) {
    const idle = async (panel: FrameLocator): Promise<void> => {
      await workbench.until(
        async () => (await panel.locator(`${shown} .long-state`).allInnerTexts()).join(''),
        (text) => !text.includes('…'),
        'every answer of the view',
        60_000,
      );
      await workbench.atRest();
    };
    const whole = async (panel: FrameLocator, selector: string): Promise<void> => {
      await panel.locator(`${shown} ${selector}`).first().scrollIntoViewIfNeeded();
      await workbench.atRest();
    };

    await step('has a model of two layers', async () => {
      await giveModel({ of: 'shakespeare.txt', plan: { steps: 100, layers: 2 } });
      await workbench.open('shakespeare.txt');
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
    });

    await step('says where the word at the cursor is forgotten', async () => {
      await workbench.cursorTo(20, 1);
      await workbench.palette('Gatescope: Show Gate Activations');
      const panel = await workbench.panelFrame();
      await panel.getByRole('tab', { name: 'Memory' }).click();
      const verdict = panel.locator('.verdict');
      await verdict.waitFor({ timeout: 60_000 });
      await idle(panel);
      assert.match(await verdict.innerText(), /word|prediction/);
      await workbench.screenshot('memory-1-light');
    });

    await step(
      'follows another word, which the cursor goes to, replaced by one that was typed',
      async () => {
        const panel = await workbench.panelFrame();
        await panel.getByRole('button', { name: 'Word after' }).click();
        await panel.locator('.replacement .word', { hasText: '“us”' }).waitFor();
        await panel.getByPlaceholder('another word').fill('the');
        await panel.getByRole('button', { name: 'Use this word' }).click();
        await idle(panel);
        await panel.getByPlaceholder('another word').fill('Zebrafish');
        await panel.getByRole('button', { name: 'Use this word' }).click();
        await panel.getByText('does not know “Zebrafish”').first().waitFor();
        await workbench.screenshot('memory-2-unknown-word');
        await panel.locator(`${shown} select`).first().selectOption('average');
        await panel.locator('.verdict').waitFor({ timeout: 60_000 });
        await idle(panel);
      },
    );

    await step('lists the units that carry it, and the ledger of one that adds up', async () => {
      const panel = await workbench.panelFrame();
      await whole(panel, '.memory-part');
      await workbench.screenshot('memory-3-units');
      const units = panel.locator('[aria-labelledby=direct-writes] select').last();
      const first = await units.locator('option').nth(1).getAttribute('value');
      await units.selectOption(first);
      await panel.getByText('Together: the cell state').waitFor({ timeout: 30_000 });
      await idle(panel);
      await whole(panel, 'tfoot');
      await workbench.screenshot('memory-4-ledger');
    });

    await step('shows both as tables', async () => {
      const panel = await workbench.panelFrame();
      const buttons = panel.locator(shown).getByText('Show as table');
      while ((await buttons.count()) > 0) await buttons.first().click();
      await panel.getByLabel('Table of the changes').waitFor();
      await whole(panel, 'table');
      await workbench.screenshot('memory-5-tables');
    });

    await step('shows all units and their saturation', async () => {
      const panel = await workbench.panelFrame();
      await panel.getByRole('tab', { name: 'Units' }).click();
      await panel.getByLabel('Table of the units').waitFor({ timeout: 60_000 });
      await idle(panel);
      await workbench.screenshot('units-1-light');
    });

    await step('opens the page of a unit, and names it', async () => {
      const panel = await workbench.panelFrame();
      await panel.locator(`${shown} .word-button`).first().click();
      await panel.getByText('bits per word').waitFor({ timeout: 60_000 });
      await idle(panel);
      await workbench.screenshot('units-2-page');
      await whole(panel, '.passages');
      await workbench.screenshot('units-3-passages');
      await panel.getByPlaceholder('what it does').fill('ends of lines <b>');
      await panel.getByRole('button', { name: 'Save name' }).click();
      await panel.getByText('Saved.', { exact: true }).waitFor();
      await panel.locator('h2', { hasText: 'ends of lines <b>' }).waitFor();
      const passage = panel.locator(shown).locator('.passage').last();
      const word = (await passage.locator('mark').innerText()).trim();
      await passage.click();
      await workbench.atRest();
      await workbench.screenshot('units-4-named');
      await panel.getByRole('tab', { name: 'Memory' }).click();
      await panel.locator('.replacement .word', { hasText: `“${word}”` }).waitFor();
      await panel.getByRole('tab', { name: 'Units' }).click();
    });

    await step('is as readable in a dark theme', async () => {
      await workbench.palette('Preferences: Toggle between Light/Dark Themes');
      await workbench.atRest();
      const panel = await workbench.panelFrame();
      await panel.locator(shown).getByText('Half-life of a direct write').first().waitFor();
      await workbench.screenshot('units-5-dark');
      await panel.getByRole('button', { name: 'All units' }).click();
      await panel.getByLabel('Table of the units').waitFor({ timeout: 60_000 });
      await idle(panel);
      await workbench.screenshot('units-6-all-dark');
      await panel.getByRole('tab', { name: 'Memory' }).click();
      const buttons = panel.locator(shown).getByText('Show as picture');
      while ((await buttons.count()) > 0) await buttons.first().click();
      await panel.locator('.verdict').waitFor({ timeout: 60_000 });
      await idle(panel);
      await whole(panel, 'h2');
      await workbench.screenshot('memory-6-dark');
    });

    await step('has the name again after the window was reloaded', async () => {
      // The text is in front after it, too.
      await workbench.focusEditor();
      await workbench.reload();
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 30_000 });
      const panel = await workbench.panelFrame();
      await panel.getByRole('tab', { name: 'Units' }).click();
      await panel.locator('td', { hasText: 'ends of lines <b>' }).waitFor({ timeout: 60_000 });
      await workbench.screenshot('units-7-reloaded');
    });
  },
};
export default scenario;
