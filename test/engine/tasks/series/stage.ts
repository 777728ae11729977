/** A network of a series after a few steps, and its text. */
import { encodeModelFile } from '../../../../src/engine/files/modelFile';
import {
  splitSeries,
  type Series,
  type SeriesSplit,
} from '../../../../src/engine/tasks/series/series';
import { storedSeriesModel } from '../../../../src/engine/tasks/series/seriesModel';
import { createSeriesNetwork } from '../../../../src/engine/tasks/series/seriesNetwork';
import { createTwin } from '../../../../src/engine/twin/twin';

export const kernels = createTwin({ interrupted: () => false });

export const seriesOf = (...columns: Float64Array[]): Series => ({
  ...{ task: 'series', skips: 0, numeric: columns.map((_, n) => `c${n}`) },
  columns: columns.map((values, n) => ({ name: `c${n}`, values })),
  lines: Int32Array.from(columns[0], (_, n) => n + 1),
});

export function networkOf(series: Series, steps = 1) {
  const split = splitSeries(series.lines.length);
  const options = { kernels, series, split, seed: 1, arithmetic: 'separate', steps } as const;
  return createSeriesNetwork({ ...options, chosen: { cell: 'gru', L: 1 } });
}

/** A line of the file for each row, below a heading; its dates are days from 2024-01-01 on. */
export function textOf({ columns }: Series, { dated = true } = {}): string {
  const rows = Array.from(columns[0].values, (_, n) => {
    const day = new Date(Date.UTC(2024, 0, 1 + n)).toISOString().slice(0, 10);
    const cells = columns.map(({ values }) => String(values[n]));
    return [...(dated ? [day] : []), ...cells].join(',');
  });
  const heading = [...(dated ? ['date'] : []), ...columns.map(({ name }) => name)].join(',');
  return `${[heading, ...rows].join('\n')}\n`;
}

/** As a training stores it. */
export function modelOf(
  { network, columns, trainer }: ReturnType<typeof networkOf>,
  documentKey: string,
  split?: SeriesSplit,
): Uint8Array<ArrayBuffer> {
  const facts = { plan: trainer.plan, version: 1, steps: 1, history: [], documentKey };
  return new Uint8Array(encodeModelFile(storedSeriesModel(network, columns, facts, split)));
}
