/** What the products of a cell are, as its lists have to say it; and the scratch memory that they take. */
import type { CompiledCell } from '../compiledCell';

/** Blocks of one tensor after another that belong to slots after one another. */
export interface Run {
  readonly tensor: number;
  readonly block: number;
  readonly slot: number;
  count: number;
  /** Nothing was added to these slots before. */
  readonly isFirst: boolean;
}

/** Terms whose operand is no input, as they are packed. */
export function recurrentTerms({ slots, operands }: CompiledCell) {
  return slots.flatMap(({ terms, level }, slot) =>
    terms.flatMap((term) =>
      operands[term.operand].kind === 'input' ? [] : [{ ...term, slot, level }],
    ),
  );
}

/** Each state that a matrix multiplies, once. */
export function packedStates({ operands }: CompiledCell): number[] {
  const states = operands.flatMap((operand) => (operand.kind === 'before' ? [operand.state] : []));
  return [...new Set(states)];
}

/** Operands that a gradient goes back to through products. */
export function backOperands({ operands }: CompiledCell): number[] {
  return operands.flatMap((operand, index) => {
    const goesBack =
      operand.kind === 'before'
        ? !operand.stopped
        : operand.kind === 'computed' && operand.due !== undefined;
    return goesBack ? [index] : [];
  });
}

/** Runs of what slots take from one place: products with an operand, or biases. */
export function runsOf(
  { slots }: CompiledCell,
  take: (slot: CompiledCell['slots'][number]) => readonly { tensor: number; block: number }[],
): Run[] {
  const runs: Run[] = [];
  slots.forEach((slot, index) => {
    take(slot).forEach(({ tensor, block }, nth) => {
      const isFirst = nth === 0;
      const last = runs.find(
        (run) =>
          run.tensor === tensor &&
          run.isFirst === isFirst &&
          run.slot + run.count === index &&
          run.block + run.count === block,
      );
      if (last) last.count++;
      else runs.push({ tensor, block, slot: index, count: 1, isFirst });
    });
  });
  // What begins a sum comes before what is added to it.
  return [...runs.filter(({ isFirst }) => isFirst), ...runs.filter(({ isFirst }) => !isFirst)];
}

export const inputRuns = (cell: CompiledCell): Run[] =>
  runsOf(cell, ({ terms }) =>
    terms.filter(({ operand }) => cell.operands[operand].kind === 'input'),
  );

export const operandRuns = (cell: CompiledCell, index: number): Run[] =>
  runsOf(cell, ({ terms }) => terms.filter(({ operand }) => operand === index));

/** How many of what scratch memory is for; the same for every layer of a cell. */
export interface Counts {
  readonly slots: number;
  readonly states: number;
  readonly operands: number;
  readonly recurrentTerms: number;
  readonly packedStates: number;
  readonly computedOperands: number;
  readonly backBlocks: number;
}

export function countsOf(cell: CompiledCell): Counts {
  const { slots, states, operands } = cell;
  return {
    ...{ slots: slots.length, states: states.length, operands: operands.length },
    recurrentTerms: recurrentTerms(cell).length,
    packedStates: packedStates(cell).length,
    computedOperands: operands.filter(({ kind }) => kind === 'computed').length,
    backBlocks: backOperands(cell)
      .flatMap((index) => operandRuns(cell, index))
      .reduce((total, { count }) => total + count, 0),
  };
}

/** biases, panels, packed states twice, packed computed operands, projected inputs. @param U 0: no `rows` */
export function forwardScratch(counts: Counts, B: number, H: number, U: number): number[] {
  const packed = B > 1 ? 4 * H : 0;
  return [
    4 * H * counts.slots,
    packed * H * counts.recurrentTerms,
    packed * 2 * B * counts.packedStates,
    packed * B * counts.computedOperands,
    4 * H * U * counts.slots,
  ];
}

/** panels, packed dz twice, gradients at states twice, at operands, summed dz. */
export function backwardScratch(counts: Counts, B: number, H: number, U: number): number[] {
  return [
    4 * H * H * counts.backBlocks,
    8 * H * B * counts.slots,
    8 * H * B * counts.states,
    4 * H * B * counts.operands,
    4 * H * U * counts.slots,
  ];
}
