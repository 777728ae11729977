/** Where the arrays and scratch areas of a layer stand, as its lists have to say it. */
import type {
  CellFlow,
  CellRecord,
  CellWeights,
  CompiledCell,
  Operand,
  Place,
} from '../compiledCell';
import type { CodePlace } from './code';

/** Where a layer's arrays and scratch areas stand. */
export interface Bound {
  readonly cell: CompiledCell;
  readonly weights: CellWeights;
  readonly record: CellRecord;
  /** Of the first function in the table, and the places of all. */
  readonly code: { readonly base: number; readonly places: readonly (readonly CodePlace[])[] };
  /** [H], where the cell is masked. */
  readonly mask: number;
}

export interface Back {
  readonly flow: CellFlow;
  readonly gradients: CellWeights;
}

/** base + t step + (odd where t is) */
export interface Spot {
  readonly base: number;
  readonly step: number;
  readonly odd: number;
  /** Bytes from stream to stream. */
  readonly row: number;
}

/** What the assembly calls: the function's index, its places. */
export function functionWords(
  bound: Bound,
  index: number,
  isRow: boolean,
  spots = (place: CodePlace): Spot => spotOf(bound, place),
): number[] {
  const { base, places } = bound.code;
  const words = places[index].map((place) => {
    const spot = spots(place);
    // Of one stream the function does all groups as if they were streams, 8 units apart.
    return [spot.base, spot.step, spot.odd, isRow ? 32 : spot.row];
  });
  return [base + index, ...counted(words)];
}

export function spotOf(
  { cell, weights, record, mask }: Bound,
  place: CodePlace,
  back?: { readonly back: Back; readonly carried: number; readonly operandGradients: number },
): Spot {
  const { B } = record;
  const units = 4 * weights.H;
  const state = B * units;
  const fixed = (base: number, row = 0): Spot => ({ base, step: 0, odd: 0, row });
  const vector = ({ tensors }: CellWeights): Spot => {
    const { tensor, block } = cell.vectors[place.index];
    return fixed(address(tensors[tensor]) + block * units);
  };
  switch (place.array) {
    case 'mask':
      return fixed(mask);
    case 'vector':
      return vector(weights);
    case 'column': {
      const row = cell.columns * units;
      return { base: address(record.columns) + place.index * units, step: B * row, odd: 0, row };
    }
    case 'state':
      return { base: address(record.states[place.index]) + state, step: state, odd: 0, row: units };
    case 'before':
      return { base: address(record.states[place.index]), step: state, odd: 0, row: units };
    default:
      if (!back) throw new Error(`There is no ${place.array} on the way forward.`);
  }
  const { flow, gradients } = back.back;
  const carried = back.carried + 2 * place.index * state;
  switch (place.array) {
    case 'vectorGradient':
      return vector(gradients);
    case 'above':
      return { base: address(flow.dh), step: state, odd: 0, row: units };
    case 'slotGradient': {
      const row = cell.slots.length * units;
      return { base: address(flow.dz) + place.index * units, step: B * row, odd: 0, row };
    }
    case 'operandGradient':
      return fixed(back.operandGradients + place.index * state, units);
    case 'carriedOut':
      return { base: carried, step: 0, odd: state, row: units };
    case 'carriedIn':
      return { base: carried + state, step: 0, odd: -state, row: units };
  }
}

export function placeOfOperand(operand: Operand): Place {
  if (operand.kind === 'computed') return operand.place;
  return { array: 'before', index: operand.kind === 'before' ? operand.state : 0 };
}

/** In which program a value is stored; -1: in none. */
export function programOf(programs: CompiledCell['forward'], { array, index }: Place): number {
  return programs.findIndex((program) =>
    program.some((it) => it.do === 'store' && it.to.array === array && it.to.index === index),
  );
}

/** The level after which a value is there: a sum that nothing replaces is there from its own level on. */
export function levelOf(cell: CompiledCell, place: Place): number {
  const stored = programOf(cell.forward, place);
  return stored < 0 ? cell.slots[place.index].level : stored;
}

export const spotWords = ({ base, step, odd, row }: Spot): number[] => [base, step, odd, row];

export const address = (array: { readonly byteOffset: number }): number => array.byteOffset;

/** How many entries, then their words. */
export const counted = (entries: readonly (readonly number[])[]): number[] => [
  entries.length,
  ...entries.flat(),
];

/** How many levels; each begins with its bytes. */
export const levels = (bodies: readonly (readonly number[])[]): number[] => [
  bodies.length,
  ...bodies.flatMap((body) => [4 * (1 + body.length), ...body]),
];
