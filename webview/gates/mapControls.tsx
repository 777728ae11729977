/** What can be done with the map: more rows, other rows, wider columns. */
import type { JSX } from 'preact';
import type { Rows } from './choices';
import { firstUnits, unitsAfter } from './choices';
import { columnWidths } from './geometry';

export function MapControls(properties: {
  readonly rows: Rows;
  readonly hiddenSize: number;
  readonly zoom: number;
  readonly onZoom: (level: number) => void;
}): JSX.Element {
  const { rows, hiddenSize, zoom, onZoom } = properties;
  const next = unitsAfter(rows.count, hiddenSize);
  return (
    <div class="bar">
      <div class="group">
        <span>
          {rows.count} of {hiddenSize} units, those that vary most first
        </span>
        {next > rows.count && (
          <button type="button" class="button" onClick={rows.more}>
            More units
          </button>
        )}
        {rows.count > firstUnits && (
          <button type="button" class="button" onClick={rows.fewer}>
            Fewer units
          </button>
        )}
        {rows.count < hiddenSize && (
          <button
            type="button"
            class="button"
            title="Show the units that vary most over the words in view now"
            onClick={rows.anew}
          >
            Pick for these words
          </button>
        )}
      </div>
      <div class="group" role="group" aria-label="Width of the columns">
        <button
          type="button"
          class="button square"
          aria-label="Narrower columns"
          disabled={zoom === 0}
          onClick={() => onZoom(zoom - 1)}
        >
          −
        </button>
        <button
          type="button"
          class="button square"
          aria-label="Wider columns"
          disabled={zoom === columnWidths.length - 1}
          onClick={() => onZoom(zoom + 1)}
        >
          +
        </button>
      </div>
    </div>
  );
}
