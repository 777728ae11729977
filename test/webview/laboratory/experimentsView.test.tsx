// @vitest-environment happy-dom
/** The sections *Experiments* and *Contrasts* of the laboratory, drawn without a host. */
import { render } from 'preact';
import { afterEach, describe, expect, it } from 'vitest';
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import type { ContrastsChoice, ContrastsNews } from '../../../src/shared/laboratory/contrasts';
import type {
  ExperimentChoice,
  ExperimentNews,
  ExperimentPage,
} from '../../../src/shared/laboratory/experiments';
import { readTheme } from '../../../webview/colours/theme';
import {
  firstContrastsChoice,
  gatherContrastsNews,
} from '../../../webview/laboratory/contrasts/contrastsNews';
import { ContrastsView } from '../../../webview/laboratory/contrasts/contrastsView';
import {
  firstExperimentChoice,
  gatherExperimentNews,
  turnToExperiment,
} from '../../../webview/laboratory/experiments/experimentsNews';
import { ExperimentsView } from '../../../webview/laboratory/experiments/experimentsView';
import type { LastRun } from '../../../webview/laboratory/laboratoryState';
import { startPageTime } from '../pageTime';
import { seriousViolations } from '../violations';

const contestants: readonly Contestant[] = [
  { id: 'rnn', title: 'RNN', hasKeepBias: false, isUsual: true },
  { id: 'lstm', title: 'LSTM', hasKeepBias: true, isUsual: true },
];
const reber: ExperimentPage = {
  ...{ id: 'embeddedReber', title: 'Embedded Reber grammar', says: 'Strings of a grammar.' },
  solvedWhen: 'all strings are right',
  ways: [
    { way: 'modern', limit: 30_000 },
    { way: 'paper', limit: 200_000 },
  ],
  paper: { row: '4 blocks of 1: 100 % of 30 trials', deviations: ['Its faster rows are not run.'] },
  sample: [
    { reads: 'B', answer: 'T or P' },
    { reads: 'T', answer: 'B' },
  ],
};
const parity: ExperimentPage = {
  ...{ id: 'parity', title: 'Parity: gates that see the state', says: 'Bits.' },
  ...{ solvedWhen: 'they are right', ways: [{ way: 'modern', limit: 64_000 }], sample: [] },
};
const experiments = [reber, parity];
const choice: ExperimentChoice = {
  ...{ experiment: 'embeddedReber', way: 'modern', cell: 'lstm', trials: 3 },
};
const nothing = (): void => undefined;
const noAct = (): Promise<undefined> => Promise.resolve(undefined);

function draw(
  last?: LastRun<'experiments'>,
  heard: { onChoose?: (choice: ExperimentChoice) => void; onStart?: () => void } = {},
): void {
  startPageTime();
  const root = document.body.appendChild(document.createElement('main'));
  render(
    <ExperimentsView
      {...{ contestants, experiments, choice, last, theme: readTheme(document.body) }}
      {...{ onChoose: nothing, onStart: nothing, onStop: nothing, act: noAct, ...heard }}
    />,
    root,
  );
}

afterEach(() => document.body.replaceChildren());

const text = (): string => document.body.textContent.replace(/\s+/g, ' ');
const rows = (label: string): string[] =>
  [...document.querySelectorAll(`[aria-label="${label}"] tr`)].map((line) =>
    [...line.children].map((cell) => cell.textContent.trim()).join(' | '),
  );
const shares = (): string[] =>
  [...document.querySelectorAll('.laboratory-rows > div')].map((line) =>
    [...line.children].map((cell) => cell.textContent.trim()).join(' | '),
  );
const trial = (seed: number, solved: boolean, sequences: number): ExperimentNews => ({
  ...{ kind: 'trial', seed, solved, diverged: false, sequences, weights: 5479, seconds: 1.25 },
  test: { of: 2560, wrong: seed - 1 },
});
const progress = (seed: number, sequences: number): ExperimentNews => ({
  ...{ kind: 'progress', seed, sequences, error: 0.125 },
});

