/**
 * The lessons of the next word as they come, in a window at 200 %: each is opened from the list without training,
 * says what its file says, and each of its steps puts its view on its word, with what the step asks
 * to look at on the screen.
 */
import assert from 'node:assert/strict';
import {
  checkOnScreen,
  checkStep,
  openFromList,
  pageOf,
  projector,
  settled,
  shippedLessons,
} from '../stage/lessonPages';
import type { Scenario } from '../stage/scenario';

/** Those that judge open the same way; where their steps lead, `unit` tests. */
const ofTheNextWord = shippedLessons.filter(({ steps: [{ offset }] }) => offset === undefined);

const scenario: Scenario = {
  title: 'The lessons of the next word',
  legs: ['newest'],
  stage: 'shared',
  window: projector,
  long: true,
  async play({ workbench, step, say }) {
    await workbench.open();
    await workbench.palette('View: Toggle Primary Side Bar Visibility');
    for (const [n, lesson] of ofTheNextWord.entries()) {
      const name = `lesson-${n + 1}`;

      await step(`${lesson.title}: opens with its page, its claims and a network`, async () => {
        // A list closes when the keys that were pressed in the panel arrive late.
        if (n > 0) await workbench.focusEditor();
        await workbench.palette('Gatescope: Open a Lesson');
        const milliseconds = await openFromList(workbench, lesson);
        say(`    its page was there after ${(milliseconds / 1000).toFixed(2)} s`);
        await workbench.screenshot(`${name}-page`);
        const panel = await pageOf(workbench, lesson);
        const text = await panel.locator('.lesson').innerText();
        const { title, textbook, seen, cannot = '', steps } = lesson;
        for (const said of [`Lesson ${n + 1}: ${title}`, textbook, seen, cannot]) {
          assert.ok(text.includes(said), said);
        }
        for (const { say, button } of steps) assert.ok(text.includes(say) && text.includes(button));
        const rows = await panel.locator('.claims tbody tr').allInnerTexts();
        assert.equal(rows.length, lesson.claims.length);
        for (const [place, { claim, measure, heldIn }] of lesson.claims.entries()) {
          assert.ok(rows[place].includes(claim) && rows[place].includes(measure), rows[place]);
          assert.match(rows[place], new RegExp(`\\b${heldIn} of 20 trainings`));
        }
        await workbench.statusBarText(/Gatescope ready · ppl \d/);
      });

      for (const [at, one] of lesson.steps.entries()) {
        await step(`${lesson.title}, step ${at + 1}: ${one.button}`, async () => {
          const panel = await pageOf(workbench, lesson);
          await panel.getByRole('button', { name: one.button, exact: true }).click();
          await panel.locator(`#panel-${one.tab}:visible .look`).first().waitFor();
          await settled(workbench, panel);
          await workbench.screenshot(`${name}-step-${at + 1}`);
          await checkStep(panel, one);
          await checkOnScreen(panel, one);
          const selected = workbench.page.locator('.monaco-editor .selected-text').first();
          await selected.waitFor({ state: 'attached' });
          await panel.getByRole('button', { name: 'Back to the lesson' }).click();
        });
      }
    }
  },
};
export default scenario;
