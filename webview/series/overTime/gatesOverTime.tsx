/** What the cells did after each row, lined up with the values above. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { SeriesGates } from '../../../src/shared/questions/series';
import { useLongAnswer } from '../../answers/useLongAnswer';
import { ColourLegend } from '../../colours/colourLegend';
import { scaleOf } from '../../colours/colourScale';
import { createPalette } from '../../colours/palette';
import type { DataTable } from '../../figure/dataTable';
import { PictureWithTable } from '../../figure/pictureWithTable';
import { LayerPicker, Select } from '../../parts/controls';
import { gateValue, whole } from '../../parts/numbers';
import { paletteOf, quantitiesAt, quantityAt, titleAndLetter } from '../../parts/quantities';
import { gatePicture } from './gatePicture';
import { isSettled } from '../properties';
import type { TimeAxis } from './timeAxis';
import { TimeSlider } from './timeSlider';
import type { OverTimeProperties } from './valuesOverTime';

const most = { rows: 300, units: 8 } as const;

export function GatesOverTime(properties: OverTimeProperties): JSX.Element | null {
  const { host, exporting, page, theme, active, subject, version, choose } = properties;
  const { overview, place, shown, width, goTo } = properties;
  const layer = Math.min(page.layer, Math.max(0, overview.cells.length - 1));
  const quantity = quantityAt(overview, layer, page.gate);
  const question = { ...shown, layer, quantity: quantity.name, ...most };
  const { held, busy, trouble } = useLongAnswer(
    (asked: typeof question, cancel) => host.call('seriesGates', asked, { cancel }),
    active && isSettled(page) && overview.cells.length > 0 ? question : undefined,
    `${subject} ${layer} ${quantity.name}`,
    version,
  );
  const gates = held?.answer;
  const scale = useMemo(
    () => scaleOf(quantity, gates?.values ?? new Float32Array(0), 0),
    [gates, quantity.name],
  );
  if (overview.cells.length === 0) return null;
  const palette = createPalette(paletteOf(quantity), theme.kind, theme.background);
  const title = `${quantity.title} over time, layer ${layer + 1}`;
  // What is drawn belongs to the answer: rows that are shown newly have none yet.
  const { from, to } = held?.question ?? shown;
  const axis: TimeAxis = {
    ...{ from, to, width },
    ...(gates?.dates && { dated: { rows: gates.rows, dates: gates.dates } }),
    ...(overview.parts && { parts: overview.parts }),
    ...(place && { row: place.row }),
  };
  const drawing = () => gatePicture(gates ?? nothing, { title, axis, palette, scale, theme });
  return (
    <>
      <PictureWithTable
        {...{ host, exporting, active, title, drawing }}
        view="series-gates"
        write={(value, head) => (head === 'Row' ? whole(value) : gateValue(value))}
        table={() => tableOf(gates ?? nothing, title)}
        controls={
          <>
            <LayerPicker
              layer={layer}
              layers={overview.cells.length}
              onLayer={(chosen) => choose({ layer: chosen })}
            />
            <Select
              label="Gate or state"
              choices={quantitiesAt(overview, layer).map(
                (one) => [one.name, titleAndLetter(one)] as const,
              )}
              chosen={quantity.name}
              onChoose={(gate) => choose({ gate })}
            />
          </>
        }
      >
        {gates ? (
          <TimeSlider
            {...{ axis, rows: overview.rows, onRow: goTo, drawing: drawing() }}
            label={`Row of the series, ${quantity.title.toLowerCase()}`}
            says={gatesAt(gates, place?.row)}
          />
        ) : (
          <p class="quiet" role="status">
            {trouble ?? (busy ? 'The network reads the rows.' : '…')}
          </p>
        )}
      </PictureWithTable>
      {gates && (
        <ColourLegend name={quantity.title} palette={palette} scale={scale} value={undefined} />
      )}
    </>
  );
}

const nothing: SeriesGates = {
  ...{ documentVersion: 0, modelVersion: 0, units: [] },
  ...{ rows: new Uint32Array(0), values: new Float32Array(0) },
  approximate: false,
};

/** In words, for who does not see it. */
function gatesAt({ rows, units, values }: SeriesGates, row: number | undefined): string {
  const n = row === undefined ? -1 : rows.indexOf(row);
  if (n < 0) return row === undefined ? '' : `Row ${whole(row + 1)}`;
  const said = units.map(
    (unit, k) => `unit ${unit} ${gateValue(values[n * units.length + k] ?? 0)}`,
  );
  return `Row ${whole((row ?? 0) + 1)}: ${said.join(', ')}`;
}

const tableOf = ({ rows, dates, units, values }: SeriesGates, title: string): DataTable => ({
  title,
  columns: ['Row', ...(dates ? ['Date'] : []), ...units.map((unit) => `Unit ${unit}`)],
  rows: Array.from(rows, (row, n) => [
    row + 1,
    ...(dates ? [dates[n] ?? ''] : []),
    ...units.map((_, k) => values[n * units.length + k] ?? 0),
  ]),
});
