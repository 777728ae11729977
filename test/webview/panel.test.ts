// @vitest-environment happy-dom
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { gateValue } from '../../webview/parts/numbers';
import type { OpenPage } from './openPage';
import { openPage, sentence, shownPanel } from './openPage';
import { versions } from './gallery/syntheticHost';
import { letPass, timeUntil } from './pageTime';

beforeAll(() => {
  // This DOM lays nothing out; the map needs a size to know what is in view.
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

const asked = (page: OpenPage, method: string): unknown[] =>
  page.host.heard.filter(([name]) => name === method).map(([, request]) => request);
const headings = (): string[] =>
  [...shownPanel().querySelectorAll('thead th')].map((cell) => cell.textContent);
const canvas = (): HTMLCanvasElement => {
  const found = document.querySelector<HTMLCanvasElement>('canvas[aria-label^="Gate heat map"]');
  if (!found) throw new Error('no map');
  return found;
};
const key = async (page: OpenPage, target: Element, name: string): Promise<void> => {
  target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true }));
  await page.settle();
};

describe('The gates', () => {
  it('begin with the 32 units that vary most over the words in view', async () => {
    const page = await openPage();
    const [first, second] = asked(page, 'gateMap');
    expect(first).toMatchObject({ gate: 'forgetGate', layer: 0, units: 32 });
    expect(first).not.toHaveProperty('chosen');
    expect(second).toMatchObject({ units: 32, chosen: expect.any(Array) });
    expect(canvas().getAttribute('aria-label')).toMatch(/^Gate heat map: Forget gate, layer 1, 32/);
  });

  it('become a table of one unit, with the numbers that the host gave', async () => {
    const page = await openPage();
    await page.press('Show as table');
    expect(headings()).toEqual([
      'Token',
      'Input gate',
      'Forget gate',
      'Candidate',
      'Output gate',
      'Cell state',
      'Hidden state',
    ]);
    const [question] = asked(page, 'unitTable') as { unit: number; from: number; count: number }[];
    const rows = [...shownPanel().querySelectorAll('tbody tr')];
    expect(rows).toHaveLength(question.count);
    expect(rows.length).toBeLessThanOrEqual(500);
    const table = await page.host.handlers.unitTable(
      { ...question, layer: 0 },
      { cancelled: false },
    );
    if (!table.ok) throw new Error('no table');
    const cells = [...rows[3].querySelectorAll('td')].map((cell) => cell.textContent);
    expect(cells[1]).toBe(gateValue(table.value.gates.forgetGate[3]));
    expect(cells[5]).toBe(gateValue(table.value.gates.hiddenState[3]));
    await page.press('Show as picture');
    expect(canvas()).toBeTruthy();
  });

  it('show at first the unit that varies most', async () => {
    const page = await openPage();
    const first = await page.host.handlers.gateMap(asked(page, 'gateMap')[0] as never, {
      cancelled: false,
    });
    if (!first.ok) throw new Error('no map');
    await page.press('Show as table');
    expect(asked(page, 'unitTable')[0]).toMatchObject({ unit: first.value.units[0] });
  });

  it('ask for more units, at most all of them', async () => {
    const page = await openPage();
    await page.press('More units');
    expect(asked(page, 'gateMap').at(-1)).toMatchObject({ units: 48 });
    expect(() => page.button('More units')).toThrow();
    await page.press('Fewer units');
    expect(asked(page, 'gateMap').at(-1)).toMatchObject({ units: 32 });
  });

  it('are walked with arrow keys, spoken politely, and reveal the word on Enter', async () => {
    const page = await openPage();
    canvas().focus();
    await page.settle();
    await key(page, canvas(), 'ArrowRight');
    const spoken = document.querySelector('[aria-live=polite]')?.textContent ?? '';
    expect(spoken).toMatch(/, unit \d+, forget gate \d\.\d{3}$/);
    expect(spoken.startsWith(page.host.text.tokens[31].replace('\n', 'line break'))).toBe(true);
    await key(page, canvas(), 'Enter');
    expect(asked(page, 'reveal')).toEqual([
      { ...page.host.text.spans[31], documentVersion: versions.documentVersion },
    ]);
  });

  it('follow the cursor', async () => {
    const page = await openPage();
    page.tell('cursor', { token: 32 });
    await page.settle();
    const line = document.querySelector('.reading')?.textContent ?? '';
    expect(line).toContain('At the cursor');
    expect(line).toContain(`“${page.host.text.tokens[32]}”`);
  });

  it('are sorted by what is chosen, anew over the words around those in view', async () => {
    const page = await openPage();
    const sort = [...shownPanel().querySelectorAll('select')].at(-1);
    if (!sort) throw new Error('no order');
    const choose = async (by: string): Promise<unknown> => {
      sort.value = by;
      sort.dispatchEvent(new Event('change', { bubbles: true }));
      await page.settle();
      const firsts = asked(page, 'gateMap') as { chosen?: unknown; order?: unknown }[];
      return firsts.findLast(({ chosen }) => !chosen)?.order;
    };
    expect(await choose('half-life of a direct write')).toEqual({ by: 'halfLife' });
    expect(await choose('value at the cursor’s word')).toEqual({ by: 'value', token: 30 });
    page.tell('cursor', { token: 41 });
    await page.settle();
    const orders = (asked(page, 'gateMap') as { order?: unknown }[]).map(({ order }) => order);
    expect(orders).toContainEqual({ by: 'value', token: 41 });
    const { unit } = (await choose('variance')) as { unit?: number };
    expect(unit).toBeUndefined();
    const similar = [...sort.options].map(({ value }) => value).find((o) => /^similarity/.test(o));
    const number = Number(/\d+$/.exec(similar ?? '')?.[0]);
    expect(await choose(similar ?? '')).toEqual({ by: 'similarity', unit: number });
    // A unit of this network says nothing of another's.
    page.tell('document', { ...page.host.panel, documentKey: 'file:///other.txt' });
    await page.settle();
    expect([...shownPanel().querySelectorAll('select')].at(-1)?.value).toBe('variance');
  });

  it('are drawn in coarse columns from afar, and read out from the values themselves', async () => {
    const page = await openPage({ text: sentence.repeat(300) });
    for (let presses = 0; presses < 5; presses++) await page.press('Narrower columns');
    expect(asked(page, 'gateOverview').at(-1)).toMatchObject({ tokensPerColumn: 16, count: 64 });
    canvas().focus();
    await page.settle();
    await key(page, canvas(), 'ArrowRight');
    const table = asked(page, 'unitTable').at(-1) as { unit: number; from: number; count: number };
    expect(table).toMatchObject({ from: 32, count: 16 });
    const values = await page.host.handlers.unitTable({ ...table, layer: 0 }, { cancelled: false });
    if (!values.ok) throw new Error('no values');
    const { forgetGate } = values.value.gates;
    const mean = forgetGate.reduce((sum, value) => sum + value, 0) / 16;
    const spoken = document.querySelector('[aria-live=polite]')?.textContent;
    expect(spoken).toBe(`words 33 to 48, unit ${table.unit}, mean forget gate ${gateValue(mean)}`);
  });

  it('say when many words are unknown, and mark each in the table', async () => {
    const page = await openPage({
      text: 'Volscian armies marched onward yesterday again. '.repeat(20),
      unknownEvery: 4,
    });
    const notices = [...document.querySelectorAll('.notice')].map((one) => one.textContent);
    expect(notices.join()).toMatch(/\d+ % of the words here are unknown/);
    await page.press('Show as table');
    expect(shownPanel().textContent).toContain('○ not in the vocabulary');
  });

  it('drop answers that are older than the document', async () => {
    await openPage({
      change: (handlers) => ({
        ...handlers,
        gateMap: async (request, job) => {
          const answer = await handlers.gateMap(request, job);
          if (!answer.ok) return answer;
          return { ok: true, value: { ...answer.value, documentVersion: 2 } };
        },
      }),
    });
    expect(canvas().getAttribute('aria-label')).toBe('Gate heat map: waiting for the first values');
  });

  it('ask again for what came approximate, or was overtaken by an edit', async () => {
    let answers = 0;
    await openPage({
      change: (handlers) => ({
        ...handlers,
        gateMap: async (request, job) => {
          const answer = await handlers.gateMap(request, job);
          answers++;
          if (!answer.ok || answers > 3) return answer;
          if (answers === 1) return { ok: false, failure: { kind: 'stale' } };
          return { ok: true, value: { ...answer.value, approximate: true } };
        },
      }),
    });
    const approximate = (): boolean => shownPanel().textContent.includes('Approximate');
    await timeUntil(approximate);
    expect(approximate()).toBe(true);
    await timeUntil(() => !approximate());
    expect(approximate()).toBe(false);
    expect(answers).toBeGreaterThanOrEqual(4);
  });

  it('ask again when the model has a newer version', async () => {
    const page = await openPage();
    const before = asked(page, 'gateMap').length;
    const { overview } = page.host.panel;
    if (!overview) throw new Error('no overview');
    page.tell('document', { ...page.host.panel, overview: { ...overview, modelVersion: 13 } });
    await page.settle();
    expect(asked(page, 'gateMap').length).toBeGreaterThan(before);
  });

  it('show a failure as its sentence', async () => {
    await openPage({
      change: (handlers) => ({
        ...handlers,
        gateMap: () => ({ ok: false, failure: { kind: 'noModel', name: 'a.txt' } }),
      }),
    });
    expect(shownPanel().textContent).toContain('a.txt has no model yet.');
  });
});

