/** A writer of a book: one model for its chapters, there after a reload, used by the next chapter. */
import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'A manuscript of several files',
  legs: ['newest'],
  stage: 'shared',
  async play({ workbench, step }) {
    const { page } = workbench;
    const row = (name: string) =>
      page.locator('.explorer-folders-view .monaco-list-row', { hasText: name });

    await step('offers the training in the explorer', async () => {
      const play = readFileSync(path.join(workbench.folder, 'shakespeare.txt'), 'utf8').slice(
        0,
        60_000,
      );
      const book = path.join(workbench.folder, 'book');
      mkdirSync(book);
      const third = Math.floor(play.length / 3);
      for (let n = 0; n < 3; n++) {
        const chapter = play.slice(n * third, (n + 1) * third);
        writeFileSync(path.join(book, `chapter ${n + 1}.md`), chapter);
      }
      await workbench.open('shakespeare.txt');
      await row('book').first().click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Train on These Files' }).waitFor();
      await workbench.screenshot('19-train-on-files');
      await page.getByRole('menuitem', { name: 'Train on These Files' }).click();
      const progress = await workbench.notification(/words\/s/i, { timeout: 30_000 });
      assert.match(progress, /book \(3 files\)/);
      await workbench.notification(/book \(3 files\) is ready/, { timeout: 120_000 });
      await workbench.clearNotifications();
    });

    await step('is used by a new chapter, and says so', async () => {
      writeFileSync(
        path.join(workbench.folder, 'book', 'chapter 4.md'),
        'KING RICHARD:\nMy lord of ',
      );
      await workbench.press('Control+P');
      await workbench.quickInput.fill(path.join(workbench.folder, 'book', 'chapter 4.md'));
      await workbench.choose('chapter 4.md');
      await workbench.tab('chapter 4.md').waitFor();
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 30_000 });
      const sentence = await workbench
        .statusBarItem()
        .locator('a')
        .first()
        .getAttribute('aria-label');
      assert.match(sentence ?? '', /uses the model of book/);
      await workbench.focusEditor();
      await workbench.cursorToEnd();
      await workbench.palette('Gatescope: Complete the Next Word');
      const rows = await workbench.quickRows();
      assert.ok(rows.length >= 3, rows.join(' | '));
      await workbench.screenshot('20-new-chapter');
      await workbench.press('Escape');
    });

    await step('comes back after the window was reloaded', async () => {
      await workbench.reload();
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 30_000 });
      await workbench.palette('Gatescope: Show Gate Activations');
      const panel = await workbench.panelFrame();
      await panel.getByLabel(/^Gate heat map/).waitFor({ timeout: 30_000 });
      await workbench.screenshot('21-chapter-reloaded');
    });
  },
};
export default scenario;
