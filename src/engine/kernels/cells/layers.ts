/**
 * The fast kernels' side of a layer of any cell: checks, code made and published once a cell, lists
 * written once a layer and window.
 */
import { emitCell, type CodePlace } from './code';
import { backwardList } from './backwardList';
import { forwardList } from './forwardList';
import { backwardScratch, countsOf, forwardScratch, type Counts } from './runs';
import type { Back } from './spots';
import { bindTokenReader, weightsOf } from './reader';
import type { Arithmetic } from '../arithmetic';
import type { Checks } from '../checks';
import type { CellFlow, CellKernels, CellRecord, CellWeights, CompiledCell } from '../compiledCell';
import { ShapeMismatch } from '../failures';
import * as layout from '../layout';
import { codeHeader } from '../linker';
import type { SharedHeap } from '../memory';
import { perProduct } from '../work';

interface CellTools {
  readonly heap: SharedHeap;
  readonly check: Checks;
  send(operation: number, work: number, ...values: number[]): number;
  /** The module's functions on this thread. */
  readonly raw: Record<string, unknown>;
  readonly arithmetic: Arithmetic;
}

/** Made once a cell. */
interface Published {
  readonly counts: Counts;
  readonly base: number;
  readonly places: readonly (readonly CodePlace[])[];
}

export function cellKernels(tools: CellTools): CellKernels {
  const { heap, check, send } = tools;
  const publish = createPublisher(tools);
  const maskOf = createMasks(heap);
  const keep = createLists(heap);

  const bind = (cell: CompiledCell, weights: CellWeights, record: CellRecord) => {
    const mask = cell.masked ? maskOf(weights.H, weights.units ?? weights.H) : 0;
    return { cell, weights, record, code: publish(cell), mask };
  };

  return {
    bindTokenReader: (arrays) =>
      bindTokenReader(arrays, {
        ...{ heap, check, send },
        bind({ cell, weights, record }) {
          checkWeights(check, cell, weights);
          checkRecord(check, cell, weights, record);
          return bind(cell, weights, record);
        },
      }),

    cellForward(cell, weights, record) {
      checkWeights(check, cell, weights);
      checkRecord(check, cell, weights, record);
      const { K, H } = weights;
      const { T, B } = record;
      const { U, rows } = distinct(weights, record);
      const bound = bind(cell, weights, record);
      const scratch = heap.scratch(forwardScratch(bound.code.counts, B, H, rows ? U : 0));
      const arrays = [...weights.tensors, record.columns, ...record.states].map(at);
      const facts = [0, bound.code.base, bound.mask, K, H, B, ...arrays, ...scratch];
      const list = keep(record.columns.byteOffset, facts, () => forwardList(bound, scratch));
      const sizes = [T, B, K, H, cell.slots.length, cell.columns, U];
      const places = [record.x.byteOffset, rows, record.columns.byteOffset, scratch[0], scratch[4]];
      send(layout.CELL_FORWARD, workOf(cell, weights, T * B), ...sizes, ...places, list);
    },

    cellBackward(cell, weights, record, flow, gradients) {
      checkWeights(check, cell, weights);
      checkWeights(check, cell, gradients);
      checkRecord(check, cell, weights, record);
      checkFlow(check, cell, weights, record, flow);
      const { K, H } = weights;
      const { T, B, x } = record;
      const { U, rows } = distinct(weights, record);
      const bound = bind(cell, weights, record);
      const back: Back = { flow, gradients };
      const scratch = heap.scratch(backwardScratch(bound.code.counts, B, H, rows ? U : 0));
      const arrays = [
        ...[...weights.tensors, ...gradients.tensors, record.columns, ...record.states],
        ...[flow.dh, flow.dz],
      ].map(at);
      const facts = [1, bound.code.base, bound.mask, K, H, B, ...arrays, ...scratch];
      const list = keep(record.columns.byteOffset, facts, () => backwardList(bound, back, scratch));
      const sizes = [T, B, K, H, cell.slots.length, U];
      const places = [x.byteOffset, rows, flow.dz.byteOffset, flow.dx.byteOffset, scratch[4]];
      send(layout.CELL_BACKWARD, 2 * workOf(cell, weights, T * B), ...sizes, ...places, list);
    },
  };
}

const at = (array: { readonly byteOffset: number }): number => array.byteOffset;