describe('The walk-through', () => {
  const words = (): string[] =>
    [...shownPanel().querySelectorAll('.strip-word')].map((word) => word.textContent);
  const here = (): string | undefined =>
    shownPanel().querySelector('[aria-current=step]')?.textContent;
  const drawn = (): string[] =>
    [...shownPanel().querySelectorAll('svg text')].map((text) => text.textContent);

  it('opens at the cursor, in its sentence, with the unit that varies most there', async () => {
    const page = await openPage();
    await page.openTab('Walk-through');
    expect(here()).toBe(page.host.text.tokens[30].replace('\n', '↵'));
    expect(words()).toContain('proceed');
    expect(words().filter((word) => word === '.')).toHaveLength(1);
    const first = await page.host.handlers.gateMap(asked(page, 'gateMap').at(-1) as never, {
      cancelled: false,
    });
    if (!first.ok) throw new Error('no map');
    const question = asked(page, 'cellSteps')[0];
    expect(question).toMatchObject({ unit: first.value.units[0], from: 28, count: 4, terms: 4 });
  });

  it('draws the numbers of the step into the cell, and writes them out', async () => {
    const page = await openPage();
    await page.openTab('Walk-through');
    const question = asked(page, 'cellSteps')[0] as { unit: number };
    const answer = await page.host.handlers.cellSteps(
      { ...question, from: 30, count: 1 } as never,
      { cancelled: false },
    );
    if (!answer.ok) throw new Error('no steps');
    const [{ equations }] = answer.value.steps;
    const worked = [...shownPanel().querySelectorAll('.worked b')].map((b) => b.textContent);
    const order = ['forgetGate', 'inputGate', 'candidate', 'cellState', 'outputGate', 'hiddenState'] as const; // prettier-ignore
    expect(equations.map(({ name }) => name)).toEqual(order);
    expect(worked).toEqual(equations.map(({ value }) => gateValue(value)));
    for (const value of worked) expect(drawn()).toContain(value);
    await page.press('Show as table');
    const values = [...shownPanel().querySelectorAll('td:last-child')].map((c) => c.textContent);
    for (const value of worked) expect(values).toContain(value);
  });

  it('goes forward and back by button, key and click, without moving the cursor', async () => {
    const page = await openPage();
    await page.openTab('Walk-through');
    const at = (token: number): string => page.host.text.tokens[token].replace('\n', '↵');
    await page.press('▸ Forward');
    expect(here()).toBe(at(31));
    await page.press('◂ Back');
    await page.press('◂ Back');
    expect(here()).toBe(at(29));
    const strip = shownPanel().querySelector('.strip');
    if (!strip) throw new Error('no strip');
    await key(page, strip, 'ArrowRight');
    await key(page, strip, 'ArrowRight');
    expect(here()).toBe(at(31));
    shownPanel().querySelector<HTMLButtonElement>('.strip-word')?.click();
    await page.settle();
    expect(here()).toBe(words()[0]);
    expect(asked(page, 'reveal')).toEqual([]);
    await page.press('Show in the text');
    expect(asked(page, 'reveal')).toHaveLength(1);
    page.tell('cursor', { token: 40 });
    await page.settle();
    expect(here()).toBe(at(40));
  });

  it('unfolds into one copy of the cell a word, and folds again', async () => {
    const page = await openPage();
    await page.openTab('Walk-through');
    expect(drawn().filter((text) => text.startsWith('forget f'))).toHaveLength(1);
    await page.press('Unfold in time');
    expect(drawn().filter((text) => text === 'forget f')).toHaveLength(4);
    expect(drawn()).toContain(page.host.text.tokens[29]);
    await page.press('Unfold in time');
    expect(drawn().filter((text) => text.startsWith('forget f'))).toHaveLength(1);
  });

  it('takes any unit of any layer, within what there is', async () => {
    const page = await openPage({ layers: 2 });
    await page.openTab('Walk-through');
    const field = shownPanel().querySelector<HTMLInputElement>('input[type=number]');
    if (!field) throw new Error('no field');
    field.value = '4711';
    field.dispatchEvent(new Event('change', { bubbles: true }));
    await page.settle();
    expect(asked(page, 'cellSteps').at(-1)).toMatchObject({ unit: 47, layer: 0 });
    const select = shownPanel().querySelector('select');
    if (!select) throw new Error('no layers');
    select.value = '1';
    select.dispatchEvent(new Event('change', { bubbles: true }));
    await page.settle();
    expect(asked(page, 'cellSteps').at(-1)).toMatchObject({ layer: 1 });
    expect(shownPanel().textContent).toContain('x is what layer 1 shows at this word');
  });

  it('plays on by itself, and stops when it is told to', async () => {
    const page = await openPage();
    await page.openTab('Walk-through');
    const start = here();
    await page.press('▸▸ Play');
    await timeUntil(() => here() !== start);
    expect(here()).not.toBe(start);
    await page.press('❚❚ Pause');
    const stopped = here();
    await letPass(1800);
    expect(here()).toBe(stopped);
  });
});

