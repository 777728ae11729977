// @vitest-environment happy-dom
/** Every picture of Units, Memory and What if: its table, its lines and its numbers as files. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { hostileWords } from '../hostileWords';
import type { OpenPage, PageOptions } from '../openPage';
import { openPage, shownPanel } from '../openPage';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

interface Saved {
  readonly view: string;
  readonly kind: string;
  readonly text: string;
}

/** Presses every button of that name in the shown panel, one after the other. */
async function pressAll(page: OpenPage, name: string): Promise<void> {
  const all = [...shownPanel().querySelectorAll<HTMLButtonElement>('button')];
  for (const button of all.filter(({ textContent }) => textContent.trim() === name)) {
    button.click();
    await page.settle();
  }
}

async function savedAs(page: OpenPage, kind: 'SVG' | 'CSV' | 'JSON'): Promise<Saved[]> {
  const before = page.host.heard.length;
  await pressAll(page, kind);
  const decoder = new TextDecoder();
  return page.host.heard.slice(before).flatMap(([method, request]) => {
    if (method !== 'save') return [];
    const part = request as { view: string; kind: string; part: Uint8Array };
    return [{ view: part.view, kind: part.kind, text: decoder.decode(part.part) }];
  });
}

async function opened(tab: string, options: PageOptions = {}): Promise<OpenPage> {
  const page = await openPage(options);
  await page.openTab(tab);
  if (tab === 'What if') {
    await page.press('Try it');
    await page.press('Measure around the cursor');
  }
  await pressAll(page, 'Save or copy');
  return page;
}

const unit = { documentKey: 'x', tab: 'units', layer: 0, gate: 'forgetGate', unit: 3 };

const places: [string, PageOptions, string[]][] = [
  ['Units', {}, ['units']],
  ['Units', { kept: unit }, ['unit-trace', 'unit-values']],
  ['Memory', {}, ['memory', 'memory-units', 'memory-ledger']],
  ['What if', {}, ['what-if-surprise', 'what-if-expected', 'what-if-trace']],
];

const rowsOf = (csv: string): string[] => csv.split('\r\n').slice(0, -1);

describe('Every picture', () => {
  it.each(places)('of %s goes out as lines (%o)', async (tab, options, views) => {
    const page = await opened(tab, options);
    const saved = await savedAs(page, 'SVG');
    expect(new Set(saved.map(({ view }) => view))).toEqual(new Set(views));
    for (const { text } of saved) {
      expect(text).toMatch(/^<svg xmlns=.+<\/svg>\n$/s);
      expect(text).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  it.each(places)('of %s has its numbers as CSV and JSON (%o)', async (tab, options, views) => {
    const page = await opened(tab, options);
    const tables = await savedAs(page, 'CSV');
    const values = await savedAs(page, 'JSON');
    const all = tab === 'What if' ? [...views, 'what-if-gates'] : views;
    expect(new Set(tables.map(({ view }) => view))).toEqual(new Set(all));
    expect(values.map(({ view }) => view)).toEqual(tables.map(({ view }) => view));
    tables.forEach(({ text }, n) => {
      const { columns, rows } = JSON.parse(values[n].text) as { columns: []; rows: [][] };
      expect(rowsOf(text)).toHaveLength(rows.length + 1);
      expect(rows.length).toBeGreaterThan(0);
      for (const row of rows) expect(row).toHaveLength(columns.length);
    });
  });

  it('of words that would be something else keeps them words', async () => {
    const page = await opened('Memory', { text: `${hostileWords.join(' ')} `.repeat(2) });
    for (const { text } of await savedAs(page, 'SVG')) {
      const drawn = new DOMParser().parseFromString(text, 'image/svg+xml');
      const names = [...drawn.querySelectorAll('*')].map(({ tagName }) => tagName.toLowerCase());
      expect(names.filter((name) => !/^(svg|title|rect|path|text|circle)$/.test(name))).toEqual([]);
    }
    for (const { text } of await savedAs(page, 'CSV')) {
      expect(text).not.toMatch(/(^|,)"?[=+@]/m);
    }
  });
});

describe('The file of a trace', () => {
  it('has every word of the stretch with its value, in full', async () => {
    const page = await opened('Units', { kept: unit });
    const csv = (await savedAs(page, 'CSV')).find(({ view }) => view === 'unit-trace');
    const rows = rowsOf(csv?.text ?? '');
    expect(rows).toHaveLength(page.host.text.tokens.length + 1);
    expect(rows[0]).toBe('"Word","Number (from 0)","Cell state of unit 3 “line breaks”"');
    expect(rows[1]).toMatch(/",0,/);
    const value = Number(rows[1].split(',').at(-1));
    expect(value).toBe(Math.fround(value));
  });
});
