/**
 * Runs a compiled cell as plain loops in double precision, forward with its full record and back
 * through time: the oracle that the fast kernels are tested against. All that is done for a row is
 * done unit by unit in the order of the programs. Allocates nothing in a step.
 */
import type {
  CellFlow,
  CellRecord,
  CellWeights,
  CompiledCell,
  Program,
  Slot,
} from '../kernels/compiledCell';
import type { Floats } from '../kernels/kernels';
import { calculate } from './arithmetic';
import {
  arrayOf,
  inputRow,
  operandArray,
  operandStart,
  operandWidth,
  startOf,
  type CellScratch,
  type Row,
} from './row';

export { createScratch, type CellScratch } from './row';

/** Asked once a time step; where it says true, the rest is left undone. */
export type Interrupted = () => boolean;

const nothing: Floats = new Float64Array(0);
const noFlow: CellFlow = { dh: nothing, dz: nothing, dx: nothing };

/** Writes columns and states of every step; reads x and block 0 of the states. */
export function cellForward(
  cell: CompiledCell,
  weights: CellWeights,
  record: CellRecord,
  stop: Interrupted,
  scratch: CellScratch,
): void {
  const { T, B } = record;
  const row: Row = { cell, weights, record, scratch, gradients: weights, flow: noFlow, n: 0, b: 0 };
  for (let t = 0; t < T && !stop(); t++) {
    for (let b = 0; b < B; b++) {
      row.n = t * B + b;
      row.b = b;
      stepForward(row);
    }
  }
}

function stepForward(row: Row): void {
  const { slots, forward } = row.cell;
  for (let level = 0; level < forward.length; level++) {
    for (let s = 0; s < slots.length; s++) if (slots[s].level === level) sumSlot(row, slots[s], s);
    run(forward[level], row);
  }
}

/** Biases first, then products, in the order of the slot. */
function sumSlot(row: Row, { biases, terms }: Slot, s: number): void {
  const { H, tensors } = row.weights;
  const { columns } = row.record;
  const to = (row.n * row.cell.columns + s) * H;
  columns.fill(0, to, to + H);
  for (const { tensor, block } of biases) {
    const vector = tensors[tensor];
    for (let j = 0; j < H; j++) columns[to + j] += vector[block * H + j];
  }
  for (const { tensor, block, operand } of terms) {
    const matrix = tensors[tensor];
    const vector = operandArray(row, operand);
    const from = operandStart(row, operand);
    const width = operandWidth(row, operand);
    for (let j = 0; j < H; j++) {
      const line = (block * H + j) * width;
      let sum = columns[to + j];
      for (let k = 0; k < width; k++) sum += matrix[line + k] * vector[from + k];
      columns[to + j] = sum;
    }
  }
}

/**
 * Back over a record that `cellForward` wrote; adds to `gradients`. Afterwards `scratch.carriedIn`
 * holds the gradients at the states before the first step.
 */
export function cellBackward(
  cell: CompiledCell,
  weights: CellWeights,
  record: CellRecord,
  flow: CellFlow,
  gradients: CellWeights,
  stop: Interrupted,
  scratch: CellScratch,
): void {
  const { T, B } = record;
  const row: Row = { cell, weights, record, flow, gradients, scratch, n: 0, b: 0 };
  scratch.carriedIn.fill(0);
  flow.dx.fill(0);
  for (let t = T - 1; t >= 0 && !stop(); t--) {
    scratch.carriedOut.fill(0);
    for (let b = 0; b < B; b++) {
      row.n = t * B + b;
      row.b = b;
      stepBackward(row, t);
    }
    const { carriedIn, carriedOut } = scratch;
    scratch.carriedIn = carriedOut;
    scratch.carriedOut = carriedIn;
  }
}

