// @vitest-environment happy-dom
/** *Automaton* on the laboratory's page. */
import { afterEach, describe, expect, it } from 'vitest';
import { success } from '../../../src/shared/failures';
import type {
  AutomatonChoice,
  AutomatonGraph,
  LanguageAutomaton,
  TextAutomaton,
} from '../../../src/shared/laboratory/automaton';
import { seriousViolations } from '../violations';
import { openLaboratory, table, text } from './laboratoryPage';

const contestants = [
  { id: 'rnn', title: 'RNN', hasKeepBias: false, isUsual: true },
  { id: 'lstm', title: 'LSTM', hasKeepBias: true, isUsual: true },
];
const whole = { share: 0.95, interval: [0.9, 0.98] as [number, number] };
/** One kind of brackets, one deep. */
const found: AutomatonGraph = {
  states: [
    { points: 0, name: 'start', share: 1, next: [] },
    { points: 3, name: 'depth 1', share: 1, next: [')'] },
    { points: 2, name: 'depth 0', share: 0.5, next: ['(', 'end'] },
  ],
  transitions: [
    { from: 0, to: 1, symbol: '(', count: 2 },
    { from: 1, to: 2, symbol: ')', count: 2 },
    { from: 2, to: 1, symbol: '(', count: 1 },
  ],
};
const language: LanguageAutomaton = {
  ...{ kind: 'language', solved: true, sequences: 8000, groups: 9 },
  ...{ found, truth: found, isTrue: true, shares: [0.5, 0.25] },
  ...{ points: [0, 0, 1, 1, 0, 0, 1, 1, 0, 0.1], of: [1, 2, 1, 2, 1] },
  strings: [
    ['(', ')', '('],
    ['(', ')'],
  ],
  agreement: {
    ...{ strings: 400, steps: 5000, network: 0.999, truth: 0.99, networkTruth: 0.991 },
    whole: { network: whole, truth: whole, networkTruth: whole },
  },
};
const ofText: TextAutomaton = {
  kind: 'text',
  found: {
    states: [
      { points: 2, name: 'the \n', share: 0.5, next: ['secret'] },
      { points: 2, name: 'secret', share: 0.5, next: ['the'] },
    ],
    transitions: [
      { from: 0, to: 1, symbol: 'secret', count: 2 },
      { from: 1, to: 0, symbol: 'the', count: 1 },
    ],
  },
  ...{ shares: [0.4, 0.2], points: [0, 0, 1, 1, 0, 1, 1, 0], of: [0, 1, 0, 1] },
  ...{ words: ['the', 'secret', '\n', 'secret'], fresh: 100, byWord: 0.5, byLargest: 0.3 },
  agreement: { share: 0.6, interval: [0.55, 0.65] },
};

afterEach(() => document.body.replaceChildren());

const story = { key: 'file:///story.txt', name: 'story.txt' };

async function open(given: Partial<AutomatonChoice> = {}, starts = true, kept?: unknown) {
  const wanted = { section: 'automaton', given: { ...given }, starts } as const;
  return openLaboratory({ contestants, wanted, ...(kept !== undefined && { kept }) });
}

describe('An automaton on the page', () => {
  it('is that of a grammar first, and says what is being done', async () => {
    const page = await open();
    expect(page.orders.map(({ order }) => order.choice)).toEqual([
      { of: 'embeddedReber', cell: 'lstm', seed: 1 },
    ]);
    const told = { section: 'automaton', run: 1 } as const;
    await page.tell({ ...told, news: [{ kind: 'progress', sequences: 1200, error: 0.1 }] });
    expect(text()).toContain('1,200 strings');
    await page.tell({ ...told, news: [{ kind: 'drawing', groups: 28 }] });
    expect(text()).toContain('put into 28 groups');
    await page.press('Stop');
    expect(page.jobs[0]?.cancelled).toBe(true);
  });

  it('stands beside the true one, with how far they agree, as a picture and as a table', async () => {
    const page = await open();
    await page.end(success(language));
    expect(text()).toContain('9 groups became 3 states. But for the names of its states');
    expect(table()).toContain('Automaton and truth | 99.0 % | 95.0 % (90.0 to 98.0)'); // prettier-ignore
    const pictures = [...document.querySelectorAll('svg[role="img"]')];
    expect(pictures.map((one) => one.getAttribute('aria-label'))).toEqual([
      'The automaton of the network: 3 states',
      'The true automaton: 3 states',
    ]);
    expect(pictures[0]?.textContent).toContain('depth 0');
    expect(await seriousViolations()).toEqual([]);
    await page.press('Show as table');
    expect(table()).toContain('2 | 2 | depth 0, 50 % | (, end | ( → 1');
    await page.press('State 2');
    expect(document.querySelector('tr[aria-current]')?.textContent).toContain('depth 0');
  });

  it('is kept over a reload, but for that of a text', async () => {
    const page = await open();
    await page.end(success(language));
    const kept = page.kept();
    await open({}, false, kept);
    expect(text()).toContain('9 groups became 3 states');
    const other = await open({ of: 'text', text: story });
    await other.end(success(ofText));
    expect(text()).toContain('4 words, 2 groups.');
    expect(JSON.stringify(other.kept())).not.toContain('secret');
  });

  it('of a text says how much of the network it holds beside the last word, and needs a text', async () => {
    const page = await open({ of: 'text', text: story });
    expect(text()).toContain('Automaton of story.txt');
    await page.end(success(ofText));
    expect(text()).toContain('after 60 % of them (95 % interval 55 % to 65 %)');
    expect(text()).toContain('they hold more than the last word');
    await page.press('Show as table');
    expect(table()).toContain('0 | 2 | the ↵, 50 % | secret | secret → 1');
    await open({ of: 'text' }, false);
    expect(text()).toContain('Draw the Automaton of This Model');
  });
});
