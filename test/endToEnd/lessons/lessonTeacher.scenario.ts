/**
 * A teacher's ten minutes: the story of lesson 2, told in a window at 200 % with nothing but what is
 * on the screen. Leaves its pictures in the order of the telling, teacher-01 and so on.
 */
import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import {
  checkOnScreen,
  openFromList,
  pageOf,
  projector,
  settled,
  shippedLessons,
} from '../stage/lessonPages';
import type { Scenario } from '../stage/scenario';

const lesson = shippedLessons[1];

const scenario: Scenario = {
  title: 'A teacher’s ten minutes',
  legs: ['newest'],
  stage: 'shared',
  window: projector,
  async play({ workbench, step }) {
    let shots = 0;
    const picture = async (what: string): Promise<void> => {
      await workbench.atRest();
      await workbench.screenshot(`teacher-${String(++shots).padStart(2, '0')}-${what}`);
    };
    const pageDown = (panel: FrameLocator): Promise<boolean> =>
      panel.locator('html').evaluate((html) => {
        const before = html.scrollTop;
        html.scrollBy({ top: innerHeight - 30, behavior: 'instant' });
        return html.scrollTop > before;
      });

    await step('chooses the lesson', async () => {
      await workbench.open();
      await workbench.palette('View: Toggle Primary Side Bar Visibility');
      await workbench.palette('Gatescope: Open a Lesson');
      await workbench.quickRows();
      await picture('list');
      await openFromList(workbench, lesson);
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
      await picture('page');
    });

    await step('reads its page aloud, screen by screen', async () => {
      const panel = await pageOf(workbench, lesson);
      for (let screens = 0; screens < 20 && (await pageDown(panel)); screens++)
        await picture('page');
      await panel.locator('html').evaluate((html) => html.scrollTo(0, 0));
    });

    for (const [n, one] of lesson.steps.entries()) {
      await step(`takes step ${n + 1}: ${one.button}`, async () => {
        const panel = await workbench.panelFrame();
        if (n === 0) await panel.getByRole('button', { name: one.button, exact: true }).click();
        else await panel.getByRole('button', { name: 'Next step' }).click();
        await panel.locator(`#panel-${one.tab}:visible .look`).first().waitFor();
        await settled(workbench, panel);
        await picture(`step-${n + 1}`);
        await checkOnScreen(panel, one);
      });
    }

    await step('walks on from the name, word by word', async () => {
      const panel = await workbench.panelFrame();
      for (let words = 0; words < 3; words++) {
        await panel.getByRole('button', { name: 'Forward' }).click();
        await settled(workbench, panel);
        await picture('walk');
        await checkOnScreen(panel, lesson.steps[2]);
      }
    });

    await step('goes back before the training, and forward again', async () => {
      const panel = await workbench.panelFrame();
      await panel.getByRole('button', { name: 'Back to the lesson' }).click();
      await panel.getByRole('radio', { name: 'Untrained' }).click();
      await panel.getByText('Back to the trained weights').waitFor();
      await panel.getByRole('button', { name: lesson.steps[0].button, exact: true }).click();
      await settled(workbench, panel);
      await picture('untrained');
      await panel.getByRole('button', { name: 'Back to the lesson' }).click();
      await panel.getByRole('radio', { name: 'Trained', exact: true }).click();
      await panel.getByText('Back to the trained weights').waitFor({ state: 'detached' });
    });

    await step('trains it again before the class, and compares', async () => {
      const panel = await pageOf(workbench, lesson);
      await panel.getByRole('button', { name: 'Train it again' }).click();
      await panel.getByRole('progressbar', { name: 'Progress of the training' }).waitFor();
      await picture('training');
      await panel.getByRole('radio', { name: /^Your training/ }).waitFor({ timeout: 60_000 });
      await panel.locator('#claims').scrollIntoViewIfNeeded();
      await picture('claims');
      assert.ok((await panel.locator('.claims td:last-child').count()) > 0);
      for (let screens = 0; screens < 12 && (await pageDown(panel)); screens++) {
        await picture('claims');
      }
    });
  },
};
export default scenario;
