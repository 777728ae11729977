// @vitest-environment happy-dom
/** The view of gradients in a DOM without layout, with a synthetic host. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { OpenPage, PageOptions } from '../openPage';
import { openPage, shownPanel } from '../openPage';
import { seriousViolations } from '../violations';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

const asked = (page: OpenPage, method: string): unknown[] =>
  page.host.heard.filter(([name]) => name === method).map(([, request]) => request);

/** The view's script is loaded when the tab is shown. */
async function openGradient(options: PageOptions = {}): Promise<OpenPage> {
  const page = await openPage(options);
  await page.openTab('Gradient');
  await vi.waitFor(async () => {
    await page.settle();
    expect(asked(page, 'freshGradient')).not.toEqual([]);
    expect(shownPanel().querySelectorAll('.flow-legend')).toHaveLength(2);
  });
  return page;
}
const find = (selector: string): HTMLElement => {
  const found = shownPanel().querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
const legend = (): string[] =>
  [...find('.flow-legend').querySelectorAll('bdi')].map(({ textContent }) => textContent);

describe('Gradient', () => {
  it('asks nothing before it is shown, then about the word at the cursor', async () => {
    const page = await openPage();
    expect(asked(page, 'gradient')).toEqual([]);
    await openGradient();
    expect(shownPanel().textContent).toMatch(/The loss at .+ is 3\.1 nats/);
  });

  it('draws everything that the layer carries, what a unit kept, and names the wall of training', async () => {
    const page = await openGradient({ cursor: 100 });
    expect(asked(page, 'gradient')).toEqual([{ token: 100, count: 300, memory: { layer: 0 } }]);
    expect(legend()).toEqual(['Hidden state', 'Cell state', 'Kept by unit 3 (share)']);
    expect(shownPanel().textContent).toContain(
      'Its training followed gradients 32 words back at most (the upright dashed line)',
    );
  });

  it('has a table with the nearest word first, and powers of ten', async () => {
    const page = await openGradient({ cursor: 100 });
    await page.press('Show as table');
    const rows = [...find('table').querySelectorAll('tbody tr')];
    expect(rows).toHaveLength(100);
    const cells = [...(rows.at(-1)?.querySelectorAll('td') ?? [])].map(
      ({ textContent }) => textContent,
    );
    expect(cells[0]).toBe('100');
    expect(cells[1]).toMatch(/^\d\.\d · 10⁻\S+$/);
  });

  it('colours the words before, walks them by arrow keys and shows one in the text', async () => {
    const page = await openGradient();
    const words = [...find('.words-back').querySelectorAll('button')];
    expect(words).toHaveLength(30);
    expect(words.at(-1)?.style.backgroundColor).not.toBe('');
    expect(words.at(-1)?.ariaLabel ?? words.at(-1)?.getAttribute('aria-label')).toMatch(
      /1 back: .* nats/,
    );
    words.at(-1)?.focus();
    words.at(-1)?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true }));
    expect(document.activeElement).toBe(words.at(-2));
    words.at(-2)?.click();
    await page.settle();
    expect(asked(page, 'reveal').at(-1)).toMatchObject(page.host.text.spans[28] ?? {});
  });

  it('takes other models of the text into the picture', async () => {
    const page = await openGradient();
    const box = find('.beside-models label:nth-of-type(2) input');
    box.click();
    await page.settle();
    expect(asked(page, 'gradient').at(-1)).toMatchObject({ beside: ['race/0a0a0a0a/1'] });
    expect(legend()).toEqual([
      'Hidden state, this model',
      'Cell state, this model',
      'Hidden state, rnn, seed 1 (race)',
      'Cell state, rnn, seed 1 (race)',
      'Kept by unit 3 (share)',
    ]);
    find('input[name="gradient-letter"][value="h"]').click();
    await page.settle();
    expect(legend()[1]).toBe('Hidden state, rnn, seed 1 (race)');
  });

  it('checks there and then', async () => {
    const page = await openGradient();
    expect(asked(page, 'checkGradient')).toEqual([]);
    find('.gradient-check button').click();
    await page.settle();
    expect(asked(page, 'checkGradient')).toEqual([{ token: 30, count: 300 }]);
    expect(find('.gradient-check').textContent).toContain(
      '6 of 6 numbers agree with finite differences to 1.0 · 10⁻⁶',
    );
    page.tell('cursor', { token: 20 });
    await page.settle();
    expect(find('.gradient-check').textContent).not.toContain('agree');
  });

  it('draws an untrained network anew for each setting, and says what clipping does', async () => {
    const page = await openGradient();
    const fresh = find('.fresh-network');
    expect(fresh.textContent).toContain('clipping changes nothing');
    const [scale] = fresh.querySelectorAll<HTMLInputElement>('input[type=range]');
    if (!scale) throw new Error('no slider');
    scale.value = '1';
    scale.dispatchEvent(new Event('input', { bubbles: true }));
    scale.dispatchEvent(new Event('change', { bubbles: true }));
    await page.settle();
    expect(asked(page, 'freshGradient').at(-1)).toMatchObject({
      fresh: { cell: 'rnn', units: 32, scale: 2, seed: 1 },
    });
    expect(fresh.textContent).toContain('clipping to 1 divides it by 1.6');
    expect(fresh.textContent).toContain('it explodes');
    scale.value = '2';
    scale.dispatchEvent(new Event('change', { bubbles: true }));
    await page.settle();
    expect(fresh.textContent).toContain('Clipping cannot help');
  });

  it('shows the sum over paths of a network of three units', async () => {
    const page = await openGradient();
    const fresh = find('.fresh-network');
    const select = [...fresh.querySelectorAll('select')][1];
    if (!select) throw new Error('no list');
    select.value = '3';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await page.settle();
    fresh.querySelector<HTMLButtonElement>('.gradient-check button')?.click();
    await page.settle();
    expect(fresh.textContent).toContain(
      'The sum of 1997 over all 4,096 paths through 12 steps gives the same gradient',
    );
  });

  it('has no serious violation', async () => {
    await openGradient();
    expect(await seriousViolations()).toEqual([]);
  });
});
