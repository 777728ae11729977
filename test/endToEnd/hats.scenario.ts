/**
 * The two hats of a person in front of a trained text: who writes sees ghost text only, who inspects
 * sees no ghost over the sentence that is typed. Remembered over a reload.
 */
import assert from 'node:assert/strict';
import type { Scenario } from './scenario';

const scenario: Scenario = {
  title: 'Two hats',
  legs: ['newest'],
  settings: {
    'gatescope.training.seconds': 20,
    'gatescope.completion.precision': 0.5,
    'gatescope.completion.minimumLetters': 1,
  },
  async play({ workbench, step }) {
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
    const typeAtEnd = async (letters: string): Promise<void> => {
      await workbench.cursorToEnd();
      await workbench.press('Enter');
      await workbench.type(letters);
    };
    const noHover = async (word: string): Promise<void> => {
      await workbench.hover(word).then(
        (text) => assert.doesNotMatch(text, /bits of surprise/),
        () => undefined,
      );
    };

    await step('has both on after a training', async () => {
      await workbench.open('shakespeare.txt');
      await workbench.palette('Gatescope: Train on This File');
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 120_000 });
      await workbench.notification(/is ready/, { timeout: 120_000 });
      await workbench.clearNotifications();
      assert.match(await tooltip(), /Writing and Inspecting: Ghost text and hovers/);
      await workbench.focusEditor();
      await workbench.press('Control+Home');
      assert.match(await workbench.hover('further'), /bits of surprise/);
      await page.mouse.move(5, 400);
    });

    await step('a writer sees ghost text and no hover', async () => {
      await workbench.clickStatusBar();
      await page.waitForTimeout(300);
      await workbench.screenshot('40-hats-menu');
      await workbench.choose('no hovers or colours');
      assert.match(await tooltip(), / Writing: Ghost text, no hovers or colours/);
      await noHover('further');
      await page.mouse.move(5, 400);
      await typeAtEnd('I am the duke of Lanc');
      assert.ok((await workbench.ghostText()).length > 0);
    });

    await step(
      'a teacher sees no ghost over the typed sentence, but hovers; after a reload too',
      async () => {
        await wear('Hovers and colours, no ghost text');
        assert.match(await tooltip(), / Inspecting: Hovers and colours, no ghost text/);
        await typeAtEnd('I am the duke of Lanc');
        await page.waitForTimeout(1500);
        await workbench.waitForNoGhostText();
        await workbench.screenshot('41-inspecting');
        await workbench.reload();
        await workbench.statusBarText(/ready/, { timeout: 30_000 });
        assert.match(await tooltip(), /Inspecting/);
        await workbench.focusEditor();
        await workbench.press('Control+Home');
        assert.match(await workbench.hover('further'), /bits of surprise/);
      },
    );
  },
};
export default scenario;