describe('What can be taken away', () => {
  it('is the numbers of the map as CSV and JSON, the words guarded', async () => {
    const page = await openPage({ text: 'One - two = three . '.repeat(40) });
    await page.press('Save or copy');
    await page.press('CSV');
    const [part] = asked(page, 'save') as { view: string; part: Uint8Array; last: boolean }[];
    expect(part).toMatchObject({ view: 'gates', kind: 'csv', index: 0, last: true });
    const text = new TextDecoder().decode(part.part);
    expect(text).toMatch(/^"Token \(from 0\)","Word","Unit \d+"/);
    expect(text).toContain('"\'="');
    const value = Number(text.split('\r\n')[1].split(',')[2]);
    expect(value).toBe(Math.fround(value));
    expect(shownPanel().querySelector('.said')?.textContent).toBe('Saved as text-gates.csv.');
    await page.press('JSON');
    const json = asked(page, 'save').at(-1) as { part: Uint8Array };
    expect(JSON.parse(new TextDecoder().decode(json.part)).rows[0][2]).toBe(value);
  });

  it.each([
    ['Walk-through', 'walk-through'],
    ['Training', 'training'],
    ['Predictions', 'predictions'],
  ])('is the picture of %s as SVG, and its table', async (tab, view) => {
    const page = await openPage();
    await page.openTab(tab);
    await page.press('Save or copy');
    await page.press('SVG');
    const saved = asked(page, 'save').at(-1) as { view: string; part: Uint8Array };
    expect(saved).toMatchObject({ view, kind: 'svg' });
    expect(new TextDecoder().decode(saved.part)).toMatch(/^<svg xmlns=.+<\/svg>\n$/s);
    await page.press('Show as table');
    await page.press('CSV');
    const table = asked(page, 'save').at(-1) as { part: Uint8Array };
    expect(new TextDecoder().decode(table.part).split('\r\n').length).toBeGreaterThan(5);
  });

  it('goes to the host in parts of at most 1 MB', async () => {
    const page = await openPage();
    await page.openTab('Training');
    const point = {
      step: 1,
      seconds: 1 / 3,
      loss: 1 / 3,
      learningRate: 1 / 3,
      gradientNorm: 1 / 3,
    };
    const points = Array.from({ length: 20_000 }, (_, step) => ({ ...point, step }));
    page.tell('curve', { points, restart: true });
    await page.settle();
    await page.press('Save or copy');
    await page.press('CSV');
    const parts = asked(page, 'save') as { index: number; last: boolean; part: Uint8Array }[];
    expect(parts.map(({ index, last }) => [index, last])).toEqual([[0, false], [1, true]]); // prettier-ignore
    for (const { part } of parts) expect(part.length).toBeLessThanOrEqual(1_000_000);
  });

  it('says so where it could not be written', async () => {
    const failure = { kind: 'disk', doing: 'Saving the file', reason: 'no space' } as const;
    const page = await openPage({
      change: (handlers) => ({ ...handlers, save: () => ({ ok: false, failure }) }),
    });
    await page.press('Save or copy');
    await page.press('CSV');
    expect(shownPanel().querySelector('.said')?.textContent).toContain('no space');
  });
});

