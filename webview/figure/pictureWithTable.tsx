/** A picture with its table, and both to take away. */
import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { gateValue, powerText, whole } from '../parts/numbers';
import { NumbersTable } from '../parts/numbersTable';
import type { Drawing } from '../vector/drawing';
import type { ViewProperties } from '../page/viewProperties';
import { visibleWord } from '../parts/words';
import { PictureActions } from './pictureActions';
import type { DataTable, Value } from './dataTable';

export function PictureWithTable(
  properties: Pick<ViewProperties, 'host' | 'exporting'> & {
    /** Part of the proposed file name. */
    readonly view: string;
    /** `Export Picture…` takes this one. */
    readonly active: boolean;
    readonly title: string;
    readonly controls?: ComponentChildren;
    readonly drawing: () => Drawing;
    /** Its first column is the head of each row. */
    readonly table: () => DataTable;
    /** Of the row that the picture is about. */
    readonly current?: number;
    /** Its numbers as they are read; else three decimals, and whole ones where the column's name says so. */
    readonly write?: (value: number, column: string) => string;
    readonly children: ComponentChildren;
  },
): JSX.Element {
  const { host, exporting, view, active, title, controls, drawing, table, current, children } =
    properties;
  const { write } = properties;
  const [asTable, setAsTable] = useState(false);
  const { columns, counted = [], powers = [], rows } = asTable ? table() : nothing;
  return (
    <figure class="chart">
      <figcaption>
        <b>
          <bdi>{title}</bdi>
        </b>
      </figcaption>
      <div class="bar">
        <div class="group">{controls}</div>
        <PictureActions
          {...{ host, exporting, view, active, asTable, table }}
          onTable={setAsTable}
          picture={() => ({ kind: 'vector', drawing: drawing() })}
        />
      </div>
      {asTable ? (
        <NumbersTable
          label={`Table: ${title}`}
          caption={title}
          heads={columns}
          rows={rows.map(([word = '', ...cells], key) => ({
            key,
            head:
              typeof word === 'string' ? (
                <bdi class="word">{visibleWord(word)}</bdi>
              ) : (
                (write?.(word, columns[0] ?? '') ?? gateValue(word))
              ),
            cells: cells.map((cell, n) => {
              const column = columns[n + 1] ?? '';
              if (write && typeof cell === 'number') return write(cell, column);
              if (typeof cell === 'number' && powers.includes(column)) return powerText(cell);
              return written(cell, column, counted.includes(column));
            }),
            current: key === current,
          }))}
        />
      ) : (
        children
      )}
    </figure>
  );
}

const nothing: DataTable = { title: '', columns: [], rows: [] };

/** What counts from 0 in data counts from 1 here. */
function written(value: Value, column: string, isCounted: boolean): string {
  if (typeof value === 'string') return value;
  if (isCounted) return whole(value + 1);
  return wholeColumns.test(column) ? whole(value) : gateValue(value);
}
const wholeColumns = /^(Number of|Rank)/;
