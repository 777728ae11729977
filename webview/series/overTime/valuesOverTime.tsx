/** The values of a column and what was expected of each row. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { SeriesPredictions, SeriesStretch } from '../../../src/shared/questions/series';
import { useAnswer } from '../../answers/useAnswer';
import { useLongAnswer } from '../../answers/useLongAnswer';
import type { DataTable } from '../../figure/dataTable';
import { PictureWithTable } from '../../figure/pictureWithTable';
import { whole } from '../../parts/numbers';
import { isSettled, type SeriesPartProperties, type Stretch } from '../properties';
import { measured, placeSentence } from '../texts';
import type { TimeAxis } from './timeAxis';
import { TimeSlider } from './timeSlider';
import { valuePicture } from './valuePicture';

/** Drawn at most. */
const points = 600;

export interface OverTimeProperties extends SeriesPartProperties {
  readonly shown: Stretch;
  readonly column: number;
  /** Of the pictures. */
  readonly width: number;
}

export function ValuesOverTime(properties: OverTimeProperties): JSX.Element {
  const { host, exporting, page, theme, active, judging, subject, version } = properties;
  const { overview, place, shown, column, width, goTo } = properties;
  const question = { ...shown, column, points };
  const about = `${subject} ${column}`;
  const stretch = useAnswer(
    (asked: typeof question) => host.call('seriesStretch', asked),
    active ? question : undefined,
    judging,
    about,
  );
  const expected = useLongAnswer(
    (asked: typeof question, cancel) => host.call('seriesPredictions', asked, { cancel }),
    active && isSettled(page) ? question : undefined,
    about,
    version,
  );
  const drawn = stretch.held?.answer;
  const predictions = expected.held?.answer;
  const predicted =
    drawn && predictions && isSameStretch(drawn, predictions) ? predictions.predicted : undefined;
  const name = overview.columns[column] ?? '';
  const title = `${name} and its one-step prediction`;
  const axis = useMemo(
    () => drawn && axisOf(drawn, { overview, row: place?.row, width }),
    [drawn, overview, place?.row, width],
  );
  if (!drawn || !axis) return <p class="quiet">{stretch.trouble ?? '…'}</p>;
  const drawing = () =>
    valuePicture({ title, name, axis, ...drawn, ...(predicted && { predicted }) }, theme);
  const isThinned = drawn.rows.length < drawn.to - drawn.from;
  return (
    <>
      <PictureWithTable
        {...{ host, exporting, active, title, drawing }}
        view="series"
        write={(value, head) => (head === 'Row' ? whole(value) : measured(value))}
        table={() => tableOf(drawn, predicted, name, title)}
        current={drawn.rows.indexOf(place?.row ?? -1)}
      >
        <TimeSlider
          {...{ axis, rows: overview.rows, onRow: goTo, drawing: drawing() }}
          label="Row of the series"
          says={place ? placeSentence(place, overview, column) : ''}
        />
      </PictureWithTable>
      <p class="quiet" role="status">
        {isThinned &&
          `${whole(drawn.to - drawn.from)} rows are drawn as ${whole(drawn.rows.length)} points: the lowest and the highest of each stretch. `}
        {expected.trouble ?? (expected.busy ? 'The predictions are being computed.' : '')}
      </p>
    </>
  );
}

/** An answer about what was shown before stands next to no others. */
function isSameStretch({ rows }: SeriesStretch, other: SeriesPredictions): boolean {
  return (
    rows.length === other.rows.length &&
    rows[0] === other.rows[0] &&
    rows.every((row, n) => row === other.rows[n])
  );
}

export function axisOf(
  { from, to, rows, dates }: Pick<SeriesStretch, 'from' | 'to' | 'rows' | 'dates'>,
  {
    overview: { parts },
    row,
    width,
  }: Pick<SeriesPartProperties, 'overview'> & {
    readonly row: number | undefined;
    readonly width: number;
  },
): TimeAxis {
  return {
    ...{ from, to, width },
    ...(dates && { dated: { rows, dates } }),
    ...(parts && { parts }),
    ...(row !== undefined && { row }),
  };
}

function tableOf(
  { rows, values, dates }: SeriesStretch,
  predicted: ArrayLike<number> | undefined,
  name: string,
  title: string,
): DataTable {
  return {
    title,
    columns: [
      'Row',
      ...(dates ? ['Date'] : []),
      name,
      ...(predicted ? ['Expected', 'Off by'] : []),
    ],
    rows: Array.from(rows, (row, n) => {
      const value = values[n] ?? NaN;
      const expected = predicted?.[n] ?? NaN;
      return [
        row + 1,
        ...(dates ? [dates[n] ?? ''] : []),
        value,
        ...(predicted ? [expected, value - expected] : []),
      ];
    }),
  };
}
