/**
 * The network of a series. It begins with the linear prediction that errs least on the validation rows, and
 * learns what that leaves over: so it is that prediction where there is nothing more to learn. At each
 * row it reads the value and the last change of each column, in units of what it learns from.
 */
import { inOneGo, pauses, type Steps } from '../../steps';
import type { Kernels } from '../../kernels/kernels';
import { createNetwork, initialise, type Network } from '../../network/network';
import type { ModelShape } from '../../network/shape';
import { random } from '../../random';
import type { Objective } from '../../training/objective';
import type { Plan } from '../../training/plan';
import { beginSilent, type Rows } from '../../training/series/numberSteps';
import { seriesObjective } from '../../training/series/seriesObjective';
import { createTrainer, type Trainer } from '../../training/trainer';
import type { TrainingWishes } from '../networks/trainingWishes';
import { onLine, reachOf } from './lines/lines';
import { bestLine, fittingOpponents, type Opponents } from './opponents';
import { changesOf, meanAndSpread } from './lines/scale';
import type { Series, SeriesSplit } from './series';
import type { ColumnFacts } from './seriesFacts';

export interface SeriesTaskOptions extends TrainingWishes {
  readonly series: Series;
  readonly split: SeriesSplit;
  /** Units of a layer, instead of the recipe's. */
  readonly units?: number | undefined;
}

export interface SeriesOptions extends SeriesTaskOptions {
  readonly kernels: Kernels;
}

export interface SeriesNetwork {
  readonly network: Network;
  readonly trainer: Trainer;
  readonly columns: readonly ColumnFacts[];
}

/** What a training of a series starts with, before there is a network. */
export interface SeriesTask {
  readonly columns: readonly ColumnFacts[];
  readonly shape: ModelShape;
  readonly plan: Plan;
  /** Steps after which it is judged. */
  readonly perRound: number;
  /** Sets the first weights: the network says nothing yet, so its prediction is the lines'. */
  begin(network: Network): void;
  objective(network: Network): Objective;
  /** On the rows that it stops by, in the objective's measure: the error of the best opponent of each column. */
  readonly bestOpponent: number;
}

/** Found on this page's generators (docs/tasks.md). */
const recipe = {
  ...{ H: 32, B: 16, T: 64, learningRate: 5e-3, weightDecay: 0.01 },
  ...{ steps: 1500, perRound: 50, patience: 10 },
};

export function* makingSeriesTask(options: SeriesTaskOptions): Steps<SeriesTask> {
  const { series, split, seed, memory } = options;
  const columns: ColumnFacts[] = [];
  const errors: number[] = [];
  for (const { name, values: column } of series.columns) {
    const opponents = yield* fittingOpponents(column, split);
    const facts = yield* columnFacts({ name, values: column }, split, opponents);
    columns.push(facts);
    errors.push(yield* bestError(facts, column, split, opponents));
  }
  const values = series.columns.map((column) => column.values);
  const reach = Math.max(1, ...columns.map(({ line }) => reachOf(line)));
  const learnt = { from: Math.min(reach, split.valid - 2), to: split.valid - 1 };
  const judged = { from: split.valid - 1, to: split.test - 1 };
  const T = Math.min(recipe.T, learnt.to - learnt.from);
  const { B, perRound } = recipe;
  return {
    ...{ columns, perRound, shape: seriesShape(options, columns.length) },
    plan: seriesPlan(options, T),
    begin(network) {
      initialise(network, random(seed), new Float64Array(columns.length), memory);
      beginSilent(network.parameters);
    },
    objective: (network) =>
      seriesObjective(network, {
        ...{ read: rowsOf(values, columns), asked: leftOver(values, columns) },
        ...{ learnt, judged, B, T, perRound },
      }),
    bestOpponent: mean(errors),
  };
}

const mean = (numbers: readonly number[]): number =>
  numbers.reduce((sum, number) => sum + number, 0) / numbers.length;

