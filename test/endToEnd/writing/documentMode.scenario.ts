/**
 * The two hats of a person in front of a trained text: who writes sees ghost text only, who inspects
 * sees no ghost over the sentence that is typed. Remembered over a reload.
 */
import assert from 'node:assert/strict';
import { shakespeareModel } from '../stage/givenModel';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'Two hats',
  legs: ['newest'],
  stage: 'shared',
  files: {
    'letter.txt': 'Dear First Citizen,\nI hear that thou hast bought a telephone. Speak to me.\n',
  },
  async play({ workbench, step, giveModel }) {
    const { page } = workbench;
    const tooltip = async (): Promise<string> =>
      (await workbench
        .statusBarItem()
        .locator('[aria-label]')
        .first()
        .getAttribute('aria-label')) ?? '';
    const wear = async (hat: string): Promise<void> => {
      await workbench.clickStatusBar();
      await workbench.choose(hat);
    };
    /** The item is told of a choice a moment after it. */
    const tooltipSays = async (pattern: RegExp): Promise<void> => {
      await workbench.until(tooltip, (text) => pattern.test(text), `a tooltip ${String(pattern)}`);
    };
    const typeAtEnd = async (letters: string): Promise<void> => {
      await workbench.cursorToEnd();
      await workbench.press('Enter');
      await workbench.type(letters);
    };
    const noHover = async (word: string): Promise<void> => {
      await workbench.restMouseOn(word);
      await workbench.atRest(120);
      const hovers = await page.locator('.monaco-hover:visible').allInnerTexts();
      assert.doesNotMatch(hovers.join(' '), /bits of surprise/);
    };

    await step('has both on where there is a model', async () => {
      await giveModel(shakespeareModel);
      await workbench.open('shakespeare.txt');
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
      await tooltipSays(/Writing and Inspecting: Ghost text and hovers/);
      await workbench.focusEditor();
      await workbench.press('Control+Home');
      assert.match(await workbench.hover('further'), /bits of surprise/);
      await page.mouse.move(5, 400);
    });

    await step('a writer sees ghost text and no hover', async () => {
      await workbench.clickStatusBar();
      await workbench.atRest();
      await workbench.screenshot('40-hats-menu');
      await workbench.choose('no hovers or colours');
      await tooltipSays(/ Writing: Ghost text, no hovers or colours/);
      await noHover('further');
      await page.mouse.move(5, 400);
      await typeAtEnd('I am the duke of Lanc');
      assert.ok((await workbench.ghostText()).length > 0);
    });

    await step(
      'a teacher sees no ghost over the typed sentence, but hovers; after a reload too',
      async () => {
        await wear('Hovers and colours, no ghost text');
        await tooltipSays(/ Inspecting: Hovers and colours, no ghost text/);
        await typeAtEnd('I am the duke of Lanc');
        await workbench.atRest(90);
        await workbench.waitForNoGhostText();
        await workbench.screenshot('41-inspecting');
        await workbench.reload();
        await workbench.statusBarText(/ready/, { timeout: 30_000 });
        await tooltipSays(/Inspecting/);
        await workbench.focusEditor();
        await workbench.press('Control+Home');
        assert.match(await workbench.hover('further'), /bits of surprise/);
      },
    );

    await step('colours what a word changes behind it, with the word in a frame', async () => {
      await workbench.cursorTo(30, 12);
      await workbench.palette('Gatescope: Colour Text by…');
      await workbench.choose('Memory of the Word at the Cursor');
      await workbench.choose('The Average of Likely Words');
      const legend = page.locator('.statusbar-item[id*="gatescope.colours"]');
      await legend.filter({ hasText: 'Memory of “accounted”' }).waitFor();
      await page.locator('.monaco-editor .view-line span[class*="ced-"]').first().waitFor();
      await workbench.atRest();
      await workbench.screenshot('42-memory-colours');
      await legend.hover();
      await page.locator('.monaco-hover:visible', { hasText: 'the word itself' }).waitFor();
      await workbench.atRest();
      await workbench.screenshot('43-memory-legend');
      await page.mouse.move(5, 400);
    });

    await step('a model dropped on the row of a text is used there', async () => {
      await workbench.openFile('letter.txt');
      await workbench.palette('Gatescope: Use This Model Here');
      await workbench.choose('shakespeare.txt');
      await workbench.notification(/is read with the model of shakespeare\.txt/);
      await workbench.clearNotifications();
      await page.locator('.activitybar [aria-label="Gatescope"]').first().click();
      const rowOf = (name: string) =>
        page.locator('.sidebar .monaco-list-row', { hasText: name }).first();
      await rowOf('reads with the model').waitFor();
      await rowOf('ppl').waitFor();
      await workbench.atRest();
      // A list that is drawn anew during a drag takes no drop: a user would drag again, and so does this.
      for (let left = 3; left > 0; left--) {
        await rowOf('ppl').dragTo(rowOf('reads with the model'));
        const told = workbench.notification(
          /letter\.txt is read with the model of shakespeare\.txt/,
          { timeout: 10_000 },
        );
        if (left === 1) await told;
        else if (await told.catch(() => undefined)) break;
      }
      await workbench.screenshot('44-dropped');
    });
  },
};
export default scenario;
