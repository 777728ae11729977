/**
 * One layer of any cell with answers read off it, on the kernels: forward over sequences side by side,
 * and back. The answers are few, so that they are plain loops here.
 */
import type { Cell } from '../../cells/cell';
import { tensorLength } from '../../cells/interpreter';
import type { CellFlow, CellRecord, CellWeights } from '../../kernels/compiledCell';
import type { Floats, Kernels } from '../../kernels/kernels';
import type { Random } from '../../random';
import type { Sequence, TaskSizes } from '../sequence';
import { beginCell, beginReadout } from './beginning';
import { slopeOf, squash } from './learner';
import type { Recipe } from './recipe';

/** Views into one flat array, of weights or of their gradients. */
interface Parts {
  readonly values: Floats;
  readonly cell: CellWeights;
  /** [outputs][H] and [outputs]. */
  readonly w: Floats;
  readonly b: Floats;
}

export interface CellNetwork {
  readonly kernels: Kernels;
  readonly cell: Cell;
  readonly sizes: TaskSizes;
  readonly recipe: Recipe;
  readonly weights: Parts;
  readonly gradients: Parts;
  readonly record: CellRecord;
  readonly flow: CellFlow;
  /** How many weights there are, without padding. */
  readonly count: number;
  /** One answer. */
  readonly row: Float64Array;
}

const padded = (n: number, { alignment }: Kernels): number => Math.ceil(n / alignment) * alignment;

export function createCellNetwork(
  kernels: Kernels,
  cell: Cell,
  sizes: TaskSizes,
  recipe: Recipe,
  random: Random,
): CellNetwork {
  const { compiled } = cell;
  const [K, H] = [padded(sizes.inputs, kernels), padded(recipe.H, kernels)];
  const weights = allocateParts(kernels, cell, sizes, recipe.H);
  beginCell(cell, weights.cell, { ...sizes, H: recipe.H }, recipe.keep, random);
  beginReadout(weights.w, { ...sizes, H: recipe.H }, H, random);
  const rows = sizes.longest * recipe.batch;
  const record = {
    ...{ T: sizes.longest, B: recipe.batch, x: kernels.floats(rows * K) },
    columns: kernels.floats(rows * compiled.columns * H),
    states: compiled.states.map(() => kernels.floats((rows + recipe.batch) * H)),
  };
  const flow = {
    dh: kernels.floats(rows * H),
    dz: kernels.floats(rows * compiled.slots.length * H),
    dx: kernels.floats(rows * K),
  };
  const count =
    compiled.tensors.reduce((sum, it) => sum + tensorLength(it, sizes.inputs, recipe.H), 0) +
    sizes.outputs * (recipe.H + 1);
  return {
    ...{ kernels, cell, sizes, recipe, weights, record, flow, count },
    gradients: allocateParts(kernels, cell, sizes, recipe.H),
    row: new Float64Array(sizes.outputs),
  };
}

