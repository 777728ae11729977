/** What the network reaches on what it did not learn from, beside whoever answers without one. */
import type { JSX } from 'preact';
import type { PanelJudging } from '../../src/shared/pages/panel';
import type { JudgeRow } from '../../src/shared/tasks';
import {
  againstText,
  errorNumber,
  judgeName,
  resultSentence,
  testedOn,
} from '../../src/shared/taskResults';
import { NumbersTable } from '../parts/numbersTable';

export interface ResultProperties {
  readonly judging: Pick<PanelJudging, 'result'>;
}

export function ResultBesideOpponents({
  judging: { result },
}: ResultProperties): JSX.Element | null {
  const [first] = result?.rows ?? [];
  const said = result && resultSentence(result);
  if (!result || said === undefined) return null;
  return (
    <section>
      <p class="example-result">{said}</p>
      <details>
        <summary>The network and its opponents</summary>
        <NumbersTable
          label="Table: the network and its opponents"
          caption={`On ${testedOn(result)}; learnt from ${result.examples.train.toLocaleString('en')}, stopped by ${result.examples.valid.toLocaleString('en')}.${result.duplicates > 0 ? ` ${result.duplicates.toLocaleString('en')} more were left out, because they stand among those.` : ''} Below two standard errors it is a tie.`}
          heads={[opponentOf(first), ...headsOf(first), 'Standard error', 'Against the network']}
          rows={result.rows.map((row) => ({
            key: row.judge,
            head: judgeName(row.judge),
            cells: [...figuresOf(row), errorOf(row), againstText(row)],
            current: row.judge === 'network',
          }))}
        />
      </details>
    </section>
  );
}

const isSeries = (row: JudgeRow | undefined): boolean => row !== undefined && 'mse' in row.figures;

const opponentOf = (row: JudgeRow | undefined): string => (isSeries(row) ? 'Forecast' : 'Judge');

const points = (value: number): string => value.toFixed(1);

const errorOf = ({ figures }: JudgeRow): string =>
  'mse' in figures ? errorNumber(figures.standardError) : points(figures.standardError);

function headsOf(row: JudgeRow | undefined): string[] {
  if (row === undefined) return [];
  if ('mse' in row.figures) return ['Squared error', 'Absolute error'];
  if ('exactMatch' in row.figures) return ['Exact match, %'];
  if ('f1' in row.figures) return ['F1 of spans', 'Precision', 'Recall', 'F1 without type'];
  return 'known' in row.figures
    ? ['Right, %', 'Known words', 'Unknown words']
    : ['Right, %', 'F1 of classes'];
}

function figuresOf({ figures }: JudgeRow): string[] {
  if ('mse' in figures) return [figures.mse, figures.mae].map(errorNumber);
  if ('exactMatch' in figures) return [points(figures.exactMatch)];
  if ('f1' in figures) {
    const { f1, precision, recall, untyped } = figures;
    return [f1, precision, recall, untyped.f1].map(points);
  }
  const { accuracy } = figures;
  return 'known' in figures
    ? [accuracy, figures.known, figures.unknown].map(points)
    : [accuracy, figures.macroF1].map(points);
}
