// @vitest-environment happy-dom
/** The view of a model of a series, in a DOM without layout, with a synthetic host. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
// It is loaded on demand; here it is at hand, so that no test waits for a file.
import '../../../webview/series/seriesTab';
import { timeUntil } from '../pageTime';
import { openPage, shownPanel, type OpenPage, type PageOptions } from '../openPage';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

async function open(options: PageOptions = {}): Promise<OpenPage> {
  const page = await openPage({ judging: 'series', ...options });
  await timeUntil(() => document.querySelectorAll('.series-slider').length === 2);
  await page.settle();
  return page;
}

const tabs = (): string[] =>
  [...document.querySelectorAll('[role=tab]')].map(({ textContent }) => textContent);
const asked = (page: OpenPage, method: string): unknown[] =>
  page.host.heard.filter(([name]) => name === method).map(([, request]) => request);
const tableCalled = (label: string): HTMLElement => {
  const found = shownPanel().querySelector<HTMLElement>(`[aria-label="Table: ${label}"]`);
  if (!found) throw new Error(`No table ${label}`);
  return found;
};
const slider = (): HTMLElement => {
  const found = shownPanel().querySelector<HTMLElement>('[aria-label="Row of the series"]');
  if (!found) throw new Error('No slider');
  return found;
};
const press = (key: string): boolean =>
  slider().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
/** Rows that were asked for to go to. */
const goneTo = (page: OpenPage): unknown[] =>
  asked(page, 'seriesPlace').filter((request) => 'row' in (request as object));

