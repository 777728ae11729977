/** The walkthrough “Get Started with Gatescope”, step by step, by its own buttons. */
import assert from 'node:assert/strict';
import { openFromList, shippedLessons } from '../stage/lessonPages';
import type { Scenario } from '../stage/scenario';

/**
 * Milliseconds, by the page's own clock: VS Code gives a step that was opened the keyboard a quarter
 * of a second later, also when its button was pressed by then, and so closes what the button opened.
 */
const sliding = 400;

const scenario: Scenario = {
  title: 'Getting started',
  legs: ['newest'],
  // VS Code's own, missing in the served build.
  expectedErrors: [/\/browser\/media\/templates\.png/],
  // What VS Code remembers of a walkthrough is not there yet.
  stage: 'first',
  async play({ workbench, step, say }) {
    const { page } = workbench;
    const walkthrough = page.locator('.gettingStartedContainer').first();
    const expand = async (title: string): Promise<void> => {
      const row = walkthrough.locator('.getting-started-step', { hasText: title }).first();
      if (!((await row.getAttribute('class')) ?? '').includes('expanded')) {
        await row.click();
        await page.evaluate((wait) => new Promise((then) => setTimeout(then, wait)), sliding);
      }
      await row.locator('.button-container .monaco-button').first().waitFor();
    };
    const press = (name: string): Promise<void> =>
      walkthrough.locator('.monaco-button:visible', { hasText: name }).first().click();
    const done = async (title: string): Promise<void> => {
      const row = walkthrough.locator('.getting-started-step', { hasText: title }).first();
      await row.locator('.codicon-getting-started-step-checked.complete').waitFor();
    };

    await step('opens, with five steps that have a button each', async () => {
      await workbench.open();
      await workbench.palette('Welcome: Open Walkthrough...');
      await workbench.choose('Get Started with Gatescope');
      await walkthrough.locator('.getting-started-step').first().waitFor();
      const steps = walkthrough.locator('.getting-started-step');
      assert.equal(await steps.count(), 5);
      await workbench.screenshot('getting-started-1');
    });

    await step('opens a sample text beside it', async () => {
      await expand('Open a sample text');
      await press('Open a Sample Text');
      await workbench.tab('First Citizen').waitFor();
      await done('Open a sample text');
      await workbench.screenshot('getting-started-2-sample');
    });

    await step('trains on it', async () => {
      await expand('Train on it');
      await press('Train on This File');
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 60_000 });
      await workbench.notification(/is ready/, { timeout: 30_000 });
      await workbench.clearNotifications();
      await done('Train on it');
    });

    await step('lists the next words', async () => {
      await expand('Let it complete your words');
      await press('Complete the Next Word');
      await workbench.until(
        async () => (await workbench.quickRows()).length,
        (rows) => rows > 3,
        'the next words',
      );
      await workbench.screenshot('getting-started-3-words');
      await done('Let it complete your words');
      await workbench.quickInput.press('Escape');
    });

    await step('shows a hover over a word', async () => {
      await expand('Rest the mouse on a word');
      await press('Show It at a Word');
      const hover = page.locator('.monaco-hover:visible .monaco-hover-content').first();
      await hover.waitFor();
      assert.match(await hover.innerText(), /bits/);
      await workbench.screenshot('getting-started-4-hover');
      await done('Rest the mouse on a word');
    });

    await step('shows the gates', async () => {
      await expand('See every gate');
      await press('Show Gate Activations');
      const panel = await workbench.panelFrame();
      await panel.getByLabel(/^Gate heat map/).waitFor();
      await workbench.screenshot('getting-started-5-panel');
      // Neither the walkthrough nor the text is covered by it.
      await walkthrough.waitFor();
      await page.locator('.editor-instance .view-lines').first().waitFor();
      await done('See every gate');
    });

    await step('opens a lesson', async () => {
      await walkthrough.waitFor();
      await expand('See every gate');
      await press('Open a Lesson');
      const milliseconds = await openFromList(workbench, shippedLessons[1]);
      say(`    the lesson was there after ${(milliseconds / 1000).toFixed(2)} s`);
      await workbench.screenshot('getting-started-6-lesson');
    });
  },
};
export default scenario;
