/**
 * The lists of words that assembly/cell.ts follows: what is special to a cell, with the addresses of
 * a layer's arrays. Made once a layer and window, and kept.
 */
import type {
  CellFlow,
  CellRecord,
  CellWeights,
  CompiledCell,
  Operand,
  Place,
} from './compiledCell';
import type { CodePlace } from './cellCode';

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
interface Spot {
  readonly base: number;
  readonly step: number;
  readonly odd: number;
  /** Bytes from stream to stream. */
  readonly row: number;
}

/** Blocks of one tensor after another that belong to slots after one another. */
interface Run {
  readonly tensor: number;
  readonly block: number;
  readonly slot: number;
  count: number;
  /** Nothing was added to these slots before. */
  readonly isFirst: boolean;
}

/** Terms whose operand is no input, as they are packed. */
function recurrentTerms({ slots, operands }: CompiledCell) {
  return slots.flatMap(({ terms, level }, slot) =>
    terms.flatMap((term) =>
      operands[term.operand].kind === 'input' ? [] : [{ ...term, slot, level }],
    ),
  );
}

/** Each state that a matrix multiplies, once. */
function packedStates({ operands }: CompiledCell): number[] {
  const states = operands.flatMap((operand) => (operand.kind === 'before' ? [operand.state] : []));
  return [...new Set(states)];
}

/** Operands that a gradient goes back to through products. */
function backOperands({ operands }: CompiledCell): number[] {
  return operands.flatMap((operand, index) => {
    const goesBack =
      operand.kind === 'before'
        ? !operand.stopped
        : operand.kind === 'computed' && operand.due !== undefined;
    return goesBack ? [index] : [];
  });
}

/** Runs of what slots take from one place: products with an operand, or biases. */
function runsOf(
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

const inputRuns = (cell: CompiledCell): Run[] =>
  runsOf(cell, ({ terms }) =>
    terms.filter(({ operand }) => cell.operands[operand].kind === 'input'),
  );

const operandRuns = (cell: CompiledCell, index: number): Run[] =>
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

/** What the assembly calls: the function's index, its places. */
function functionWords(
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

function spotOf(
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

function placeOfOperand(operand: Operand): Place {
  if (operand.kind === 'computed') return operand.place;
  return { array: 'before', index: operand.kind === 'before' ? operand.state : 0 };
}

/** In which program a value is stored; -1: in none. */
function programOf(programs: CompiledCell['forward'], { array, index }: Place): number {
  return programs.findIndex((program) =>
    program.some((it) => it.do === 'store' && it.to.array === array && it.to.index === index),
  );
}

/** The level after which a value is there: a sum that nothing replaces is there from its own level on. */
function levelOf(cell: CompiledCell, place: Place): number {
  const stored = programOf(cell.forward, place);
  return stored < 0 ? cell.slots[place.index].level : stored;
}

const spotWords = ({ base, step, odd, row }: Spot): number[] => [base, step, odd, row];

const address = (array: { readonly byteOffset: number }): number => array.byteOffset;

/** How many entries, then their words. */
const counted = (entries: readonly (readonly number[])[]): number[] => [
  entries.length,
  ...entries.flat(),
];

/** How many levels; each begins with its bytes. */
const levels = (bodies: readonly (readonly number[])[]): number[] => [
  bodies.length,
  ...bodies.flatMap((body) => [4 * (1 + body.length), ...body]),
];
