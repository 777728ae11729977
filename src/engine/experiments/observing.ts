/** What a trained network does on sequences: all values of one unit step by step, or the states of all units. */
import type { Place } from '../kernels/compiledCell';
import type { Range } from '../cells/display/ranges';
import { readSequences, type CellNetwork } from './learners/cellNetwork';
import type { Sequence } from './sequence';

export interface ObservedQuantity {
  readonly title: string;
  readonly range: Range;
  /** Of the unit, a number for each step. */
  readonly values: readonly number[];
}

export interface Observed {
  /** Whose carried state varies most over the sequence. */
  readonly unit: number;
  readonly quantities: readonly ObservedQuantity[];
}

export function observe(network: CellNetwork, sequence: Sequence): Observed {
  readSequences(network, [sequence]);
  const { cell, recipe } = network;
  const steps = Array.from({ length: sequence.length }, (_, t) => t);
  const along = (place: Place, unit: number) => steps.map((t) => valueAt(network, place, t, unit));
  const carried = cell.compiled.states.length - 1;
  const units = Array.from({ length: recipe.H }, (_, unit) => unit);
  const spreads = units.map((unit) => varianceOf(along({ array: 'state', index: carried }, unit)));
  const unit = spreads.indexOf(Math.max(...spreads));
  return {
    unit,
    quantities: cell.description.quantities.map(({ title, range, place }) => ({
      ...{ title, range, values: along(place, unit) },
    })),
  };
}

/**
 * Everything that is carried after each step, [length][states][H], of each sequence; between -1 and 1, so that
 * a memory that grows does not drown what else there is.
 */
export function carriedBy(network: CellNetwork, sequences: readonly Sequence[]): Float64Array[] {
  const { H } = network.recipe;
  const width = network.cell.compiled.states.length * H;
  return sequences.map((sequence) => {
    readSequences(network, [sequence]);
    const values = new Float64Array(sequence.length * width);
    for (let n = 0; n < values.length; n++) {
      const index = Math.floor((n % width) / H);
      values[n] = valueAt(network, { array: 'state', index }, Math.floor(n / width), n % H);
      // What is shown is within already.
      if (index > 0) values[n] = Math.tanh(values[n]);
    }
    return values;
  });
}

/** One quantity of all units over all steps of some sequences. */
export function valuesOf(
  network: CellNetwork,
  sequences: readonly Sequence[],
  place: Place,
): number[] {
  return sequences.flatMap((sequence) => {
    readSequences(network, [sequence]);
    return Array.from({ length: sequence.length }, (_, t) =>
      Array.from({ length: network.recipe.H }, (_, unit) => valueAt(network, place, t, unit)),
    ).flat();
  });
}

/** In the first lane. */
function valueAt({ record, weights, cell }: CellNetwork, place: Place, t: number, unit: number) {
  const { H } = weights.cell;
  const { B } = record;
  return place.array === 'column'
    ? record.columns[(t * B * cell.compiled.columns + place.index) * H + unit]
    : record.states[place.index][(t + 1) * B * H + unit];
}

function varianceOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length;
}
