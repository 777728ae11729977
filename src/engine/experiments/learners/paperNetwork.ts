/**
 * The network of 1997 with its learning rule (Hochreiter & Schmidhuber, appendix A.1): memory cells
 * without a forget gate in blocks that share their gates, all hidden units fed back to all, and a
 * gradient that flows back through nothing but the cells' own states. What a weight did to a state is
 * summed up as time goes on, so that weights change after each answer, within a sequence, too.
 */
import type { Random } from '../../random';

export interface PaperShape {
  readonly inputs: number;
  readonly outputs: number;
  readonly blocks: number;
  /** Memory cells of a block. */
  readonly size: number;
  /** Gates and cells are fed back to gates and cells. */
  readonly recurrent: boolean;
  readonly outputGates: boolean;
  /** Inputs also lead straight to the outputs. */
  readonly direct: boolean;
  /** Which units have one. */
  readonly biases: 'none' | 'gates' | 'hidden' | 'all';
  /** What is written lies between -range and range; what a cell shows is its state, or squashed to ±1. */
  readonly range: 1 | 2;
  readonly shows: 'squashed' | 'state';
}

export interface PaperSettings extends PaperShape {
  readonly learningRate: number;
  /** Weights start uniform within it. */
  readonly start: number;
  /** Of each block's gates, where they do not start at random. */
  readonly inputBias?: readonly number[];
  readonly outputBias?: readonly number[];
}

/** Where a unit's row of weights begins and which units there are. Hidden units: input gates, output gates, cells. */
export interface PaperLayout extends PaperShape {
  readonly gates: number;
  readonly cells: number;
  readonly hidden: number;
  /** Numbers of a hidden unit's row: inputs, hidden units where they are fed back, a bias. */
  readonly row: number;
  /** Of an output's row: cells, inputs where they lead there, a bias. */
  readonly outputRow: number;
  readonly hiddenBias: (unit: number) => boolean;
  readonly outputBias: boolean;
  readonly length: number;
  /** Weights that there are: rows have room for a bias, whether their unit has one or not. */
  readonly count: number;
}

export function layOutPaper(shape: PaperShape): PaperLayout {
  const { inputs, outputs, blocks, size, recurrent, outputGates, direct, biases } = shape;
  const gates = blocks * (outputGates ? 2 : 1);
  const cells = blocks * size;
  const hidden = gates + cells;
  const row = inputs + (recurrent ? hidden : 0) + 1;
  const outputRow = cells + (direct ? inputs : 0) + 1;
  const biased = { none: 0, gates, hidden, all: hidden }[biases];
  const outputBias = biases === 'all';
  return {
    ...{ ...shape, gates, cells, hidden, row, outputRow, outputBias },
    hiddenBias: (unit) => unit < biased,
    length: hidden * row + outputs * outputRow,
    count: hidden * (row - 1) + biased + outputs * (outputRow - 1 + (outputBias ? 1 : 0)),
  };
}

/** Weights: rows of hidden units, then of outputs. */
export function beginPaper(
  layout: PaperLayout,
  settings: PaperSettings,
  random: Random,
): Float64Array {
  const { hidden, row, outputRow, outputs, blocks, hiddenBias, outputBias } = layout;
  const weights = new Float64Array(layout.length);
  const draw = (): number => random.between(-settings.start, settings.start);
  for (let unit = 0; unit < hidden; unit++) {
    for (let m = 0; m < row - 1; m++) weights[unit * row + m] = draw();
    if (hiddenBias(unit)) weights[unit * row + row - 1] = draw();
  }
  const first = hidden * row;
  for (let k = 0; k < outputs; k++) {
    for (let m = 0; m < outputRow - 1; m++) weights[first + k * outputRow + m] = draw();
    if (outputBias) weights[first + k * outputRow + outputRow - 1] = draw();
  }
  settings.inputBias?.forEach((bias, b) => (weights[b * row + row - 1] = bias));
  settings.outputBias?.forEach((bias, b) => (weights[(blocks + b) * row + row - 1] = bias));
  return weights;
}

/** What a network holds between two steps. */
export interface PaperState {
  /** Of hidden units at the step before. */
  readonly shown: Float64Array;
  readonly states: Float64Array;
  readonly outputs: Float64Array;
  /** Of this step: activations of gates, what cells write, g' of it, h of the state and h' of it. */
  readonly gate: Float64Array;
  readonly written: Float64Array;
  readonly writtenSlope: Float64Array;
  readonly squashed: Float64Array;
  readonly squashedSlope: Float64Array;
  /** What hidden units read of hidden units at this step: `shown` before it changed. */
  readonly fedBack: Float64Array;
  /** [cells][row]: what a weight of the cell, of its input gate, did to its state so far. */
  readonly byCell: Float64Array;
  readonly byInputGate: Float64Array;
}