describe('A model of a series', () => {
  it('has a tab of its own and none about the next word', async () => {
    await open();
    expect(tabs()).toEqual(['Series', 'Training']);
  });

  it('stands next to its opponents with standard errors, in the unit of the column', async () => {
    await open();
    expect(shownPanel().querySelector('.series-result')?.textContent).toBe(
      'Squared error 0.21 (standard error 0.015) in the next value, on the last 400 rows that it did not learn from. Better than the best opponent: linear autoregression, 0.39.',
    );
    const table = tableCalled('the network and its opponents');
    const heads = [...table.querySelectorAll('thead th')].map(({ textContent }) => textContent);
    expect(heads).toEqual([
      ...['Judge', 'Squared error, °C²', 'Standard error', 'Absolute error, °C'],
      'Against the network',
    ]);
    const last = [...table.querySelectorAll('tbody tr')].map((row) => row.lastElementChild);
    expect(last.map((cell) => cell?.textContent)).toEqual([
      ...['4.89 worse', '0.71 worse', '18.2 worse', '0.18 worse', ''],
    ]);
    expect(shownPanel().textContent).toContain('Dates skip in 3 places. Nothing is filled in');
  });

  it('says what stands at the cursor, and in which part', async () => {
    const page = await open();
    const said = (): string => shownPanel().querySelector('.series-place')?.textContent ?? '';
    expect(said()).toMatch(
      /^Row 3,701 of 4,000, 2024-02-18 \(test\): temperature \(°C\) [\d.]+, expected [\d.]+, off by −?[\d.]+ °C\.$/,
    );
    page.tell('offset', { offset: 0 });
    await page.settle();
    expect(said()).toContain('Row 1 of 4,000, 2014-01-01 (learnt from)');
    expect(said()).toContain('nothing before it to expect it from');
    expect(slider().getAttribute('aria-valuenow')).toBe('1');
  });

  it('goes to a row by keys and by a click, in the editor as well', async () => {
    const page = await open();
    expect(slider().getAttribute('aria-valuenow')).toBe('3701');
    for (const key of ['ArrowRight', 'ArrowLeft', 'Home', 'End', 'PageDown']) press(key);
    await page.settle();
    expect(goneTo(page)).toEqual([3701, 3699, 0, 3999, 3300].map((row) => ({ row })));
    expect(asked(page, 'reveal')[0]).toEqual({
      ...{ start: 20 * 3701, end: 20 * 3701 + 19 },
      documentVersion: 3,
    });
    const svg = slider().querySelector('svg');
    if (!svg) throw new Error('No picture');
    // 66 pixels at the left and 14 at the right are not rows.
    svg.getBoundingClientRect = () => new DOMRect(0, 0, 600, 240);
    slider().dispatchEvent(new MouseEvent('click', { clientX: 66 + 260, bubbles: true }));
    await page.settle();
    expect(goneTo(page).at(-1)).toEqual({ row: 2000 });
  });

  it('shows fewer rows around the cursor, and follows it where it leaves them', async () => {
    const page = await open();
    const limits = (): unknown =>
      (({ from, to }) => [from, to])(asked(page, 'seriesStretch').at(-1) as Record<string, number>);
    expect(limits()).toEqual([0, 4000]);
    shownPanel().querySelector<HTMLInputElement>('input[value="400"]')?.click();
    await page.settle();
    expect(limits()).toEqual([3500, 3900]);
    page.tell('offset', { offset: 20 * 3600 });
    await page.settle();
    expect(limits()).toEqual([3500, 3900]);
    page.tell('offset', { offset: 20 * 100 });
    await page.settle();
    expect(limits()).toEqual([0, 400]);
    await page.press('Later rows');
    expect(limits()).toEqual([200, 600]);
  });

  it('draws every picture as a table as well', async () => {
    const page = await open();
    shownPanel().querySelector<HTMLInputElement>('input[value="100"]')?.click();
    await page.settle();
    for (let left = 4; left > 0; left--) await page.press('Show as table');
    const values = tableCalled('temperature (°C) and its one-step prediction');
    const heads = [...values.querySelectorAll('thead th')].map(({ textContent }) => textContent);
    expect(heads).toEqual(['Row', 'Date', 'temperature (°C)', 'Expected', 'Off by']);
    expect(values.querySelectorAll('tbody tr')).toHaveLength(100);
    expect(values.querySelector('[aria-current=true] th')?.textContent).toBe('3,701');
    const ahead = tableCalled('temperature (°C), going on after row 3,701');
    expect(ahead.querySelectorAll('tbody tr')).toHaveLength(48);
    expect(ahead.querySelectorAll('thead th')).toHaveLength(8);
    tableCalled('Squared error of a roll-out of temperature (°C) by rows ahead');
    expect(shownPanel().querySelector('[aria-label^="Table: "][aria-label*="over time"]')).not.toBe(
      null,
    );
  });

  it('asks for another gate and another column, never for more than some hundred points', async () => {
    const page = await open();
    const choose = async (label: string, value: string): Promise<void> => {
      const found = [...shownPanel().querySelectorAll('label')].find((one) =>
        one.textContent.startsWith(label),
      );
      const select = found?.querySelector('select');
      if (!select) throw new Error(`No list ${label}`);
      select.value = value;
      select.dispatchEvent(new Event('change', { bubbles: true }));
      await page.settle();
    };
    await choose('Gate or state', 'cellState');
    expect(asked(page, 'seriesGates').at(-1)).toMatchObject({ quantity: 'cellState', rows: 300 });
    await choose('Column', '1');
    expect(asked(page, 'seriesStretch').at(-1)).toMatchObject({ column: 1, points: 600 });
    await choose('Rows ahead', '200');
    expect(asked(page, 'seriesRollOut').at(-1)).toEqual({ row: 3701, steps: 200 });
  });

  it('tells which units follow which column once that is opened', async () => {
    const page = await open();
    expect(asked(page, 'seriesFollowing')).toEqual([]);
    const details = [...shownPanel().querySelectorAll('details')].at(-1);
    if (!details) throw new Error('Nothing to open');
    details.open = true;
    details.dispatchEvent(new Event('toggle'));
    await page.settle();
    const first = tableCalled('units and columns').querySelector('tbody tr');
    expect([...(first?.children ?? [])].map(({ textContent }) => textContent)).toEqual([
      ...['1', 'temperature (°C)', '+0.97', '+0.10', '−0.20', '0.00'],
    ]);
  });

  it('asks nothing that takes long while it trains', async () => {
    const page = await openPage({ judging: 'series', state: 'training' });
    await timeUntil(() => document.querySelector('.series-slider') !== null);
    await page.settle();
    expect(asked(page, 'seriesResult')).toEqual([]);
    expect(asked(page, 'seriesGates')).toEqual([]);
    expect(shownPanel().textContent).toContain('measured when the training ends');
  });

  it('says what is wrong with the text in place of a picture', async () => {
    const sentence = 'Line 8 of prices.csv has no value in “close”, and none is made up here.';
    const page = await openPage({
      judging: 'series',
      change: (handlers) => ({
        ...handlers,
        seriesOverview: () => ({
          ok: false,
          failure: {
            ...{ kind: 'badExamples', name: 'prices.csv' },
            flaw: { kind: 'missingValue', line: 8, column: 'close' },
          },
        }),
      }),
    });
    await page.settle();
    expect(shownPanel().textContent).toContain(sentence);
    expect(document.querySelector('.series-slider')).toBe(null);
  });
});
