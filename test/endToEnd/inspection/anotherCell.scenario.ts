/**
 * Another cell than the LSTM, as somebody meets it who has read of the GRU: chosen, trained, and looked at
 * in every tab under its own names, in a light and in a dark theme.
 */
import assert from 'node:assert/strict';
import type { FrameLocator } from 'playwright-core';
import type { Scenario } from '../stage/scenario';

/** What each tab must say of a GRU. */
const says = {
  Gates: /Update gate z/,
  Units: /Saturation of the update gate/,
  Memory: /Hidden states? with the other word/,
  'Walk-through': /The hidden state went from .* the update gate \(/,
  Training: /Cell\s+GRU/,
  Predictions: /the GRU's own expectations/,
  'What if': /Reset gate r/,
} as const;

const tabs = Object.keys(says) as (keyof typeof says)[];

const scenario: Scenario = {
  title: 'Another cell',
  legs: ['newest'],
  stage: 'shared',
  long: true,
  async play({ workbench, step }) {
    const { page } = workbench;
    const dialog = page.locator('.monaco-dialog-box');

    const choose = async (words: string): Promise<string> => {
      await workbench.focusEditor();
      await workbench.palette('Gatescope: Choose Cell…');
      await workbench.choose(words);
      const use = dialog.getByText('Use This Cell');
      await use.waitFor();
      const shown = await dialog.innerText();
      await use.click();
      await workbench.notification(/Chosen for new models/);
      await workbench.clearNotifications();
      return shown;
    };
    const look = async (panel: FrameLocator, tab: keyof typeof says): Promise<void> => {
      await panel.getByRole('tab', { name: tab, exact: true }).click();
      await workbench.until(
        () => panel.locator('[role=tabpanel]:visible').innerText(),
        (text) => says[tab].test(text.replace(/\s+/g, ' ')),
        `${tab} to say ${String(says[tab])}`,
      );
      await workbench.atRest();
    };
    const lookEverywhere = async (theme: string): Promise<void> => {
      const panel = await workbench.panelFrame();
      for (const [n, tab] of tabs.entries()) {
        await look(panel, tab);
        const words = await panel.locator('[role=tabpanel]:visible').innerText();
        assert.doesNotMatch(words, /LSTM's|forget gate|cell state/i, tab);
        await workbench.screenshot(`cells-gru-${theme}-${n + 1}`);
      }
    };

    await step('shows the equations and the weights of a GRU, and chooses it', async () => {
      await workbench.open('shakespeare.txt');
      const shown = await choose('gru · 2014');
      assert.match(shown, /h = \(1 − z\) ⊙ n \+ z ⊙ h′/);
      assert.match(shown, /Update gate: [\d,]+/);
    });

    await step('trains it, and names its gates in the hover', async () => {
      await workbench.palette('Gatescope: Train on This File');
      await workbench.statusBarText(/Gatescope ready · ppl \d/, { timeout: 90_000 });
      await workbench.clearNotifications();
      await workbench.cursorTo(2, 14);
      const hover = await workbench.hover('proceed');
      assert.match(hover, /the GRU's/);
      assert.match(hover, /gates r z: reset, update/);
      await page.mouse.move(5, 400);
    });

    await step('looks at every tab, under the names of its own gates', async () => {
      await workbench.palette('Gatescope: Show Gate Activations');
      await workbench.colourTheme('Light Modern');
      await lookEverywhere('light');
    });

    await step('finds out what its update gate is good for', async () => {
      const panel = await workbench.panelFrame();
      await panel.getByLabel(/^Set /).selectOption('updateGate');
      await panel.getByRole('button', { name: 'Try it' }).click();
      await panel.getByText(/Update gate of all units: its mean, from word [\d,]+ on/).waitFor();
      await panel.getByText(/the surprise changes by/).waitFor({ timeout: 60_000 });
    });

    await step('looks the same in the dark', async () => {
      await workbench.colourTheme('Dark Modern');
      await lookEverywhere('dark');
    });

    await step('goes back to the usual cell', async () => {
      await choose('lstm · 2000');
    });
  },
};
export default scenario;
