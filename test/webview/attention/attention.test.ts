// @vitest-environment happy-dom
/** The tab Attention, in a DOM without layout, with a synthetic host. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
// They are loaded on demand; here they are at hand, so that no test waits for a file.
import '../../../webview/attention/cacheView';
import '../../../webview/attention/pairsView';
import { timeUntil } from '../pageTime';
import { openPage, shownPanel, type OpenPage, type PageOptions } from '../openPage';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

async function open(options: PageOptions = {}): Promise<OpenPage> {
  const page = await openPage({ judging: 'pairs', ...options });
  await timeUntil(() => document.querySelector('.attention-tokens') !== null);
  await page.settle();
  return page;
}

const asked = (page: OpenPage, method: string): unknown[] =>
  page.host.heard.filter(([name]) => name === method).map(([, request]) => request);
const strip = (label: string): HTMLButtonElement[] => [
  ...shownPanel().querySelectorAll<HTMLButtonElement>(`[role=group][aria-label="${label}"] button`),
];
const matrix = (): HTMLElement => {
  const found = shownPanel().querySelector<HTMLElement>('.attention-matrix');
  if (!found) throw new Error('No matrix');
  return found;
};
const tableCalled = (label: string): HTMLElement => {
  const found = shownPanel().querySelector<HTMLElement>(`[aria-label="Table: ${label}"]`);
  if (!found) throw new Error(`No table ${label}`);
  return found;
};
const reading = (): string | null | undefined =>
  shownPanel().querySelector('.attention-reading')?.textContent;
async function press(page: OpenPage, key: string): Promise<void> {
  matrix().dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
  await page.settle();
}

describe('A model of pairs', () => {
  it('has a tab of its own with the pair at the cursor', async () => {
    const page = await open();
    const tabs = [...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent);
    expect(tabs).toEqual(['Attention', 'Training']);
    expect(asked(page, 'pairAt')[0]).toEqual({ offset: 5 });
    expect(strip('The source').map(({ textContent }) => textContent.trim())).toEqual([
      ...'19th␣of␣May␣1954',
    ]);
    expect(shownPanel().textContent).toContain('It writes 1954-05-19, 65.7 % probable as a whole.');
    page.tell('offset', { offset: 40 });
    await page.settle();
    expect(asked(page, 'pairAt').at(-1)).toEqual({ offset: 40 });
  });

  it('is walked with arrow keys, read aloud, marked in both texts and in the editor', async () => {
    const page = await open();
    await press(page, 'ArrowDown');
    expect(reading()).toMatch(/^Writing “1” \(probability 99\.0 %\): .* on “o”, place 6\.$/);
    await press(page, 'ArrowDown');
    await press(page, 'End');
    expect(reading()).toMatch(/^Writing “9” .* on “4”, place 16\.$/);
    expect(strip('The source')[15].classList.contains('marked')).toBe(true);
    expect(strip('What was written')[1].classList.contains('marked')).toBe(true);
    expect(asked(page, 'mark').at(-1)).toEqual({
      spans: [
        { start: 15, end: 16 },
        { start: 18, end: 19 },
      ],
      documentVersion: 3,
    });
    await press(page, 'Enter');
    expect(asked(page, 'reveal')).toEqual([{ start: 15, end: 16, documentVersion: 3 }]);
    matrix().dispatchEvent(new Event('blur'));
    await page.settle();
    expect(asked(page, 'mark').at(-1)).toEqual({ spans: [], documentVersion: 3 });
  });

  it('says of rows that are spread thin that they mean nothing, and by which rule', async () => {
    const page = await open();
    expect(shownPanel().textContent).toContain(
      '4 of 11 rows are spread thin: their entropy is at least 80 % of an even row’s, and where they look means nothing.',
    );
    for (let row = 0; row <= 5; row++) await press(page, 'ArrowDown');
    expect(reading()).toContain('Writing “0”');
    expect(reading()).toContain('this row means nothing.');
  });

  it('has its matrix as a table, each row summing to 1', async () => {
    const page = await open();
    await page.press('Show as table');
    const table = tableCalled('Where it looked while it wrote, dot attention');
    const rows = [...table.querySelectorAll('tbody tr')];
    expect(rows).toHaveLength(11);
    for (const row of rows) {
      const cells = [...row.querySelectorAll('td')].slice(2);
      const sum = cells.reduce((all, cell) => all + Number(cell.textContent), 0);
      expect(sum).toBeCloseTo(1, 1);
    }
  });

  it('writes again without a place that is blocked', async () => {
    const page = await open();
    const token = strip('Block a place of the source')[12];
    token.click();
    await page.settle();
    expect(asked(page, 'blockedPair')).toEqual([{ source: '19th of May 1954', position: 12 }]);
    expect(shownPanel().textContent).toContain(
      '“1”, place 13 is blocked. Without a look at it, another target is written.',
    );
    const rows = [...tableCalled('what blocking a place changes').querySelectorAll('tbody tr')];
    expect(rows.map((row) => row.querySelector('td')?.textContent)).toEqual([
      ...['1954-05-19', '2954-05-19', '2954-05-19'],
    ]);
    expect(rows[1].lastElementChild?.textContent).toBe('“1” (1) −91 points');
    expect(token.getAttribute('aria-pressed')).toBe('true');
    token.click();
    await page.settle();
    expect(shownPanel().textContent).toContain('Press a token');
  });

  it('writes the target of a source that is typed', async () => {
    const page = await open();
    const field = shownPanel().querySelector<HTMLInputElement>('input.attention-source');
    if (!field) throw new Error('No field');
    field.value = ' abc';
    field.dispatchEvent(new Event('input', { bubbles: true }));
    await page.settle();
    expect(asked(page, 'typedPair')).toEqual([{ source: 'abc' }]);
    expect(shownPanel().textContent).toContain('It writes cba');
  });

  it('tells how often it is right, by length, and lists what is wrong', async () => {
    const page = await open();
    expect(shownPanel().querySelector('.attention-result')?.textContent).toBe(
      '466 of 500 targets that it did not learn from are written exactly: 93.2 % (standard error 1.1). Above the best opponent: the target of the most similar source, 1.2 %.',
    );
    const list = tableCalled('wrong targets');
    expect(list.textContent).toContain('1 to 10 of 34');
    list.querySelector<HTMLButtonElement>('.word-button')?.click();
    await page.settle();
    expect(asked(page, 'reveal')).toEqual([{ start: 0, end: 27, documentVersion: 3 }]);
  });

  it('trains on fewer pairs when it is asked to, one network after the other', async () => {
    const page = await open();
    expect(asked(page, 'pairsShare')).toEqual([]);
    await page.press('Train on fewer pairs');
    await timeUntil(() => asked(page, 'pairsShare').length === 5);
    await page.settle();
    expect(asked(page, 'pairsShare')).toEqual(
      [282, 563, 1125, 2250, 4500].map((pairs) => ({ pairs })),
    );
    expect(
      shownPanel()
        .querySelector('[aria-label^="Exact match against pairs"]')
        ?.getAttribute('aria-label'),
    ).toContain('4,500 pairs 99.3 %');
  });

  it('of hard attention has one place in each row', async () => {
    const page = await open({ attention: 'hard' });
    await press(page, 'ArrowDown');
    await press(page, 'Home');
    expect(reading()).toContain('it did not look at “1”, place 1');
    expect(shownPanel().textContent).toContain('Each row has one place');
    expect(shownPanel().textContent).not.toContain('spread thin');
  });

  it('without attention says what the bottleneck is instead of a matrix', async () => {
    await open({ attention: 'none' });
    expect(shownPanel().querySelector('.attention-matrix')).toBeNull();
    expect(shownPanel().textContent).toContain('fit through this bottleneck');
  });
});

describe('A model of the next word', () => {
  it('shows which words its cache looks at, or the hardest place', async () => {
    const page = await openPage({});
    expect(asked(page, 'cacheLooks')).toEqual([]);
    await page.openTab('Attention');
    await timeUntil(() => document.querySelector('.attention-tokens') !== null);
    await page.settle();
    expect(asked(page, 'cacheLooks')).toEqual([{ token: 30 }]);
    const words = strip('The words before, coloured by their weight');
    expect(words).toHaveLength(30);
    words[4].click();
    await page.settle();
    expect(asked(page, 'reveal')).toEqual([{ ...page.host.text.spans[4], documentVersion: 3 }]);
    const rows = () => tableCalled('places that the cache looks at').querySelectorAll('tbody tr');
    expect(rows()).toHaveLength(12);
    shownPanel().querySelector<HTMLInputElement>('input[value=hardest]')?.click();
    await page.settle();
    expect(rows()).toHaveLength(1);
    expect(shownPanel().textContent).toContain('Hard attention would take');
  });

  it('says where the cache has no share', async () => {
    const page = await openPage({
      change: (handlers) => ({
        ...handlers,
        async cacheLooks(request, job) {
          const answer = await handlers.cacheLooks(request, job);
          return answer.ok ? { ok: true, value: { ...answer.value, trust: 0 } } : answer;
        },
      }),
    });
    await page.openTab('Attention');
    await timeUntil(() => document.querySelector('.attention-tokens') !== null);
    expect(shownPanel().textContent).toContain('the cache has no share in ghost text');
  });
});
