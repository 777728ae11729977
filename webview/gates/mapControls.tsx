/** What can be done with the map: more rows, other rows, rows in another order, wider columns. */
import type { JSX } from 'preact';
import { Button, Select } from '../parts/controls';
import type { MapRows } from './mapRows';
import { firstUnits, unitsAfter } from './mapRows';
import { zooms } from './map/geometry';
import type { OrderChoice } from './unitOrder';
import { choicesFor, choiceText } from './unitOrder';

export function MapControls(properties: {
  readonly rows: MapRows;
  readonly hiddenSize: number;
  readonly hasMemory: boolean;
  readonly zoom: number;
  readonly onZoom: (level: number) => void;
  /** All words are in view. */
  readonly whole: boolean;
  readonly order: OrderChoice;
  readonly onOrder: (order: OrderChoice) => void;
  /** The unit that is chosen. */
  readonly unit: number | undefined;
}): JSX.Element {
  const { rows, hiddenSize, hasMemory, zoom, onZoom, whole, order, onOrder, unit } = properties;
  const choices = choicesFor(order, unit, hasMemory);
  const next = unitsAfter(rows.count, hiddenSize);
  return (
    <div class="bar">
      <div class="group">
        <span>
          {rows.count} of {hiddenSize} units
        </span>
        <Select
          label="Sort by"
          choices={choices.map((one) => [choiceText(one), choiceText(one)] as const)}
          chosen={choiceText(order)}
          onChoose={(text) => {
            const chosen = choices.find((one) => choiceText(one) === text);
            if (chosen) onOrder(chosen);
          }}
        />
        {next > rows.count && <Button onClick={rows.more}>More units</Button>}
        {unitsAfter(next, hiddenSize) > next && <Button onClick={rows.all}>All units</Button>}
        {rows.count > firstUnits && <Button onClick={rows.fewer}>Fewer units</Button>}
        {rows.count < hiddenSize && (
          <Button title="Sort the units by the words in view" onClick={rows.anew}>
            Sort for these words
          </Button>
        )}
      </div>
      <div class="group" role="group" aria-label="Width of the columns">
        <button
          type="button"
          class="button square"
          aria-label="Narrower columns"
          disabled={zoom === 0 || whole}
          onClick={() => onZoom(zoom - 1)}
        >
          −
        </button>
        <button
          type="button"
          class="button square"
          aria-label="Wider columns"
          disabled={zoom === zooms.length - 1}
          onClick={() => onZoom(zoom + 1)}
        >
          +
        </button>
      </div>
    </div>
  );
}
