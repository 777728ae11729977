/**
 * Takes pictures of the panel in every theme, size and state into test/out/gallery, and fails on a
 * serious finding of axe, an error on the console (the content security policy's too), a sideways
 * scroll bar of the page. `node test/webview/gallery/look.mjs [part of a name]`
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { launchBrowser } from './browser.mjs';
import { openGallery, out } from './build.mjs';

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const every = ['dark', 'light', 'highContrast', 'highContrastLight'];
const wide = { width: 760, height: 860 };
const tall = { width: 320, height: 900 };

const tab = (name) => (page) => page.getByRole('tab', { name }).click();
const press = (name) => (page) => page.getByRole('button', { name, exact: true }).first().click();
const choose = (name) => (page) => page.getByRole('radio', { name }).check({ force: true });
const chooseNarrow = (name) => (page) =>
  page.getByRole('combobox', { name: 'Gate or state' }).selectOption(name);
const firstUnit = (page) => page.locator('[role=tabpanel]:visible .word-button').first().click();
const backToUntrained = (page) => page.getByRole('slider').fill('0');
const inTurn =
  (...acts) =>
  async (page) => {
    for (const act of acts) await act(page);
  };

const besideOthers = async (page) => {
  await page.getByRole('checkbox', { name: /race/ }).first().waitFor();
  for (const box of await page.getByRole('checkbox', { name: /race/ }).all()) await box.check();
};

const tryIt = inTurn(tab('What if'), press('Try it'), press('Measure around the cursor'), (page) =>
  page.waitForTimeout(300),
);

const shots = [
  ...every.flatMap((theme) => [
    { name: `gates-${theme}`, theme, size: wide },
    { name: `cell-${theme}`, theme, size: wide, act: choose('Cell state') },
    { name: `gates-gru-${theme}`, theme, size: wide, query: 'cell=gru' },
    { name: `gates-rnn-${theme}`, theme, size: wide, query: 'cell=rnn' },
    { name: `training-${theme}`, theme, size: wide, act: tab('Training') },
    { name: `predictions-${theme}`, theme, size: wide, act: tab('Predictions') },
    { name: `memory-${theme}`, theme, size: wide, act: tab('Memory') },
    { name: `units-${theme}`, theme, size: wide, act: tab('Units') },
    {
      name: `unit-${theme}`,
      theme,
      size: wide,
      act: inTurn(tab('Units'), firstUnit, (page) => page.waitForTimeout(300)),
    },
    {
      name: `gradient-${theme}`,
      ...{ theme, size: { ...wide, height: 2300 } },
      act: inTurn(tab('Gradient'), besideOthers, press('Check'), (page) =>
        page.waitForTimeout(500),
      ),
    },
    { name: `what-if-${theme}`, theme, size: { ...wide, height: 1700 }, act: tryIt },
    { name: `narrow-${theme}`, theme, size: tall },
    { name: `lapse-${theme}`, theme, size: wide, act: backToUntrained },
    { name: `walk-${theme}`, theme, size: wide, act: tab('Walk-through') },
    {
      name: `series-${theme}`,
      ...{ theme, size: { ...wide, height: 1500 }, query: 'task=series' },
      act: (page) => page.locator('.series-slider').last().waitFor(),
    },
    { name: `lesson-${theme}`, theme, size: wide, query: 'lesson', act: tab('Lesson') },
  ]),
  ...['dark', 'light'].flatMap((theme) =>
    ['gru', 'rnn', 'slstm'].flatMap((cell) => [
      {
        name: `memory-${cell}-${theme}`,
        ...{ theme, size: { ...wide, height: 1700 }, query: `cell=${cell}` },
        act: tab('Memory'),
      },
      {
        name: `units-${cell}-${theme}`,
        ...{ theme, size: { ...wide, height: 1300 }, query: `cell=${cell}` },
        act: tab('Units'),
      },
      {
        name: `unit-${cell}-${theme}`,
        ...{ theme, size: { ...wide, height: 1900 }, query: `cell=${cell}` },
        act: inTurn(tab('Units'), firstUnit, (page) => page.waitForTimeout(300)),
      },
      {
        name: `walk-${cell}-${theme}`,
        ...{ theme, size: { ...wide, height: 1500 }, query: `cell=${cell}` },
        act: tab('Walk-through'),
      },
      {
        name: `what-if-${cell}-${theme}`,
        ...{ theme, size: { ...wide, height: 1500 }, query: `cell=${cell}` },
        act: cell === 'rnn' ? inTurn(tab('What if'), press('Try it')) : tryIt,
      },
      {
        name: `walk-unfolded-${cell}-${theme}`,
        ...{ theme, size: wide, query: `cell=${cell}` },
        act: inTurn(tab('Walk-through'), press('Unfold in time')),
      },
    ]),
  ),
  { name: 'gates-2x', theme: 'dark', size: wide, ratio: 2 },
  { name: 'gates-zoom200', theme: 'light', size: { width: 380, height: 430 }, ratio: 2 },
  { name: 'table', theme: 'dark', size: wide, act: press('Show as table') },
  { name: 'laptop', theme: 'light', size: { width: 356, height: 666 } },
  {
    name: 'laptop-lesson',
    theme: 'light',
    size: { width: 356, height: 666 },
    query: 'lesson',
    act: inTurn(tab('Lesson'), press('Show the input gate at “proceed”'), backToUntrained),
  },
  { name: 'narrow-lesson', theme: 'dark', size: tall, query: 'lesson', act: tab('Lesson') },
  {
    name: 'narrow-gru',
    theme: 'dark',
    size: tall,
    query: 'cell=gru',
    act: chooseNarrow('candidate'),
  },
  {
    name: 'slstm-table',
    theme: 'light',
    size: wide,
    query: 'cell=slstm',
    act: press('Show as table'),
  },
  {
    name: 'slstm-normaliser',
    theme: 'dark',
    size: wide,
    query: 'cell=slstm',
    act: choose('Normaliser'),
  },
  { name: 'narrow-table', theme: 'light', size: tall, act: press('Show as table') },
  { name: 'narrow-training', theme: 'dark', size: tall, act: tab('Training') },
  { name: 'narrow-what-if', theme: 'light', size: { ...tall, height: 2200 }, act: tryIt },
  { name: 'narrow-memory', theme: 'light', size: tall, act: tab('Memory') },
  {
    name: 'narrow-units',
    theme: 'dark',
    size: { ...tall, height: 2200 },
    act: inTurn(tab('Units'), firstUnit),
  },
  {
    name: 'memory-table',
    theme: 'light',
    size: wide,
    act: async (page) => {
      await tab('Memory')(page);
      const buttons = page.locator('[role=tabpanel]:visible').getByText('Show as table');
      while ((await buttons.count()) > 0) await buttons.first().click();
    },
  },
  {
    name: 'unit-table',
    theme: 'light',
    size: wide,
    act: inTurn(tab('Units'), firstUnit, press('Show as table')),
  },
  { name: 'narrow-predictions', theme: 'dark', size: tall, act: tab('Predictions') },
  {
    name: 'training-running',
    theme: 'dark',
    size: wide,
    query: 'state=training',
    act: tab('Training'),
  },
  {
    name: 'training-paused',
    theme: 'light',
    size: wide,
    query: 'state=paused',
    act: tab('Training'),
  },
  {
    name: 'training-table',
    theme: 'light',
    size: wide,
    act: inTurn(tab('Training'), press('Show as table')),
  },
  {
    name: 'predictions-known',
    theme: 'light',
    size: wide,
    query: 'cursor=130',
    act: tab('Predictions'),
  },
  {
    name: 'predictions-table',
    theme: 'dark',
    size: wide,
    act: inTurn(tab('Predictions'), press('Show as table')),
  },
  {
    name: 'walk-unfolded',
    theme: 'light',
    size: wide,
    act: inTurn(tab('Walk-through'), press('Unfold in time')),
  },
  {
    name: 'walk-large',
    theme: 'light',
    size: { width: 1280, height: 900 },
    act: inTurn(tab('Walk-through'), press('Large type')),
  },
  { name: 'narrow-walk', theme: 'dark', size: tall, query: 'layers=2', act: tab('Walk-through') },
  {
    name: 'walk-table',
    theme: 'dark',
    size: wide,
    act: inTurn(tab('Walk-through'), press('Show as table'), press('Save or copy')),
  },
  { name: 'idle', theme: 'dark', size: wide, query: 'state=idle' },
  { name: 'failed', theme: 'light', size: tall, query: 'state=failed' },
  { name: 'unknown', theme: 'dark', size: wide, query: 'unknown=4&layers=2' },
  {
    name: 'more-units',
    theme: 'dark',
    size: wide,
    act: inTurn(press('More units'), press('More units')),
  },
  {
    name: 'overview',
    theme: 'light',
    size: wide,
    act: inTurn(press('Narrower columns'), press('Narrower columns'), press('Narrower columns')),
  },
  {
    name: 'whole-document',
    theme: 'dark',
    size: wide,
    query: 'repeat=60',
    act: async (page) => {
      for (let presses = 0; presses < 6; presses++) await press('Narrower columns')(page);
      await page.mouse.move(330, 480);
    },
  },
  { name: 'hover', theme: 'dark', size: wide, act: (page) => page.mouse.move(330, 500) },
  { name: 'hover-light', theme: 'light', size: wide, act: (page) => page.mouse.move(330, 500) },
  {
    name: 'keyboard',
    theme: 'highContrast',
    size: wide,
    act: async (page) => {
      await page.locator('canvas').first().focus();
      for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown']) await page.keyboard.press(key);
    },
  },
];

const wanted = shots.filter(({ name }) => name.includes(process.argv[2] ?? ''));
const gallery = await openGallery();
const browser = await launchBrowser();
let findings = 0;
function complain(name, finding) {
  findings++;
  console.error(`${name}: ${finding}`);
}

for (const { name, theme, size, ratio = 1, query = '', act } of wanted) {
  const context = await browser.newContext({
    viewport: size,
    deviceScaleFactor: ratio,
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.text().includes('favicon'))
      complain(name, message.text());
  });
  page.on('pageerror', (error) => complain(name, error.message));
  await page.goto(`${gallery.url}?theme=${theme}&${query}`);
  await page.getByRole('tab').first().waitFor();
  await act?.(page);
  await page.waitForTimeout(250);
  await page.screenshot({ path: join(out, `${name}.png`), fullPage: true });
  const sideways = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  if (sideways > 0) complain(name, `the page is ${sideways} px too wide`);
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document));
  for (const violation of violations.filter(({ impact }) => /serious|critical/.test(impact))) {
    complain(
      name,
      `${violation.id}: ${violation.nodes.map(({ target, any }) => `${target} ${any[0]?.message ?? ''}`).join('; ')}`,
    );
  }
  await context.close();
}
await browser.close();
gallery.close();
console.log(`${wanted.length} pictures in ${out}, ${findings} findings`);
process.exitCode = findings > 0 ? 1 : 0;
