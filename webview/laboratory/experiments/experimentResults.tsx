/** The rows of an experiment: the paper's, what was measured for this version, and the run at hand, trial by trial. */
import type { JSX } from 'preact';
import type { Contestant } from '../../../src/shared/contracts/laboratory';
import type { ExperimentChoice, ExperimentPage } from '../../../src/shared/laboratory/experiments';
import {
  measuredExperiments,
  type MeasuredExperiment,
} from '../../../src/shared/laboratory/measuredExperiments';
import { NumbersTable } from '../../parts/numbersTable';
import type { LastRun } from '../laboratoryState';
import { grouped, percent, titleOfCell } from '../runParts';
import { trialsIn } from './experimentsNews';

interface ResultsProperties {
  readonly page: ExperimentPage;
  readonly contestants: readonly Contestant[];
  readonly last: LastRun<'experiments'> | undefined;
}

const none = '–';

export function ExperimentResults(properties: ResultsProperties): JSX.Element {
  const { page, contestants, last } = properties;
  const measured = measuredExperiments.filter(({ experiment }) => experiment === page.id);
  const own = last && ownRow(last);
  const rows = [
    ...(page.paper ? [{ key: 'paper', head: 'The paper of 1997', text: page.paper.row }] : []),
    ...measured.map((row) => ({
      key: `${row.way} ${row.cell ?? ''}`,
      head: `Measured before: ${whoText(row, contestants)}`,
      text: rowText(row),
    })),
    ...(last && own !== undefined
      ? [{ key: 'own', head: `Now: ${whoText(last.choice, contestants)}`, text: own }]
      : []),
  ];
  return (
    <>
      {rows.length > 0 && (
        <dl class="laboratory-rows" aria-label="The paper’s row and ours">
          {rows.map(({ key, head, text }) => (
            <div key={key}>
              <dt>{head}</dt>
              <dd>{text}</dd>
            </div>
          ))}
        </dl>
      )}
      {last && <Trials last={last} />}
      {page.paper && page.paper.deviations.length > 0 && (
        <p class="quiet">Otherwise than in the paper: {page.paper.deviations.join(' ')}</p>
      )}
    </>
  );
}

function whoText(
  { way, cell }: Pick<MeasuredExperiment, 'way' | 'cell'> | ExperimentChoice,
  contestants: readonly Contestant[],
): string {
  const title = titleOfCell(contestants, cell ?? 'lstm');
  return {
    modern: `${title} with Adam`,
    truncated: `${title} with Adam, gradients of 10 steps`,
    paper: 'cell and rule of 1997',
    rtrl: 'plain network, RTRL',
    guess: 'plain network, guessing',
  }[way];
}

/** A share with its interval, and the sequences of those that solved it. */
function rowText(row: Omit<MeasuredExperiment, 'experiment' | 'way' | 'cell'>): string {
  const { solved, trials, interval, median, range, limit } = row;
  const [low, high] = interval;
  const share = `${solved} of ${trials} (95 % interval ${percent(low)} to ${percent(high)})`;
  const within = limit === undefined ? '' : ` within ${grouped(limit)}`;
  if (median === undefined || !range) return `${share}${within}`;
  return `${share}${within}; median ${grouped(median)}, ${grouped(range[0])} to ${grouped(range[1])}`;
}

/** Once it is over; before, the trials themselves say how it goes. */
function ownRow({ outcome, news, state }: LastRun<'experiments'>): string | undefined {
  const trials = trialsIn(news);
  if (!outcome) {
    const solved = trials.filter((trial) => trial.solved).length;
    const so = `${solved} of ${trials.length}`;
    return trials.length === 0 ? undefined : `${so}${state === 'running' ? ' until now' : ''}`;
  }
  const { of, ...rest } = outcome;
  return rowText({ ...rest, trials: of });
}

function Trials({ last }: { readonly last: LastRun<'experiments'> }): JSX.Element | null {
  const trials = trialsIn(last.news);
  if (trials.length === 0) return null;
  const tested = trials.find(({ test }) => test)?.test;
  return (
    <NumbersTable
      label="Table: the trials of this run"
      wide
      caption={`Each trial has weights, sequences and tests of its own seed; ${grouped(trials[0]?.weights ?? 0)} weights.`}
      heads={[
        ...['Seed', 'Solved', 'Training sequences'],
        ...(tested ? [`Wrong of ${grouped(tested.of)} new ones`] : []),
        'Seconds',
      ]}
      rows={trials.map(({ seed, solved, diverged, sequences, seconds, test }) => ({
        ...{ key: seed, head: seed },
        cells: [
          solved ? 'yes' : diverged ? 'diverged' : 'no',
          grouped(sequences),
          ...(tested ? [test ? grouped(test.wrong) : none] : []),
          seconds.toFixed(1),
        ],
      }))}
    />
  );
}
