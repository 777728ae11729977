// @vitest-environment happy-dom
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { boundText, claimsTable, figureText } from '../../../webview/lessons/claimTexts';
import { csvOf } from '../../../webview/figure/dataTable';
import { panelLesson, syntheticLesson, trainedHere } from '../gallery/syntheticLesson';
import type { OpenPage } from '../openPage';
import { openPage, shownPanel } from '../openPage';
import { violationsIn } from '../violations';

beforeAll(() => {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(500);
});
afterEach(() => document.body.replaceChildren());

const tabs = (): string[] =>
  [...document.querySelectorAll('[role=tab]')].map((tab) => tab.textContent);
const asked = (page: OpenPage, method: string): unknown[] =>
  page.host.heard.filter(([name]) => name === method).map(([, request]) => request);
const openedLesson = (more: Parameters<typeof panelLesson>[0] = {}): Promise<OpenPage> =>
  openPage({ lesson: panelLesson(more), kept: keptOnLesson });
const keptOnLesson = {
  ...{ documentKey: 'file:///tinyshakespeare.txt', tab: 'lesson', layer: 0, gate: 'forgetGate' },
};

describe('The page of a lesson', () => {
  it('is there with a lesson only, and leaves the other tabs as they are', async () => {
    const page = await openPage({ kept: keptOnLesson });
    const without = tabs();
    expect(without).not.toContain('Lesson');
    expect(shownPanel().id).toBe('panel-gates');
    page.tell('document', { ...page.host.panel, lesson: panelLesson() });
    await page.settle();
    expect(tabs()).toEqual(['Lesson', ...without]);
  });

  it('has everything that the lesson says, and the claims as a table', async () => {
    await openedLesson();
    const text = shownPanel().textContent;
    const { title, textbook, steps, seen, cannot, claims } = syntheticLesson;
    for (const said of [title, textbook, seen, cannot ?? '']) expect(text).toContain(said);
    for (const { say, button } of steps) expect(text).toContain(say + button);
    const rows = [...shownPanel().querySelectorAll('.claims tbody tr')];
    expect(rows.map((row) => row.children[0].textContent)).toEqual(
      claims.map(({ claim, measure }) => `${claim}How it is measured: ${measure}`),
    );
    const cells = rows.map((row) => [...row.querySelectorAll('td')].map((td) => td.textContent));
    expect(cells).toEqual([
      ['6.34 bits', 'at least 5.00 bits', '✓ held', '19 of 20 trainings'],
      ['0.02 bits', 'at most 0.10 bits', '✓ held', '12 of 20 trainings'],
      ['12.5 %', '50 % to 100 %', '✗ did not hold', '1 of 20 trainings'],
    ]);
  });

  it('is accessible, while it trains too', async () => {
    const page = await openedLesson({ trainings: [trainedHere] });
    expect((await violationsIn(shownPanel())).map(({ id }) => id)).toEqual([]);
    page.tell('lesson', panelLesson({ running: { seed: 9, progress: 0.4 } }));
    await page.settle();
    expect((await violationsIn(shownPanel())).map(({ id }) => id)).toEqual([]);
  });
});

