/**
 * A small layer with random weights, over a few random steps: the compiled cell on one side, its
 * equations walked one by one on the other, and the gradients of a random weighting of h.
 */
import type { CellFlow, CellRecord, CellWeights, CompiledCell } from '../../kernels/compiledCell';
import { random as seeded, type Random } from '../../random';
import type { Compilation } from '../compiler/compile';
import type { CellDefinition } from '../definition';
import { cellBackward, cellForward, createScratch, tensorLength } from '../interpreter';
import { walkStep, type Scope, type Stops, type Values } from '../walk';

export interface TrialSizes {
  readonly T: number;
  readonly B: number;
  readonly K: number;
  readonly H: number;
}

export interface Trial extends TrialSizes {
  readonly definition: CellDefinition;
  readonly compilation: Compilation;
  readonly weights: CellWeights<Float64Array>;
  readonly record: CellRecord<Float64Array>;
  /** What the loss weighs h with, [T][B][H]. */
  readonly weighting: Float64Array;
}

export interface TrialGradients {
  readonly tensors: readonly Float64Array[];
  readonly x: Float64Array;
  /** At the states before the first step, [B][H] each. */
  readonly starts: readonly Float64Array[];
}

const goOn = (): boolean => false;

export function createTrial(
  definition: CellDefinition,
  compilation: Compilation,
  sizes: TrialSizes,
  seed: number,
): Trial {
  const { T, B, K, H } = sizes;
  const { cell } = compilation;
  const random = seeded(seed);
  const record = {
    ...{
      T,
      B,
      x: filled(random, T * B * K, 1),
      columns: new Float64Array(T * B * cell.columns * H),
    },
    states: cell.states.map(({ start }) => {
      const state = new Float64Array((T + 1) * B * H);
      // Around where the cell starts, so that a state which it divides by does not cross 0.
      for (let n = 0; n < B * H; n++) state[n] = start + random.between(0.1, 0.5);
      return state;
    }),
  };
  const tensors = cell.tensors.map((tensor) => {
    const values = filled(random, tensorLength(tensor, K, H), 0.7);
    return values.map((value, n) => {
      const start = tensor.starts[Math.floor((n * tensor.blocks.length) / values.length)];
      return Number.isNaN(start) ? value : value + start;
    });
  });
  const weighting = filled(random, T * B * H, 0.5);
  return { ...sizes, definition, compilation, record, weighting, weights: { K, H, tensors } };
}

const filled = (random: Random, length: number, most: number): Float64Array =>
  Float64Array.from({ length }, () => random.between(-most, most));

/** Fills the record, and gives the gradients of the loss. */
export function runTrial({ compilation, weights, record, weighting }: Trial): TrialGradients {
  const { cell } = compilation;
  const { B, T, x } = record;
  const { K, H } = weights;
  const scratch = createScratch(cell, B, H);
  const gradients = {
    K,
    H,
    tensors: weights.tensors.map(({ length }) => new Float64Array(length)),
  };
  const flow: CellFlow & { dx: Float64Array } = {
    dh: weighting.slice(),
    dz: new Float64Array(T * B * cell.slots.length * H),
    dx: new Float64Array(x.length),
  };
  cellForward(cell, weights, record, goOn, scratch);
  cellBackward(cell, weights, record, flow, gradients, goOn, scratch);
  const starts = cell.states.map((_, state) =>
    scratch.carriedIn.slice(state * B * H, (state + 1) * B * H),
  );
  return { tensors: gradients.tensors, x: flow.dx, starts };
}

/** Every quantity of every row, from the equations: [T][B]. */
export function walkTrial(trial: Trial, stops: Stops): Values[] {
  const { T, B, definition } = trial;
  const rows: Values[] = [];
  for (let n = 0; n < T * B; n++) {
    const before = n < B ? undefined : rows[n - B];
    rows.push(walkStep(definition, { ...scopeOf(trial, n, new Map(), before), stops }));
  }
  return rows;
}

/** What the equations of row n may speak of. @param before its states of before, but for the first step */
export function scopeOf(trial: Trial, n: number, values: Values, before?: Values): Scope {
  const { K, H, record, compilation, weights } = trial;
  return {
    layer: { H, weights: rowsOf(compilation.cell, weights) },
    x: record.x.subarray(n * K, (n + 1) * K),
    before: before ?? startOf(trial, n),
    ...{ values, stops: { values: [], next: undefined } },
  };
}

function startOf({ compilation, record, H }: Trial, b: number): Values {
  return new Map(
    compilation.cell.states.map(({ letter }, state) => [
      letter,
      record.states[state].subarray(b * H, (b + 1) * H),
    ]),
  );
}

function rowsOf({ tensors }: CompiledCell, weights: CellWeights<Float64Array>) {
  return (letter: string, block: string): Float64Array => {
    const index = tensors.findIndex((tensor) => tensor.letter === letter);
    const { blocks } = tensors[index];
    const values = weights.tensors[index];
    const length = values.length / blocks.length;
    const place = blocks.indexOf(block);
    return values.subarray(place * length, (place + 1) * length);
  };
}

export function lossOf({ weighting, H }: Trial, rows: readonly Values[]): number {
  let loss = 0;
  rows.forEach((row, n) => {
    row.get('h')?.forEach((h, j) => (loss += weighting[n * H + j] * h));
  });
  return loss;
}

/** What the record of the compiled cell says a quantity was in row n. */
export function recorded(
  { compilation, record, B, H }: Trial,
  letter: string,
  n: number,
): Float64Array {
  const place = compilation.places.get(letter);
  if (!place) throw new Error(`${letter} is not in the record.`);
  const { columns } = compilation.cell;
  return place.array === 'state'
    ? record.states[place.index].subarray((n + B) * H, (n + B + 1) * H)
    : record.columns.subarray((n * columns + place.index) * H, (n * columns + place.index + 1) * H);
}
