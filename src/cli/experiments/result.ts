/** What `experiment` prints. */
import type { Experiment } from '../../engine/experiments/experiment';
import type { FinishedTrial, Way } from '../../engine/experiments/running';
import { median, wilson } from '../../engine/experiments/statistics';

export interface TimedTrial extends FinishedTrial {
  readonly seconds: number;
}

export function resultOf({ id, paper }: Experiment, way: Way, trials: readonly TimedTrial[]) {
  const solved = trials.filter((trial) => trial.solved);
  const sequences = solved.map((trial) => trial.sequences);
  return {
    experiment: id,
    cell: cellOf(way),
    paper: way.kind === 'paper',
    rule: ruleOf(way),
    trials,
    /** Share of the trials, and its 95 % interval. */
    success: solved.length / trials.length,
    interval: wilson(solved.length, trials.length),
    /** Sequences of the trials that solved it. */
    median: median(sequences) ?? null,
    range: sequences.length === 0 ? null : rangeOf(sequences),
    weights: trials[0]?.weights ?? 0,
    paperRow: paper?.row ?? null,
  };
}

const cellOf = (way: Way): string =>
  way.kind === 'modern' ? way.cell.id : way.kind === 'paper' ? 'lstm1997' : 'rnn';

const ruleOf = (way: Way) => {
  if (way.kind !== 'modern') return way.kind;
  return way.truncation === undefined ? 'full' : 'truncated';
};

const rangeOf = (numbers: readonly number[]): readonly [number, number] => [
  Math.min(...numbers),
  Math.max(...numbers),
];

export type ExperimentResult = ReturnType<typeof resultOf>;

const percent = (share: number): string => `${Math.round(100 * share)} %`;
const grouped = (n: number): string => n.toLocaleString('en-GB');

export function describeResult(
  { title, says, solvedWhen, paper }: Experiment,
  result: ExperimentResult,
): string {
  const { cell, trials, success, interval, median: middle, range, weights } = result;
  const [low, high] = interval;
  const solved = trials.filter((trial) => trial.solved).length;
  const way = {
    full: `${cell} with Adam`,
    truncated: `${cell} with Adam, gradients truncated`,
    paper: 'The cell and the rule of 1997',
    rtrl: 'A plain network by RTRL',
    guess: 'A plain network by guessing',
  }[result.rule];
  const deviations = result.paper ? (paper?.deviations ?? []) : [];
  const tested = trials.flatMap(({ test }) => test ?? []);
  const wrong = tested.map((test) => test.wrong).join(', ');
  return [
    `${title}. ${says}`,
    `Solved: ${solvedWhen}.`,
    `${way}, ${grouped(weights)} weights: ${solved} of ${trials.length} trials (${percent(success)}, 95 % interval ${percent(low)} to ${percent(high)})`,
    middle === null
      ? ''
      : `Sequences: median ${grouped(middle)}${range ? `, ${grouped(range[0])} to ${grouped(range[1])}` : ''}`,
    tested.length === 0 ? '' : `Wrong of ${grouped(tested[0]?.of ?? 0)} new sequences: ${wrong}`,
    paper ? `The paper: ${paper.row}` : '',
    ...deviations.map((one) => `Not as in the paper: ${one}`),
  ]
    .filter((line) => line !== '')
    .join('\n');
}
