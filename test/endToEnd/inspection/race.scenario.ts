/**
 * *Race Cells on This File…*: two cells are raced on a text, a race is stopped and goes on, and the winner's
 * network is used on the text.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Scenario } from '../stage/scenario';

const story = Array.from(
  { length: 150 },
  (_, n) =>
    `the ${n % 3 ? 'cat' : 'dog'} sees a ${n % 2 ? 'bird' : 'house'} and then it sleeps .\n`,
).join('');

const scenario: Scenario = {
  title: 'A race on a text',
  legs: ['newest'],
  stage: 'shared',
  window: { width: 1366, height: 768, zoom: 1 },
  async play({ workbench, step }) {
    await step('opens on the text in front, with the usual contestants', async () => {
      await workbench.open();
      writeFileSync(path.join(workbench.folder, 'raced.txt'), story);
      await workbench.openFile('raced.txt');
      await workbench.palette('Gatescope: Race Cells on This File');
      const page = await workbench.panelFrame();
      await page.getByRole('heading', { name: 'Race on raced.txt' }).waitFor();
      await page.getByText('5 trainings, about 5 min').waitFor();
      await workbench.screenshot('80-race');
    });

    await step('is stopped, and goes on to its end', async () => {
      const page = await workbench.panelFrame();
      await page.getByRole('radio', { name: 'Steps', exact: true }).check({ force: true });
      await page.getByRole('spinbutton', { name: 'Training' }).fill('2000');
      for (let left = 5; left > 2; left--) {
        await page.getByRole('button', { name: `Remove contestant ${left}` }).click();
      }
      await page.getByRole('button', { name: 'Start the race' }).click();
      await page.getByRole('row', { name: /^LSTM \d/ }).waitFor();
      await page.getByRole('button', { name: 'Stop' }).click();
      await page.getByRole('button', { name: /^Go on: 1 training/ }).click();
      await page.getByText('predicts the last part of the text best').waitFor();
      await page.getByRole('img', { name: /^Perplexity on held-out text.*GRU \d/ }).waitFor();
      await workbench.screenshot('81-race-done');
    });

    await step('has the network of a contestant used on the text', async () => {
      const page = await workbench.panelFrame();
      await page.getByRole('button', { name: 'Use on the text: gru, seed 1' }).click();
      await page.getByText('raced.txt is read with this network now').waitFor();
      await workbench.page.getByRole('tab', { name: 'raced.txt' }).click();
      await workbench.statusBarText(/ready/);
      await workbench.palette('Gatescope: Open the Laboratory');
    });

    await step('compares it with the other contestant, word by word', async () => {
      const page = await workbench.panelFrame();
      await page.getByRole('button', { name: 'Use on the text: lstm, seed 1' }).click();
      await page.getByText('raced.txt is read with this network now').waitFor();
      await workbench.page.getByRole('tab', { name: 'raced.txt' }).click();
      await workbench.palette('Gatescope: Compare Two Models');
      await workbench.choose('gru, seed 1 (race)');
      await workbench.choose('lstm, seed 1 (race)');
      await page.getByText(/seed 1 \(race\) needs [\d.]+ bits per word/).waitFor();
      await page.getByRole('region', { name: 'Table: where each is better' }).waitFor();
      await workbench.screenshot('83-compare');
    });

    for (const theme of ['Light Modern', 'Dark High Contrast'] as const) {
      await step(`is readable in ${theme}`, async () => {
        await workbench.colourTheme(theme);
        await workbench.screenshot(`84-compare-${theme.replace(/ /g, '-')}`);
      });
    }
  },
};
export default scenario;
