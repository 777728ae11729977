// @vitest-environment happy-dom
/** The view of what if in a DOM without layout, with a synthetic host. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { hostileWords } from '../hostileWords';
import type { OpenPage } from '../openPage';
import { openPage, shownPanel } from '../openPage';
import { violationsIn } from '../violations';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

const asked = (page: OpenPage, method: string): unknown[] =>
  page.host.heard.filter(([name]) => name === method).map(([, request]) => request);

function control(label: string): HTMLInputElement {
  const found = [...shownPanel().querySelectorAll('label')].find((one) =>
    one.textContent.trim().startsWith(label),
  );
  const field = found?.querySelector<HTMLInputElement>('input, select');
  if (!field) throw new Error(`no ${label}`);
  return field;
}
async function fill(page: OpenPage, label: string, text: string): Promise<void> {
  const field = control(label);
  field.value = text;
  for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }));
  await page.settle();
}
const items = (): string[] =>
  [...shownPanel().querySelectorAll('.interventions bdi')].map((item) => item.textContent);

async function open(options: Parameters<typeof openPage>[0] = {}): Promise<OpenPage> {
  const page = await openPage(options);
  await page.openTab('What if');
  return page;
}

describe('What if', () => {
  it('is a tab, asks nothing before something is changed, and says that nothing is saved', async () => {
    const page = await open();
    const tabs = [...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent);
    expect(tabs).toContain('What if');
    expect(asked(page, 'whatIf')).toEqual([]);
    expect(asked(page, 'heldGates')).toEqual([]);
    expect(shownPanel().textContent).toContain('nothing is saved');
    expect(page.button('Undo').disabled).toBe(true);
    expect(page.button('Remove all').disabled).toBe(true);
  });

  it('sets the forget gate of all units to its mean from the cursor’s word on, unless told otherwise', async () => {
    const page = await open();
    await page.press('Try it');
    expect(asked(page, 'whatIf')).toEqual([
      {
        interventions: [
          { layer: 0, gate: 'forgetGate', to: { kind: 'mean', amount: 0.5 }, from: 30 },
        ],
        count: 100,
        trace: { layer: 0, unit: 0, gate: 'cellState' },
      },
    ]);
    expect(items()).toEqual(['Forget gate of all units: its mean, from word 31 on']);
    expect(shownPanel().textContent).toMatch(/surprise changes by [+−][\d.]+ bits in all/);
  });

  it('takes units, values and a place, and complains in a sentence of what it cannot take', async () => {
    const page = await open({ layers: 2 });
    await fill(page, 'Set', 'cellState');
    await fill(page, 'Layer', '1');
    await fill(page, 'of units', '3, 99');
    await page.press('Try it');
    expect(shownPanel().querySelector('[role=alert]')?.textContent).toContain('from 0 to 47');
    expect(asked(page, 'whatIf')).toEqual([]);
    await fill(page, 'of units', '3, 17');
    await fill(page, 'to', 'scale');
    await fill(page, 'The number', '0.25');
    await fill(page, 'from word', '12');
    await page.press('Try it');
    expect(shownPanel().querySelector('[role=alert]')).toBeNull();
    expect(asked(page, 'whatIf').at(-1)).toMatchObject({
      interventions: [
        {
          ...{ layer: 1, gate: 'cellState', units: [3, 17], from: 11 },
          to: { kind: 'scale', amount: 0.25 },
        },
      ],
      trace: { layer: 1, unit: 3 },
    });
  });

  it('lists several, takes each away again, undoes and removes all', async () => {
    const page = await open();
    await page.press('Try it');
    await fill(page, 'Set', 'inputGate');
    await fill(page, 'to', '0');
    await page.press('Try it');
    const [forget, input] = items();
    expect(input).toBe('Input gate of all units: 0, from word 31 on');
    await page.press(`Remove: ${forget}`);
    expect(items()).toEqual([input]);
    await page.press('Undo');
    expect(items()).toEqual([forget, input]);
    await page.press('Remove all');
    expect(items()).toEqual([]);
    expect(shownPanel().textContent).toContain('Nothing is changed');
    await page.press('Undo');
    expect(asked(page, 'whatIf').at(-1)).toMatchObject({
      interventions: [{ gate: 'forgetGate' }, { gate: 'inputGate' }],
    });
  });

  it('keeps what is tried over tabs and reloads, as numbers and no words, and drops it with the text', async () => {
    const page = await open();
    await page.press('Try it');
    await page.openTab('Gates');
    await page.openTab('What if');
    expect(items()).toHaveLength(1);
    const kept = page.kept();
    expect(kept).toMatchObject({ tab: 'whatIf', interventions: [{ layer: 0, from: 30 }] });
    const words = new Set(page.host.text.tokens.filter((word) => /\p{L}/u.test(word)));
    for (const word of words) expect(JSON.stringify(kept)).not.toContain(`"${word}"`);
    document.body.replaceChildren();
    const again = await openPage({ kept });
    expect(items()).toHaveLength(1);
    again.tell('document', { ...again.host.panel, documentKey: 'file:///other.txt' });
    await again.settle();
    expect(items()).toEqual([]);
    expect(again.button('Undo').disabled).toBe(true);
  });

  it('changes nothing elsewhere: no other question knows of it', async () => {
    const page = await open();
    await page.press('Try it');
    const elsewhere = page.host.heard.filter(([name]) => name !== 'whatIf');
    expect(JSON.stringify(elsewhere)).not.toContain('intervention');
  });

  it('looks into another word, and back to where most changes', async () => {
    const page = await open();
    await page.press('Try it');
    expect(shownPanel().textContent).toContain(`Expected at word 35`);
    await page.press('Word after');
    expect(asked(page, 'whatIf').at(-1)).toMatchObject({ at: 35 });
    await page.press('Where most changes');
    expect(asked(page, 'whatIf').at(-1)).not.toHaveProperty('at');
  });

  it('has a table for every picture, with the numbers that the host gave', async () => {
    const page = await open();
    await page.press('Try it');
    const buttons = () =>
      [...shownPanel().querySelectorAll('button')].filter((b) => b.textContent === 'Show as table');
    expect(buttons()).toHaveLength(3);
    for (let left = 3; left > 0; left--) {
      buttons()[0]?.click();
      await page.settle();
    }
    const tables = [...shownPanel().querySelectorAll('table')];
    expect(tables.map((table) => table.querySelectorAll('tbody tr').length)).toEqual([
      100, 12, 100,
    ]);
    const first = [...(tables[0]?.querySelectorAll('tbody tr')[0]?.children ?? [])];
    expect(first.map((cell) => cell.textContent).slice(1)).toEqual([
      ...['32', '5.000', '4.700', '−0.300'],
    ]);
  });

  it('measures which gate matters when it is asked to', async () => {
    const page = await open({ layers: 2 });
    await page.press('Measure around the cursor');
    expect(asked(page, 'heldGates')).toEqual([{ token: 30, count: 1000 }]);
    const rows = [...shownPanel().querySelectorAll('tbody tr')].map((row) => row.textContent);
    expect(rows).toHaveLength(8);
    expect(rows[0]).toBe('Input gate, layer 1+0.900');
  });

  it('says what the host could not do', async () => {
    const page = await open({
      change: (handlers) => ({
        ...handlers,
        whatIf: () => ({ ok: false, failure: { kind: 'noToken' } }),
      }),
    });
    await page.press('Try it');
    expect(shownPanel().textContent).toContain('There is no word here.');
  });

  it('is accessible, empty and full', async () => {
    const page = await open({ layers: 2, hidden: 12 });
    for (const name of ['Try it', 'Measure around the cursor']) {
      const violations = await violationsIn(document.body, ['color-contrast', 'region']);
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
      await page.press(name);
    }
  });

  it('writes hostile words as text', async () => {
    const page = await open({ text: hostileWords.join(' ').repeat(2), cursor: 3 });
    await page.press('Try it');
    const inside = shownPanel().querySelectorAll('script, iframe, a, img, object, embed');
    expect(inside).toHaveLength(0);
  });
});
