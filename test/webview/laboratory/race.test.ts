// @vitest-environment happy-dom
/** *Race* on the laboratory's page. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import { failed, success } from '../../../src/shared/failures';
import type { RaceChoice, RaceNews } from '../../../src/shared/laboratory/race';
import { seriousViolations } from '../violations';
import { openLaboratory, table, text } from './laboratoryPage';

const contestants: readonly Contestant[] = [
  { id: 'lstm', title: 'LSTM', hasKeepBias: true, isUsual: true },
  { id: 'gru', title: 'GRU', hasKeepBias: true, isUsual: true },
  { id: 'minGru', title: 'minGRU', hasKeepBias: true, isUsual: true },
  { id: 'rnn', title: 'RNN', hasKeepBias: false, isUsual: true },
];
const story = { key: 'file:///story.txt', name: 'story.txt' };
const choice: RaceChoice = {
  text: story,
  contestants: [
    { cell: 'gru', layers: 1 },
    { cell: 'rnn', layers: 1 },
  ],
  ...{ equal: 'steps', budget: { of: 'steps', count: 100 }, seeds: 2 },
};
const begun: RaceNews = {
  ...{ kind: 'begun', race: '0123abcd', train: 900, valid: 50, test: 50, vocabulary: 120 },
  counted: [{ name: 'ngram5', perplexity: 101.2 }],
};
const row = (name: string, seed: number, perplexity: number | null): RaceNews => ({
  ...{ kind: 'row', name, seed, units: 64, cellWeights: 33_000, weights: 99_000, steps: 100 },
  ...{ seconds: 12.3, tokensPerSecond: 4567, perplexity },
  ended: perplexity === null ? 'diverged' : 'budget',
  ...(perplexity !== null && { model: `0123abcd/${seed}` }),
});
const point = (name: string, seed: number, step: number, perplexity: number): RaceNews => ({
  ...{ kind: 'point', name, seed, step, seconds: step / 10, perplexity },
});
const record: RaceNews = { kind: 'record', record: '{"race":1}\n' };

afterEach(() => document.body.replaceChildren());

const wanted = { section: 'race', given: { text: story } } as const;

async function open(kept?: unknown, act?: Parameters<typeof openLaboratory>[0]['act']) {
  const page = await openLaboratory({
    ...{ contestants, wanted: kept ? { section: 'race' } : wanted },
    ...(kept !== undefined && { kept }),
    ...(act && { act }),
  });
  const tell = (run: number, ...news: RaceNews[]): Promise<void> =>
    page.tell({ section: 'race', run, news });
  const choices = (): RaceChoice[] => page.orders.map(({ order }) => order.choice as RaceChoice);
  return { ...page, tell, choices };
}

const kept = { section: 'race', sections: { race: { choice } } };

describe('A race on the page', () => {
  it('begins with the usual cells and a window, on the text that the command was run on', async () => {
    const page = await open();
    expect(text()).toContain('Race on story.txt');
    expect(text()).toContain('5 trainings, about 5 min');
    await page.press('Start the race');
    expect(page.choices()[0]).toEqual({
      text: story,
      contestants: ['lstm', 'gru', 'minGru', 'rnn', 'window:5'].map((cell) => ({
        ...{ cell, layers: 1 },
      })),
      ...{ equal: 'weights', budget: { of: 'seconds', count: 60 }, seeds: 1 },
    });
  });

  it('asks for a text where there is none', async () => {
    await openLaboratory({ contestants, wanted: { section: 'race' } });
    expect(text()).toContain('Run “Gatescope: Race Cells on This File…”');
    const start = [...document.querySelectorAll('button')].find(
      ({ textContent }) => textContent === 'Start the race',
    );
    expect(start?.disabled).toBe(true);
  });

  it('races what was chosen: cells, layers, units, rate, share, seeds', async () => {
    const page = await open(kept);
    await page.press('Remove contestant 2');
    await page.press('Add a contestant');
    const fields = [...document.querySelectorAll<HTMLInputElement>('.race-contestant input')];
    const values = ['2', '32', '0.01', '50'];
    for (const [n, value] of values.entries()) {
      fields[4 + n].value = value;
      fields[4 + n].dispatchEvent(new Event('change', { bubbles: true }));
      await page.settle();
    }
    document.querySelector<HTMLInputElement>('input[name=race-seeds][value="3"]')!.click();
    await page.settle();
    await page.press('Start the race');
    expect(page.choices()[0]).toEqual({
      ...{ ...choice, seeds: 3 },
      contestants: [
        { cell: 'gru', layers: 1 },
        { cell: 'lstm', layers: 2, units: 32, rate: 0.01, share: 0.5 },
      ],
    });
  });

  it('shows it live: what is trained, its curve, its row, what counting says', async () => {
    const page = await open(kept);
    await page.press('Start the race');
    await page.tell(1, begun);
    expect(text()).toContain('Timing the contestants in turns');
    await page.tell(1, { kind: 'step', name: 'gru', seed: 1, step: 40, steps: 100 });
    await page.tell(1, point('gru', 1, 0, 120), point('gru', 1, 40, 90.5));
    expect(text()).toContain('GRU, seed 1: step 40 of 100; training 1 of 4');
    const picture = document.querySelector('svg[role=img]')?.getAttribute('aria-label');
    expect(picture).toBe('Perplexity on held-out text while training: GRU, seed 1 90.5 at 40');
    await page.tell(1, row('gru', 1, 80), row('rnn', 1, null), row('gru', 2, 82), record);
    expect(table()).toEqual([
      'Contestant | Perplexity | Over seeds | Units | Weights | Time | Tokens/s | Use',
      'GRU | 81.0 | 80.0 to 82.0 | 64 | 33,000 | 12 s | 4,567 | Use',
      'RNN | diverged | 1 of 1 diverged | 64 | 33,000 | 12 s | 4,567 | ',
      'Counting 5 words | 101.2 | – | – | – | – | – | –',
    ]);
    await page.end(success({ findings: ['GRU predicts best.'] }));
    expect(text()).toContain('GRU predicts best.');
    expect(await seriousViolations()).toEqual([]);
  });

  it('has the best seed used on the text, and the record saved, and says what came of it', async () => {
    const page = await open(kept, ({ act }) =>
      act === 'saveRecord' ? success('Saved.') : failed({ kind: 'racedModelGone' }),
    );
    await page.press('Start the race');
    await page.tell(1, begun, row('gru', 1, 80), row('gru', 2, 78), record);
    await page.end(success({ findings: [] }));
    await page.press('Save Record…');
    expect(text()).toContain('Saved.');
    await page.press('Use on the text: gru, seed 2');
    expect(page.acts).toEqual([
      { act: 'saveRecord', text: story, record: record.kind === 'record' ? record.record : '' },
      { act: 'useRaced', text: story, model: '0123abcd/2' },
    ]);
    expect(text()).toContain('The model of this contestant is gone');
  });

  it('keeps the rows of a race that was cut off by a reload, and goes on with it', async () => {
    const page = await open(kept);
    await page.press('Start the race');
    await page.tell(1, begun, row('gru', 1, 80), record);
    await page.tell(1, { kind: 'step', name: 'rnn', seed: 1, step: 4, steps: 100 });
    const again = await open(page.kept());
    expect(text()).toContain('The window was reloaded in the middle of this run');
    expect(table()[1]).toContain('GRU | 80.0');
    await again.press('Go on: 3 trainings are left');
    expect(again.choices()[0]).toEqual({
      ...choice,
      begun: { race: '0123abcd', record: '{"race":1}\n' },
    });
    await again.tell(1, begun, { ...row('gru', 1, 80), seconds: null } as RaceNews);
    expect(table()[1]).toContain('GRU | 80.0 | – | 64 | 33,000 | 12 s');
    await again.press('Stop');
    expect(again.jobs[0].cancelled).toBe(true);
    expect(text()).toContain('Stopped. What was trained until then is shown.');
  });

  it('says why it cannot begin', async () => {
    const page = await open(kept);
    await page.press('Start the race');
    await page.end(failed({ kind: 'tooShort', name: 'story.txt', words: 2, needed: 72 }));
    expect(text()).toContain('story.txt has 2 words');
  });
});