export function createPaperState({ hidden, cells, gates, outputs, row }: PaperLayout): PaperState {
  const numbers = (length: number): Float64Array => new Float64Array(length);
  return {
    ...{ shown: numbers(hidden), states: numbers(cells), outputs: numbers(outputs) },
    ...{ gate: numbers(gates), written: numbers(cells), writtenSlope: numbers(cells) },
    ...{ squashed: numbers(cells), squashedSlope: numbers(cells), fedBack: numbers(hidden) },
    ...{ byCell: numbers(cells * row), byInputGate: numbers(cells * row) },
  };
}

/** Before a sequence. */
export function resetPaper({ shown, states, byCell, byInputGate }: PaperState): void {
  shown.fill(0);
  states.fill(0);
  byCell.fill(0);
  byInputGate.fill(0);
}

/** What is read at a step: which inputs are not 0, and their values. */
export interface ActiveInputs {
  count: number;
  readonly at: Int32Array;
  readonly values: Float64Array;
}

const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/** A step forward; `learns`: also what weights do to states is summed up. */
export function stepPaper(
  layout: PaperLayout,
  weights: Float64Array,
  state: PaperState,
  input: ActiveInputs,
  learns: boolean,
): void {
  const { gates, cells, blocks, size, range } = layout;
  const { shown, states, gate, written, writtenSlope, squashed, squashedSlope, fedBack } = state;
  fedBack.set(shown);
  for (let unit = 0; unit < gates; unit++) {
    gate[unit] = sigmoid(sumOf(layout, weights, unit, fedBack, input));
    shown[unit] = gate[unit];
  }
  for (let c = 0; c < cells; c++) {
    const block = Math.floor(c / size);
    const y = sigmoid(sumOf(layout, weights, gates + c, fedBack, input));
    written[c] = range * (2 * y - 1);
    writtenSlope[c] = 2 * range * y * (1 - y);
    states[c] += gate[block] * written[c];
    if (layout.shows === 'state') {
      squashed[c] = states[c];
      squashedSlope[c] = 1;
    } else {
      const s = sigmoid(states[c]);
      squashed[c] = 2 * s - 1;
      squashedSlope[c] = 2 * s * (1 - s);
    }
    shown[gates + c] = (layout.outputGates ? gate[blocks + block] : 1) * squashed[c];
    if (learns) sumUp(layout, state, c, block, input);
  }
}

/** What a hidden unit is driven by. */
function sumOf(
  { inputs, hidden, row, recurrent }: PaperLayout,
  weights: Float64Array,
  unit: number,
  fedBack: Float64Array,
  { count, at, values }: ActiveInputs,
): number {
  const from = unit * row;
  let sum = weights[from + row - 1];
  for (let n = 0; n < count; n++) sum += weights[from + at[n]] * values[n];
  if (recurrent) for (let u = 0; u < hidden; u++) sum += weights[from + inputs + u] * fedBack[u];
  return sum;
}

function sumUp(
  { inputs, hidden, row, recurrent }: PaperLayout,
  { byCell, byInputGate, gate, written, writtenSlope, fedBack }: PaperState,
  c: number,
  block: number,
  { count, at, values }: ActiveInputs,
): void {
  const from = c * row;
  const ofCell = gate[block] * writtenSlope[c];
  const ofGate = written[c] * gate[block] * (1 - gate[block]);
  for (let n = 0; n < count; n++) {
    byCell[from + at[n]] += ofCell * values[n];
    byInputGate[from + at[n]] += ofGate * values[n];
  }
  if (recurrent) {
    for (let u = 0; u < hidden; u++) {
      byCell[from + inputs + u] += ofCell * fedBack[u];
      byInputGate[from + inputs + u] += ofGate * fedBack[u];
    }
  }
  byCell[from + row - 1] += ofCell;
  byInputGate[from + row - 1] += ofGate;
}

/** The outputs at this step. */
export function answerPaper(
  layout: PaperLayout,
  weights: Float64Array,
  { shown, outputs }: PaperState,
  { count, at, values }: ActiveInputs,
): void {
  const { hidden, row, outputRow, cells, gates, direct } = layout;
  for (let k = 0; k < outputs.length; k++) {
    const from = hidden * row + k * outputRow;
    let sum = weights[from + outputRow - 1];
    for (let c = 0; c < cells; c++) sum += weights[from + c] * shown[gates + c];
    if (direct) for (let n = 0; n < count; n++) sum += weights[from + cells + at[n]] * values[n];
    outputs[k] = sigmoid(sum);
  }
}
