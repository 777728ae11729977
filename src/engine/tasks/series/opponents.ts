/** Who predicts the next value without a network. Each learns from the rows before `valid` and chooses by those before `test`. */
import { autoregression, lineError, onLine, repeating, type Line } from './lines/lines';
import { seasonOf } from './lines/season';
import type { SeriesSplit } from './series';
import { lineThrough } from './lines/straightLine';

export interface Forecaster {
  readonly name: string;
  /** The value of row `t` from those before it. */
  readonly next: (values: Float64Array, t: number) => number;
  /** Where it is a linear prediction. */
  readonly line?: Line;
}

export interface Opponents {
  readonly forecasters: readonly Forecaster[];
  /** Rows, where there is one. */
  readonly season: number | undefined;
}

export function opponentsOf(values: Float64Array, split: SeriesSplit): Opponents {
  const learnt = values.subarray(0, split.valid);
  const season = seasonOf(learnt);
  const { start, slope } = lineThrough(learnt);
  const forecasters = [
    linear('yesterday', repeating(1)),
    ...(season === undefined ? [] : [linear('lastSeason', repeating(season))]),
    { name: 'straightLine', next: (_: Float64Array, t: number) => start + slope * t },
    linear('autoregression', autoregression(values, split, season)),
  ];
  return { forecasters, season };
}

const linear = (name: string, line: Line): Forecaster => ({
  ...{ name, line },
  next: (values, t) => onLine(line, values, t),
});

/** The linear prediction that errs least on the validation rows: what a network begins with. */
export function bestLine(
  { forecasters }: Opponents,
  values: Float64Array,
  { valid, test }: SeriesSplit,
): Line {
  let best = { line: repeating(1), error: Infinity };
  for (const { line } of forecasters) {
    const error = line ? lineError(line, values, valid, test) : Infinity;
    if (line && error < best.error) best = { line, error };
  }
  return best.line;
}

/** Values of the rows from `from` on, each from those before it and from what was predicted meanwhile. */
export function rollOut(
  { next }: Pick<Forecaster, 'next'>,
  values: Float64Array,
  from: number,
  steps: number,
): Float64Array {
  const known = new Float64Array(from + steps);
  known.set(values.subarray(0, from));
  for (let t = from; t < from + steps; t++) known[t] = next(known, t);
  return known.subarray(from);
}