describe('The training', () => {
  it('shows the buttons for what is possible and runs their commands', async () => {
    const page = await openPage({ state: 'training' });
    await page.openTab('Training');
    await page.press('Pause');
    await page.press('Stop');
    expect(asked(page, 'run')).toEqual([{ command: 'pauseTraining' }, { command: 'stopTraining' }]);
    page.tell('status', { status: { state: 'paused', progress: 0.5 }, line: 'Paused, 30 s' });
    await page.settle();
    expect(document.querySelector('.state')?.textContent).toBe('Paused, 30 s');
    expect(page.button('Resume')).toBeTruthy();
  });

  it('explains perplexity with its number', async () => {
    const page = await openPage();
    await page.openTab('Training');
    expect(shownPanel().textContent).toContain('choose among 74.1 equally likely ones');
  });

  it('has a table that grows with the curve', async () => {
    const page = await openPage({ state: 'training' });
    await page.openTab('Training');
    await page.press('Show as table');
    expect(headings().slice(0, 3)).toEqual(['Step', 'Seconds', 'Training loss']);
    const rows = (): number => shownPanel().querySelectorAll('tbody tr').length;
    const before = rows();
    const point = { step: 999, seconds: 50, loss: 3, learningRate: 0.001, gradientNorm: 1 };
    page.tell('curve', { points: [point], restart: false });
    await page.settle();
    expect(rows()).toBe(before + 1);
    page.tell('curve', { points: [point], restart: true });
    await page.settle();
    expect(rows()).toBe(1);
  });
});

