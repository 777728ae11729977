/** List and ghost text in plain text: they agree, Tab takes the word, Esc leaves it alone, and silence is explained. */
import assert from 'node:assert/strict';
import type { Scenario } from '../stage/scenario';

const verse = [
  'The quick brown fox jumps over the lazy dog near the quiet river.',
  'Every morning the farmer walks through the golden fields before sunrise.',
  'Nobody remembers when the ancient lighthouse was finally abandoned.',
];
const text = Array.from({ length: 240 }, (_, n) => verse[n % verse.length]).join('\n');

const scenario: Scenario = {
  title: 'The word list in plain text',
  stage: 'shared',
  files: { 'verse.txt': `${text}\n` },
  async play({ workbench, step, giveModel }) {
    const { page } = workbench;
    const firstRow = page.locator('.suggest-widget.visible .monaco-list-row').first();
    const line = async (): Promise<string> =>
      (await workbench.visibleText()).trim().split('\n').at(-1) ?? '';

    await step(
      'is filled by the model, agrees with the ghost, and Tab takes the word',
      async () => {
        await giveModel({ of: 'verse.txt', plan: { steps: 400 } });
        await workbench.open('verse.txt');
        await workbench.statusBarText(/Gatescope ready/);
        await workbench.cursorToEnd();
        await workbench.type('Nobody remembers when the ancient li');
        assert.equal(await workbench.ghostText(), 'ghthouse');
        // VS Code 1.139 opens no list by itself where a ghost shows.
        if (!(await firstRow.isVisible())) await workbench.press('Control+Space');
        await firstRow.waitFor();
        assert.match(await firstRow.innerText(), /lighthouse\s*\d+%/);
        assert.equal(await workbench.ghostText(), 'ghthouse');
        await workbench.screenshot('list-1-agrees');
        await workbench.press('Tab');
        await workbench.until(line, (now) => now.endsWith('ancient lighthouse'), 'the whole word');
      },
    );

    await step('Esc hides the ghost for the rest of the word', async () => {
      await workbench.type('. Nobody remembers when the ancient ');
      assert.equal(await workbench.ghostText(), 'lighthouse');
      await workbench.press('Escape');
      await workbench.waitForNoGhostText();
      await workbench.type('lig');
      await firstRow.waitFor();
      await workbench.waitForNoGhostText();
      await workbench.press('Escape');
    });

    await step('says why there is no suggestion', async () => {
      await workbench.palette('Gatescope: Why Is There No Suggestion Here?');
      const rows = await workbench.quickRows();
      assert.match(rows[0] ?? '', /hidden with Esc/);
      assert.match(rows.join('\n'), /“lighthouse”, \d+%/);
      await workbench.screenshot('list-2-why');
      await workbench.press('Escape');
    });
  },
};
export default scenario;
