/**
 * Finding the units behind a selection: a small network of characters learns a text in which only
 * brackets say what comes next, and its bracket units are found, coloured and opened. VS Code's part, a
 * tree view, colours and a page, is on the oldest leg in `inTheText` and `theMainJob`.
 */
import assert from 'node:assert/strict';
import { bracketText } from '../../worker/bracketText';
import type { Scenario } from '../stage/scenario';

const scenario: Scenario = {
  title: 'Finding units',
  legs: ['newest'],
  stage: 'shared',
  files: {
    'brackets.txt': bracketText(20_000),
    'brackets.seqtest.json': JSON.stringify({
      text: 'brackets.txt',
      tests: [
        { kind: 'unit', name: 'has a unit for brackets', brackets: 'any', auc: 0.9 },
        { kind: 'nextWord', name: 'expects a zebra', after: 'a', expect: 'zebra', bits: 0.001 },
      ],
    }),
  },
  long: true,
  async play({ workbench, step, giveModel }) {
    const { page } = workbench;
    const view = page.locator('.sidebar .pane', { hasText: 'Found Units' });
    const rows = view.locator('.monaco-list-row');
    /** The rows follow the sentence above them. */
    const firstRowSays = (pattern: RegExp): Promise<string> =>
      workbench.until(
        () => rows.first().innerText(),
        (text) => pattern.test(text.replace(/\s+/g, ' ')),
        `the first row to say ${String(pattern)}`,
        // On a slow machine not before the training has ended, which tells the rows every second.
        120_000,
      );
    const legend = page.locator('.statusbar-item[id*="gatescope.colours"]');
    const find = async (): Promise<void> => {
      await workbench.focusEditor();
      await workbench.palette('Gatescope: Find Units for Selection');
    };

    await step('says what is missing without a model', async () => {
      await workbench.open('brackets.txt');
      await find();
      await workbench.notification(/brackets\.txt has no model yet/);
      await workbench.clearNotifications();
      assert.equal(await view.count(), 0);
    });

    await step('has a model of characters', async () => {
      await giveModel({
        of: 'brackets.txt',
        tokens: 'characters',
        plan: { steps: 600, hiddenSize: 24 },
      });
      await workbench.statusBarText(/Gatescope ready · ppl \d/);
    });

    await step('finds the bracket units, above both that they had to beat', async () => {
      await find();
      const choices = await workbench.quickRows();
      assert.equal(choices.length, 8, choices.join(' | '));
      await workbench.screenshot('30-find-labels');
      await workbench.choose('Inside Brackets');
      await rows.first().waitFor({ timeout: 60_000 });
      const [, area, shifted, untrained] =
        /o(?:n|ff) (\d\.\d{3}) · shifted (\d\.\d{3}) · untrained (\d\.\d{3})/.exec(
          (await rows.first().innerText()).replace(/\s+/g, ' '),
        ) ?? [];
      assert.ok(Number(area) > 0.9, area);
      assert.ok(Number(area) > Number(shifted) && Number(area) > Number(untrained), untrained);
      await page.mouse.move(1000, 8);
      await workbench.atRest();
      await workbench.screenshot('31-found-units');
    });

    await step('colours the text by the unit on a click', async () => {
      await rows.first().click();
      await workbench.until(
        () => legend.innerText(),
        (text) => /of unit \d+/.test(text),
        'the legend of the unit',
      );
      await page.mouse.move(1000, 8);
      await workbench.atRest();
      await workbench.screenshot('32-coloured-by-found-unit');
    });

    await step('opens the page of the unit', async () => {
      await rows.first().hover();
      await rows.first().locator('.action-label[aria-label*="Gate Activations"]').click();
      const panel = await workbench.panelFrame();
      await panel.locator('[role=tab][aria-selected=true]', { hasText: 'Units' }).waitFor();
      await panel.locator('dt', { hasText: 'Half-life' }).waitFor();
      await panel.locator('h2', { hasText: /^Unit \d+/ }).waitFor();
      await workbench.atRest();
      await workbench.screenshot('33-found-unit-page');
    });

    await step('says of one selected span whether it is chance', async () => {
      await workbench.cursorTo(1, 3);
      for (let n = 0; n < 3; n++) await workbench.press('Shift+ArrowRight');
      await find();
      await workbench.choose('The Selection');
      await view.getByText(/over exactly this span/).waitFor({ timeout: 60_000 });
      await workbench.screenshot('34-one-span');
    });

    await step('finds passages over which the same units are on, and jumps to one', async () => {
      await workbench.cursorTo(3, 3);
      await workbench.press('Shift+ArrowRight');
      await workbench.focusEditor();
      await workbench.palette('Gatescope: Find Similar Passages');
      const found = await workbench.quickRows();
      assert.match(
        found[0] ?? '',
        /«.».*alike in the units that are on: \d+ of the selection’s \d+/,
      );
      await workbench.atRest();
      await workbench.screenshot('35-similar');
      await workbench.press('ArrowDown');
      await workbench.press('Enter');
      await page.locator('.statusbar-item', { hasText: '(1 selected)' }).waitFor();
    });

    await step('says what is wrong with a selection', async () => {
      const similar = async (): Promise<void> => {
        await workbench.focusEditor();
        await workbench.palette('Gatescope: Find Similar Passages');
      };
      await workbench.cursorTo(2);
      await similar();
      await workbench.notification(/No word is selected, so there is nothing to search for/);
      await workbench.clearNotifications();
      await workbench.focusEditor();
      await page.keyboard.press('Control+A');
      await similar();
      await workbench.notification(/No unit is on over all [\d,]+ selected words/);
      await workbench.clearNotifications();
      await find();
      await workbench.choose('The Selection');
      await workbench.notification(/All [\d,]+ words searched are labelled/);
      await workbench.clearNotifications();
    });

    await step('says what is wrong with labels', async () => {
      await find();
      await workbench.choose('A Regular Expression');
      await workbench.answer('zebra');
      await workbench.notification(/The regular expression matches no word in the text/);
      await workbench.clearNotifications();
    });

    await step(
      'greys what an earlier text said, and searches again for the same labels',
      async () => {
        await find();
        await workbench.choose('Inside Brackets');
        await view.getByText(/follow the [\d,]+ labels/).waitFor({ timeout: 60_000 });
        await workbench.cursorToEnd();
        await workbench.type('ab');
        await view.getByText(/the text has been edited since/).waitFor();
        await firstRowSays(/\(earlier text\)/);
        await workbench.screenshot('36-earlier-text');
        await view.hover();
        await page.locator('.action-label[aria-label*="Search for These Units Again"]').click();
        await view.getByText(/the text has been edited since/).waitFor({ state: 'detached' });
        await firstRowSays(/^(?!.*earlier)/);
      },
    );

    await step('greys what was found before the model was trained further', async () => {
      await rows.first().click();
      await workbench.palette('Gatescope: Train on This File');
      await view.getByText(/the model has changed since/).waitFor({ timeout: 60_000 });
      await workbench.until(
        () => legend.innerText(),
        (text) => text.includes('(earlier weights)'),
        'the legend of earlier weights',
      );
      await firstRowSays(/\(earlier weights\)/);
      await workbench.screenshot('37-earlier-weights');
      await workbench.notification(/is ready/, { timeout: 60_000 });
    });

    await step('runs what a person wrote down that the model must do', async () => {
      await workbench.palette('Test: Run All Tests');
      await workbench.palette('Testing: Focus on Test Explorer View');
      await page.locator('.sidebar').getByText('1/2', { exact: true }).waitFor({ timeout: 60_000 });
      await workbench.screenshot('38-tests-of-a-model');
    });
  },
};
export default scenario;