function allocateParts(
  kernels: Kernels,
  { compiled }: Cell,
  { inputs, outputs }: TaskSizes,
  units: number,
): Parts {
  const [K, H, O] = [inputs, units, outputs].map((n) => padded(n, kernels));
  const lengths = [...compiled.tensors.map((it) => tensorLength(it, K, H)), O * H, O];
  const values = kernels.floats(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  const views = lengths.map((length) => values.subarray(at, (at += length)));
  const [w, b] = views.slice(-2);
  return { values, cell: { K, H, units, tensors: views.slice(0, -2) }, w, b };
}

/** So many steps of the record, from the first. */
function shorter(
  { T: _, B, x, columns, states }: CellRecord,
  { K, H }: CellWeights,
  width: number,
  from: number,
  to: number,
): CellRecord {
  return {
    ...{ T: to - from, B, x: x.subarray(from * B * K, to * B * K) },
    columns: columns.subarray(from * B * width * H, to * B * width * H),
    states: states.map((state) => state.subarray(from * B * H, (to + 1) * B * H)),
  };
}

const steps = (sequences: readonly Sequence[]): number =>
  Math.max(...sequences.map(({ length }) => length));

/** Reads sequences, at most as many as stand side by side. @returns of each the answers */
export function readSequences(
  network: CellNetwork,
  sequences: readonly Sequence[],
): Float64Array[] {
  const { kernels, cell, weights, record } = network;
  fillInput(network, sequences);
  const { H } = weights.cell;
  record.states.forEach((state, s) => {
    state.fill(cell.compiled.states[s].start, 0, record.B * H);
  });
  const run = shorter(record, weights.cell, cell.compiled.columns, 0, steps(sequences));
  kernels.cellForward(cell.compiled, weights.cell, run);
  return sequences.map((sequence, b) => answersOf(network, sequence, b));
}

/** What comes after a sequence's end is 0, and nobody asks for it. */
function fillInput({ record, weights }: CellNetwork, sequences: readonly Sequence[]): void {
  const { K } = weights.cell;
  const { B, x } = record;
  x.fill(0, 0, steps(sequences) * B * K);
  sequences.forEach(({ read, length }, b) => {
    if (read.kind === 'symbols') {
      for (let t = 0; t < length; t++) x[(t * B + b) * K + read.symbols[t]] = 1;
      return;
    }
    const width = read.numbers.length / length;
    for (let t = 0; t < length; t++) {
      for (let k = 0; k < width; k++) x[(t * B + b) * K + k] = read.numbers[t * width + k];
    }
  });
}

function answersOf(network: CellNetwork, { asked }: Sequence, b: number): Float64Array {
  const { weights, record, recipe, sizes, row } = network;
  const { H } = weights.cell;
  const h = record.states[0];
  const answers = new Float64Array(asked.length * sizes.outputs);
  asked.forEach((t, n) => {
    const from = ((t + 1) * record.B + b) * H;
    for (let k = 0; k < sizes.outputs; k++) {
      let sum = weights.b[k];
      for (let j = 0; j < recipe.H; j++) sum += weights.w[k * H + j] * h[from + j];
      row[k] = sum;
    }
    squash(row, recipe.output);
    answers.set(row, n * sizes.outputs);
  });
  return answers;
}

/** After `readSequences`: the gradient of the mean loss of an answer, times the recipe's gain. */
export function findGradients(
  network: CellNetwork,
  sequences: readonly Sequence[],
  answers: readonly Float64Array[],
): void {
  const { kernels, gradients, flow, recipe, weights, record } = network;
  const T = steps(sequences);
  kernels.fill(gradients.values, 0);
  flow.dh.fill(0, 0, T * record.B * weights.cell.H);
  const total = sequences.reduce((sum, { asked }) => sum + asked.length + recipe.lastCounts - 1, 0);
  sequences.forEach((sequence, b) => {
    passToUnits(network, sequence, answers[b], b, recipe.gain / total);
  });
  const each = recipe.truncation ?? T;
  for (let to = T; to > 0; to -= each) passBack(network, Math.max(0, to - each), to);
}

function passToUnits(
  { gradients, weights, record, flow, recipe, sizes }: CellNetwork,
  { asked, targets }: Sequence,
  answers: Float64Array,
  b: number,
  scale: number,
): void {
  const { H } = weights.cell;
  const { outputs } = sizes;
  asked.forEach((t, n) => {
    const counts = n === asked.length - 1 ? recipe.lastCounts : 1;
    const into = (t * record.B + b) * H;
    const from = into + record.B * H;
    for (let k = 0; k < outputs; k++) {
      const at = n * outputs + k;
      const slope = counts * scale * slopeOf(answers[at], targets[at], recipe.output, recipe.loss);
      gradients.b[k] += slope;
      for (let j = 0; j < recipe.H; j++) {
        gradients.w[k * H + j] += slope * record.states[0][from + j];
        flow.dh[into + j] += slope * weights.w[k * H + j];
      }
    }
  });
}

function passBack(network: CellNetwork, from: number, to: number): void {
  const { kernels, cell, weights, gradients, record, flow } = network;
  const { K, H } = weights.cell;
  const { columns, slots } = cell.compiled;
  const [first, last] = [from * record.B, to * record.B];
  kernels.cellBackward(
    cell.compiled,
    weights.cell,
    shorter(record, weights.cell, columns, from, to),
    {
      dh: flow.dh.subarray(first * H, last * H),
      dz: flow.dz.subarray(first * slots.length * H, last * slots.length * H),
      dx: flow.dx.subarray(first * K, last * K),
    },
    gradients.cell,
  );
}
