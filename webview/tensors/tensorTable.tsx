/** The table of the listed tensors, a page of them at a time; tells which of them are seen. */
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { TensorRow } from '../../src/shared/model/tensors';
import type { TensorOrder, SortKey } from './listedTensors';
import type { Found } from './statisticsQueue';
import { TensorRows } from './tensorRows';
import '../parts/numbersTable.css';

export interface TensorTableProperties {
  readonly name: string;
  /** Of this page. */
  readonly rows: readonly TensorRow[];
  readonly found: ReadonlyMap<number, Found>;
  readonly gates: boolean;
  readonly gone: boolean;
  readonly order: TensorOrder | undefined;
  readonly onOrder: (by: SortKey) => void;
  readonly onSeen: (places: readonly number[]) => void;
}

const plainHeads: readonly (readonly [title: string, meaning: string])[] = [
  [
    'Distribution',
    'How the numbers are distributed between least and greatest; the line marks zero',
  ],
  ['Least', 'Of the finite numbers'],
  ['Greatest', 'Of the finite numbers'],
  ['Mean', 'Of the finite numbers'],
  ['Std. dev.', 'Standard deviation of the finite numbers, divided by their count'],
  ['Zeros', 'Share of numbers that are exactly zero'],
  ['Not finite', 'Numbers that are undefined (NaN) or infinite'],
];

export function TensorTable(properties: TensorTableProperties): JSX.Element {
  const { name, rows, found, gates, gone, order, onOrder, onSeen } = properties;
  const scroller = useRef<HTMLDivElement>(null);
  const list = rows.map(({ place }) => place).join();
  useEffect(() => watchSeen(scroller.current, rows, onSeen), [list, gates, onSeen]);
  const sortable = (by: SortKey, title: string): JSX.Element => (
    <SortHead {...{ by, title, order, onOrder }} />
  );
  return (
    <div
      class="table-scroller tensors"
      tabIndex={0}
      role="region"
      aria-label="Tensors"
      ref={scroller}
    >
      <table class="numbers">
        <caption class="unseen">Tensors of {name}</caption>
        <thead>
          <tr>
            {sortable('name', 'Name')}
            {sortable('dtype', 'Type')}
            {sortable('numbers', 'Shape')}
            {plainHeads.map(([title, meaning]) => (
              <th key={title} scope="col" title={meaning}>
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <TensorRows key={row.place} {...{ row, gates, gone }} found={found.get(row.place)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function SortHead(properties: {
  readonly by: SortKey;
  readonly title: string;
  readonly order: TensorOrder | undefined;
  readonly onOrder: (by: SortKey) => void;
}): JSX.Element {
  const { by, title, order, onOrder } = properties;
  const mine = order?.by === by ? order : undefined;
  const sign = mine ? (mine.falling ? '▼' : '▲') : '↕';
  return (
    <th scope="col" aria-sort={mine ? (mine.falling ? 'descending' : 'ascending') : 'none'}>
      <button type="button" class="sort" onClick={() => onOrder(by)}>
        {title}
        <span class={mine ? 'sorted' : 'quiet'} aria-hidden="true">
          {' '}
          {sign}
        </span>
      </button>
    </th>
  );
}

/** Returns the way out. */
function watchSeen(
  scroller: HTMLElement | null,
  rows: readonly TensorRow[],
  onSeen: (places: readonly number[]) => void,
): () => void {
  const seen = new Set<Element>();
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) seen.add(target);
      else seen.delete(target);
    }
    const places = new Set([...seen].map((row) => Number(row.getAttribute('data-place'))));
    onSeen(rows.flatMap(({ place }) => (places.has(place) ? [place] : [])));
  });
  for (const row of scroller?.querySelectorAll('tr[data-place]') ?? []) observer.observe(row);
  return () => observer.disconnect();
}
