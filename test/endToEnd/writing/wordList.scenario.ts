/**
 * List and ghost text in plain text: they agree, Tab takes the word or the beginning that is sure, Esc
 * leaves a word alone, and silence is explained.
 */
import assert from 'node:assert/strict';
import type { Scenario } from '../stage/scenario';

const verse = [
  'The quick brown fox jumps over the lazy dog near the quiet river.',
  'Every morning the farmer walks through the golden fields before sunrise.',
  'Nobody remembers when the ancient lighthouse was finally abandoned.',
  // One word in three endings, each as probable as the others.
  'The patient gardener understands every rose.',
  'The patient gardener understandably loves every rose.',
  'The patient gardener understanding every rose smiles.',
];
/** No word of these saves four letters: else the long words above, all of them sure, would be too many to be shown. */
const short = [
  'We sat by the sea and ate an egg in the sun.',
  'The old cat and the dog ran up the hill at six.',
  'He had a cup of tea and a bun, and so did she.',
];
const text = Array.from({ length: 240 }, (_, n) => [
  ...[verse[n % verse.length], short[n % 3], short[(n >> 1) % 3]],
])
  .flat()
  .join('\n');

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

    await step('has the beginning that is sure second, where no ending is', async () => {
      await workbench.type('. The patient gardener un');
      if (!(await firstRow.isVisible())) await workbench.press('Control+Space');
      const rows = page.locator('.suggest-widget.visible .monaco-list-row');
      await rows.nth(1).getByText('understand…').waitFor();
      assert.match(await firstRow.innerText(), /understand(s|ably|ing)/);
      // Where its ghost shows, VS Code has chosen it already.
      const chosen = page.locator('.suggest-widget.visible .monaco-list-row.focused');
      if (!(await chosen.innerText()).includes('…')) await workbench.press('ArrowDown');
      assert.equal(await workbench.ghostText(), 'derstand');
      await workbench.screenshot('list-3-beginning');
      await workbench.press('Tab');
      await workbench.until(line, (now) => now.endsWith('gardener understand'), 'the beginning');
      await workbench.type('s every');
    });

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