describe('An experiment in the laboratory', () => {
  it('says what it is, shows a sequence and the paper’s row before it is run', async () => {
    draw();
    expect(text()).toContain('Strings of a grammar. Solved: all strings are right.');
    expect(text()).toContain('At most 30,000 training sequences in each trial.');
    expect(text()).toContain('Otherwise than in the paper: Its faster rows are not run.');
    expect(shares()[0]).toBe('The paper of 1997 | 4 blocks of 1: 100 % of 30 trials');
    expect(rows('Table: a sequence')).toEqual([
      'Step | Read | Asked for',
      '0 | B | T or P',
      '1 | T | B',
    ]);
    expect(await seriousViolations()).toEqual([]);
  });

  it('shows each trial while it runs, and where the one at hand is', () => {
    draw({ choice, state: 'running', news: [trial(1, true, 1100), progress(2, 400)] });
    expect(text()).toContain('Embedded Reber grammar, seed 2: 400 sequences, mean error 0.125');
    expect(rows('Table: the trials of this run')).toEqual([
      'Seed | Solved | Training sequences | Wrong of 2,560 new ones | Seconds',
      '1 | yes | 1,100 | 0 | 1.3',
    ]);
    expect(shares().at(-1)).toBe('Now: LSTM with Adam | 1 of 1 until now');
  });

  it('sums up with an interval, and puts all values of a unit beside the sequence', async () => {
    const gates: ExperimentNews = {
      ...{ kind: 'gates', unit: 5 },
      quantities: [{ title: 'Forget gate', values: [0.5, 0.25] }],
    };
    const outcome = { solved: 2, of: 3, median: 1000 };
    draw({
      ...{ choice, state: 'done', news: [gates, trial(1, true, 1100), trial(2, true, 900)] },
      outcome: { ...outcome, interval: [0.21, 0.94], range: [900, 1100] },
    });
    expect(shares().at(-1)).toBe(
      'Now: LSTM with Adam | 2 of 3 (95 % interval 21 % to 94 %); median 1,000, 900 to 1,100',
    );
    expect(rows('Table: a sequence')).toEqual([
      'Step | Read | Asked for | Forget gate',
      '0 | B | T or P | 0.50',
      '1 | T | B | 0.25',
    ]);
    expect(await seriousViolations()).toEqual([]);
  });

  it('shows no run of another experiment as its own', () => {
    const other = { ...choice, experiment: 'parity' };
    draw({ choice: other, state: 'done', news: [trial(1, true, 1100)] });
    expect(rows('Table: the trials of this run')).toEqual([]);
  });

  it('begins anew where what was kept is not known any more', () => {
    const kept: ExperimentChoice = { experiment: 'parity', way: 'paper', cell: 'gone', trials: 10 };
    expect(firstExperimentChoice(contestants, kept, experiments)).toEqual({
      ...{ experiment: 'parity', way: 'modern', cell: 'lstm', trials: 10 },
    });
    expect(turnToExperiment(choice, 'nothing', experiments)).toEqual(choice);
  });

  it('keeps the last word alone of what goes on', () => {
    const gathered = gatherExperimentNews(
      [trial(1, true, 100), progress(2, 40)],
      [progress(2, 80), progress(2, 120)],
    );
    expect(gathered).toEqual([trial(1, true, 100), progress(2, 120)]);
  });
});

describe('Contrasts in the laboratory', () => {
  const entry = (
    cell: string,
    beginning: 'usual' | 'remembering',
    solved: number,
  ): ContrastsNews => ({
    ...{ kind: 'entry', cell, experiment: 'parity', beginning, weights: 300, trials: 3, solved },
    interval: [0.4, 1],
    ...(solved > 0 && { median: 2272 }),
  });
  const drawContrasts = (what: ContrastsChoice['what'], news: readonly ContrastsNews[]): void => {
    const chosen: ContrastsChoice = { what, cells: ['rnn', 'lstm'], trials: 3 };
    const last: LastRun<'contrasts'> = {
      ...{ choice: chosen, state: 'done', news },
      outcome: { findings: ['LSTM: 1 of 1 tasks solved in every training.'] },
    };
    startPageTime();
    const root = document.body.appendChild(document.createElement('main'));
    render(
      <ContrastsView
        {...{ contestants, experiments, choice: chosen, last, theme: readTheme(document.body) }}
        {...{ onChoose: nothing, onStart: nothing, onStop: nothing, act: noAct }}
      />,
      root,
    );
  };

  it('are a matrix of shares with intervals, by the biases that it took', async () => {
    drawContrasts('matrix', [
      entry('rnn', 'usual', 0),
      entry('lstm', 'usual', 1),
      entry('lstm', 'remembering', 3),
    ]);
    expect(rows('Table: cells and contrasts')).toEqual([
      'Cell, biases | Parity',
      'RNN | 0 (40 % to 100 %)',
      'LSTM | 1 (40 % to 100 %), 2,272',
      'LSTM, remembering | 3 (40 % to 100 %), 2,272',
    ]);
    expect(text()).toContain('LSTM: 1 of 1 tasks solved in every training.');
    expect(await seriousViolations()).toEqual([]);
  });

  it('have the weight that is pulled both ways as a table', () => {
    const row = { conflict: 0.51, changes: 0.4, right: 0.96 };
    drawContrasts('conflict', [{ kind: 'conflict', cell: 'lstm', quantity: 'g', ...row }]);
    expect(rows('Table: one weight, pulled both ways')[1]).toBe('LSTM, g | 51 % | 40 % | 96 %');
  });

  it('begin with the cells that are known here, and gather the last word', () => {
    expect(firstContrastsChoice(contestants, undefined).cells).toEqual(['rnn', 'lstm']);
    const told = (sequences: number): ContrastsNews => ({
      ...{ kind: 'progress', cell: 'rnn', experiment: 'parity', seed: 1, sequences },
    });
    expect(gatherContrastsNews([told(16)], [told(32)])).toEqual([told(32)]);
  });
});
