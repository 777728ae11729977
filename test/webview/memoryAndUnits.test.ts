// @vitest-environment happy-dom
/** The views of memory and units in a DOM without layout, with a synthetic host. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { versions } from './gallery/syntheticHost';
import type { OpenPage, PageOptions } from './openPage';
import { openPage, sentence, shownPanel } from './openPage';
import { seriousViolations } from './violations';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

const asked = (page: OpenPage, method: string): unknown[] =>
  page.host.heard.filter(([name]) => name === method).map(([, request]) => request);
const headings = (): string[] =>
  [...shownPanel().querySelectorAll('thead th')].map((cell) => cell.textContent);
const find = (selector: string): HTMLElement => {
  const found = shownPanel().querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`no ${selector}`);
  return found;
};
async function choose(page: OpenPage, select: HTMLSelectElement, value: string): Promise<void> {
  select.value = value;
  select.dispatchEvent(new Event('change', { bubbles: true }));
  await page.settle();
}
async function type(page: OpenPage, placeholder: string, words: string): Promise<void> {
  const field = find(`input[placeholder^="${placeholder}"]`) as HTMLInputElement;
  field.value = words;
  field.dispatchEvent(new Event('input', { bubbles: true }));
  await page.settle();
}

describe('Memory', () => {
  it('asks about the word at the cursor, and says where it is forgotten', async () => {
    const page = await openPage();
    expect(asked(page, 'substitution')).toEqual([]);
    await page.openTab('Memory');
    expect(asked(page, 'substitution')).toEqual([
      { token: 30, replacement: { kind: 'likely' }, count: 1000 },
    ]);
    expect(find('.verdict').textContent).toMatch(
      /no later prediction changes by more than 0.1 bit/,
    );
    expect(find('.replacement').textContent).toContain(`“${page.host.text.tokens[30]}”`);
  });

  it('follows the cursor', async () => {
    const page = await openPage();
    await page.openTab('Memory');
    page.tell('cursor', { token: 44 });
    await page.settle();
    expect(asked(page, 'substitution').at(-1)).toMatchObject({ token: 44 });
  });

  it('goes to the next word, and shows it in the text', async () => {
    const page = await openPage();
    await page.openTab('Memory');
    await page.press('Word after');
    expect(asked(page, 'substitution').at(-1)).toMatchObject({ token: 31 });
    expect(asked(page, 'reveal').at(-1)).toEqual({
      ...page.host.text.spans[31],
      documentVersion: versions.documentVersion,
    });
  });

  it('puts a likely word in its place, or one that was typed', async () => {
    const page = await openPage();
    await page.openTab('Memory');
    await choose(page, find('.replacement select') as HTMLSelectElement, '1');
    expect(asked(page, 'substitution').at(-1)).toMatchObject({
      replacement: { kind: 'word', word: 'city' },
    });
    await type(page, 'another word', '  queen ');
    await page.press('Use this word');
    expect(asked(page, 'substitution').at(-1)).toMatchObject({
      replacement: { kind: 'word', word: 'queen' },
    });
  });

  it('says what the network does not know', async () => {
    const page = await openPage({
      change: (handlers) => ({
        ...handlers,
        substitution: () => ({ ok: false, failure: { kind: 'unknownWord', word: 'xyz' } }),
      }),
    });
    await page.openTab('Memory');
    expect(shownPanel().textContent).toContain('does not know “xyz”');
  });

  it('looks into the prediction of a later word that is clicked, and walks words with arrows', async () => {
    const page = await openPage();
    await page.openTab('Memory');
    const words = [...shownPanel().querySelectorAll<HTMLElement>('.text-word')];
    expect(words.filter((word) => word.tabIndex === 0)).toHaveLength(1);
    const token = 36;
    const word = words[token - 1];
    word.click();
    await page.settle();
    expect(asked(page, 'cellChanges').at(-1)).toMatchObject({ token: 30, at: token - 1 });
    expect(word.getAttribute('aria-pressed')).toBe('true');
    word.focus();
    word.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
    await page.settle();
    expect(document.activeElement).toBe(words[token]);
  });

  it('shows only the last words before it where the panel is low, and a click means the word it is on', async () => {
    const low = vi.spyOn(window, 'matchMedia');
    low.mockReturnValue(Object.assign(new EventTarget(), { matches: true }) as never);
    const page = await openPage();
    await page.openTab('Memory');
    const words = [...shownPanel().querySelectorAll<HTMLElement>('.text-word')];
    expect(words[5].textContent).toBe(page.host.text.tokens[29]);
    expect(words[6].textContent).toBe('↵');
    words[0].click();
    await page.settle();
    expect(asked(page, 'substitution').at(-1)).toMatchObject({ token: 24 });
    low.mockRestore();
  });

  it('has a table with the numbers that the host gave', async () => {
    const page = await openPage();
    await page.openTab('Memory');
    await page.press('Show as table');
    expect(headings().slice(0, 6)).toEqual([
      'Word',
      'Words later',
      'Surprise as it stands',
      'With the other word',
      'Change',
      'Size of the change',
    ]);
    const cells = [...find('tbody tr').querySelectorAll('td')].map((cell) => cell.textContent);
    expect(cells).toEqual(['1', '4.00', '7.10', '+3.10', '3.10']);
  });

  it('opens the ledger of a unit that carries it, which adds up', async () => {
    const page = await openPage();
    await page.openTab('Memory');
    Element.prototype.scrollIntoView = () => undefined;
    find('[aria-label="Direct writes into unit 3"]').click();
    await page.settle();
    const question = asked(page, 'ledger').at(-1) as { token: number; unit: number };
    expect(question).toMatchObject({ layer: 0, unit: 3 });
    expect(question.token).toBe((asked(page, 'cellChanges').at(-1) as { at: number }).at);
    const rows = [
      ...find('[aria-label="Table of direct writes"]').querySelectorAll('tbody tr, tfoot tr'),
    ];
    const left = rows.map((row) =>
      Number((row.querySelectorAll('td')[3].textContent || '0').replace('−', '-')),
    );
    const sum = left.slice(0, -1).reduce((all, one) => all + one, 0);
    expect(Math.abs(sum - (left.at(-1) ?? 0))).toBeLessThan(0.01);
    expect(shownPanel().textContent).toContain('This counts direct writes only');
  });

  it('waits while the weights change every second', async () => {
    const page = await openPage({ state: 'training' });
    await page.openTab('Memory');
    expect(asked(page, 'substitution')).toEqual([]);
    expect(shownPanel().textContent).toContain('The network changes every second');
  });

  it('calls off what nobody waits for any more', async () => {
    const called: boolean[] = [];
    const page = await openPage({
      change: (handlers) => ({
        ...handlers,
        substitution: (request, job) =>
          new Promise((resolve) => {
            job.whenCancelled?.(() => called.push(job.cancelled));
            if (request.token === 31)
              void Promise.resolve(handlers.substitution(request, job)).then(resolve);
          }),
      }),
    });
    await page.openTab('Memory');
    expect(called).toEqual([]);
    page.tell('cursor', { token: 31 });
    await page.settle();
    expect(called).toEqual([true]);
    expect(find('.verdict').textContent).toContain('word');
    await page.openTab('Gates');
    expect(called).toEqual([true]);
  });
});

describe('Units', () => {
  it('begin with all units of the layer and how saturated they are', async () => {
    const page = await openPage();
    await page.openTab('Units');
    expect(asked(page, 'layerSurvey')).toEqual([{ layer: 0, token: 30 }]);
    expect(find('canvas').getAttribute('aria-label')).toContain('Saturation of the forget gate');
    await page.press('Show as table');
    expect(shownPanel().querySelectorAll('tbody tr')).toHaveLength(48);
    expect(headings()).toContain('Forget gate above 0.9');
    expect(headings()).toContain('Half-life of a direct write');
  });

  it('have a page each, which says what a figure is of', async () => {
    const page = await openPage();
    await page.openTab('Units');
    find('.word-button').click();
    await page.settle();
    const [{ unit }] = asked(page, 'unitPage') as { unit: number }[];
    expect(find('h2').textContent).toContain(`Unit ${unit}`);
    expect(asked(page, 'ablation').at(-1)).toMatchObject({
      unit,
      what: 'hiddenState',
      value: 0.042,
    });
    expect(shownPanel().textContent).toMatch(
      /over .*the mean surprise goes up by 0.0123 bits per word/s,
    );
    expect(find('.labelled-change').textContent).toMatch(
      /Inside the labels .*\(120 words\): \+0\.1021 bits per word; outside .*\(880 words\): −0\.0002/s,
    );
    expect(shownPanel().textContent).toContain('Over the whole text');
    expect(asked(page, 'lookAt').at(-1)).toEqual({ unit: { layer: 0, unit } });
    find('.passage').click();
    await page.settle();
    expect(asked(page, 'reveal')).toHaveLength(1);
    expect(page.kept()).toMatchObject({ tab: 'units', unit });
    await page.press('All units');
    expect(page.kept()).not.toHaveProperty('unit');
    expect(asked(page, 'lookAt').at(-1)).toEqual({});
  });

  it('open from the map of the gates', async () => {
    const page = await openPage();
    const [{ units }] = await Promise.all([
      page.host.handlers.gateMap(asked(page, 'gateMap')[0] as never, { cancelled: false }),
    ]).then(([map]) => {
      if (!map.ok) throw new Error('no map');
      return [map.value];
    });
    const label = units[0] === 3 ? 'Unit 3 “line breaks”' : `Unit ${units[0]}`;
    await page.press(`Open the page of ${label}`);
    expect(asked(page, 'unitPage')).toMatchObject([{ unit: units[0] }]);
  });

  it('stay chosen in the map and in the walk-through when the text is coloured by one', async () => {
    const page = await openPage();
    page.tell('unit', { layer: 0, unit: 41, gate: 'outputGate' });
    await page.settle();
    expect(page.button('Open the page of Unit 41')).toBeTruthy();
    expect(page.kept()).toMatchObject({ tab: 'gates', gate: 'outputGate', layer: 0, unit: 41 });
    expect(asked(page, 'gateMap').at(-1)).toMatchObject({ gate: 'outputGate' });
    await page.openTab('Walk-through');
    expect(asked(page, 'cellSteps').at(-1)).toMatchObject({ layer: 0, unit: 41 });
  });

  it('are those of the document: another one brings its own', async () => {
    const page = await openPage({ kept: { ...kept, unit: 3 } });
    const documentKey = 'file:///other.txt';
    const chosen = { layer: 0, unit: 12 };
    page.tell('document', { ...page.host.panel, documentKey, chosen });
    await page.settle();
    expect(find('h2').textContent).toBe('Unit 12');
    page.tell('document', { ...page.host.panel, documentKey, chosen: { layer: 0, unit: 30 } });
    await page.settle();
    expect(find('h2').textContent).toBe('Unit 12');
  });

  it('are given a name, and show the one they have', async () => {
    const page = await openPage({ kept: { ...kept, unit: 3 } });
    expect(find('h2').textContent).toBe('Unit 3 “line breaks”');
    await type(page, 'what it does', '<img src=x onerror=alert(1)>');
    await page.press('Save name');
    expect(asked(page, 'nameUnit')).toEqual([
      { layer: 0, unit: 3, name: '<img src=x onerror=alert(1)>' },
    ]);
    expect(shownPanel().textContent).toContain('Saved.');
  });

  it('ask whether a name that was given to earlier weights still fits', async () => {
    const page = await openPage({ kept: { ...kept, unit: 3 } });
    const earlierNames = { '0:3': 'quotes' };
    const unitNames = { '0:3': 'quotes (earlier weights)' };
    page.tell('document', { ...page.host.panel, unitNames, earlierNames });
    await page.settle();
    expect(find('h2').textContent).toBe('Unit 3 “quotes (earlier weights)”');
    expect(shownPanel().textContent).toContain('does it still fit?');
    await page.press('Confirm name');
    expect(asked(page, 'nameUnit')).toEqual([{ layer: 0, unit: 3, name: 'quotes' }]);
  });

  it('show a name as text and nothing else', async () => {
    const page = await openPage({ kept: { ...kept, unit: 3 } });
    const unitNames = { '0:3': '<img src=x onerror=alert(1)>' };
    page.tell('document', { ...page.host.panel, unitNames });
    await page.settle();
    expect(find('h2').textContent).toBe('Unit 3 “<img src=x onerror=alert(1)>”');
    expect(document.querySelector('img')).toBeNull();
  });

  it('have a table of the trace with the words', async () => {
    const page = await openPage({ kept: { ...kept, unit: 3 } });
    await page.press('Show as table');
    expect(headings().slice(0, 3)).toEqual(['Word', 'Number', 'Cell state']);
    expect(find('tbody tr').querySelector('th')?.textContent).toBe(page.host.text.tokens[0]);
  });

  it('forget the page of a unit that the network does not have', async () => {
    const page = await openPage({ kept: { ...kept, unit: 300 } });
    expect(asked(page, 'unitPage')).toEqual([]);
    expect(asked(page, 'layerSurvey')).toHaveLength(1);
  });
});

describe('Memory of another cell', () => {
  async function meaning(cell: string): Promise<string> {
    const page = await openPage({ cell });
    await page.openTab('Memory');
    const section = find('[aria-labelledby="direct-writes"]');
    expect(asked(page, 'ledger').length > 0).toBe(cell !== 'rnn');
    return section.textContent;
  }

  it('is told in its own letters: a GRU keeps z of h and writes (1 − z) n', async () => {
    const said = await meaning('gru');
    expect(said).toContain('h = z · h before + (1 − z) · n');
    expect(said).toContain('each times the update gates since');
    expect(said).toContain('All units of layer 1 together hold |h|');
    expect(said).toContain('Wrote |(1 − z)·n|');
    expect(said).toContain('This counts direct writes only');
    expect(shownPanel().textContent).toContain('Hidden states with the other word');
  });

  it('is a share in an sLSTM', async () => {
    const said = await meaning('slstm');
    expect(said).toContain('c / n = (f · n′ / n) · (c / n) before + i · z / n');
    expect(said).toContain('together hold |c / n|');
  });

  it('keeps all in an LSTM of 1997', async () => {
    expect(await meaning('lstm1997')).toContain(
      'keeps all of its memory and adds what its input gate lets in: c = c before + i · g. So its memory is a sum of what every earlier word wrote. ',
    );
  });

  it('tells causes in the first layer of a cell whose gates look at the word alone', async () => {
    const said = await meaning('minGru');
    expect(said).toContain('So this list tells causes');
    expect(said).not.toContain('This counts direct writes only');
  });

  it('has no ledger where nothing is added, says so, and names what shows it instead', async () => {
    const said = await meaning('rnn');
    expect(said).toContain('Layer 1 (RNN) has no memory that words are added to');
    expect(said).toContain('What is left of a word, above, shows what it remembers');
    expect(find('[aria-label="Units that carry the word"]')).toBeTruthy();
    expect(shownPanel().querySelector('[aria-label^="Direct writes into"]')).toBeNull();
  });
});

describe('Units of another cell', () => {
  async function open(cell: string, more: object = {}) {
    const page = await openPage({ cell, ...more });
    await page.openTab('Units');
    return page;
  }
  const choices = (legend: string): (string | null)[] =>
    [...find(`[aria-label="${legend}"], fieldset`).querySelectorAll('label')].map(
      ({ textContent }) => textContent,
    );

  it('are listed by the gates that they have', async () => {
    const page = await open('gru');
    expect(choices('Saturation of')).toEqual(['Reset gate', 'Update gate']);
    expect(find('canvas').getAttribute('aria-label')).toContain('Saturation of the update gate');
    expect(shownPanel().textContent).toContain(
      'at the right end an update gate hardly ever forgets',
    );
    await page.press('Show as table');
    expect(headings()).toContain('Half-life of a direct write');
    expect(headings()).toContain('Update gate above 0.9');
  });

  it('are not promised gates nor half-lives where there are none', async () => {
    await open('rnn');
    expect(shownPanel().textContent).toContain('The cell of this layer (RNN) has no gates');
    expect(shownPanel().querySelector('canvas')).toBeNull();
    expect(headings()).toEqual(['Unit', 'Name', 'Varies by']);
    const orders = [...find('select').querySelectorAll('option')].map((one) => one.textContent);
    expect(orders).toEqual(['that vary most first', 'by number']);
  });

  it('have a page that begins with what they hold, and can be held at the mean of what they carry', async () => {
    const page = await open('gru', { kept: { ...kept, unit: 3 } });
    expect(asked(page, 'unitPage')).toMatchObject([{ gate: 'hiddenState' }]);
    expect(shownPanel().textContent).toContain('the update gate, at its geometric mean');
    expect(shownPanel().textContent).toContain('Hold its hidden state h');
    expect(shownPanel().textContent).not.toContain('cell state');
    expect(asked(page, 'ablation')).toMatchObject([{ what: 'hiddenState', value: 0.042 }]);
  });

  it('have a page without a half-life in a plain network', async () => {
    await open('rnn', { kept: { ...kept, unit: 3 } });
    expect(shownPanel().textContent).not.toContain('alf-life');
    expect(shownPanel().textContent).toContain('Hidden state over the text');
  });

  it('offer the share of an sLSTM first, and all that it carries to be held', async () => {
    const page = await open('slstm', { kept: { ...kept, unit: 3 } });
    expect(asked(page, 'unitPage')).toMatchObject([{ gate: 'cellState' }]);
    for (const held of ['hidden state h', 'cell state c', 'normaliser n']) {
      expect(shownPanel().textContent).toContain(`Hold its ${held}`);
    }
    expect(shownPanel().textContent).not.toContain('Hold its stabiliser');
  });

  it('say so where the numbers overflow without it', async () => {
    const change: NonNullable<PageOptions['change']> = (handlers) => ({
      ...handlers,
      async ablation(request, job) {
        const answer = await handlers.ablation(request, job);
        return answer.ok ? { ok: true, value: { ...answer.value, change: NaN } } : answer;
      },
    });
    await open('slstm', { kept: { ...kept, unit: 3 }, change });
    expect(shownPanel().textContent).toContain('the numbers of the network overflow');
    expect(shownPanel().textContent).not.toContain('NaN');
  });
});

const kept = {
  documentKey: 'file:///tinyshakespeare.txt',
  tab: 'units',
  layer: 0,
  gate: 'forgetGate',
};

describe('The unit whose page is open', () => {
  it('stays the one that is looked at in the walk-through and in the map', async () => {
    const page = await openPage({ hidden: 48, kept: { ...kept, unit: 45 } });
    await page.openTab('Walk-through');
    expect(shownPanel().querySelector<HTMLInputElement>('input[type=number]')?.value).toBe('45');
    await page.openTab('Gates');
    const maps = page.host.heard.filter(([method]) => method === 'gateMap');
    expect(JSON.stringify(maps)).toContain('{"by":"similarity","unit":45}');
    expect(page.button('Open the page of Unit 45')).toBeTruthy();
  });
});

describe.each(['Memory', 'Units'])('%s', (tab) => {
  it('has no serious finding of axe, as picture and as table', async () => {
    // A few of everything: axe takes its time with each element.
    const page = await openPage({ layers: 2, hidden: 12, text: sentence.repeat(3) });
    await page.openTab(tab);
    expect(await seriousViolations()).toEqual([]);
    await page.press('Show as table');
    expect(await seriousViolations()).toEqual([]);
  });

  it('promises what will be there before there is a network', async () => {
    const page = await openPage({ state: 'idle' });
    await page.openTab(tab);
    expect(shownPanel().textContent).toContain('Here ');
    expect(page.button('Train')).toBeTruthy();
  });
});
