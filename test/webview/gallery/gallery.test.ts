/**
 * The page in a real browser, under its own content security policy: what a DOM without layout and
 * canvas cannot show. `look.mjs` beside it takes the pictures.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type Axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stripHeight } from '../../../webview/gates/map/geometry';
import { atRest } from '../../endToEnd/stage/rest';
import { launchBrowser } from './browser.mjs';
import { openGallery, out } from './build.mjs';

const axeSource = readFileSync(
  createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
  'utf8',
);

let browser: Browser;
/** One for all tests: a process that has compiled the page serves the next one, too. */
let page: Page;
let errors: string[] = [];
let gallery: Awaited<ReturnType<typeof openGallery>>;
beforeAll(async () => {
  gallery = await openGallery();
  browser = await launchBrowser();
  page = await browser.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error' && !message.location().url.endsWith('favicon.ico')) {
      errors.push(message.text());
    }
  });
  page.on('pageerror', (error) => errors.push(error.message));
}, 120_000);
afterAll(async () => {
  await browser.close();
  gallery.close();
});

interface Opened {
  readonly page: Page;
  /** Errors on the console; a breach of the policy is one. */
  readonly errors: string[];
}

async function open(query: string, size = { width: 700, height: 860 }): Promise<Opened> {
  await page.setViewportSize(size);
  await page.mouse.move(0, 0);
  errors = [];
  await page.goto(`${gallery.url}?${query}`);
  await map(page).waitFor();
  return { page, errors };
}

const map = (page: Page) =>
  page.locator('canvas[aria-label^="Gate heat map: "]:not([aria-busy=true])');

/** What a theme can break. Everything else is the same in all of them, and looked at in one. */
const rulesOfColour = ['color-contrast', 'link-in-text-block'];

async function seriousFindings(page: Page, only?: string[]): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in globalThis);
  if (!isThere) await page.evaluate(axeSource);
  return page.evaluate(async (runOnly) => {
    const { axe } = globalThis as unknown as { axe: typeof Axe };
    // What passed would be described element by element, too.
    const { violations } = await axe.run(document, {
      resultTypes: ['violations'],
      ...(runOnly && { runOnly }),
    });
    return violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
  }, only);
}

const heard = (page: Page, method: string): Promise<Record<string, unknown>[]> =>
  page.evaluate((name) => {
    const { gallery: played } = window as unknown as {
      gallery: { heard: [string, Record<string, unknown>][] };
    };
    return played.heard.filter(([asked]) => asked === name).map(([, request]) => request);
  }, method);

const tabs = [
  ...['Gates', 'Units', 'Memory', 'Walk-through', 'Training', 'Gradient', 'Predictions'],
  ...['Attention', 'Map of States', 'What if'],
];
const themes = ['dark', 'light', 'highContrast', 'highContrastLight'];
const rulesIn = (theme: string): string[] | undefined =>
  theme === themes[0] ? undefined : rulesOfColour;

describe.each(themes)('In a %s theme', (theme) => {
  it('every tab is accessible, contrast included, fits, and keeps to the security policy', async () => {
    const { page, errors } = await open(`theme=${theme}&layers=2&unknown=4&hidden=32`);
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click();
      await page.locator('body').evaluate(atRest, 6);
      expect(await seriousFindings(page, rulesIn(theme))).toEqual([]);
    }
    await page.setViewportSize({ width: 300, height: 700 });
    for (const tab of tabs) {
      await page.getByRole('tab', { name: tab }).click();
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect([tab, wide <= 300]).toEqual([tab, true]);
    }
    expect(errors).toEqual([]);
  });
});

