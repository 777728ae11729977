/** What the network reaches on rows that it did not learn from, beside whoever predicts without one. */
import type { JSX } from 'preact';
import { NumbersTable } from '../parts/numbersTable';
import { whole } from '../parts/numbers';
import { isSettled, type SeriesPartProperties } from './properties';
import { againstText, errorText, judgeTitle, resultSentence, unitIn } from './texts';
import type { ShownResult } from './useResult';

export function Result(
  properties: SeriesPartProperties & { readonly result: ShownResult },
): JSX.Element | null {
  const { overview, result, page } = properties;
  const { report, isNone, busy, trouble } = result;
  if (!report) {
    return (
      <p class={trouble === undefined ? 'quiet' : 'notice'} role="status">
        {trouble ??
          (isNone
            ? 'The network learnt from all rows of this text, so there are none left to measure it on.'
            : !isSettled(page)
              ? 'The result is measured when the training ends or is paused.'
              : busy
                ? 'The network and its opponents predict the last rows.'
                : '')}
      </p>
    );
  }
  const { examples, rows, season, column } = report;
  const unit = unitIn(column);
  const of = unit === undefined ? '' : `, ${unit}`;
  const { dates } = overview;
  return (
    <section>
      <p class="series-result">{resultSentence(report, overview.parts !== undefined)}</p>
      <details>
        <summary>The network and its opponents</summary>
        <NumbersTable
          label="Table: the network and its opponents"
          caption={`The next value of ${column}, on ${whole(examples.test)} rows; ${whole(examples.train)} before them are learnt from, ${whole(examples.valid)} decide when training stops. ${season === undefined ? 'No season was found.' : `The season found is ${whole(season)} rows long.`} Below two standard errors it is a tie.`}
          heads={[
            'Judge',
            `Squared error${of && `${of}²`}`,
            'Standard error',
            `Absolute error${of}`,
            'Against the network',
          ]}
          rows={Object.entries(rows).map(([judge, row]) => ({
            key: judge,
            head: judgeTitle(judge),
            cells: [
              errorText(row.mse),
              errorText(row.standardError),
              errorText(row.mae),
              againstText(row),
            ],
            current: judge === 'network',
          }))}
        />
      </details>
      {dates && dates.skips > 0 && (
        <p class="quiet">
          Dates skip in {whole(dates.skips)} places. Nothing is filled in: the rows are read as
          neighbours.
        </p>
      )}
    </section>
  );
}
