/** Values, predictions and gates over time: which rows are shown, and the row of the cursor. */
import type { JSX } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Button, Chips, Select } from '../../parts/controls';
import { whole } from '../../parts/numbers';
import { GatesOverTime } from './gatesOverTime';
import type { SeriesPartProperties, Stretch } from '../properties';
import { placeSentence } from '../texts';
import { ValuesOverTime } from './valuesOverTime';

/** Rows that are shown; none: all of them. */
const lengths = ['all', '2000', '400', '100'] as const;
type Length = (typeof lengths)[number];

export function OverTime(properties: SeriesPartProperties): JSX.Element {
  const { overview, place } = properties;
  const { rows, columns } = overview;
  const [length, setLength] = useState<Length>('all');
  const [column, setColumn] = useState(0);
  const [from, setFrom] = useState(0);
  const row = place?.row;
  const count = length === 'all' ? rows : Math.min(rows, Number(length));
  const first = Math.min(from, rows - count);
  const shown: Stretch = { from: first, to: first + count };
  useEffect(() => {
    const isInside = row !== undefined && row >= shown.from && row < shown.to;
    if (row !== undefined && !isInside) setFrom(Math.max(0, row - (count >> 1)));
  }, [row, count]);
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const shift = (by: number): void => setFrom(Math.max(0, Math.min(rows - count, first + by)));
  const common = { ...properties, shown, column: Math.min(column, columns.length - 1), width };
  return (
    <section>
      <h2>Over time</h2>
      <div class="group">
        {columns.length > 1 && (
          <Select
            label="Column"
            choices={columns.map((name, n) => [String(n), name] as const)}
            chosen={String(common.column)}
            onChoose={(chosen) => setColumn(Number(chosen))}
          />
        )}
        <Chips
          legend="Rows that are shown"
          group="series-rows"
          choices={lengths
            .filter((one) => one === 'all' || Number(one) < rows)
            .map((one) => [one, one === 'all' ? 'All rows' : whole(Number(one))] as const)}
          chosen={length}
          onChoose={setLength}
        />
        {count < rows && (
          <>
            <Button disabled={first === 0} onClick={() => shift(-(count >> 1))}>
              Earlier rows
            </Button>
            <Button disabled={first + count >= rows} onClick={() => shift(count >> 1)}>
              Later rows
            </Button>
          </>
        )}
      </div>
      <p class="series-place" role="status">
        {place ? placeSentence(place, overview, common.column) : '…'}
      </p>
      <div ref={box}>
        <ValuesOverTime {...common} />
        <GatesOverTime {...common} />
      </div>
      <p class="quiet">
        Click, or use the arrow keys in the picture, to go to a row; the mark follows the cursor.
      </p>
    </section>
  );
}

const widths = { least: 300, most: 900 } as const;

/** Of an element, as wide as pictures are drawn. */
function useWidth(box: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(640);
  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const measure = (): void => {
      const { clientWidth } = element;
      if (clientWidth > 0) setWidth(Math.min(widths.most, Math.max(widths.least, clientWidth)));
    };
    measure();
    if (typeof ResizeObserver === 'undefined') return undefined;
    const watcher = new ResizeObserver(measure);
    watcher.observe(element);
    return () => watcher.disconnect();
  }, []);
  return width;
}