describe('A step of a lesson', () => {
  it('puts its view on its word, its gate and its unit, and shows the word in the text', async () => {
    const page = await openedLesson();
    await page.press('Show the input gate at “proceed”');
    expect(shownPanel().id).toBe('panel-gates');
    expect(shownPanel().querySelector<HTMLInputElement>('input[name=gate]:checked')?.value).toBe(
      'inputGate',
    );
    const at = page.host.text.tokens.indexOf('proceed');
    expect(asked(page, 'reveal').at(-1)).toMatchObject(page.host.text.spans[at]);
    expect(shownPanel().textContent).toMatch(/of Unit 4$/);
  });

  it('walks with its unit', async () => {
    const page = await openedLesson();
    await page.press('Walk from “further”');
    const at = page.host.text.tokens.indexOf('further');
    expect(asked(page, 'cellSteps').at(-1)).toMatchObject({ unit: 7 });
    const { from, count } = asked(page, 'cellSteps').at(-1) as { from: number; count: number };
    expect([at >= from, at < from + count]).toEqual([true, true]);
  });

  it('puts its replacement in the place of its word', async () => {
    const page = await openedLesson();
    await page.press('Replace “Citizen”');
    expect(asked(page, 'substitution').at(-1)).toMatchObject({
      token: page.host.text.tokens.indexOf('Citizen'),
      replacement: { kind: 'word', word: 'Tuesday' },
    });
  });

  it('finds its word where the text moved it', async () => {
    const steps = syntheticLesson.steps.map((step) => ({ ...step, token: step.token + 9 }));
    const lesson = { ...syntheticLesson, steps: [steps[0], steps[1], steps[2]] as never };
    const page = await openPage({ lesson: panelLesson({ lesson }), kept: keptOnLesson });
    await page.press('Walk from “further”');
    const places = page.host.text.tokens.flatMap((word, at) => (word === 'further' ? [at] : []));
    const starts = places.map((at) => page.host.text.spans[at].start);
    expect(starts).toContain((asked(page, 'reveal').at(-1) as { start: number }).start);
  });

  it('of a text that is judged shows the word in its example, or says that it is gone', async () => {
    const [first, second, third] = syntheticLesson.steps;
    const judged = { tab: 'classes', offset: 40, token: 0 } as const;
    const steps = [
      { ...first, ...judged, word: 'Boring' },
      { ...second, ...judged, word: 'Arpita' },
      third,
    ] as never;
    const lesson = panelLesson({ lesson: { ...syntheticLesson, steps } });
    const page = await openPage({ judging: 'classes', lesson, kept: keptOnLesson });
    await page.press(second.button);
    expect(shownPanel().textContent).toContain('“Arpita” is no longer in the text');
    expect(asked(page, 'reveal')).toEqual([]);
    await page.press(first.button);
    expect(asked(page, 'exampleAt')).toContainEqual({ offset: 40 });
    const start = 'a thoughtful film that is hardly ever '.length;
    expect(asked(page, 'reveal')).toMatchObject([{ start, end: start + 'boring'.length }]);
    expect(shownPanel().id).toBe('panel-classes');
  });

  it('says so where its word is gone', async () => {
    const [first, ...rest] = syntheticLesson.steps;
    const lesson = { ...syntheticLesson, steps: [{ ...first, word: 'Arpita' }, ...rest] as never };
    const page = await openPage({ lesson: panelLesson({ lesson }), kept: keptOnLesson });
    await page.press(first.button);
    expect(shownPanel().id).toBe('panel-lesson');
    expect(shownPanel().textContent).toContain('“Arpita” is no longer in the text');
    expect(asked(page, 'reveal')).toEqual([]);
  });

  it('is said above its tab, with the way back and the way on', async () => {
    const page = await openedLesson();
    await page.press('Show the input gate at “proceed”');
    const bar = document.querySelector('.lesson-bar');
    expect(bar?.textContent).toContain(`Step 1 of 3 ${syntheticLesson.steps[0].say}`);
    await page.press('Next step');
    expect(shownPanel().id).toBe('panel-walk');
    await page.press('Next step');
    expect(document.querySelector('.lesson-bar')?.textContent).not.toContain('Next step');
    await page.press('Back to the lesson');
    expect(shownPanel().id).toBe('panel-lesson');
    expect(document.querySelector('.lesson-bar')).toBeNull();
  });
});

describe('The network of a lesson', () => {
  it('is trained again with the next seed, or with one that is typed', async () => {
    const page = await openedLesson();
    await page.press('Train it again');
    const seed = shownPanel().querySelector<HTMLInputElement>('input[type=number]');
    if (!seed) throw new Error('no seed');
    seed.value = '12';
    seed.dispatchEvent(new Event('input', { bubbles: true }));
    await page.settle();
    await page.press('Train it again');
    expect(asked(page, 'lesson')).toEqual([
      { do: 'train', seed: 4 },
      { do: 'train', seed: 12 },
    ]);
  });

  it('can be called off while it trains', async () => {
    const page = await openedLesson({ running: { seed: 7, progress: 0.4 } });
    expect(shownPanel().querySelector('progress')?.value).toBe(0.4);
    await page.press('Cancel');
    expect(asked(page, 'lesson')).toEqual([{ do: 'cancel' }]);
  });

  it('adds its claims to the table, and can be shown in place of the one that came', async () => {
    const page = await openedLesson({ trainings: [trainedHere] });
    const column = [...shownPanel().querySelectorAll('.claims td:last-child')];
    expect(column.map((cell) => cell.textContent)).toEqual([
      '5.75 bits, ✓ held',
      '0.40 bits, ✗ did not hold',
      '75 %, ✓ held',
    ]);
    const choices = shownPanel().querySelectorAll<HTMLInputElement>('input[name=lesson-network]');
    expect([...choices].map(({ value, checked }) => [value, checked])).toEqual([
      ['shipped', true],
      ['7', false],
    ]);
    choices[1].click();
    await page.settle();
    expect(asked(page, 'lesson')).toEqual([{ do: 'show', network: 7 }]);
  });
});

