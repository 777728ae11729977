/** Who predicts the next value without a network. Each learns from the rows before `valid` and chooses by those before `test`. */
import { inOneGo, type Steps } from '../../steps';
import {
  autoregression,
  lineError,
  mostCounted,
  onLine,
  repeating,
  type Line,
} from './lines/lines';
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

export const opponentsOf = (values: Float64Array, split: SeriesSplit): Opponents =>
  inOneGo(fittingOpponents(values, split));

export function* fittingOpponents(values: Float64Array, split: SeriesSplit): Steps<Opponents> {
  const learnt = values.subarray(0, split.valid);
  const season = yield* seasonOf(learnt.subarray(-mostCounted));
  const { start, slope } = lineThrough(learnt);
  const forecasters = [
    linear('yesterday', repeating(1)),
    ...(season === undefined ? [] : [linear('lastSeason', repeating(season))]),
    { name: 'straightLine', next: (_: Float64Array, t: number) => start + slope * t },
    linear('autoregression', yield* autoregression(values, split, season)),
  ];
  return { forecasters, season };
}

const linear = (name: string, line: Line): Forecaster => ({
  ...{ name, line },
  next: (values, t) => onLine(line, values, t),
});

/** The linear prediction that errs least on the validation rows: what a network begins with. */
export function* bestLine(
  { forecasters }: Opponents,
  values: Float64Array,
  { valid, test }: SeriesSplit,
): Steps<Line> {
  let best = { line: repeating(1), error: Infinity };
  for (const { line } of forecasters) {
    const error = line ? yield* lineError(line, values, valid, test) : Infinity;
    if (line && error < best.error) best = { line, error };
  }
  return best.line;
}

/** Values of the rows from `from` on, each from those before it and from what was predicted meanwhile. */
export function rollOut(
  forecaster: Pick<Forecaster, 'next'>,
  values: Float64Array,
  from: number,
  steps: number,
): Float64Array {
  return rollOutOn(roomFor(values, steps), forecaster, from, steps);
}

/** A copy with room for what comes after it: of many roll-outs one is enough. */
export function roomFor(values: Float64Array, steps: number): Float64Array {
  const room = new Float64Array(values.length + steps);
  room.set(values);
  return room;
}

/** The same in a copy that is as it was before when it is done. */
export function rollOutOn(
  room: Float64Array,
  { next }: Pick<Forecaster, 'next'>,
  from: number,
  steps: number,
): Float64Array {
  const before = room.slice(from, from + steps);
  for (let t = from; t < from + steps; t++) room[t] = next(room, t);
  const predicted = room.slice(from, from + steps);
  room.set(before, from);
  return predicted;
}
