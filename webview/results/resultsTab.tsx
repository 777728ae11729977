/** How a model of pairs or of a series stands beside its opponents, and where it errs: by length, by horizon. */
import type { JSX } from 'preact';
import type { JudgeRow, TaskResult } from '../../src/shared/tasks';
import { errorNumber, judgeName } from '../../src/shared/taskResults';
import { NumbersTable } from '../parts/numbersTable';
import { ResultBesideOpponents } from './resultBesideOpponents';
import type { TaskProperties } from './taskPlace';

export function ResultsTab({ judging }: TaskProperties): JSX.Element {
  const { result } = judging;
  return (
    <>
      <ResultBesideOpponents judging={judging} />
      {result ? (
        <>
          <ByLength result={result} />
          <ByHorizon result={result} />
        </>
      ) : (
        <p class="quiet" role="status">
          It is measured next to its opponents when the training ends.
        </p>
      )}
    </>
  );
}

interface Properties {
  readonly result: TaskResult;
}

/** Exact match of the network by the source's length. */
export function ByLength({ result }: Properties): JSX.Element | null {
  const figures = result.rows.find(({ judge }) => judge === 'network')?.figures;
  if (!figures || !('byLength' in figures)) return null;
  return (
    <NumbersTable
      label="Table: exact match by length"
      caption="How many targets the network writes exactly, by the length of the source."
      heads={['Length of the source', 'Exact match, %', 'Pairs']}
      rows={figures.byLength.map(({ length, exactMatch, pairs }) => ({
        ...{ key: String(length), head: String(length) },
        cells: [exactMatch.toFixed(0), pairs.toLocaleString('en')],
      }))}
    />
  );
}

const horizons = [1, 2, 4, 8, 16, 32, 64, 128];

/** Errors of roll-outs so many rows ahead. */
export function ByHorizon({ result: { rows } }: Properties): JSX.Element | null {
  const longest = Math.max(0, ...rows.map((row) => rolledOut(row).length));
  if (longest === 0) return null;
  const shown = [...new Set([...horizons.filter((rowsAhead) => rowsAhead < longest), longest])];
  return (
    <NumbersTable
      label="Table: error by horizon"
      caption="Squared error so many rows ahead, of predictions that go on from their own predictions."
      heads={['Forecast', ...shown.map((rowsAhead) => `${rowsAhead} ahead`)]}
      rows={rows.map((row) => ({
        ...{ key: row.judge, head: judgeName(row.judge), current: row.judge === 'network' },
        cells: shown.map((rowsAhead) => errorNumber(rolledOut(row)[rowsAhead - 1] ?? NaN)),
      }))}
    />
  );
}

const rolledOut = ({ figures }: JudgeRow): readonly number[] =>
  'rolledOut' in figures ? figures.rolledOut : [];