it('What is behind a button is accessible, too: tables, and the explanation', async () => {
  const { page } = await open('theme=dark&layers=2&unknown=4&hidden=12');
  for (const tab of ['Gates', 'Walk-through', 'Training', 'Predictions']) {
    await page.getByRole('tab', { name: tab }).click();
    if (tab === 'Predictions') {
      await page.getByRole('button', { name: 'Explain this prediction' }).click();
    }
    await page.locator('body').evaluate(atRest, 6);
    const buttons = page.getByRole('button', { name: 'Show as table' });
    expect([tab, await buttons.count()]).not.toEqual([tab, 0]);
    while ((await buttons.count()) > 0) await buttons.first().click();
    await page.locator('body').evaluate(atRest, 6);
    expect(await seriousFindings(page)).toEqual([]);
  }
});

describe.each(themes)('A model that judges in a %s theme', (theme) => {
  it.each(['classes', 'labels'])(
    'shows %s accessibly, in a script of its own under the policy, and fits',
    async (task) => {
      await page.setViewportSize({ width: 356, height: 666 });
      errors = [];
      await page.goto(`${gallery.url}?theme=${theme}&task=${task}`);
      await page.locator('.example-words').waitFor();
      await page.getByText('What was taken for what').waitFor();
      await page.locator('svg[aria-label*="forwards"]').waitFor();
      await page.evaluate(() => {
        const folded = document.querySelectorAll('[role=tabpanel]:not([hidden]) details');
        folded.forEach((details) => details.setAttribute('open', ''));
      });
      if (theme === themes[0])
        await page.getByRole('button', { name: 'Show as table' }).last().click();
      await page.locator('body').evaluate(atRest, 6);
      expect(await seriousFindings(page, rulesIn(theme))).toEqual([]);
      for (const width of [356, 300]) {
        await page.setViewportSize({ width, height: 666 });
        const wide = await page.evaluate(() => document.documentElement.scrollWidth);
        expect(wide).toBeLessThanOrEqual(width);
      }
      expect(errors).toEqual([]);
    },
  );
});

