/** A picture over time whose mark is moved by clicks and keys: the editor's cursor goes along. */
import type { JSX } from 'preact';
import { SvgView } from '../../vector/svgView';
import type { Drawing } from '../../vector/drawing';
import { rowAt, type TimeAxis } from './timeAxis';

export interface TimeSliderProperties {
  readonly drawing: Drawing;
  readonly axis: TimeAxis;
  /** Of the whole text. */
  readonly rows: number;
  readonly label: string;
  /** What stands at the mark, in words. */
  readonly says: string;
  readonly onRow: (row: number) => void;
}

/** Pages are a tenth of what is shown. */
const pages = 10;

export function TimeSlider(properties: TimeSliderProperties): JSX.Element {
  const { drawing, axis, rows, label, says, onRow } = properties;
  const { row = axis.from } = axis;
  const page = Math.max(1, Math.round((axis.to - axis.from) / pages));
  const step = (by: number): void => onRow(Math.min(rows - 1, Math.max(0, row + by)));
  const keys: Readonly<Record<string, () => void>> = {
    ArrowLeft: () => step(-1),
    ArrowRight: () => step(1),
    ArrowDown: () => step(-1),
    ArrowUp: () => step(1),
    PageDown: () => step(-page),
    PageUp: () => step(page),
    Home: () => onRow(axis.from),
    End: () => onRow(axis.to - 1),
  };
  return (
    <div class="vector-scroller">
      <div
        class="series-slider"
        role="slider"
        tabIndex={0}
        aria-label={label}
        aria-valuemin={1}
        aria-valuemax={rows}
        aria-valuenow={row + 1}
        aria-valuetext={says}
        onKeyDown={(event) => {
          const act = keys[event.key];
          if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
          event.preventDefault();
          act();
        }}
        onClick={({ currentTarget, clientX }) => {
          const box = currentTarget.firstElementChild?.getBoundingClientRect();
          if (!box || box.width === 0) return;
          onRow(rowAt(axis, ((clientX - box.left) / box.width) * drawing.width));
        }}
      >
        <SvgView drawing={drawing} />
      </div>
    </div>
  );
}
