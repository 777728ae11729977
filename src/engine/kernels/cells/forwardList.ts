/** The list of words that assembly/cells/forward.ts follows. Made once a layer and window, and kept. */
import type { Operand, Place } from '../compiledCell';
import { inputRuns, packedStates, recurrentTerms } from './runs';
import {
  address,
  counted,
  functionWords,
  levelOf,
  levels,
  placeOfOperand,
  spotOf,
  spotWords,
  type Bound,
  type Spot,
} from './spots';

export function forwardList(bound: Bound, scratch: readonly number[]): number[] {
  const { cell, weights, record } = bound;
  const { H } = weights;
  const { B } = record;
  const units = 4 * H;
  const [bias, panels, states, computed] = scratch;
  const terms = recurrentTerms(cell);
  const blockOf = (tensor: number, block: number, width: number): number =>
    address(weights.tensors[tensor]) + 4 * block * H * width;

  const biases = cell.slots.flatMap((slot, index) => {
    const vectors = slot.biases.map(({ tensor, block }) => blockOf(tensor, block, 1));
    return (vectors.length > 0 ? vectors : [0]).map((vector, nth) => [
      ...[bias + index * units, vector, Number(nth === 0)],
    ]);
  });
  const packedTerms = terms.map(({ tensor, block }, index) => [
    ...[blockOf(tensor, block, H), panels + 4 * index * H * H],
  ]);
  const packed = packedStates(cell);
  const tilesOf = (operand: Operand, index: number): Omit<Spot, 'row'> => {
    if (operand.kind === 'before') {
      const base = states + 2 * packed.indexOf(operand.state) * B * units;
      return { base, step: 0, odd: B * units };
    }
    const place = cell.operands.slice(0, index).filter(({ kind }) => kind === 'computed').length;
    return { base: computed + place * B * units, step: 0, odd: 0 };
  };
  const initial = packed.map((state) => [
    address(record.states[state]),
    states + 2 * packed.indexOf(state) * B * units,
  ]);

  const level = (index: number): number[] => {
    const products = terms.flatMap((term, nth) => {
      if (term.level !== index) return [];
      const operand = cell.operands[term.operand];
      if (B === 1) {
        const { base, step, odd } = spotOf(bound, placeOfOperand(operand));
        return [[blockOf(term.tensor, term.block, H), base, step, odd, term.slot]];
      }
      const { base, step, odd } = tilesOf(operand, term.operand);
      return [[panels + 4 * nth * H * H, base, step, odd, term.slot]];
    });
    const given = B === 1 ? [] : packsAfter(index);
    return [...counted(products), ...functionWords(bound, index, B === 1), ...counted(given)];
  };

  /** What this level computes and a matrix will multiply: of states both halves in turn. */
  const packsAfter = (index: number): number[][] => [
    ...packed.flatMap((state) => {
      const place: Place = { array: 'state', index: state };
      if (levelOf(cell, place) !== index) return [];
      const base = states + 2 * packed.indexOf(state) * B * units;
      const tiles = [base + B * units, 0, -B * units];
      return [[...spotWords(spotOf(bound, place)), ...tiles, 0, H]];
    }),
    ...cell.operands.flatMap((operand, nth) => {
      if (operand.kind !== 'computed' || levelOf(cell, operand.place) !== index) return [];
      const { base, step, odd } = tilesOf(operand, nth);
      return [[...spotWords(spotOf(bound, operand.place)), base, step, odd, 0, H]];
    }),
  ];

  const inputs = inputRuns(cell);
  const isProjected = (slot: number): boolean =>
    inputs.some((run) => slot >= run.slot && slot < run.slot + run.count);
  return [
    ...counted(biases),
    ...counted(B === 1 ? [] : packedTerms),
    ...counted(B === 1 ? [] : initial),
    ...counted(cell.slots.flatMap((_, slot) => (isProjected(slot) ? [] : [[slot]]))),
    ...counted(
      inputs.map(({ tensor, block, slot, count, isFirst }) => [
        ...[blockOf(tensor, block, weights.K), slot, count, Number(isFirst)],
      ]),
    ),
    ...levels(cell.forward.map((_, index) => level(index))),
  ];
}
