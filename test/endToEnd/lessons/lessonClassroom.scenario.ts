/**
 * What a class does with lessons: opens one from the sample texts, goes back before its training and
 * forward again, moves the gap, trains it again with a seed of its own or calls that off, and trains
 * plain samples together with a lesson's grammar: two of them, the others differ in their words alone
 * (`test/worker/questions/lessons.test.ts`).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { lessonIds, samplesSchema } from '../../../src/shared/lessons/lessons';
import { openFromList, pageOf, settled, shippedLessons } from '../stage/lessonPages';
import { checkFirstRow } from '../stage/laptop';
import type { Scenario } from '../stage/scenario';

const samples = v.parse(
  samplesSchema,
  JSON.parse(readFileSync(path.join(process.cwd(), 'media/samples/index.json'), 'utf8')),
);
const togetherWith = samples.flatMap(({ together, ...sample }) =>
  together ? [{ ...sample, together }] : [],
);
const longGap = shippedLessons[lessonIds.indexOf('longGap')];
const fullStop = shippedLessons[lessonIds.indexOf('fullStop')];
const visible = '[role=tabpanel]:visible';

const scenario: Scenario = {
  title: 'Lessons in a classroom',
  legs: ['newest'],
  stage: 'shared',
  long: true,
  async play({ workbench, step, say }) {
    await step('a lesson opens from the sample texts', async () => {
      await workbench.open();
      await workbench.palette('Gatescope: Open a Sample Text');
      await workbench.screenshot('classroom-1-samples');
      await openFromList(workbench, longGap);
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
    });

    await step(
      'the gap is a slider: the text is made for it, and what is left is said',
      async () => {
        const panel = await pageOf(workbench, longGap);
        const gaps = longGap.gaps ?? [];
        const slider = panel.getByRole('slider', { name: 'The gap' });
        for (const place of [3, gaps.length - 1]) {
          const { words, bits, text } = gaps[place];
          await slider.fill(String(place));
          await panel.locator('b', { hasText: `${words} words` }).waitFor();
          const said = await slider.locator('xpath=..').innerText();
          assert.ok(said.includes(`${bits.toFixed(2)} bits`), said);
          const last = text.trim().split('\n').at(-1) ?? '';
          await workbench.until(
            () => workbench.visibleText(),
            (seen) => seen.replace(/\s+/g, ' ').includes(last.slice(0, 60)),
            'the text of this gap',
          );
          await workbench.statusBarText(/Gatescope ready · ppl \d/);
          // The first step is about the same word, wherever the text has it now.
          const [first] = longGap.steps;
          await panel.getByRole('button', { name: first.button, exact: true }).click();
          await panel.locator('.verdict').waitFor({ timeout: 60_000 });
          await settled(workbench, panel);
          assert.match(await panel.locator('.verdict').innerText(), /“Tamil”/);
          await workbench.screenshot(`classroom-2-gap-${words}`);
          await panel.getByRole('button', { name: 'Back to the lesson' }).click();
        }
      },
    );

    await step('goes back before its training, and forward again', async () => {
      const panel = await pageOf(workbench, longGap);
      await panel.getByRole('radio', { name: 'Untrained' }).click();
      await panel.getByText('Back to the trained weights').waitFor();
      await workbench.screenshot('classroom-3-untrained');
      const [, , third] = longGap.steps;
      await panel.getByRole('button', { name: third.button, exact: true }).click();
      await settled(workbench, panel);
      const reading = panel.locator(`${visible} .reading b`).first();
      await workbench.until(
        async () => Math.abs(Number(await reading.innerText()) - 0.73),
        (far) => far < 0.08,
        'a forget gate near 0.73',
      );
      await workbench.screenshot('classroom-4-untrained-gates');
      const row = await checkFirstRow(workbench);
      say(`    the map's first row is at y = ${row} on a laptop, in a lesson before its training`);
      await panel.getByRole('button', { name: 'Back to the trained weights' }).click();
      await panel.getByText('Back to the trained weights').waitFor({ state: 'detached' });
      await panel.getByRole('button', { name: 'Back to the lesson' }).click();
    });

    await step('is trained again with another seed, which adds its claims', async () => {
      await workbench.focusEditor();
      await workbench.palette('Gatescope: Open a Lesson');
      await openFromList(workbench, fullStop);
      const panel = await pageOf(workbench, fullStop);
      const columns = panel.locator('.claims thead th');
      const before = await columns.count();
      const start = performance.now();
      await panel.getByRole('spinbutton', { name: 'Seed' }).fill('7');
      await panel.getByRole('button', { name: 'Train it again' }).click();
      await panel
        .getByRole('radio', { name: 'Your training, seed 7' })
        .waitFor({ timeout: 60_000 });
      say(`    trained again in ${((performance.now() - start) / 1000).toFixed(1)} s`);
      assert.equal(await columns.count(), before + 1);
      const cells = await panel.locator('.claims td:last-child').allInnerTexts();
      assert.equal(cells.length, fullStop.claims.length);
      for (const cell of cells) assert.match(cell, /\d.*, [✓✗] (held|did not hold)/);
      await panel.locator('.claims').scrollIntoViewIfNeeded();
      await workbench.screenshot('classroom-5-trained-again');
    });

    await step('reads its text with the new network, and with the first again', async () => {
      const panel = await pageOf(workbench, fullStop);
      const shipped = await workbench.statusBarText(/ppl \d/);
      const own = panel.getByRole('radio', { name: 'Your training, seed 7' });
      await own.click();
      await workbench.until(() => own.isChecked(), Boolean, 'the new network to be shown');
      await workbench.statusBarText(new RegExp(`^(?!${shipped}$).*ppl \\d`));
      await panel.getByRole('radio', { name: /^The lesson’s network/ }).click();
      await workbench.statusBarText(new RegExp(`^${shipped}$`));
    });

    await step('a training that is called off leaves nothing', async () => {
      const panel = await pageOf(workbench, fullStop);
      const columns = await panel.locator('.claims thead th').count();
      await panel.getByRole('spinbutton', { name: 'Seed' }).fill('8');
      await panel.getByRole('button', { name: 'Train it again' }).click();
      await panel.getByRole('progressbar', { name: 'Progress of the training' }).waitFor();
      await panel.getByRole('button', { name: 'Cancel' }).click();
      await panel.getByRole('button', { name: 'Train it again' }).waitFor({ timeout: 10_000 });
      await workbench.atRest(60);
      assert.equal(await panel.locator('.claims thead th').count(), columns);
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
      assert.deepEqual(await workbench.notifications(), []);
    });

    for (const { id, title, says, together } of togetherWith.slice(0, 2)) {
      const number = lessonIds.indexOf(together) + 1;
      await step(`${title}: is trained with the grammar of lesson ${number}`, async () => {
        await workbench.focusEditor();
        await workbench.palette('Gatescope: Open a Sample Text');
        await workbench.choose(title);
        await workbench.notification(new RegExp(says.slice(0, 30)));
        const start = performance.now();
        await workbench.pressNotificationButton(`Train with the Grammar of Lesson ${number}`);
        await workbench.notification(/is ready/, { timeout: 60_000 });
        say(`    ready after ${((performance.now() - start) / 1000).toFixed(1)} s`);
        await workbench.statusBarText(/Gatescope ready · ppl \d/);
        const panel = await workbench.panelFrame();
        await panel.getByRole('tab', { name: 'Predictions' }).click();
        await panel.getByText(says.slice(0, 30)).first().waitFor();
        await panel.locator(`${visible} .bar-row`).first().waitFor();
        await workbench.screenshot(`classroom-6-${id}`);
        assert.equal(await panel.getByText('outside the vocabulary').count(), 0);
        await workbench.clearNotifications();
      });
    }
  },
};
export default scenario;
