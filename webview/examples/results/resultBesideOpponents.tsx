/** What the network reaches on examples that it did not learn from, beside whoever judges without one. */
import type { JSX } from 'preact';
import { judgeName, resultSentence, testedOn, type JudgeRow } from '../../../src/shared/tasks';
import { NumbersTable } from '../../parts/numbersTable';
import type { ExamplePartProperties } from '../properties';
import { againstText, points } from '../texts';

export function ResultBesideOpponents({ judging }: ExamplePartProperties): JSX.Element | null {
  const { result } = judging;
  const said = result && resultSentence(result);
  if (!result || said === undefined) return null;
  const [first] = result.rows;
  return (
    <section>
      <p class="example-result">{said}</p>
      <details>
        <summary>The network and its opponents</summary>
        <NumbersTable
          label="Table: the network and its opponents"
          caption={`On ${testedOn(result)}; learnt from ${result.examples.train.toLocaleString('en')}, stopped by ${result.examples.valid.toLocaleString('en')}.${result.duplicates > 0 ? ` ${result.duplicates.toLocaleString('en')} more were left out, because they stand among those.` : ''} Below two standard errors it is a tie.`}
          heads={['Judge', ...headsOf(first), 'Standard error', 'Against the network']}
          rows={result.rows.map((row) => ({
            key: row.judge,
            head: judgeName(row.judge),
            cells: [...figuresOf(row), points(row.figures.standardError), againstText(row)],
            current: row.judge === 'network',
          }))}
        />
      </details>
    </section>
  );
}

function headsOf(row: JudgeRow | undefined): string[] {
  if (row === undefined) return [];
  if ('f1' in row.figures) return ['F1 of spans', 'Precision', 'Recall', 'F1 without type'];
  return 'known' in row.figures
    ? ['Right, %', 'Known words', 'Unknown words']
    : ['Right, %', 'F1 of classes'];
}

function figuresOf({ figures }: JudgeRow): string[] {
  if ('f1' in figures) {
    const { f1, precision, recall, untyped } = figures;
    return [f1, precision, recall, untyped.f1].map(points);
  }
  const { accuracy } = figures;
  return 'known' in figures
    ? [accuracy, figures.known, figures.unknown].map(points)
    : [accuracy, figures.macroF1].map(points);
}
