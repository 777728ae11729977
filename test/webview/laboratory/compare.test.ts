// @vitest-environment happy-dom
/** *Compare* on the laboratory's page. */
import { afterEach, describe, expect, it } from 'vitest';
import { failed, success } from '../../../src/shared/failures';
import type { CompareChoice, CompareOutcome } from '../../../src/shared/laboratory/compare';
import { seriousViolations } from '../violations';
import { openLaboratory, table, text } from './laboratoryPage';

const story = { key: 'file:///story.txt', name: 'story.txt' };
const id = '0'.repeat(32);
const choice: CompareChoice = {
  ...{ text: story, judged: 512 },
  models: [
    { id, title: 'GRU' },
    { id, title: 'RNN' },
  ],
};
const group = { title: 'words of letters', words: 500, bits: [5, 5.5], firstWins: 0.75 } as const;
const outcome: CompareOutcome = {
  ...{ tokens: [1000, 1200], common: { words: 900, share: 0.9 }, judged: 512, seconds: 2 },
  bits: [5, 5.25],
  groups: { frequency: [], kind: [{ ...group, bits: [5, 5.5] }], distance: [] },
  words: [{ word: '\n', count: 7, bits: [1, 3] }],
  units: {
    units: [
      { unit: 0, with: 3, correlation: -0.9 },
      { unit: 1, with: 2, correlation: 0.1 },
    ],
    byChance: { mean: 0.2, ofOneInTwenty: 0.4 },
  },
  tensors: [{ name: 'encoder.weight', relative: 1.5, cosine: 0.01 }],
  passages: [
    { from: 3, words: [{ before: '', word: 'secret', bits: [1, 4] }] },
    { from: 99, words: [{ before: ' ', word: 'other', bits: [4, 1] }] },
  ],
};

afterEach(() => document.body.replaceChildren());

async function open(starts = true, kept?: unknown) {
  const wanted = { section: 'compare', given: { ...choice }, starts } as const;
  const page = await openLaboratory({
    ...{
      contestants: [{ id: 'rnn', title: 'RNN', hasKeepBias: false, isUsual: true }],
      wanted: kept ? { section: 'compare' } : wanted,
    },
    ...(kept !== undefined && { kept }),
  });
  const choices = (): CompareChoice[] => page.orders.map(({ order }) => order.choice as never);
  return { ...page, choices };
}

describe('A comparison on the page', () => {
  it('starts with the models that the command asked for', async () => {
    const page = await open();
    expect(page.orders.map(({ section }) => section)).toEqual(['compare']);
    expect(page.choices()[0]).toEqual(choice);
    expect(text()).toContain('Both models read the text');
  });

  it('says who is better by how much, where, which units match, and how far weights are apart', async () => {
    const page = await open();
    await page.end(success(outcome));
    expect(text()).toContain('GRU needs 5.000 bits per word, RNN 5.250: GRU is better by 0.250.');
    expect(text()).toContain('512 of them judged');
    expect(table()).toContain('words of letters | 500 | 5.00 | 5.50 | 75.0 %');
    expect(table()).toContain('⏎ | 7 | 1.00 | 3.00 | +2.00');
    expect(text()).toContain('Units that do the same: 1 of 2 above chance');
    expect(table()).toContain('0 | 3 | −0.90');
    expect(table()).toContain('encoder.weight | 150.0 % | 0.010');
    expect(text()).toContain('secret');
    await page.press('Smaller difference');
    expect(text()).toContain('other');
    expect(await seriousViolations()).toEqual([]);
  });

  it('judges all words where that is asked for, and at other times of a model', async () => {
    const page = await open();
    await page.tell({
      ...({ section: 'compare', run: 1 } as const),
      news: [{ kind: 'marks', marks: [[{ index: 2, step: 150 }], []] }],
    });
    await page.end(success(outcome));
    await page.press('Judge all 900 words');
    expect(page.choices()[1]).toEqual({ text: choice.text, models: choice.models });
    await page.end(success({ ...outcome, judged: 900 }));
    const time = document.querySelector<HTMLSelectElement>('[id=panel-compare] select')!;
    expect([...time.options].map(({ textContent }) => textContent)).toEqual([
      ...['after 150 steps', 'as it is'],
    ]);
    time.value = '2';
    time.dispatchEvent(new Event('change', { bubbles: true }));
    await page.settle();
    await page.press('Compare them');
    expect(page.choices()[2]?.models?.[0]).toEqual({ id, title: 'GRU', mark: 2 });
  });

  it('keeps the models over a reload, and no word of the text', async () => {
    const page = await open();
    await page.end(success(outcome));
    expect(JSON.stringify(page.kept())).not.toContain('secret');
    const again = await open(false, page.kept());
    expect(text()).not.toContain('secret');
    await again.press('Compare them');
    expect(again.choices()[0]).toEqual(choice);
  });

  it('has other models chosen, and says why it failed', async () => {
    const page = await open();
    await page.end(failed({ kind: 'noSnapshot' }));
    expect(text()).toContain('This earlier state of the network no longer exists');
    await page.press('Choose Models…');
    expect(page.acts).toEqual([{ act: 'chooseModels', text: story }]);
  });
});
