/** What a race came to: as the terminal prints it, as JSON, and against a record. */
import { isSameRow, type RaceRecord, type RaceRow } from '../../engine/race/record';

/** Seconds of the trainings that were run here. */
export type Times = Map<RaceRow, number>;

/** @param cancelled the race was called off */
export function answerOf(record: RaceRecord, times: Times, cancelled: boolean) {
  const opponents = new Set(
    record.contestants.flatMap(({ name, opponent }) => (opponent ? [name] : [])),
  );
  const timed = record.rows.map((row) => ({ ...withoutPlan(row), ...timesOf(row, times) }));
  return {
    text: record.text,
    ...{ equal: record.equal, budget: record.budget },
    rows: timed.filter(({ cell }) => !opponents.has(cell)),
    opponents: [
      ...record.counted,
      ...timed.filter(({ cell }) => opponents.has(cell)).map((row) => ({ name: row.cell, ...row })),
    ],
    ...(cancelled && { cancelled }),
  };
}

const withoutPlan = ({ plan, ...row }: RaceRow) => ({ ...row, learningRate: plan.learningRate });

/** Of a row that a record had already there are none. */
function timesOf(row: RaceRow, times: Times) {
  const seconds = times.get(row);
  if (seconds === undefined) return { seconds: null, tokensPerSecond: null };
  const tokens = row.steps * row.plan.B * row.plan.T;
  return { seconds, tokensPerSecond: Math.round(tokens / Math.max(1e-3, seconds)) };
}

const sentences = {
  budget: '',
  converged: ', ended early: it no longer got better',
  diverged: ', diverged: its numbers ran away, so it has no perplexity',
} as const satisfies Record<RaceRow['ended'], string>;

export const lineOf = (row: RaceRow, seconds: number): string =>
  `${row.cell}, seed ${row.seed}: ${figure(row.perplexity)} after ${row.steps} steps, ${seconds.toFixed(1)} s${sentences[row.ended]}`;

const figure = (perplexity: number | null): string =>
  perplexity === null ? 'no perplexity' : `perplexity ${perplexity.toFixed(1)}`;

export function tableOf(record: RaceRecord, times: Times, cancelled: boolean): string {
  const { train, valid, test, vocabulary } = record.text;
  const head = `train ${train}, valid ${valid}, test ${test} tokens; ${vocabulary} classes; equal ${record.equal}`;
  const header = row(['', 'units', 'cell weights', 'steps', 'words/s', 'perplexity', 'of seeds']);
  const lines = record.contestants.flatMap(({ name }) => {
    const [first, ...others] = record.rows.filter(({ cell }) => cell === name);
    return first ? [lineOfContestant(first, [first, ...others], times)] : [];
  });
  const counted = record.counted.map(({ name, perplexity }) =>
    row([name, '', '', '', '', perplexity.toFixed(1), '']),
  );
  const end = cancelled ? ['The race was called off: rows are missing.'] : [];
  return [head, header, ...lines, ...counted, ...end].join('\n');
}

function lineOfContestant(
  { cell, hiddenSize, cellWeights }: RaceRow,
  rows: readonly RaceRow[],
  times: Times,
): string {
  const perplexities = rows.flatMap(({ perplexity }) => (perplexity === null ? [] : [perplexity]));
  const speeds = rows.flatMap((one) => timesOf(one, times).tokensPerSecond ?? []);
  const steps = rows.map((one) => one.steps);
  const mean = perplexities.reduce((sum, one) => sum + one, 0) / perplexities.length;
  const spread = `${Math.min(...perplexities).toFixed(1)} to ${Math.max(...perplexities).toFixed(1)}`;
  const diverged = rows.length - perplexities.length;
  const said = [
    ...(perplexities.length > 1 ? [spread] : []),
    ...(diverged > 0 ? [`${diverged} of ${rows.length} diverged`] : []),
  ];
  return row([
    ...[cell, `${hiddenSize}`, `${cellWeights}`, `${Math.max(...steps)}`],
    speeds.length > 0
      ? `${Math.round(speeds.reduce((sum, one) => sum + one, 0) / speeds.length)}`
      : '',
    perplexities.length > 0 ? mean.toFixed(1) : 'none',
    said.join(', '),
  ]);
}

function row([name = '', ...cells]: readonly string[]): string {
  const last = cells.length - 1;
  const padded = cells.map((cell, n) => (n === last ? `  ${cell}` : cell.padStart(14)));
  return `${name.padEnd(24)}${padded.join('')}`.trimEnd();
}

/** What is not the record's, a sentence each. */
export function differences(record: RaceRecord, again: RaceRecord): string[] {
  const rows = record.rows.flatMap((row) => {
    const other = again.rows.find(({ cell, seed }) => cell === row.cell && seed === row.seed);
    if (other && isSameRow(row, other)) return [];
    return [
      `${row.cell}, seed ${row.seed}: ${other ? `${factsOf(other)}, not ${factsOf(row)}` : 'it was not run'}.`,
    ];
  });
  const isCounted = JSON.stringify(record.counted) === JSON.stringify(again.counted);
  return isCounted ? rows : [...rows, 'What counting says is not what the record has.'];
}

const factsOf = ({ perplexity, steps, sha256 }: RaceRow): string =>
  `perplexity ${perplexity ?? 'none'} after ${steps} steps (weights ${sha256?.slice(0, 8) ?? 'none'})`;
