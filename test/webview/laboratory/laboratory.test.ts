// @vitest-environment happy-dom
/** *The gap* on the laboratory's page. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import { failed, success } from '../../../src/shared/failures';
import type { GapChoice, GapNews, GapOutcome } from '../../../src/shared/laboratory/gap';
import type { Order } from '../../../src/shared/laboratory/sections';
import { seriousViolations } from '../violations';
import { openLaboratory, table, text } from './laboratoryPage';

const contestants: readonly Contestant[] = [
  { id: 'rnn', title: 'RNN', hasKeepBias: false, isUsual: true },
  { id: 'gru', title: 'GRU', hasKeepBias: true, isUsual: true },
  { id: 'slstm', title: 'sLSTM', hasKeepBias: true, isUsual: false },
];
const shares = (...values: number[]) =>
  values.map((share, n) => ({ gap: [1, 20, 200][n], share, error: 0.01 }));
const opponents: GapNews = {
  ...{ kind: 'opponents', tests: 512 },
  rows: [
    { name: 'guess', shares: shares(0.125, 0.125, 0.125) },
    { name: 'count', shares: shares(0.9, 0.13, 0.12) },
  ],
};
const steps = (cell: string, seed: number, ...right: number[]): GapNews => ({
  ...{ kind: 'steps', cell, seed },
  points: right.map((count, n) => ({ step: 10 * (n + 1), right: count, of: 320 })),
});
const tested = (cell: string, seed: number, solved: boolean, ...values: number[]): GapNews => ({
  ...{ kind: 'tested', cell, seed, steps: 20, solved, shares: shares(...values) },
});
const outcome: GapOutcome = {
  cells: [
    { cell: 'rnn', shares: shares(1, 0.12, 0.12), ties: [20, 200] },
    { cell: 'gru', shares: shares(1, 1, 0.5), ties: [] },
  ],
  findings: ['The GRU answers.', 'One seed.'],
};

afterEach(() => document.body.replaceChildren());

async function open(kept?: unknown, section?: 'gap') {
  const page = await openLaboratory({
    ...{ contestants, kept },
    ...(section && { wanted: { section } }),
  });
  const tell = (run: number, ...news: GapNews[]): Promise<void> =>
    page.tell({ section: 'gap', run, news });
  return { ...page, orders: () => page.orders.map(({ order }) => order as Order<'gap'>), tell };
}

const named = (label: string): string | null | undefined =>
  document.querySelector(`canvas[aria-label^="${label}"]`)?.getAttribute('aria-label');
async function choose(page: { settle(): Promise<void> }, selector: string): Promise<void> {
  document.querySelector<HTMLInputElement>(selector)!.click();
  await page.settle();
}

describe('The gap in the laboratory', () => {
  it('begins with the cells that are usually compared, and says what will happen', async () => {
    const page = await open();
    expect(text()).toContain('makes a network of 32 units of each chosen cell');
    expect(text()).toContain('Without one: RNN.');
    await page.press('Train');
    expect(page.orders()[0]).toEqual({
      run: 1,
      choice: { gap: 20, mixed: false, bias: '1', steps: 400, seeds: 1, cells: ['rnn', 'gru'] },
    });
  });

  it('trains what was chosen', async () => {
    const page = await open();
    const slider = document.querySelector<HTMLInputElement>('input[type=range]')!;
    slider.value = '50';
    slider.dispatchEvent(new Event('input', { bubbles: true }));
    await page.settle();
    expect(text()).toContain('ln 50 = 3.91');
    await choose(page, 'input[value=mixed]');
    await choose(page, 'input[value=ln]');
    await choose(page, 'input[name=gap-seeds][value="2"]');
    const boxes = [...document.querySelectorAll<HTMLInputElement>('input[type=checkbox]')];
    for (const place of [0, 2]) {
      boxes[place].click();
      await page.settle();
    }
    await page.press('Train');
    const chosen: GapChoice = {
      ...{ gap: 50, mixed: true, bias: 'ln', steps: 400, seeds: 2, cells: ['gru', 'slstm'] },
    };
    expect(page.orders()[0].choice).toEqual(chosen);
  });

  it('cannot train without a cell', async () => {
    const page = await open();
    for (const box of document.querySelectorAll<HTMLInputElement>('input:checked[type=checkbox]')) {
      box.click();
      await page.settle();
    }
    expect(document.querySelector<HTMLButtonElement>('button.primary')?.disabled).toBe(true);
    expect(text()).toContain('Choose a cell.');
  });

  it('shows a run while it goes on, and what came of it in a sentence', async () => {
    const page = await open();
    await page.press('Train');
    await page.tell(1, opponents, steps('rnn', 1, 40));
    expect(text()).toContain('RNN: step 10 of 400 at most');
    expect(named('While training')).toBe(
      'While training: RNN 12.5 % after 10 steps, GRU has no values yet',
    );
    await page.tell(1, steps('rnn', 1, 48), tested('rnn', 1, false, 1, 0.12, 0.12));
    await page.tell(1, steps('gru', 1, 160, 320), tested('gru', 1, true, 1, 1, 0.5));
    expect(named('Across')).toContain('RNN 12.0 % after 200 words, GRU 50.0 % after 200 words');
    await page.end(success(outcome));
    expect(document.querySelector('[role=status]')?.textContent).toBe('The GRU answers. One seed.');
    expect(text()).toContain('solved after 20');
    expect(text()).toContain('not solved');
    expect(await seriousViolations()).toEqual([]);
  });

  it('has each picture as a table, with errors, ties and what is to be beaten', async () => {
    const page = await open();
    await page.press('Train');
    await page.tell(1, opponents, steps('rnn', 1, 40), tested('rnn', 1, false, 1, 0.12, 0.12));
    await page.tell(1, steps('gru', 1, 160, 320), tested('gru', 1, true, 1, 1, 0.5));
    await page.end(success(outcome));
    await page.press('Show as table: While training');
    expect(table()).toEqual(['Step | RNN | GRU', '10 | 12.5 | 50.0', '20 | – | 100.0']);
    await page.press('Show as picture: While training');
    await page.press('Show as table: Across how many words');
    expect(table()).toEqual([
      'Words | RNN | GRU | Guessing | Counting',
      '1 | 100.0 ± 1.0 | 100.0 ± 1.0 | 12.5 ± 1.0 | 90.0 ± 1.0',
      '20 | 12.0 ± 1.0 = | 100.0 ± 1.0 | 12.5 ± 1.0 | 13.0 ± 1.0',
      '200 | 12.0 ± 1.0 = | 50.0 ± 1.0 | 12.5 ± 1.0 | 12.0 ± 1.0',
      'Solved | never | 20 steps |  | ',
    ]);
    expect(text()).toContain('512 new sentences');
    expect(await seriousViolations()).toEqual([]);
  });

  it('shows seeds beside each other, as pictures and in the table', async () => {
    const page = await open();
    await choose(page, 'input[name=gap-seeds][value="2"]');
    await page.press('Train');
    await page.tell(
      1,
      opponents,
      tested('gru', 1, true, 1, 1, 0.5),
      tested('gru', 2, true, 1, 0.9, 0.4),
    );
    expect(document.querySelectorAll('canvas[aria-label^="Across"]')).toHaveLength(2);
    expect(named('Across how many words, seed 2')).toContain('GRU 40.0 % after 200 words');
    await page.press('Show as table: Across how many words');
    expect(table()[0]).toBe(
      'Words | RNN, seed 1 | RNN, seed 2 | GRU, seed 1 | GRU, seed 2 | Guessing | Counting',
    );
  });

  it('stops when it is told to, keeps what was trained, and hears nothing of that run later', async () => {
    const page = await open();
    await page.press('Train');
    await page.tell(1, opponents, steps('rnn', 1, 40));
    await page.press('Stop');
    expect(page.jobs[0].cancelled).toBe(true);
    expect(text()).toContain('Stopped. What was trained until then is shown.');
    await page.tell(1, steps('rnn', 1, 320));
    expect(named('While training')).toContain('RNN 12.5 %');
    await page.press('Train');
    expect(page.orders().map(({ run }) => run)).toEqual([1, 2]);
  });

  it('says so where its thread ended, and can be started again', async () => {
    const page = await open();
    await page.press('Train');
    await page.end(failed({ kind: 'runCutOff' }));
    const alert = document.querySelector('[role=alert]');
    expect(alert?.textContent).toContain('The thread that trained ended');
    await page.press('Train');
    expect(page.orders()).toHaveLength(2);
    expect(document.querySelector('[role=alert]')).toBeNull();
  });
});

describe('After a reload the page', () => {
  it('has its choice and its last run again', async () => {
    const page = await open();
    await choose(page, 'input[value=ln]');
    await page.press('Train');
    await page.tell(1, opponents, steps('gru', 1, 320), tested('gru', 1, true, 1, 1, 0.5));
    await page.end(success(outcome));
    await open(page.kept());
    expect(text()).toContain('The GRU answers.');
    expect(named('Across')).toContain('GRU 50.0 % after 200 words');
    expect(document.querySelector<HTMLInputElement>('input[value=ln]')?.checked).toBe(true);
  });

  it('says that a run was interrupted by it', async () => {
    const page = await open();
    await page.press('Train');
    await page.tell(1, opponents, steps('rnn', 1, 40));
    const again = await open(page.kept());
    expect(text()).toContain('The window was reloaded in the middle of this run.');
    await again.press('Train');
    expect(again.orders()).toHaveLength(1);
  });

  it('begins at the beginning where the kept state is not one', async () => {
    const page = await open({ section: 'gap', sections: { gap: { choice: { gap: 7e9 } } } });
    await page.press('Train');
    expect(page.orders()[0].choice).toMatchObject({ gap: 20, cells: ['rnn', 'gru'] });
  });

  it('leaves out cells that are no longer known', async () => {
    const choice = { gap: 5, mixed: true, bias: '0', steps: 200, seeds: 1, cells: ['gone', 'gru'] };
    const page = await open({ section: 'gap', sections: { gap: { choice } } });
    await page.press('Train');
    expect(page.orders()[0].choice).toEqual({ ...choice, cells: ['gru'] });
  });
});
