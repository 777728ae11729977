/**
 * Inspection where the text is: its colours in the three kinds of themes, with a legend; followed
 * while somebody types; still there after a reload.
 */
import assert from 'node:assert/strict';
import { shakespeareModel } from '../stage/givenModel';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'Inspection in the text',
  stage: 'shared',
  files: {
    'letter.txt': 'Dear First Citizen,\nI hear that thou hast bought a telephone. Speak to me.\n',
  },
  long: true,
  async play({ workbench, step, giveModel }) {
    const { page } = workbench;
    /** Letters that have a background or a line of ours. */
    const coloured = (): Promise<string[]> =>
      page
        .locator('.monaco-editor .view-line span[class*="ced-"]')
        .evaluateAll((spans) =>
          spans
            .filter((span) => getComputedStyle(span).textDecorationLine !== 'none')
            .map((span) => span.textContent),
        );
    const legend = page.locator('.statusbar-item[id*="gatescope.colours"]');

    await step('has a model', async () => {
      await giveModel(shakespeareModel);
      await workbench.open('shakespeare.txt');
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
    });

    await step('colours the visible text by surprise, and says what the colours mean', async () => {
      assert.deepEqual(await coloured(), []);
      await workbench.focusEditor();
      await workbench.palette('Gatescope: Colour Text by…');
      const rows = await workbench.quickRows();
      assert.equal(rows.length, 6, rows.join(' | '));
      await workbench.choose('Surprise');
      await workbench.until(coloured, (words) => words.length > 20, 'coloured words');
      assert.match(await legend.innerText(), /Surprise.*12\+/);
      await page.mouse.move(5, 400);
      await workbench.screenshot('20-colours');
    });

    await step('explains the colours in the legend', async () => {
      await legend.hover();
      const tooltip = page.locator('.monaco-hover:visible', { hasText: 'more than 12 bits' });
      await tooltip.waitFor();
      await workbench.atRest();
      await workbench.screenshot('21-legend');
      await page.mouse.move(5, 400);
    });

    await step('follows what is typed', async () => {
      await workbench.cursorTo(1);
      await workbench.type('Xylophones whisper ');
      const has = (words: string[]): boolean => words.some((word) => word.includes('whisper'));
      await workbench.until(coloured, has, 'the new words in colour');
      await workbench.screenshot('22-colours-typed');
      await page.keyboard.press('Control+Z');
    });

    for (const [name, theme] of [
      ['light', 'Light Modern'],
      ['high-contrast', 'Dark High Contrast'],
      ['high-contrast-light', 'Light High Contrast'],
      ['dark', 'Dark Modern'],
    ] as const) {
      await step(`shows the sign of a unit in ${name}`, async () => {
        await workbench.colourTheme(theme);
        if (name === 'light') await workbench.screenshot('23-surprise-light');
        await workbench.focusEditor();
        await workbench.palette('Gatescope: Colour Text by…');
        await workbench.choose('One Unit');
        await workbench.choose('Hidden state');
        await workbench.until(
          () => workbench.quickRows(),
          ([first = '']) => /Unit \d+.*varies most here/.test(first),
          'the liveliest units first',
        );
        await workbench.press('Enter');
        await workbench.until(
          () => legend.innerText(),
          (text) => /Hidden state of unit/.test(text),
          'the legend of a unit',
        );
        await workbench.until(coloured, (words) => words.length > 10, 'coloured words');
        await workbench.screenshot(`24-unit-${name}`);
      });
    }

    await step('lists the model in its view, with what can be done', async () => {
      await page.locator('.activitybar [aria-label="Gatescope"]').first().click();
      const row = page.locator('.sidebar .monaco-list-row', { hasText: 'shakespeare.txt' });
      await row.waitFor();
      assert.match(await row.innerText(), /ppl \d+\.\d · \d+\.\d MB · \d+ \w{3} 20\d\d/);
      await row.hover();
      await workbench.atRest();
      await workbench.screenshot('25-models');
      await row.click({ button: 'right' });
      const menu = page.locator('.monaco-menu:visible');
      await menu.waitFor();
      const entries = (await menu.allInnerTexts()).join(' ');
      for (const entry of ['Train on This File', 'Use This Model Here', 'Delete']) {
        assert.ok(entries.includes(entry), entries);
      }
      await workbench.screenshot('26-models-menu');
      await workbench.press('Escape');
    });

    await step('reads another text with that model, and says how well it fits', async () => {
      await workbench.openFile('letter.txt');
      await workbench.palette('Gatescope: Use This Model Here');
      await workbench.choose('shakespeare.txt');
      const told = await workbench.notification(/is read with the model of shakespeare\.txt/);
      assert.match(told, /\d+% of its words are unknown/);
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
      assert.match(await workbench.hover('Citizen'), /bits of surprise/);
      await workbench.screenshot('27-model-used-here');
      await page.mouse.move(5, 400);
      await workbench.clearNotifications();
      await workbench.closeTab('letter.txt');
    });

    await step('is coloured again after a reload, and plain when it is switched off', async () => {
      await workbench.reload();
      await workbench.until(coloured, (words) => words.length > 10, 'coloured words');
      assert.match(await workbench.hover('Citizen'), /[Uu]nit \d+, chosen: i/);
      await page.mouse.move(5, 400);
      await legend.click();
      await workbench.choose('Off');
      await workbench.until(coloured, (words) => words.length === 0, 'plain text');
      await legend.waitFor({ state: 'detached' });
    });

    await step(
      'deletes the model from the view, after a question, and says what to do',
      async () => {
        const row = page.locator('.sidebar .monaco-list-row', { hasText: 'shakespeare.txt' });
        await row.click({ button: 'right' });
        const deletion = page.locator('.monaco-menu:visible .action-item', { hasText: 'Delete' });
        await deletion.hover();
        const dialog = page.locator('.monaco-dialog-box:visible');
        // A menu takes no click in its first moments, and then stays.
        await workbench.until(
          async () => {
            if (await deletion.isVisible()) await deletion.click();
            await workbench.atRest();
            return dialog.isVisible();
          },
          Boolean,
          'the question',
        );
        assert.match(await dialog.innerText(), /Delete the model of shakespeare\.txt/);
        await workbench.screenshot('28-delete-question');
        await dialog.locator('.monaco-button', { hasText: 'Delete' }).click();
        await page.locator('.sidebar', { hasText: 'No model yet' }).waitFor();
        await workbench.screenshot('29-welcome');
        await workbench.statusBarText(/^(?!.*ready).*Gatescope$/);
      },
    );
  },
};
export default scenario;
