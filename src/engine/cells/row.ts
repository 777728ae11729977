/**
 * One row of the interpreter: one stream at one step, n = t B + b, and where in which array each of
 * its values stands.
 */
import type {
  CellFlow,
  CellRecord,
  CellWeights,
  CompiledCell,
  Place,
} from '../kernels/compiledCell';
import type { Floats } from '../kernels/kernels';

/** Where the values of one row stand. */
export interface Row {
  readonly cell: CompiledCell;
  readonly weights: CellWeights;
  readonly record: CellRecord;
  readonly flow: CellFlow;
  readonly gradients: CellWeights;
  readonly scratch: CellScratch;
  n: number;
  b: number;
}

export interface CellScratch {
  /** The values of a program's instructions, [instructions][H]. */
  readonly values: Float64Array;
  /** Gradients at operands, [operands][H]. */
  readonly operands: Float64Array;
  /** Gradients at states, from the step after and for the step before, [states][B][H]. */
  carriedIn: Float64Array;
  carriedOut: Float64Array;
}

export function createScratch(cell: CompiledCell, B: number, H: number): CellScratch {
  const { forward, backward, operands, states } = cell;
  const most = Math.max(...[...forward, ...backward].map(({ length }) => length));
  return {
    values: new Float64Array(most * H),
    operands: new Float64Array(operands.length * H),
    carriedIn: new Float64Array(states.length * B * H),
    carriedOut: new Float64Array(states.length * B * H),
  };
}

export function arrayOf(
  { cell, weights, record, flow, gradients, scratch }: Row,
  place: Place,
): Floats {
  switch (place.array) {
    case 'column':
      return record.columns;
    case 'state':
    case 'before':
      return record.states[place.index];
    case 'vector':
      return weights.tensors[cell.vectors[place.index].tensor];
    case 'vectorGradient':
      return gradients.tensors[cell.vectors[place.index].tensor];
    case 'above':
      return flow.dh;
    case 'slotGradient':
      return flow.dz;
    case 'operandGradient':
      return scratch.operands;
    case 'carriedIn':
      return scratch.carriedIn;
    case 'carriedOut':
      return scratch.carriedOut;
  }
}

/** Where in its array the value of unit 0 stands. */
export function startOf({ cell, weights: { H }, record: { B }, n, b }: Row, place: Place): number {
  const { array, index } = place;
  switch (array) {
    case 'column':
      return (n * cell.columns + index) * H;
    case 'state':
      return (n + B) * H;
    case 'before':
    case 'above':
      return n * H;
    case 'vector':
    case 'vectorGradient':
      return cell.vectors[index].block * H;
    case 'slotGradient':
      return (n * cell.slots.length + index) * H;
    case 'operandGradient':
      return index * H;
    case 'carriedIn':
    case 'carriedOut':
      return (index * B + b) * H;
  }
}

export function operandArray(row: Row, index: number): Floats {
  const operand = row.cell.operands[index];
  if (operand.kind === 'input') return row.record.x;
  if (operand.kind === 'before') return row.record.states[operand.state];
  return arrayOf(row, operand.place);
}

export function operandStart(row: Row, index: number): number {
  const operand = row.cell.operands[index];
  if (operand.kind === 'input') return inputRow(row) * row.weights.K;
  if (operand.kind === 'before') return row.n * row.weights.H;
  return startOf(row, operand.place);
}

export function operandWidth({ cell, weights }: Row, index: number): number {
  return cell.operands[index].kind === 'input' ? weights.K : weights.H;
}

/** The row of x that this row reads: its own, or one that it shares with equal inputs. */
export function inputRow({ record: { rows }, n }: Row): number {
  return rows ? rows[n] : n;
}
