/** Which units go with which column: by correlation, over the last rows. */
import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import type { FollowingUnit } from '../../src/shared/questions/series';
import { useLongAnswer } from '../answers/useLongAnswer';
import { signed, whole } from '../parts/numbers';
import { NumbersTable } from '../parts/numbersTable';
import { quantityAt } from '../parts/quantities';
import { isSettled, type SeriesPartProperties } from './properties';

const units = 12;

export function Following(properties: SeriesPartProperties): JSX.Element | null {
  const { overview, host, page, active, subject, version } = properties;
  const [open, setOpen] = useState(false);
  const layer = Math.min(page.layer, Math.max(0, overview.cells.length - 1));
  const quantity = quantityAt(overview, layer, page.gate);
  const question = { layer, quantity: quantity.name, units };
  const { held, busy, trouble } = useLongAnswer(
    (asked: typeof question, cancel) => host.call('seriesFollowing', asked, { cancel }),
    active && open && isSettled(page) ? question : undefined,
    `${subject} following ${layer} ${quantity.name}`,
    version,
  );
  if (overview.cells.length === 0) return null;
  const answer = held?.answer;
  return (
    <details open={open} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>Which units follow which column</summary>
      {answer ? (
        <NumbersTable
          label="Table: units and columns"
          caption={`Correlation of the ${quantity.title.toLowerCase()} of layer ${layer + 1} with each column, over rows ${whole(answer.from + 1)} to ${whole(answer.to)}; the closest first. 1 or −1: they go together; 0: they do not. It says nothing of what causes what.`}
          heads={['Unit', 'Closest to', ...columnsOf(overview.columns)]}
          rows={answer.units.map((unit) => ({
            key: unit.unit,
            head: String(unit.unit),
            cells: [closest(unit, overview.columns), ...numbersOf(unit)],
          }))}
        />
      ) : (
        <p class="quiet" role="status">
          {trouble ?? (busy ? 'The network reads the last rows.' : '')}
        </p>
      )}
    </details>
  );
}

/** Beyond these a row would be too wide: what is closest is named all the same. */
const columnsShown = 4;

const columnsOf = (columns: readonly string[]): string[] =>
  columns.slice(0, columnsShown).flatMap((name) => [name, `Change of ${name}`]);

const numbersOf = ({ values, changes }: FollowingUnit): string[] =>
  values.slice(0, columnsShown).flatMap((value, n) => [signed(value), signed(changes[n] ?? 0)]);

function closest({ values, changes }: FollowingUnit, columns: readonly string[]): string {
  const all = columns.flatMap((name, n) => [
    { name, strength: Math.abs(values[n] ?? 0) },
    { name: `change of ${name}`, strength: Math.abs(changes[n] ?? 0) },
  ]);
  return all.reduce((one, other) => (other.strength > one.strength ? other : one)).name;
}
