/** A series from the file that a command is given; what is wrong with it is refused with its name. */
import { basename } from 'node:path';
import { readSeries, type SeriesWishes } from '../../engine/tasks/series/reading/readSeries';
import type { Series } from '../../engine/tasks/series/series';
import { readText, refuse } from '../command';
import type { ExampleOptions } from './exampleOptions';

/** @throws UsageError */
export async function seriesFrom(path: string, wishes: SeriesWishes): Promise<Series> {
  const read = readSeries(await readText(path), wishes);
  return read.ok
    ? read.value
    : refuse({ kind: 'badExamples', name: basename(path), flaw: read.flaw });
}

/** `close,volume`: the one that is predicted, and what is read beside it. */
export const columnsWished = ({ column }: ExampleOptions): SeriesWishes => {
  const columns = (column ?? '').split(',').map((name) => name.trim());
  return { columns: columns.filter((name) => name !== '') };
};