describe('The training of a lesson', () => {
  it('is gone back before, and forward again, for all tabs', async () => {
    const page = await openedLesson();
    const [untrained, trained] = shownPanel().querySelectorAll<HTMLInputElement>(
      'input[name=lesson-weights]',
    );
    expect([untrained.checked, trained.checked]).toEqual([false, true]);
    untrained.click();
    await page.settle();
    page.tell('document', {
      ...{ ...page.host.panel, lesson: panelLesson() },
      weights: { kind: 'snapshot', index: 0 },
    });
    await page.settle();
    expect([untrained.checked, trained.checked]).toEqual([true, false]);
    await page.openTab('Gates');
    expect(document.querySelector('.lapse .notice')?.textContent).toContain('untrained network');
    await page.openTab('Lesson');
    trained.click();
    await page.settle();
    expect(asked(page, 'chooseWeights')).toEqual([
      { weights: { kind: 'snapshot', index: 0 } },
      { weights: { kind: 'trained' } },
    ]);
  });

  it('stands between its ends where the slider above the tabs was left', async () => {
    const page = await openedLesson();
    page.tell('document', {
      ...{ ...page.host.panel, lesson: panelLesson() },
      weights: { kind: 'snapshot', index: 3 },
    });
    await page.settle();
    const ends = shownPanel().querySelectorAll<HTMLInputElement>('input[name=lesson-weights]');
    expect([...ends].map(({ checked }) => checked)).toEqual([false, false]);
    expect(document.querySelector<HTMLInputElement>('.lapse input[type=range]')?.value).toBe('3');
  });
});

describe('The gap of a lesson', () => {
  it('is a slider that says what is left, and asks for the text when it is let go', async () => {
    const page = await openedLesson();
    expect(shownPanel().textContent).toContain('1 word between');
    const slider = shownPanel().querySelector<HTMLInputElement>('input.gap[aria-labelledby=gap]');
    if (!slider) throw new Error('no slider');
    slider.value = '1';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await page.settle();
    expect(shownPanel().textContent).toContain('9 words between');
    expect(shownPanel().textContent).toContain('4.25 bits');
    expect(asked(page, 'lesson')).toEqual([]);
    slider.dispatchEvent(new Event('change', { bubbles: true }));
    await page.settle();
    expect(asked(page, 'lesson')).toEqual([{ do: 'gap', place: 1 }]);
  });
});

describe('The claims as numbers', () => {
  it('are saved as CSV, in full', async () => {
    const page = await openedLesson({ trainings: [trainedHere] });
    await page.press('Save the claims as CSV');
    const [saved] = asked(page, 'save') as { view: string; kind: string; part: Uint8Array }[];
    expect([saved.view, saved.kind]).toEqual(['lesson-claims', 'csv']);
    const written = new TextDecoder().decode(saved.part);
    expect(written).toBe(csvOf(claimsTable(panelLesson({ trainings: [trainedHere] }))));
    expect(written).toContain('6.3412,5,"","true",19,20,5.75,"true"');
    expect(shownPanel().textContent).toContain('Saved as text-lesson-claims.csv.');
  });

  it('are written in their own units', () => {
    expect(figureText(-0.001, 'bits')).toBe('0.00 bits');
    expect(figureText(-1.5, 'correlation')).toBe('−1.50');
    expect(figureText(12, 'words')).toBe('12 words');
    expect(figureText(0.3, 'nats')).toBe('0.30 nats');
    expect(figureText(1, 'share')).toBe('100 %');
    const [, atMost] = syntheticLesson.claims;
    expect(boundText({ ...atMost, bound: { atMost: 0 } })).toBe('at most 0.00 bits');
  });
});

describe('Where there is no network yet', () => {
  it.each(['Gates', 'Walk-through'])('%s offers a lesson', async (tab) => {
    const page = await openPage({ state: 'idle' });
    await page.openTab(tab);
    await page.press('Open a lesson');
    expect(asked(page, 'run')).toEqual([{ command: 'openLesson' }]);
  });
});