describe('The predictions', () => {
  it('are asked before the word at the cursor, or after it', async () => {
    const page = await openPage();
    await page.openTab('Predictions');
    expect(asked(page, 'predict')).toEqual([{ token: 29, count: 10 }]);
    const next = [...shownPanel().querySelectorAll<HTMLInputElement>('input')].find(
      ({ value }) => value === 'next',
    );
    next?.click();
    await page.settle();
    expect(asked(page, 'predict').at(-1)).toEqual({ token: 30, count: 10 });
  });

  it('list ten words, and the one that came with rank, probability and surprise', async () => {
    const page = await openPage({ cursor: 5 });
    await page.openTab('Predictions');
    expect(page.host.text.tokens[5]).toBe('we');
    const rows = [...shownPanel().querySelectorAll('.bar-row')].map((row) => row.textContent);
    expect(rows).toHaveLength(12);
    expect(rows[2]).toBe('3○ any word not in the vocabulary15.0 %');
    const facts = shownPanel().querySelector('dl.facts')?.textContent;
    expect(facts).toContain('The word that camewe');
    expect(facts).toContain('Rank231');
    expect(facts).toContain('11.7 bits');
    expect(shownPanel().querySelector('.context')?.textContent).toContain('Before we');
  });

  it('say that a word is unknown, and that the figures are those of all unknown words', async () => {
    const page = await openPage({ unknownEvery: 4 });
    const unknown = page.host.text.known.indexOf(false);
    page.tell('cursor', { token: unknown });
    await page.openTab('Predictions');
    const text = shownPanel().textContent;
    expect(text).toContain('○ The word is not in the vocabulary: to the network all such words');
    expect(text).not.toContain('equally likely words');
    expect(shownPanel().querySelector('.bar-row.came')?.textContent).toContain('○ any word');
    expect(shownPanel().querySelector('.context .asked')?.className).toContain('unknown');
  });

  it('say so where the text ends', async () => {
    const page = await openPage();
    page.tell('cursor', { token: page.host.text.tokens.length });
    await page.openTab('Predictions');
    expect(shownPanel().textContent).toContain('The text ends here');
  });
});