/** Rows of x, and the address of what assigns them to steps, 0 where each step has its own. */
function distinct({ K }: CellWeights, { T, B, x, rows }: CellRecord): { U: number; rows: number } {
  return rows ? { U: x.length / K, rows: rows.byteOffset } : { U: T * B, rows: 0 };
}

/** Nanoseconds on one thread: by the products alone. */
const workOf = (cell: CompiledCell, weights: CellWeights, rows: number): number =>
  rows * weightsOf(cell, weights) * perProduct;

/** Makes a cell's code the first time, and hangs it on the chain. */
function createPublisher({ heap, raw, arithmetic }: CellTools): (cell: CompiledCell) => Published {
  // A cell that was compiled again has the same key.
  const published = new Map<string, Published>();
  const known = new WeakMap<CompiledCell, Published>();
  const table = raw.table as WebAssembly.Table;
  const constants = (raw.constantsAddress as () => number)();
  let end = table.length;
  let last = layout.FIRST_CODE;
  let count = 0;
  return (cell) => {
    const old = known.get(cell) ?? published.get(cell.key);
    if (old) {
      known.set(cell, old);
      return old;
    }
    const { bytes, places } = emitCell(cell, { constants, arithmetic });
    const most = Math.max(...places.map(({ length }) => length));
    if (most > layout.MOST_PLACES) throw new ShapeMismatch('places', layout.MOST_PLACES, most);
    const code = heap.allocate(codeHeader + bytes.length);
    const words = new Int32Array(heap.memory.buffer);
    words.set([0, bytes.length, places.length], code / 4);
    new Uint8Array(heap.memory.buffer, code + codeHeader, bytes.length).set(bytes);
    words[last / 4] = code;
    Atomics.store(words, layout.CODES / 4, ++count);
    const made = { counts: countsOf(cell), base: end, places };
    last = code;
    end += places.length;
    published.set(cell.key, made);
    return made;
  };
}

/** Ones in the bits of units that are no padding. */
function createMasks(heap: SharedHeap): (H: number, units: number) => number {
  const masks = new Map<string, number>();
  return (H, units) => {
    const key = `${H} ${units}`;
    const known = masks.get(key);
    if (known !== undefined) return known;
    const address = heap.allocate(4 * H);
    new Int32Array(heap.memory.buffer, address, H).fill(-1, 0, units);
    masks.set(key, address);
    return address;
  };
}

/** A list stays as long as nothing that it tells of moves: by all these numbers. */
function createLists(heap: SharedHeap) {
  // By the first place, which is mostly the only one with it.
  const lists = new Map<number, { facts: readonly number[]; address: number }[]>();
  return (place: number, facts: readonly number[], make: () => number[]): number => {
    const here = lists.get(place) ?? [];
    const known = here.find((list) => areEqual(list.facts, facts));
    if (known) return known.address;
    const words = make();
    const address = heap.allocate(4 * words.length);
    new Int32Array(heap.memory.buffer, address, words.length).set(words);
    lists.set(place, [...here, { facts, address }]);
    return address;
  };
}

const areEqual = (a: readonly number[], b: readonly number[]): boolean =>
  a.length === b.length && a.every((value, index) => value === b[index]);

function checkWeights(
  check: Checks,
  { tensors }: CompiledCell,
  { K, H, tensors: arrays }: CellWeights,
): void {
  check.aligned('K', K);
  check.aligned('H', H);
  tensors.forEach(({ name, kind, blocks }, index) => {
    const columns = kind === 'vector' ? 1 : kind === 'input' ? K : H;
    check.length(name, arrays[index], blocks.length * H * columns);
  });
}

function checkRecord(
  check: Checks,
  cell: CompiledCell,
  { K, H }: CellWeights,
  { T, B, x, rows, columns, states }: CellRecord,
): void {
  if (rows) {
    check.length('rows', rows, T * B);
    check.ids('rows', rows, x.length / K);
  }
  check.length('x', x, rows ? K : T * B * K);
  check.length('columns', columns, T * B * cell.columns * H);
  cell.states.forEach(({ letter }, index) => check.length(letter, states[index], (T + 1) * B * H));
}

function checkFlow(
  check: Checks,
  cell: CompiledCell,
  { K, H }: CellWeights,
  { T, B, x, rows }: CellRecord,
  { dh, dz, dx }: CellFlow,
): void {
  check.length('dh', dh, T * B * H);
  check.length('dz', dz, T * B * cell.slots.length * H);
  check.length('dx', dx, rows ? x.length : T * B * K);
}
