// @vitest-environment happy-dom
/** The view of a model that judges, in a DOM without layout, with a synthetic host. */
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
// It is loaded on demand; here it is at hand, so that no test waits for a file.
import '../../../webview/examples/examplesTab';
import { timeUntil } from '../pageTime';
import { openPage, shownPanel, type OpenPage, type PageOptions } from '../openPage';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

async function open(options: PageOptions): Promise<OpenPage> {
  const page = await openPage(options);
  await timeUntil(() => document.querySelector('.example-words') !== null);
  await page.settle();
  return page;
}

const tabs = (): string[] =>
  [...document.querySelectorAll('[role=tab]')].map(({ textContent }) => textContent);
const asked = (page: OpenPage, method: string): unknown[] =>
  page.host.heard.filter(([name]) => name === method).map(([, request]) => request);
const words = (): HTMLButtonElement[] => [
  ...shownPanel().querySelectorAll<HTMLButtonElement>('.example-word'),
];
const tableCalled = (label: string): HTMLElement => {
  const found = shownPanel().querySelector<HTMLElement>(`[aria-label="Table: ${label}"]`);
  if (!found) throw new Error(`No table ${label}`);
  return found;
};

describe('A model of classes', () => {
  it('has a tab of its own and none about the next word', async () => {
    await open({ judging: 'classes' });
    expect(tabs()).toEqual(['Classes', 'Map of States', 'Training']);
    expect(document.querySelector('[role=tab][aria-selected=true]')?.textContent).toBe('Classes');
  });

  it('stands beside its opponents, a tie in words', async () => {
    await open({ judging: 'classes' });
    const said = shownPanel().querySelector('.example-result')?.textContent;
    expect(said).toBe(
      'On 1,066 test examples: accuracy 77.7 %, standard error 1.3; naive Bayes 76.9 %, a tie.',
    );
    const rows = [...tableCalled('the network and its opponents').querySelectorAll('tbody tr')];
    expect(rows.map((row) => row.lastElementChild?.textContent)).toEqual([
      '',
      'a tie',
      '27.7 worse',
    ]);
  });

  it('shows the example at the cursor word by word, and the word in the editor', async () => {
    const page = await open({ judging: 'classes' });
    expect(asked(page, 'exampleAt')[0]).toEqual({ offset: 5 });
    expect(words()[0].getAttribute('aria-label')).toMatch(/^a, (positive|negative) \d/);
    expect(words()[10].getAttribute('aria-label')).toContain('not in the vocabulary');
    expect(words()[11].textContent.trim()).toBe('<b>at</b>');
    words()[2].click();
    await page.settle();
    expect(asked(page, 'reveal')).toEqual([{ start: 13, end: 17, documentVersion: 3 }]);
    page.tell('offset', { offset: 40 });
    await page.settle();
    expect(asked(page, 'exampleAt').at(-1)).toEqual({ offset: 40 });
  });

  it('names its curves below them', async () => {
    await open({ judging: 'classes' });
    const names = [...shownPanel().querySelectorAll('.curve-legend li')];
    expect(names.map(({ textContent }) => textContent)).toEqual(['positive', 'negative']);
  });

  it('shows the gates of the units that are typed, or of those that vary most', async () => {
    const page = await open({ judging: 'classes' });
    expect(asked(page, 'exampleGates').at(-1)).not.toHaveProperty('chosen');
    const field = shownPanel().querySelector<HTMLInputElement>('input[placeholder^="those"]');
    if (!field) throw new Error('No field');
    const type = async (units: string): Promise<void> => {
      field.value = units;
      field.dispatchEvent(new Event('input', { bubbles: true }));
      field.dispatchEvent(new Event('change', { bubbles: true }));
      await page.settle();
    };
    await type('3, 99 12 3');
    expect(asked(page, 'exampleGates').at(-1)).toMatchObject({ chosen: [3, 12] });
    await type('');
    expect(asked(page, 'exampleGates').at(-1)).not.toHaveProperty('chosen');
  });

  it('finds units for a class, and shows their gates', async () => {
    const page = await open({ judging: 'classes' });
    expect(asked(page, 'answerUnits')).toEqual([]);
    const choice = [...shownPanel().querySelectorAll('select')].find(({ parentElement }) =>
      parentElement?.textContent.includes('Units that tell'),
    );
    if (!choice) throw new Error('No choice of a class');
    choice.value = '1';
    choice.dispatchEvent(new Event('change', { bubbles: true }));
    await timeUntil(() => asked(page, 'answerUnits').length > 0);
    await page.settle();
    expect(asked(page, 'answerUnits')[0]).toMatchObject({ answer: 1, layer: 0 });
    const rows = [...tableCalled('units that tell it').querySelectorAll('tbody tr')];
    expect(rows.map(({ textContent }) => textContent)).toEqual(['3higher0.999', '12lower0.871']);
    rows[1].querySelector('button')?.click();
    await page.settle();
    expect(asked(page, 'exampleGates').at(-1)).toMatchObject({ chosen: [12] });
  });

  it('tells which words decided, by replacing, by the gradient and by counts', async () => {
    const page = await open({ judging: 'classes' });
    const heads = [...tableCalled('which words decided').querySelectorAll('thead th')];
    expect(heads.map(({ textContent }) => textContent)).toEqual([
      ...['Word', 'Replaced', 'Gradient', 'Naive Bayes'],
      ...['Replaced, seed 2', 'Replaced, seed 3'],
    ]);
    expect(tableCalled('which words decided').textContent).toContain(
      'This model has seed 1; seed 2 judges negative, seed 3 judges positive.',
    );
    expect(shownPanel().textContent).toContain('touching, wonderful, hilarious');
    const chip = shownPanel().querySelector<HTMLInputElement>('input[value=replaced]');
    chip?.click();
    await page.settle();
    expect(words()[0].getAttribute('aria-label')).toMatch(/nats for/);
  });

  it('lists the examples behind a number, and goes to one', async () => {
    const page = await open({ judging: 'classes' });
    await page.press('119 of negative taken for positive');
    expect(asked(page, 'judgedList')).toEqual([
      { cell: { wanted: 0, given: 1 }, from: 0, count: 20 },
    ]);
    const list = tableCalled('negative, judged positive');
    expect(list.textContent).toContain('1 to 20 of 119');
    list.querySelector<HTMLButtonElement>('.word-button')?.click();
    await page.settle();
    expect(asked(page, 'reveal')).toHaveLength(1);
    await page.press('Later ones');
    expect(asked(page, 'judgedList').at(-1)).toMatchObject({ from: 20 });
    await page.press('All wrong examples');
    expect(asked(page, 'judgedList').at(-1)).toEqual({ from: 0, count: 20 });
  });

  it('says what will be here before there are weights', async () => {
    await openPage({
      judging: 'classes',
      change: (handlers) => ({
        ...handlers,
        ready: async (request, job) => ({
          ...(await handlers.ready(request, job)),
          notice: 'It is training; its first weights will be ready in a few seconds.',
        }),
      }),
    });
    expect(shownPanel().textContent).toContain('how each text is judged, word by word');
    expect(words()).toEqual([]);
  });
});