describe('A model of a series', () => {
  it('is shown accessibly under the policy and fits; gates line up with values, and a click goes to the row', async () => {
    await page.setViewportSize({ width: 356, height: 666 });
    errors = [];
    await page.goto(`${gallery.url}?theme=light&task=series`);
    const sliders = page.locator('.series-slider');
    await sliders.nth(1).waitFor();
    await page.getByText('Mean over 64 roll-outs').waitFor();
    await page.locator('body').evaluate(atRest, 6);
    expect(await seriousFindings(page)).toEqual([]);
    const marks = await page.locator('.series-slider svg').evaluateAll((pictures) =>
      pictures.map((picture) => {
        const { left, width } = picture.getBoundingClientRect();
        return [Math.round(left), Math.round(width)];
      }),
    );
    expect(marks[0]).toEqual(marks[1]);
    const box = await sliders.first().boundingBox();
    if (!box) throw new Error('no picture');
    await sliders.first().click({ position: { x: box.width / 2, y: 100 } });
    await expect.poll(async () => (await heard(page, 'reveal')).length).toBe(1);
    const places = await heard(page, 'seriesPlace');
    // 66 pixels at the left and 14 at the right are not rows.
    const wanted = (4000 * (box.width / 2 - 66)) / (box.width - 80);
    expect(Math.abs(Number(places.at(-1)?.row) - wanted)).toBeLessThan(40);
    for (const width of [356, 300]) {
      await page.setViewportSize({ width, height: 666 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
    }
    expect(errors).toEqual([]);
  });
});

describe.each(themes)('A model of pairs in a %s theme', (theme) => {
  it('shows where it looked accessibly, in a script of its own under the policy, and fits', async () => {
    await page.setViewportSize({ width: 356, height: 666 });
    errors = [];
    await page.goto(`${gallery.url}?theme=${theme}&task=pairs`);
    await page.locator('.attention-matrix').waitFor();
    await page.getByRole('button', { name: /^f, place 7: block/ }).click();
    await page.getByText('is blocked.').waitFor();
    await page.getByText('Wrong targets').first().waitFor();
    await page.locator('body').evaluate(atRest, 6);
    expect(await seriousFindings(page, rulesIn(theme))).toEqual([]);
    for (const width of [356, 300]) {
      await page.setViewportSize({ width, height: 666 });
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
    }
    expect(errors).toEqual([]);
  });
});

describe.each(themes)('A lesson in a %s theme', (theme) => {
  it('is accessible and fits into a panel of 300 and of 700 pixels', async () => {
    const { page, errors } = await open(`theme=${theme}&lesson`, { width: 300, height: 700 });
    await page.getByRole('tab', { name: 'Lesson' }).click();
    await page.getByRole('table', { name: 'The claims, measured' }).waitFor();
    expect(await page.getByRole('cell').count()).toBe(15);
    for (const width of [300, 700]) {
      await page.setViewportSize({ width, height: 700 });
      await page.locator('body').evaluate(atRest, 4);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
      expect(await seriousFindings(page, rulesIn(theme))).toEqual([]);
    }
    expect(errors).toEqual([]);
  });
});

describe('A lesson', () => {
  it('is walked through without a mouse: to its step, and back', async () => {
    const { page } = await open('theme=dark&lesson');
    await page.getByRole('tab', { name: 'Lesson' }).click();
    const press = async (name: string): Promise<void> => {
      const wanted = page.getByRole('button', { name });
      for (let presses = 0; presses < 12; presses++) {
        await page.keyboard.press('Tab');
        if (await wanted.evaluate((button) => button === document.activeElement)) break;
      }
      await page.keyboard.press('Enter');
    };
    await press('Walk from “further”');
    await page.locator('svg[aria-label^="The LSTM cell, unit 7"]').waitFor();
    await press('Back to the lesson');
    await page.getByRole('heading', { name: 'The claims, measured' }).waitFor();
  });
});

/**
 * What VS Code leaves for the panel in a window of 1366 x 768 at its default settings: beside the
 * chat, beside it at 1280, without it, without the explorer, and alone. It begins 69 pixels down the
 * window, and the heat map's rows begin below its strip of words.
 */
describe('At 1366 x 768', () => {
  const widths = [356, 313, 507, 660, 1010];
  const above = 360 - 69 - stripHeight;

  interface Told {
    readonly line?: string;
    readonly facts?: Record<string, unknown>;
    readonly unit?: number;
  }
  const tell = (page: Page, told: Told): Promise<void> =>
    page.evaluate(({ line, facts, unit }) => {
      const { gallery: host } = window as unknown as {
        gallery: Record<'status' | 'document' | 'unit', (told: unknown) => void>;
      };
      if (facts) host.document(facts);
      if (line !== undefined) host.status(line);
      if (unit !== undefined) host.unit(unit);
    }, told);
  const lent =
    'tinyshakespeare.txt is read with the model of Two sentences, two people: what is left of the first after the full stop?';

  it.each<[string, string, Told]>([
    ['unknown words and two layers', 'unknown=4&layers=2', {}],
    ['a step of a lesson', 'lesson&layers=2', {}],
    [
      'with another text’s model, a found unit, a sample that says what it shows',
      'layers=2&cell=slstm&unknown=4',
      { line: lent, facts: { says: lent }, unit: 3 },
    ],
    ['in training, with many numbers', 'state=training', { line: `${lent} ${lent}` }],
  ])('the first row of the heat map is above y = 360: %s', async (_, query, told) => {
    const { page } = await open(`theme=dark&${query}`, { width: 356, height: 666 });
    await tell(page, told);
    if (query.startsWith('lesson')) {
      await page.getByRole('tab', { name: 'Lesson' }).click();
      await page.getByRole('button', { name: 'Show the input gate at “proceed”' }).click();
      await page.getByRole('button', { name: 'Close the step' }).waitFor();
    }
    const tops = async (): Promise<Record<number, number>> => {
      const found: Record<number, number> = {};
      for (const width of widths) {
        await page.setViewportSize({ width, height: 666 });
        await page.locator('body').evaluate(atRest, 4);
        found[width] = await map(page).evaluate(
          (canvas) => canvas.getBoundingClientRect().top + scrollY,
        );
      }
      return found;
    };
    for (const top of Object.values(await tops())) expect(top).toBeLessThan(above);
    // What a network was earlier can be looked at once its training has ended.
    if (!query.startsWith('state=training')) {
      await page.getByRole('slider').fill('3');
      await page.getByRole('button', { name: 'Back to the trained weights' }).waitFor();
      for (const top of Object.values(await tops())) expect(top).toBeLessThan(above);
    }
    await page.setViewportSize({ width: 300, height: 666 });
    expect(await seriousFindings(page)).toEqual([]);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(300);
  });
});

describe('A small panel', () => {
  it('shows whose model reads the text, and not the name of the text twice', async () => {
    const { page } = await open('theme=dark', { width: 356, height: 666 });
    const line = `tinyshakespeare.txt is read with the model of ${'a long name, '.repeat(6)}end.txt.`;
    await page.evaluate((told) => {
      const { gallery: host } = window as unknown as {
        gallery: { status: (line: string) => void };
      };
      host.status(told);
    }, line);
    const state = page.locator('.state');
    await state.getByText('with the model of').waitFor();
    const height = async () => (await state.locator('p').boundingBox())?.height ?? NaN;
    const name = await page.locator('h1').boundingBox();
    expect(name?.width).toBeLessThanOrEqual(1);
    const cut = await height();
    await state.getByRole('button', { name: 'The whole sentence' }).click();
    expect(await height()).toBeGreaterThan(1.4 * cut);
  });

  it('keeps what it folds within reach: the equation, and the whole sentence of a step', async () => {
    const { page } = await open('theme=light&lesson', { width: 356, height: 666 });
    await page.getByRole('tab', { name: 'Lesson' }).click();
    await page.getByRole('button', { name: 'Walk from “further”' }).click();
    await page.getByRole('button', { name: 'Close the step' }).click();
    expect(await page.getByRole('navigation', { name: 'Lesson' }).count()).toBe(0);
    await page.getByRole('tab', { name: 'Gates' }).click();
    await page.getByRole('combobox', { name: 'Gate or state' }).selectOption('cellState');
    await page.getByText('What textbooks say about the gates').locator('..').click();
    await page.getByText('c = f ⊙ c′ + i ⊙ g').locator('visible=true').waitFor();
    await page.getByRole('slider').fill('3');
    const more = page.getByRole('button', { name: 'The whole sentence' });
    const sentence = more.locator('xpath=preceding-sibling::p');
    const cut = await sentence.boundingBox();
    await more.click();
    const whole = await sentence.boundingBox();
    expect(whole?.height).toBeGreaterThan(2 * (cut?.height ?? Infinity));
  });
});

describe('The map in a browser', () => {
  it('reads out the cell under the pointer and reveals a clicked word', async () => {
    const { page } = await open('theme=dark');
    const box = await map(page).boundingBox();
    if (!box) throw new Error('no map');
    await page.mouse.move(box.x + 200, box.y + 150);
    await expect
      .poll(() => page.locator('.reading').textContent())
      .toMatch(/^“.+” · unit \d+ · forget gate 0\.\d{3}$/);
    await page.mouse.click(box.x + 200, box.y + 150);
    const reveals = await heard(page, 'reveal');
    expect(reveals).toHaveLength(1);
    expect(reveals[0]).toMatchObject({ documentVersion: 3 });
  });

  it('moves along when it is dragged, which is no click', async () => {
    const { page } = await open('theme=dark');
    const box = await map(page).boundingBox();
    if (!box) throw new Error('no map');
    const scrolled = () => page.locator('.map').evaluate((scroller) => scroller.scrollLeft);
    const before = await scrolled();
    await page.mouse.move(box.x + 400, box.y + 150);
    await page.mouse.down();
    await page.mouse.move(box.x + 200, box.y + 150, { steps: 5 });
    await page.mouse.up();
    expect(await scrolled()).toBe(before + 200);
    expect(await heard(page, 'reveal')).toEqual([]);
  });

  it('asks for at most 500 words at a time, however far it is scrolled and shrunk', async () => {
    const { page } = await open('theme=dark&repeat=40', { width: 1600, height: 860 });
    for (let level = 0; level < 3; level++) {
      await page.getByRole('button', { name: 'Narrower columns' }).click();
    }
    for (const left of [9000, 20_000, 50_000, 0]) {
      await page.locator('.map').evaluate((scroller, to) => (scroller.scrollLeft = to), left);
      await page.locator('body').evaluate(atRest, 4);
    }
    const asked = await heard(page, 'gateMap');
    expect(asked.length).toBeGreaterThan(3);
    for (const { count } of asked) expect(count).toBeLessThanOrEqual(500);
    const chosen = new Set(asked.slice(1).map((request) => String(request.chosen)));
    expect(chosen.size).toBe(1);
  });

  it('brings the cursor into view, wherever it goes', async () => {
    const { page } = await open('theme=dark');
    await page.evaluate(() => {
      (window as unknown as { gallery: { cursor(token: number): void } }).gallery.cursor(5000);
    });
    await expect
      .poll(() => map(page).getAttribute('aria-label'))
      .toMatch(/words (49\d\d|5000) to 50\d\d of/);
  });

  it('is painted anew when the theme changes', async () => {
    const { page } = await open('theme=dark');
    const corner = () =>
      map(page).evaluate((canvas: HTMLCanvasElement) => [
        ...(canvas.getContext('2d')?.getImageData(2, 2, 1, 1).data ?? []),
      ]);
    await expect.poll(corner).toEqual([31, 31, 31, 255]);
    await page.evaluate(() => {
      document.documentElement.style.setProperty('--vscode-editor-background', '#ffffff');
      document.body.className = 'vscode-light';
    });
    await expect.poll(corner).toEqual([255, 255, 255, 255]);
  });

  it('can be walked without a mouse from tab to cell', async () => {
    const { page } = await open('theme=dark');
    for (let presses = 0; presses < 12; presses++) {
      await page.keyboard.press('Tab');
      if (await map(page).evaluate((canvas) => canvas === document.activeElement)) break;
    }
    await page.keyboard.press('ArrowDown');
    await expect
      .poll(() => page.locator('[aria-live=polite]').textContent())
      .toMatch(/, unit \d+, forget gate \d\.\d{3}$/);
  });
});

describe('The bundle', () => {
  const scripts = (): string[] =>
    readdirSync(out).filter((name) => /^(panel|page-.*)\.js$/.test(name));
  const sizeOf = (name: string): number => statSync(path.join(out, name)).size;
  /** A script and what it needs before it runs; what it loads later is not among it. */
  const neededBy = (name: string): string[] => {
    const source = readFileSync(path.join(out, name), 'utf8');
    const own = scripts().filter((other) =>
      new RegExp(`(from|import)\\s*["']\\./${other}["']`).test(source),
    );
    return [...new Set([name, ...own.flatMap(neededBy)])];
  };

  it('has at most 300 kB of script before anything is shown', () => {
    const needed = neededBy('panel.js');
    expect(needed.reduce((sum, name) => sum + sizeOf(name), 0)).toBeLessThanOrEqual(300_000);
  });

  it('leaves what only a model that judges has in a script of its own', () => {
    const later = scripts().filter((name) => !neededBy('panel.js').includes(name));
    const [own] = later.filter((name) => name.startsWith('page-examplesTab'));
    expect(sizeOf(own)).toBeLessThanOrEqual(60_000);
  });
});
