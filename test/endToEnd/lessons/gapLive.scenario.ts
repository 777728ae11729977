/**
 * *The gap* in the laboratory: opened from the list of lessons, trained live with two cells on a gap that
 * one of them does not learn, stopped, and read as a table and in other themes.
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Frame } from 'playwright-core';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'The gap, live',
  legs: ['newest'],
  stage: 'shared',
  window: { width: 1366, height: 768, zoom: 1 },
  async play({ workbench, step }) {
    const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
    const checkAccess = async (): Promise<void> => {
      const body = await (await workbench.panelFrame()).locator('body').elementHandle();
      const inside: Frame | null = (await body?.ownerFrame()) ?? null;
      assert.ok(inside);
      await inside.evaluate(axe);
      const found = await inside.evaluate(
        "axe.run(document).then(({ violations }) => violations.filter(({ impact }) => /serious|critical/.test(impact)).map(({ id, nodes }) => id + ' ' + nodes.map(({ target }) => target).join()))",
      );
      assert.deepEqual(found, []);
    };

    await step('opens from the list of lessons', async () => {
      await workbench.open();
      await workbench.palette('Gatescope: Open a Lesson');
      await workbench.quickInput.fill('The gap');
      await workbench.choose('across how many words');
      const page = await workbench.panelFrame();
      await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
      await workbench.screenshot('70-laboratory');
      await checkAccess();
    });

    await step(
      'trains the chosen cells in front of the eyes, and says what was found',
      async () => {
        const page = await workbench.panelFrame();
        for (const cell of ['RNN', 'LSTM', 'GRU']) {
          await page.getByRole('checkbox', { name: cell, exact: true }).uncheck();
        }
        await page.getByRole('slider').fill('50');
        await page.getByRole('radio', { name: 'ln 50 = 3.91' }).check({ force: true });
        await page.getByRole('button', { name: 'Train', exact: true }).click();
        await page.getByText('Trained on one gap of 50 words with keep bias ln 50').waitFor();
        const found = await page.locator('.laboratory-results [role=status]').innerText();
        assert.match(found, /LSTM of 1997 and minGRU answer at least 90 %/);
        await page.getByRole('img', { name: /^Across how many words: .*minGRU/ }).waitFor();
        await workbench.screenshot('71-laboratory-trained');
        await checkAccess();
      },
    );

    await step('shows the same figures as a table, with the keyboard', async () => {
      const page = await workbench.panelFrame();
      await page.getByRole('button', { name: 'Show as table: Across how many words' }).focus();
      await workbench.press('Enter');
      const rows = page.getByRole('region', { name: 'Table: Across how many words' }).locator('tr');
      await rows.first().waitFor();
      const cells = (await rows.allInnerTexts()).map((row) => row.split('\t'));
      assert.deepEqual(cells[0], ['Words', 'LSTM of 1997', 'minGRU', 'Guessing', 'Counting']);
      const at50 = cells.find(([gap]) => gap?.trim() === '50') ?? [];
      assert.match(at50[1] ?? '', /^(100\.0|9\d\.\d) ± /);
      assert.equal(at50[3], '12.5 ± 1.5');
      await workbench.screenshot('72-laboratory-table');
    });

    for (const theme of ['Light Modern', 'Dark High Contrast'] as const) {
      await step(`is readable in ${theme}`, async () => {
        await workbench.colourTheme(theme);
        await checkAccess();
        await workbench.screenshot(`73-laboratory-${theme.replace(/ /g, '-')}`);
      });
    }

    await step('stops where it is told to, and keeps what was trained', async () => {
      const page = await workbench.panelFrame();
      await page.getByRole('slider').fill('100');
      await page.getByRole('combobox', { name: 'Steps at most' }).selectOption('2000');
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await page.getByText(/step \d+ of 2000/).waitFor();
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByText('Stopped. What was trained until then is shown.').waitFor();
      await page.getByRole('button', { name: 'Train', exact: true }).waitFor();
    });
  },
};
export default scenario;
