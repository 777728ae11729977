/**
 * *Check*: whether a cell is what its text says, as a table. The compiled cell is held against the
 * equations and its gradients against differences; changing a token must change nothing before it;
 * units that only fill up must stay 0 or be masked; and the values have to stay numbers.
 */
import type { Compilation } from '../compiler/compile';
import type { CellDefinition } from '../definition';
import { rangesOf } from '../display/ranges';
import { memoryOf } from '../memory';
import { walk, type Values } from '../walk';
import { compareGradients } from './differences';
import { createTrial, recorded, runTrial, scopeOf, walkTrial, type Trial } from './trial';

export interface CheckRow {
  readonly name: string;
  readonly value: number;
  /** The value is at most so much. */
  readonly bound: number;
  readonly pass: boolean;
}

const sizes = { T: 3, B: 2, K: 2, H: 3 };
/** Steps of the run in which values have to stay numbers, and within what trains. */
const longRun = { T: 200, B: 1, K: 3, H: 4 };
const seed = 1;

/** Single precision holds 1e38; beyond 1e6 its steps are coarser than a weight's. */
const mostValue = 1e6;
/** tanh and sums of shares may end a last bit beyond 1. */
const rounding = 1e-15;

export function checkCell(definition: CellDefinition, compilation: Compilation): CheckRow[] {
  const trial = createTrial(definition, compilation, sizes, seed);
  const differences = compareGradients(trial);
  return [
    row('equations', equationError(trial), 1e-12),
    ...differences.map(({ of, worst }) => row(`gradient of ${of}`, worst, 1)),
    row('values before a changed token', causalityError(trial), 0),
    ...ledgerRows(trial),
    row('padding', paddingError(definition, compilation), 0),
    ...longRunRows(definition, compilation),
  ];
}

const row = (name: string, value: number, bound: number): CheckRow => ({
  ...{ name, value, bound },
  pass: value <= bound,
});

const noStops = () => ({ values: [], next: undefined });

/** The largest difference of a quantity to its equation, relative to values above 1. */
export function equationError(trial: Trial): number {
  runTrial(trial);
  return largest(
    walkTrial(trial, noStops()).flatMap((values, n) =>
      [...values].map(([letter, expected]) => distance(recorded(trial, letter, n), expected)),
    ),
  );
}

/** How many values before the last step change with the last step's input. */
export function causalityError(trial: Trial): number {
  const { T, B, K, H, record, compilation } = trial;
  const { columns } = compilation.cell;
  const before = (): Float64Array[] => [
    record.columns.slice(0, (T - 1) * B * columns * H),
    ...record.states.map((state) => state.slice(0, T * B * H)),
  ];
  runTrial(trial);
  const first = before();
  const x = record.x.slice();
  record.x.fill(0.25, (T - 1) * B * K);
  runTrial(trial);
  const second = before();
  record.x.set(x);
  let changed = 0;
  first.forEach((values, index) => {
    values.forEach((value, n) => (changed += Object.is(value, second[index][n]) ? 0 : 1));
  });
  return changed;
}

function ledgerRows(trial: Trial): CheckRow[] {
  const error = ledgerError(trial);
  return error === undefined ? [] : [row('memory = kept + written', error, 1e-12)];
}

/** The largest |of - (keep before + write)|, relative to memories above 1; none: it has no ledger. */
export function ledgerError(trial: Trial): number | undefined {
  const memory = memoryOf(trial.definition);
  if (!memory) return undefined;
  runTrial(trial);
  const rows = walkTrial(trial, noStops()).map((_, n) => quantitiesOf(trial, n));
  return largest(
    rows.map((values, n) => {
      const scope = scopeOf(trial, n, values, n < trial.B ? undefined : rows[n - trial.B]);
      const [of, before, keep, write] = [memory.of, memory.before, memory.keep, memory.write].map(
        (part) => walk(part, scope),
      );
      return distance(
        of,
        keep.map((kept, j) => kept * before[j] + write[j]),
      );
    }),
  );
}

function quantitiesOf(trial: Trial, n: number): Values {
  const letters = trial.definition.equations.map(({ letter }) => letter);
  return new Map(letters.map((letter) => [letter, recorded(trial, letter, n)]));
}