function stepBackward(row: Row, t: number): void {
  const { cell, scratch, weights, flow, record } = row;
  const { H } = weights;
  cell.backward.forEach((program, level) => {
    cell.operands.forEach((operand, index) => {
      if (operand.kind !== 'computed' || operand.due !== level) return;
      scratch.operands.fill(0, index * H, (index + 1) * H);
      addTransposed(row, index, scratch.operands, index * H);
    });
    run(program, row);
  });
  cell.operands.forEach((operand, index) => {
    if (operand.kind === 'input') {
      addTransposed(row, index, flow.dx, inputRow(row) * weights.K);
    } else if (operand.kind === 'before' && !operand.stopped) {
      // What products give to h is added to what comes from above, as far as there is a step before.
      if (operand.state === 0 && t > 0) addTransposed(row, index, flow.dh, (row.n - record.B) * H);
      else addTransposed(row, index, scratch.carriedOut, (operand.state * record.B + row.b) * H);
    }
  });
  cell.slots.forEach((slot, s) => addWeightGradients(row, slot, s));
}

/** to += transposed matrices times the gradients at the slots that read this operand. */
function addTransposed(row: Row, operand: number, to: Floats, start: number): void {
  const { cell, weights, flow, n } = row;
  const { H, tensors } = weights;
  const width = operandWidth(row, operand);
  for (let s = 0; s < cell.slots.length; s++) {
    const from = (n * cell.slots.length + s) * H;
    for (const term of cell.slots[s].terms) {
      if (term.operand !== operand) continue;
      const matrix = tensors[term.tensor];
      for (let j = 0; j < H; j++) {
        const dz = flow.dz[from + j];
        const line = (term.block * H + j) * width;
        for (let k = 0; k < width; k++) to[start + k] += dz * matrix[line + k];
      }
    }
  }
}

/** Outer products of dz with the operands, and dz itself to the biases. */
function addWeightGradients(row: Row, { biases, terms }: Slot, s: number): void {
  const { cell, weights, flow, gradients, n } = row;
  const { H } = weights;
  const from = (n * cell.slots.length + s) * H;
  for (const { tensor, block } of biases) {
    const into = gradients.tensors[tensor];
    for (let j = 0; j < H; j++) into[block * H + j] += flow.dz[from + j];
  }
  for (const { tensor, block, operand } of terms) {
    const into = gradients.tensors[tensor];
    const vector = operandArray(row, operand);
    const start = operandStart(row, operand);
    const width = operandWidth(row, operand);
    for (let j = 0; j < H; j++) {
      const dz = flow.dz[from + j];
      const line = (block * H + j) * width;
      for (let k = 0; k < width; k++) into[line + k] += dz * vector[start + k];
    }
  }
}

/** The program for all units of a row. */
function run(program: Program, row: Row): void {
  const { H } = row.weights;
  const { values } = row.scratch;
  for (let i = 0; i < program.length; i++) {
    const instruction = program[i];
    switch (instruction.do) {
      case 'number':
        values.fill(instruction.value, i * H, (i + 1) * H);
        break;
      case 'load': {
        const array = arrayOf(row, instruction.from);
        const start = startOf(row, instruction.from);
        for (let j = 0; j < H; j++) values[i * H + j] = array[start + j];
        break;
      }
      case 'store':
      case 'accumulate': {
        const array = arrayOf(row, instruction.to);
        const start = startOf(row, instruction.to);
        const from = instruction.of * H;
        const kept = instruction.do === 'store' ? 0 : 1;
        for (let j = 0; j < H; j++) {
          array[start + j] = kept ? array[start + j] + values[from + j] : values[from + j];
        }
        break;
      }
      default: {
        const [a, b = a, c = a] = instruction.of;
        for (let j = 0; j < H; j++) {
          values[i * H + j] = calculate(
            instruction.do,
            values[a * H + j],
            values[b * H + j],
            values[c * H + j],
          );
        }
      }
    }
  }
}

/** How many numbers a tensor of a layer has. */
export function tensorLength(
  { kind, blocks }: CompiledCell['tensors'][number],
  K: number,
  H: number,
): number {
  return blocks.length * H * (kind === 'vector' ? 1 : kind === 'input' ? K : H);
}
