// @vitest-environment happy-dom
/** What the panel says of a network of any cell, and not of the LSTM alone. */
import { describe, expect, it } from 'vitest';
import { openPage } from './openPage';

const textOf = (selector: string): string =>
  document.querySelector(selector)?.textContent?.replace(/\s+/g, ' ') ?? '';

const untrained = async (cell: string): Promise<string> => {
  const { host, tell, settle } = await openPage({ cell });
  tell('document', { ...host.panel, weights: { kind: 'snapshot', index: 0 } });
  await settle();
  return textOf('.lapse .notice');
};

describe('a network of another cell', () => {
  it.each([
    ['lstm', 'LSTM'],
    ['gru', 'GRU'],
    ['gru2014', 'network'],
  ])('%s: the predictions are those of the %s', async (cell, name) => {
    const page = await openPage({ cell });
    await page.openTab('Predictions');
    expect(textOf('[role=tabpanel]:not([hidden])')).toContain(`These are the ${name}'s own`);
  });

  it.each([
    ['lstm', 'LSTM'],
    ['gru', 'GRU'],
    ['rnn', 'RNN'],
  ])('%s: the last training names the cell', async (cell, title) => {
    const page = await openPage({ cell });
    await page.openTab('Training');
    expect(textOf('[role=tabpanel]:not([hidden]) dl.facts')).toContain(`Cell${title}`);
  });

  it('has no forget gate before it is trained, where its cell has none', async () => {
    expect(await untrained('lstm')).toContain('Its forget gates are near 0.73 only because');
    const gru = await untrained('gru');
    expect(gru).toContain('all gates here are chance.');
    expect(gru).not.toMatch(/forget|0\.73/);
    const rnn = await untrained('rnn');
    expect(rnn).toContain('all values here are chance.');
    expect(rnn).not.toContain('gate');
  });

  it.each([
    ['lstm', 1],
    ['gru', 1],
    ['rnn', 0],
  ])('%s: has a column of ledgers only where there are some', async (cell, columns) => {
    const page = await openPage({ cell });
    await page.openTab('Memory');
    const heads = [
      ...document.querySelectorAll('[aria-label="Units that carry the word"] thead th'),
    ];
    expect(heads.length).toBeGreaterThan(3);
    expect(heads.filter((head) => head.textContent === 'Ledger')).toHaveLength(columns);
  });
});
