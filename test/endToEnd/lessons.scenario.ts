/**
 * A teacher tells a class what becomes of a name behind the full stop, in ten minutes, with the
 * window at 200 %: opens the lesson, follows its three steps and comes back, reads the claims, and
 * trains the lesson again before their eyes.
 */
import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import type { Scenario } from './scenario';

/** Of a projector; at 200 % half as many of the window's own pixels. */
const window = { usual: { width: 1400, height: 900 }, wide: { width: 1920, height: 1080 } };

const scenario: Scenario = {
  title: 'A lesson',
  legs: ['newest'],
  settings: { 'window.zoomLevel': 0 },
  async play({ workbench, step }) {
    const { page } = workbench;
    const shown = (panel: FrameLocator): Promise<string | null> =>
      panel.locator('[role=tabpanel]:visible').getAttribute('id');
    const titleOf = async (panel: FrameLocator): Promise<string> =>
      (await panel.locator('.lesson h2').innerText()).trim();
    const at200 = (): Promise<void> =>
      page.setViewportSize({ width: 640, height: 360 });

    await step('opens with its page and a network that is trained already', async () => {
      await workbench.open('shakespeare.txt');
      await page.setViewportSize(window.usual);
      await workbench.palette('Gatescope: Open a Lesson');
      const rows = await workbench.quickRows();
      await workbench.screenshot('lessons-1-list');
      const row = rows.find((text) => text.startsWith('2')) ?? rows[0];
      const before = performance.now();
      await workbench.choose(row.split(' ').slice(1, 4).join(' '));
      const panel = await workbench.panelFrame();
      await panel.locator('.lesson .claims').waitFor();
      const seconds = (performance.now() - before) / 1000;
      console.log(`    the page was there after ${seconds.toFixed(2)} s`);
      assert.match(await titleOf(panel), /^Lesson \d: /);
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
      await workbench.screenshot('lessons-2-page');
    });

    await step('shows each claim with its value, its bound and how often it held', async () => {
      const panel = await workbench.panelFrame();
      const rows = await panel.locator('.claims tbody tr').allInnerTexts();
      assert.ok(rows.length >= 2);
      for (const row of rows) {
        assert.match(row, /How it is measured/);
        assert.match(row, /(at least|at most| to ) ?−?\d/);
        assert.match(row, /\d+ of \d+ trainings/);
      }
    });

    await step('puts each step’s view on its word, and leads back', async () => {
      await at200();
      const panel = await workbench.panelFrame();
      await workbench.screenshot('lessons-3-at-200');
      const buttons = panel.locator('.lesson-steps .button');
      for (let n = 0; n < 3; n++) {
        const name = await buttons.nth(n).innerText();
        await buttons.nth(n).scrollIntoViewIfNeeded();
        await workbench.screenshot(`lessons-4-step-${n + 1}-before`);
        await buttons.nth(n).click();
        await panel.locator('.lesson-bar').waitFor();
        assert.notEqual(await shown(panel), 'panel-lesson', name);
        await page.waitForTimeout(2500);
        await workbench.screenshot(`lessons-4-step-${n + 1}-there`);
        const selected = page.locator('.editor-instance .monaco-editor .selected-text').first();
        await selected.waitFor();
        await panel.getByRole('button', { name: 'Back to the lesson' }).click();
        await panel.locator('.lesson h2').waitFor();
      }
      for (const [n, part] of ['.claims', '.claims tbody tr:last-child', 'form'].entries()) {
        await panel.locator(`.lesson ${part}`).scrollIntoViewIfNeeded();
        await workbench.screenshot(`lessons-5-claims-${n + 1}`);
      }
      await page.setViewportSize(window.usual);
    });

    await step('is trained again in the classroom, which adds its claims', async () => {
      const panel = await workbench.panelFrame();
      const columns = panel.locator('.claims thead th');
      const before = await columns.count();
      const start = performance.now();
      await panel.getByRole('spinbutton', { name: 'Seed' }).fill('7');
      await panel.getByRole('button', { name: 'Train it again' }).click();
      await panel.getByRole('progressbar', { name: 'Progress of the training' }).waitFor();
      await workbench.screenshot('lessons-6-training');
      await panel
        .getByRole('radio', { name: 'Your training, seed 7' })
        .waitFor({ timeout: 60_000 });
      console.log(`    trained again in ${((performance.now() - start) / 1000).toFixed(1)} s`);
      assert.equal(await columns.count(), before + 1);
      const cells = await panel.locator('.claims td:last-child').allInnerTexts();
      for (const cell of cells) assert.match(cell, /\d.*, [✓✗] (held|did not hold)/);
      await workbench.screenshot('lessons-7-trained-again');
    });

    await step(
      'reads its text with the new network, and with the one that came with it',
      async () => {
        const panel = await workbench.panelFrame();
        const own = panel.getByRole('radio', { name: 'Your training, seed 7' });
        const ready = await workbench.statusBarText(/ppl \d/);
        await own.check({ force: true });
        await workbench.until(() => own.isChecked(), Boolean, 'the new network to be shown');
        await workbench.statusBarText(new RegExp(`^(?!${ready}$).*ppl \\d`));
        await panel.getByRole('radio', { name: /^The lesson/ }).check({ force: true });
        await workbench.statusBarText(new RegExp(`^${ready}$`));
      },
    );

    await step('comes back with the window', async () => {
      const title = await titleOf(await workbench.panelFrame());
      await workbench.reload();
      const panel = await workbench.panelFrame();
      await panel.locator('.lesson h2').waitFor({ timeout: 30_000 });
      assert.equal(await titleOf(panel), title);
      await panel.getByText(/^Ready · perplexity \d/).waitFor({ timeout: 15_000 });
    });
  },
};
export default scenario;