describe('A model of labels', () => {
  it('shows the label of each word, and what is wrong', async () => {
    await open({ judging: 'labels' });
    expect(tabs()).toEqual(['Labels', 'Map of States', 'Training']);
    expect(words()[0].textContent).toBe('a ADJ');
    expect(words()[7].classList.contains('wrong')).toBe(true);
    expect(words()[7].getAttribute('aria-label')).toContain('should be');
    const table = tableCalled('labels of the words');
    expect(table.querySelectorAll('tbody tr')).toHaveLength(words().length);
  });

  it('has known and unknown words apart', async () => {
    await open({ judging: 'labels' });
    expect(shownPanel().textContent).toContain('Of known words 94.4 %, of unknown ones 71.0 %.');
  });

  it('shows the gates of both directions beside each other, and as a table', async () => {
    const page = await open({ judging: 'labels' });
    const ways = asked(page, 'exampleGates').map((request) =>
      typeof request === 'object' && request !== null && 'backwards' in request
        ? request.backwards
        : undefined,
    );
    expect(new Set(ways)).toEqual(new Set([false, true]));
    expect(shownPanel().querySelector('svg[aria-label*="forwards and backwards"]')).not.toBeNull();
    await page.press('Show as table');
    const heads = [...shownPanel().querySelectorAll('figure thead th')].map(
      (head) => head.textContent,
    );
    expect(heads).toHaveLength(1 + 2 * 16);
    expect([heads[1], heads.at(-1)]).toEqual(['Unit 0 forwards', 'Unit 15 backwards']);
  });
});

describe('A model of the next word', () => {
  it('has neither tab, whatever was kept', async () => {
    const kept = {
      documentKey: 'file:///tinyshakespeare.txt',
      tab: 'labels',
      layer: 0,
      gate: 'inputGate',
    };
    await openPage({ kept });
    expect(tabs()).not.toContain('Labels');
    expect(document.querySelector('[role=tab][aria-selected=true]')?.textContent).toBe('Gates');
  });
});
