/**
 * Whether units without weights stay 0: those that fill a layer up to a multiple of eight. The cell
 * is run for three steps with every weight, input and state 0; what a matrix, the next layer or a
 * weight would then see has to be 0. It is where g = 0 makes c = 0 makes h = 0; a plain net of
 * sigmoids has h = 0.5.
 */
import type { CompiledCell, Place } from '../../kernels/compiledCell';
import { cellBackward, cellForward, createScratch, tensorLength } from '../interpreter';

/** Later steps would see what the second one saw. */
const steps = 3;

export function staysZero(cell: CompiledCell): boolean {
  const { slots, states, tensors, operands, columns } = cell;
  const zeros = (length: number): Float64Array => new Float64Array(length);
  const weightsOfZero = () => ({
    ...{ K: 1, H: 1 },
    tensors: tensors.map((tensor) => zeros(tensorLength(tensor, 1, 1))),
  });
  const weights = weightsOfZero();
  const gradients = weightsOfZero();
  const record = {
    ...{ T: steps, B: 1, x: zeros(steps), columns: zeros(steps * columns) },
    states: states.map(() => zeros(steps + 1)),
  };
  const flow = { dh: zeros(steps), dz: zeros(steps * slots.length), dx: zeros(steps) };
  const scratch = createScratch(cell, 1, 1);
  const goOn = (): boolean => false;
  cellForward(cell, weights, record, goOn, scratch);
  cellBackward(cell, weights, record, flow, gradients, goOn, scratch);

  const valuesAt = ({ array, index }: Place): Float64Array =>
    array === 'state'
      ? record.states[index]
      : record.columns.filter((_, n) => n % columns === index);
  const multiplied = operands.map((operand) => {
    if (operand.kind === 'input') return record.x;
    return operand.kind === 'before' ? record.states[operand.state] : valuesAt(operand.place);
  });
  const seen = [record.states[0], ...multiplied, flow.dz, ...gradients.tensors, scratch.carriedIn];
  return seen.every((values) => values.every((value) => value === 0));
}
