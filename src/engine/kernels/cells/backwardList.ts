/** The list of words that assembly/cells/backward.ts follows. */
import type { CellWeights, CompiledCell, Operand, Place } from '../compiledCell';
import type { CodePlace } from './code';
import { backOperands, inputRuns, operandRuns, runsOf } from './runs';
import {
  address,
  counted,
  functionWords,
  levels,
  placeOfOperand,
  programOf,
  spotOf,
  spotWords,
  type Back,
  type Bound,
  type Spot,
} from './spots';

export function backwardList(bound: Bound, back: Back, scratch: readonly number[]): number[] {
  const { cell, weights, record } = bound;
  const { H, K } = weights;
  const { B } = record;
  const units = 4 * H;
  const S = cell.slots.length;
  const [panels, packed, carried, operandGradients] = scratch;
  const half = B * S * units;
  const spots = (place: CodePlace): Spot =>
    spotOf(bound, place, { back, carried, operandGradients });
  const blockIn = (
    { tensors }: CellWeights,
    tensor: number,
    block: number,
    width: number,
  ): number => address(tensors[tensor]) + 4 * block * H * width;

  let lines = 0;
  const panelled = backOperands(cell).flatMap((operand) =>
    operandRuns(cell, operand).map((run, nth) => {
      const panel = panels + lines * units;
      lines += run.count * H;
      return { ...run, operand, panel, isFirstOfSum: nth === 0 };
    }),
  );

  const productsBefore = (index: number): number[][] =>
    panelled.flatMap(({ operand, panel, slot, count, isFirstOfSum }) => {
      const it = cell.operands[operand];
      const isLater = it.kind === 'before';
      const due = isLater ? 0 : it.kind === 'computed' ? it.due : undefined;
      if (due !== index) return [];
      const to = spots(
        it.kind !== 'before'
          ? { array: 'operandGradient', index: operand }
          : it.state === 0
            ? { array: 'above', index: 0 }
            : { array: 'carriedIn', index: it.state },
      );
      const from = isLater ? [packed + half, 0, -half] : [packed, 0, half];
      const flags = Number(isLater) + (isLater || !isFirstOfSum ? 0 : 2);
      return [[panel, ...from, slot * H, count * H, S * H, ...spotWords(to), flags]];
    });

  const packsAfter = (index: number): number[][] =>
    lines === 0
      ? []
      : cell.slots.flatMap((_, slot) => {
          const place: Place = { array: 'slotGradient', index: slot };
          if (programOf(cell.backward, place) !== index) return [];
          return [[...spotWords(spots(place)), packed, 0, half, slot * H, S * H]];
        });

  const level = (index: number): number[] => [
    ...counted(productsBefore(index)),
    ...functionWords(bound, cell.forward.length + index, false, spots),
    ...counted(packsAfter(index)),
  ];

  const operandWords = (operand: Operand): number[] => {
    const { base, row } = spots(placeOfOperand(operand));
    return [base, row];
  };
  const recurrent = cell.operands.flatMap((operand, index) =>
    operand.kind === 'input'
      ? []
      : operandRuns(cell, index).map(({ tensor, block, slot, count }) => [
          ...[blockIn(back.gradients, tensor, block, H), slot, count],
          ...operandWords(operand),
        ]),
  );
  return [
    ...counted(
      panelled.map(({ tensor, block, count, panel }) => [
        ...[blockIn(weights, tensor, block, H), count * H, panel],
      ]),
    ),
    ...counted(
      cell.states.flatMap((_, n) => [
        [carried + 2 * n * B * units],
        [carried + (2 * n + 1) * B * units],
      ]),
    ),
    ...levels(cell.backward.map((_, index) => level(index))),
    ...counted(recurrent),
    ...counted(biasWords(cell, back.gradients)),
    ...counted(
      inputRuns(cell).map(({ tensor, block, slot, count }) => [
        ...[blockIn(weights, tensor, block, K), blockIn(back.gradients, tensor, block, K)],
        ...[slot, count],
      ]),
    ),
  ];
}

/** Two biases that are added to the same slots share one reading of dz. */
function biasWords(cell: CompiledCell, gradients: CellWeights): number[][] {
  const { H } = gradients;
  const words: number[][] = [];
  for (const { tensor, block, slot, count } of runsOf(cell, ({ biases }) => biases)) {
    const at = address(gradients.tensors[tensor]) + 4 * block * H;
    const same = words.find(
      (it) => it[0] === slot && it[1] === count && it[3] === 0 && it[2] !== at,
    );
    if (same) same[3] = at;
    else words.push([slot, count, at, 0]);
  }
  return words;
}
