/** What the cells did along a series, and which units go with a column. */
import { changesOf } from '../../engine/tasks/series/lines/scale';
import {
  correlationOf,
  gatesAtRows,
  mostVarying,
  type GatesAtRows,
} from '../../engine/tasks/series/seriesGates';
import { lengthOfSeries } from '../../engine/tasks/series/series';
import { evenRows } from '../../engine/tasks/series/thinning';
import { failed, success, type Failure, type Result } from '../../shared/failures';
import type { FollowingUnit, SeriesFollowing, SeriesGates } from '../../shared/questions/series';
import type { SeenSeries } from './seenSeries';

interface Place {
  readonly layer: number;
  readonly quantity: string;
  readonly units: number;
}

export async function seriesGates(
  seen: SeenSeries,
  asked: Place & { readonly from: number; readonly to: number; readonly rows: number },
): Promise<Result<SeriesGates, Failure>> {
  const { series, versions, until, read } = seen;
  const { from, to } = asked;
  if (from >= to || to > lengthOfSeries(series)) return failed({ kind: 'stale' });
  const rows = evenRows(from, to, asked.rows);
  const found = gatesFor(seen, rows, asked);
  if (!found.ok) return found;
  const { values: all, step } = found.value;
  await until(step);
  const { H } = read.network.shape;
  const units = mostVarying(all, H).slice(0, asked.units);
  const values = new Float32Array(rows.length * units.length);
  for (let n = 0; n < rows.length; n++) {
    units.forEach((unit, k) => (values[n * units.length + k] = all[n * H + unit]));
  }
  const { dates } = series;
  return success({
    ...{ ...versions, rows, units, values },
    ...(dates && { dates: Array.from(rows, (row) => dates[row]) }),
  });
}

function gatesFor(
  { read, pass }: SeenSeries,
  rows: ArrayLike<number>,
  { layer, quantity: name }: Place,
): Result<GatesAtRows, Failure> {
  const { layers } = read.network.layout;
  // Another model than the page knows of.
  if (layer >= layers.length) return failed({ kind: 'stale' });
  const { description } = layers[layer].cell;
  const letter = description.quantities.find((one) => one.name === name)?.letter;
  const found = letter === undefined ? undefined : gatesAtRows(read, pass, rows, { layer, letter });
  if (found) return success(found);
  const has = description.quantities.map(({ title }) => title);
  return failed({ kind: 'noQuantity', layer, name, cell: description.title, has });
}

/** Rows that are compared: the last ones. */
const mostCompared = 2000;

export async function seriesFollowing(
  seen: SeenSeries,
  asked: Place,
): Promise<Result<SeriesFollowing, Failure>> {
  const { series, versions, until, read } = seen;
  const to = lengthOfSeries(series);
  // The first row has no change.
  const from = Math.max(1, to - mostCompared);
  const found = gatesFor(seen, evenRows(from, to, mostCompared), asked);
  if (!found.ok) return found;
  const { values, step } = found.value;
  await until(step);
  const { H } = read.network.shape;
  const columns = read.values.map((all) => ({
    value: all.subarray(from, to),
    change: changesOf(all.subarray(from - 1, to)),
  }));
  const units = Array.from({ length: H }, (_, unit): FollowingUnit => {
    const goesWith = (column: Float64Array): number => correlationOf(values, H, unit, column);
    return {
      unit,
      values: columns.map(({ value }) => goesWith(value)),
      changes: columns.map(({ change }) => goesWith(change)),
    };
  });
  const strength = (one: FollowingUnit): number =>
    Math.max(...[...one.values, ...one.changes].map(Math.abs));
  units.sort((one, other) => strength(other) - strength(one));
  return success({ ...versions, from, to, units: units.slice(0, asked.units) });
}