function* bestError(
  { left }: ColumnFacts,
  values: Float64Array,
  { valid, test }: SeriesSplit,
  { forecasters }: Opponents,
): Steps<number> {
  const isDue = pauses();
  let best = Infinity;
  for (const { next } of forecasters) {
    let sum = 0;
    for (let t = valid; t < test; t++) {
      const error = (values[t] - next(values, t)) / left;
      sum += error * error;
      if (isDue(mostLags)) yield;
    }
    best = Math.min(best, sum / Math.max(1, test - valid));
  }
  return best;
}

export function createSeriesNetwork(options: SeriesOptions): SeriesNetwork {
  const { columns, plan, ...task } = inOneGo(makingSeriesTask(options));
  const network = createNetwork(options.kernels, task.shape);
  task.begin(network);
  const objective = task.objective(network);
  const trainer = createTrainer({ network, objective, plan, start: 'loaded' });
  return { network, trainer, columns };
}

/** Of a linear prediction: as much work for a row. */
const mostLags = 64;

function* columnFacts(
  { name, values }: Series['columns'][number],
  split: SeriesSplit,
  opponents: Opponents,
): Steps<ColumnFacts> {
  const isDue = pauses();
  const learnt = values.subarray(0, split.valid);
  const line = yield* bestLine(opponents, values, split);
  const left: number[] = [];
  for (let t = Math.min(reachOf(line), split.valid - 2); t < split.valid; t++) {
    left.push(values[t] - onLine(line, values, t));
    if (isDue(mostLags)) yield;
  }
  const { mean, spread } = meanAndSpread(learnt);
  return {
    ...{ name, mean, spread },
    line: { ...line, lags: [...line.lags], weights: [...line.weights] },
    change: meanAndSpread(changesOf(learnt)).spread,
    left: meanAndSpread(Float64Array.from(left)).spread,
  };
}

function seriesShape({ chosen, units }: SeriesTaskOptions, columns: number): ModelShape {
  return {
    ...chosen,
    ...{ reads: 'numbers', tokens: 'ids', cut: 2, V: 1, outputs: columns },
    ...{ E: 2 * columns, H: units ?? recipe.H, tied: false },
  };
}

function seriesPlan(
  { seed, arithmetic, memory = 0, steps = recipe.steps }: SeriesTaskOptions,
  T: number,
): Plan {
  const { B, learningRate, weightDecay, perRound, patience } = recipe;
  return {
    ...{ steps, B, T, learningRate, weightDecay, seed, arithmetic, samples: 0, clip: 1 },
    ...{ warmUp: perRound, validateEvery: perRound, patience },
    ...(memory > 0 && { memory }),
  };
}

/** What is read of a row: of each column its value and its last change. */
export function readRow(
  values: readonly Float64Array[],
  columns: readonly ColumnFacts[],
  t: number,
  into: Float64Array,
  at: number,
): void {
  columns.forEach(({ mean, spread, change }, c) => {
    const value = values[c][t];
    into[at + 2 * c] = (value - mean) / spread;
    into[at + 2 * c + 1] = (value - values[c][Math.max(0, t - 1)]) / change;
  });
}

export function rowsOf(values: readonly Float64Array[], columns: readonly ColumnFacts[]): Rows {
  const width = 2 * columns.length;
  const all = new Float64Array((values[0]?.length ?? 0) * width);
  for (let t = 0; t * width < all.length; t++) readRow(values, columns, t, all, t * width);
  return { values: all, width };
}

/** After each row: what the lines leave over of the next one; after the last row nothing is known. */
function leftOver(values: readonly Float64Array[], columns: readonly ColumnFacts[]): Rows {
  const width = columns.length;
  const rows = values[0]?.length ?? 0;
  const all = new Float64Array(rows * width);
  columns.forEach(({ line, left }, c) => {
    for (let t = 0; t + 1 < rows; t++) {
      all[t * width + c] = (values[c][t + 1] - onLine(line, values[c], t + 1)) / left;
    }
  });
  return { values: all, width };
}
