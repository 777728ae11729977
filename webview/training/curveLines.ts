/**
 * The training's curve made fit for drawing: time that never runs backwards, no more points than
 * a screen can show, the mean standing for those left out.
 */
import { figureOfLoss, type Metric } from '../../src/shared/tasks';
import type { CurvePoint } from '../../src/shared/model/training';

export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** Seconds of training in all: a continued training counts from zero again, its curve goes on. */
export function continuousSeconds(points: readonly CurvePoint[]): number[] {
  let base = 0;
  let before = 0;
  return points.map(({ seconds }) => {
    if (seconds < before) base += before;
    before = seconds;
    return base + seconds;
  });
}

/** Training loss over time, nats per token. */
export function lossLine(points: readonly CurvePoint[], most: number): LinePoint[] {
  const seconds = continuousSeconds(points);
  return thinned(
    points.flatMap(({ loss }, place) => point(seconds[place], loss)),
    most,
  );
}

/** What is measured on what is not learnt from, over time, as its figure. */
export function validationLine(
  points: readonly CurvePoint[],
  most: number,
  metric: Metric['id'] = 'perplexity',
): LinePoint[] {
  const seconds = continuousSeconds(points);
  return thinned(
    points.flatMap(({ validation }, place) =>
      validation === undefined ? [] : point(seconds[place], figureOfLoss(metric, validation)),
    ),
    most,
  );
}

const point = (x: number | undefined, y: number): LinePoint[] =>
  x !== undefined && Number.isFinite(y) ? [{ x, y }] : [];

/** Means over stretches of equal length; the last point stays itself, because it is read. */
export function thinned(line: readonly LinePoint[], most: number): LinePoint[] {
  if (line.length <= most) return [...line];
  const stretch = Math.ceil((line.length - 1) / (most - 1));
  const means: LinePoint[] = [];
  for (let from = 0; from < line.length - 1; from += stretch) {
    const part = line.slice(from, Math.min(from + stretch, line.length - 1));
    means.push({ x: mean(part.map(({ x }) => x)), y: mean(part.map(({ y }) => y)) });
  }
  return [...means, ...line.slice(-1)];
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** Every n-th row and the last, so that a table has at most `most` of them. */
export function everyNth<T>(rows: readonly T[], most: number): { every: number; rows: T[] } {
  const every = Math.max(1, Math.ceil(rows.length / most));
  const last = rows.length - 1;
  return { every, rows: rows.filter((_, place) => place % every === 0 || place === last) };
}