describe('The page', () => {
  it('says why it is empty and offers to train', async () => {
    const page = await openPage({ state: 'idle' });
    expect(shownPanel().textContent).toContain('no network for tinyshakespeare.txt yet');
    await page.press('Train');
    expect(asked(page, 'run')).toEqual([{ command: 'train' }]);
  });

  it('never says that there is no network where the header says that it is ready', async () => {
    const page = await openPage({ state: 'idle' });
    page.tell('document', {
      ...{ ...page.host.panel, notice: 'tinyshakespeare.txt has no model yet.' },
    });
    await page.settle();
    expect(shownPanel().textContent).toContain('has no model yet');
    page.tell('status', { status: { state: 'ready' }, line: 'The model is ready.' });
    await page.settle();
    expect(shownPanel().textContent).not.toMatch(/no (network|model)/);
    expect(shownPanel().textContent).toContain('is being opened');
  });

  it('says of a network of characters that a word is one', async () => {
    const { host, tell, settle } = await openPage();
    const header = (): string => document.querySelector('header')?.textContent ?? '';
    expect(header()).not.toContain('characters');
    const { overview } = host.panel;
    if (!overview) throw new Error('no overview');
    tell('document', { ...host.panel, overview: { ...overview, tokenKind: 'characters' } });
    await settle();
    expect(header()).toContain('This network reads characters');
  });

  it('shows the notice of the host', async () => {
    const page = await openPage({ state: 'idle' });
    page.tell('document', { ...page.host.panel, notice: 'a.txt is empty.' });
    await page.settle();
    expect(shownPanel().textContent).toContain('a.txt is empty.');
  });

  it('keeps tab, layer and gate over a reload, and never a word', async () => {
    const page = await openPage({ layers: 2 });
    shownPanel().querySelector<HTMLInputElement>('input[value=cellState]')?.click();
    await page.openTab('Training');
    const kept = page.kept();
    expect(kept).toEqual({
      documentKey: 'file:///tinyshakespeare.txt',
      tab: 'training',
      layer: 0,
      gate: 'cellState',
    });
    const again = await openPage({ layers: 2, kept });
    expect(shownPanel().id).toBe('panel-training');
    await again.openTab('Gates');
    expect(asked(again, 'gateMap')[0]).toMatchObject({ gate: 'cellState' });
  });

  it('stays at a tab that was chosen before the host answered', async () => {
    let answer = (): void => undefined;
    const waiting = new Promise<void>((resolve) => (answer = resolve));
    const page = await openPage({
      kept: { documentKey: 'x', tab: 'training', layer: 0, gate: 'candidate' },
      change: (handlers) => ({
        ...handlers,
        async ready(request, job) {
          await waiting;
          return handlers.ready(request, job);
        },
      }),
    });
    await page.openTab('Units');
    answer();
    await page.settle();
    expect(shownPanel().id).toBe('panel-units');
  });

  it('begins at the beginning where the kept state is not one', async () => {
    await openPage({ kept: { tab: '<script>', gate: 7 } });
    expect(shownPanel().id).toBe('panel-gates');
  });

  it('opens at the tab and token that a link asked for', async () => {
    const page = await openPage({
      kept: { documentKey: 'x', tab: 'training', layer: 0, gate: 'candidate' },
    });
    page.tell('document', { ...page.host.panel, open: { tab: 'gates', token: 41 } });
    await page.settle();
    expect(shownPanel().id).toBe('panel-gates');
    expect(document.querySelector('.reading')?.textContent).toContain(
      page.host.text.tokens[41].trim() || '↵',
    );
  });

  it('opens the page of a unit that was found, with the gate it was found in', async () => {
    const page = await openPage();
    const unit = { layer: 0, gate: 'outputGate', unit: 5 } as const;
    page.tell('document', { ...page.host.panel, open: { tab: 'units', token: 3, unit } });
    await page.settle();
    expect(shownPanel().id).toBe('panel-units');
    expect(asked(page, 'unitPage').at(-1)).toMatchObject(unit);
    page.tell('document', page.host.panel);
    await page.settle();
    expect(asked(page, 'unitPage').at(-1)).toMatchObject(unit);
  });

  it('explains the token that a command asked for, and keeps to it', async () => {
    const page = await openPage();
    const open = { tab: 'predictions', token: 41, explained: 41 } as const;
    page.tell('document', { ...page.host.panel, open });
    await page.settle();
    expect(asked(page, 'explain')).toEqual([{ token: 41, choice: 'actual' }]);
    const section = document.querySelector('.explanation');
    expect(section?.querySelector('.why')?.textContent).toMatch(/^The network gave “.*: with/su);
    page.tell('cursor', { token: 30 });
    await page.settle();
    expect(asked(page, 'explain')).toHaveLength(1);
    await page.press('Explain the word at the cursor');
    expect(asked(page, 'explain').at(-1)).toEqual({ token: 30, choice: 'actual' });
    await page.press('Close the explanation');
    expect(document.querySelector('.explanation')).toBeNull();
  });

  it('leads from an explanation to the words and places it names', async () => {
    const page = await openPage();
    await page.openTab('Predictions');
    await page.press('Explain this prediction');
    const tables = [...document.querySelectorAll('.explanation tbody')];
    expect(tables).toHaveLength(2);
    for (const table of tables) table.querySelector('button')?.click();
    await page.settle();
    const spans = page.host.text.spans;
    expect(asked(page, 'reveal')).toEqual([
      { ...spans[29], documentVersion: versions.documentVersion },
      { ...spans[12], documentVersion: versions.documentVersion },
    ]);
  });

  it('leads to a place in another chapter of the manuscript, by the name of its file', async () => {
    const chapter = 'file:///book/chapter%201.md';
    const page = await openPage({
      change: (handlers) => ({
        ...handlers,
        async explain(asked, job) {
          const answer = await handlers.explain(asked, job);
          if (!answer.ok) return answer;
          const [place] = answer.value.places;
          if (!place) throw new Error('no place');
          return { ok: true, value: { ...answer.value, places: [{ ...place, chapter }] } };
        },
      }),
    });
    await page.openTab('Predictions');
    await page.press('Explain this prediction');
    const row = [...document.querySelectorAll('.explanation tbody tr')].at(-1);
    expect(row?.querySelector('td')?.textContent).toBe('in chapter 1.md');
    row?.querySelector('button')?.click();
    await page.settle();
    expect(asked(page, 'reveal')).toMatchObject([{ chapter }]);
  });

  it('explains nothing any more once the text was edited', async () => {
    const page = await openPage();
    await page.openTab('Predictions');
    await page.press('Explain this prediction');
    const { overview } = page.host.panel;
    if (!overview) throw new Error('no overview');
    const edited = { ...overview, documentVersion: versions.documentVersion + 1 };
    page.tell('document', { ...page.host.panel, overview: edited });
    await page.settle();
    expect(document.querySelector('.explanation')).toBeNull();
  });

  it('is steered by keys: arrows choose the tab', async () => {
    const page = await openPage();
    const strip = document.querySelector('[role=tablist]');
    if (!strip) throw new Error('no tabs');
    await key(page, strip, 'ArrowLeft');
    expect(shownPanel().id).toBe('panel-attention');
    expect(document.activeElement?.textContent).toBe('Attention');
    await key(page, strip, 'Home');
    expect(shownPanel().id).toBe('panel-gates');
  });

  it('takes hostile words as text', async () => {
    const hostile = ['<img src=x onerror=alert(1)>', '<script>alert(1)</script>', '[a](command:x)'];
    const page = await openPage({
      change: (handlers) => ({
        ...handlers,
        unitTable: async (request, job) => {
          const answer = await handlers.unitTable(request, job);
          if (!answer.ok) return answer;
          const tokens = answer.value.tokens.map((_, at) => hostile[at % hostile.length]);
          return { ok: true, value: { ...answer.value, tokens } };
        },
        explain: async (request, job) => {
          const answer = await handlers.explain(request, job);
          if (!answer.ok) return answer;
          const words = answer.value.words.map((word) => ({ ...word, word: hostile[0] }));
          return { ok: true, value: { ...answer.value, word: hostile[2], words } };
        },
        predict: () => ({
          ok: true,
          value: {
            ...versions,
            tokens: hostile.map((word) => ({ word, probability: 0.1 })),
            actual: { word: hostile[0], probability: 0.1, rank: 1, known: true },
            unknown: { probability: 0.01, rank: 9 },
            approximate: false,
          },
        }),
      }),
    });
    await page.press('Show as table');
    expect(shownPanel().textContent).toContain(hostile[0]);
    await page.openTab('Predictions');
    expect(shownPanel().textContent).toContain(hostile[1]);
    await page.press('Explain this prediction');
    expect(document.querySelector('.why')?.textContent).toContain(hostile[2]);
    expect(document.querySelectorAll('img, script, a, iframe')).toHaveLength(0);
  });
});
