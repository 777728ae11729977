/** A writer lets the model go on: length, temperature, seed, and the text comes. */
import assert from 'node:assert/strict';
import { shakespeareModel } from '../stage/givenModel';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'Generating text',
  legs: ['newest'],
  stage: 'shared',
  async play({ workbench, step, giveModel }) {
    const { page } = workbench;

    await step('has a model', async () => {
      await giveModel(shakespeareModel);
      await workbench.open('shakespeare.txt');
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
    });

    await step('asks how, and says what is wrong with an answer', async () => {
      await workbench.focusEditor();
      await workbench.cursorToEnd();
      await workbench.palette('Gatescope: Generate Text…');
      await workbench.quickInput.fill('many');
      await page.getByText('Type a whole number from 1 to 5000.').first().waitFor();
      await workbench.screenshot('16-generate-words');
      await workbench.answer('150');
      await page.getByText('Temperature: 0 always takes').first().waitFor();
      await workbench.press('Enter');
      await page.getByText('the same seed gives the same text').first().waitFor();
      await workbench.press('Enter');
    });

    await step('writes the text into a new document', async () => {
      await workbench.tab('Untitled-1').waitFor();
      await page
        .getByText(/Rest the mouse on one to see/)
        .first()
        .waitFor({ timeout: 30_000 });
      const text = await workbench.visibleText();
      const words = text.match(/\p{L}+/gu) ?? [];
      assert.ok(words.length > 40, text);
      await workbench.screenshot('17-generated');
    });

    await step('tells which expert gave a word', async () => {
      // The mouse rests on the tab since the palette was left: its own hover has to be gone.
      await page.mouse.move(900, 700);
      await page.locator('.monaco-hover:visible').waitFor({ state: 'detached' });
      const [word = ''] = (await workbench.visibleText()).match(/\p{L}{4,}/u) ?? [];
      const hover = await workbench.hover(word);
      assert.match(hover, /was generated/);
      await workbench.screenshot('18-generated-hover');
    });
  },
};
export default scenario;