/**
 * What units without weights add: with some of them the others' h and gradients are the same bits,
 * and where the cell is not masked, theirs are 0.
 */
export function paddingError(definition: CellDefinition, compilation: Compilation): number {
  const narrow = createTrial(definition, compilation, sizes, seed);
  const wide = padded(narrow, sizes.H + 4);
  if (compilation.cell.masked) return 0;
  const gradients = runTrial(narrow);
  const paddedGradients = runTrial(wide);
  const apart = compilation.cell.states.map((_, state) =>
    paddingDistance(narrow.record.states[state], wide.record.states[state], sizes.H, wide.H, state),
  );
  const starts = gradients.starts.map((start, state) =>
    paddingDistance(start, paddedGradients.starts[state], sizes.H, wide.H, state),
  );
  return largest([...apart, ...starts, distance(gradients.x, paddedGradients.x)]);
}

/** Of h also what stands in the padding; other states may be anything there. */
function paddingDistance(
  narrow: Float64Array,
  wide: Float64Array,
  H: number,
  padded: number,
  state: number,
): number {
  let most = 0;
  wide.forEach((value, n) => {
    const j = n % padded;
    if (j >= H && state > 0) return;
    const expected = j < H ? narrow[Math.floor(n / padded) * H + j] : 0;
    const apart = Math.abs(value - expected);
    if (!(apart <= most)) most = apart;
  });
  return most;
}

/** The same layer with units that have no weights. */
function padded(trial: Trial, H: number): Trial {
  const { compilation, record, weights, weighting, T, B, K } = trial;
  const { cell } = compilation;
  const widen = (values: Float64Array, columns: number, to: number, rows = 0): Float64Array => {
    const lines = values.length / columns;
    const kept = rows === 0 ? lines : rows;
    const blocks = lines / kept;
    const wide = new Float64Array(rows === 0 ? lines * to : blocks * H * to);
    for (let line = 0; line < lines; line++) {
      const target = rows === 0 ? line : Math.floor(line / kept) * H + (line % kept);
      wide.set(values.subarray(line * columns, (line + 1) * columns), target * to);
    }
    return wide;
  };
  const tensors = cell.tensors.map(({ kind }, index) => {
    const values = weights.tensors[index];
    if (kind === 'vector') return widen(values, 1, 1, trial.H);
    return kind === 'input' ? widen(values, K, K, trial.H) : widen(values, trial.H, H, trial.H);
  });
  const states = record.states.map((state) => widen(state, trial.H, H));
  const columns = new Float64Array(T * B * cell.columns * H);
  return {
    ...trial,
    ...{ H, weights: { K, H, tensors }, record: { ...record, columns, states } },
    weighting: widen(weighting, trial.H, H),
  };
}

/** Many steps from the cell's own start: how large values become, and how far they leave their ranges. */
function longRunRows(definition: CellDefinition, compilation: Compilation): CheckRow[] {
  const trial = createTrial(definition, compilation, longRun, seed);
  compilation.cell.states.forEach(({ start }, state) => {
    trial.record.states[state].fill(start, 0, longRun.H);
  });
  runTrial(trial);
  const ranges = [...rangesOf(definition)];
  const rows = Array.from({ length: longRun.T }, (_, n) => quantitiesOf(trial, n));
  const outside = rows.flatMap((values) =>
    ranges.flatMap(([letter, { low, high }]) =>
      [...(values.get(letter) ?? [])].map((value) => Math.max(0, low - value, value - high)),
    ),
  );
  const sizes = rows.flatMap((values) =>
    [...values.values()].map((of) => largest([...of].map(Math.abs))),
  );
  return [
    row('beyond its range in 200 steps', largest(outside), rounding),
    row('largest value in 200 steps', largest(sizes), mostValue),
  ];
}

function distance(actual: Float64Array, expected: Float64Array): number {
  return largest(
    [...expected].map((value, j) => Math.abs(actual[j] - value) / Math.max(1, Math.abs(value))),
  );
}

/** NaN counts as infinite. */
function largest(values: readonly number[]): number {
  let most = 0;
  for (const value of values) most = Math.max(most, Number.isNaN(value) ? Infinity : value);
  return most;
}
