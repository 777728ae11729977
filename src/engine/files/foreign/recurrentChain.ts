/**
 * The recurrent layers in a file, and in which order they read: one `torch.nn.LSTM`, `GRU` or `RNN` of
 * some layers, in one direction or two, or several in a chain, one for each layer (fastai, AWD-LSTM,
 * `lstm1` and `lstm2`), or single cells. Layers may differ in cell and size. Where weights are dropped
 * while training, `…_raw` holds them whole. Looks at the header only.
 */
import type { Tensors } from './foreignParts';
import { ask, demand, fail, Halt, mostCandidates } from './foreignParts';
import type { RecurrentCell } from './gateBlocks';

/** The names of a layer's tensors in one direction; null where the cell has no biases. */
export interface ForeignTensors {
  readonly weight_ih: string;
  readonly weight_hh: string;
  readonly bias_ih: string | null;
  readonly bias_hh: string | null;
}

export interface ForeignLayer {
  readonly cell: RecurrentCell;
  /** Of one direction. */
  readonly units: number;
  /** Forwards, and backwards where it reads both ways. */
  readonly directions: readonly ForeignTensors[];
}

export interface RecurrentChain {
  /** What stands before `weight_ih_l0` of each module. */
  readonly names: readonly string[];
  /** Numbers that the first layer reads. */
  readonly E: number;
  /** Numbers that the last layer shows, in both directions together. */
  readonly H: number;
  readonly layers: readonly ForeignLayer[];
  /** Tensors that are accounted for, those that `…_raw` replaces among them. */
  readonly known: readonly string[];
}

/** One module with its layers. */
interface Stack extends Omit<RecurrentChain, 'names'> {
  readonly name: string;
  readonly isBothWays: boolean;
}

const firstWeight = /^(.*)weight_ih(?:_l0)?(?:_raw)?$/s;
const wrapper = 'module.';

/** What stands before the first weight of each module. */
function namesIn(tensors: Tensors): string[] {
  const found = new Set<string>();
  for (const tensor of tensors.keys()) {
    const name = firstWeight.exec(tensor)?.[1];
    if (name !== undefined) found.add(name);
  }
  // AWD-LSTM keeps some weights of a module outside it.
  return [...found].filter((name) => !found.has(name + wrapper));
}

const anyPart =
  /(?:weight|bias)_(?:ih|hh|hr)(?:_l\d+)?(?:_reverse)?(?:_(?:raw|g|v|u|orig|mask))?$|parametrizations\.(?:weight|bias)_(?:ih|hh)/s;

/** Whether the tensor is named as a part of a recurrent layer, used or not. */
export const isRecurrent = (tensor: string): boolean => anyPart.test(tensor);

const rewritten =
  /(?:weight|bias)_(?:ih|hh)(?:_l\d+)?_(?:g|v|u|orig|mask)$|parametrizations\.(?:weight|bias)_(?:ih|hh)/s;

function refuseOthers(tensors: Tensors, name: string): void {
  const base = name.endsWith(wrapper) ? name.slice(0, -wrapper.length) : name;
  for (const tensor of tensors.keys()) {
    if (!tensor.startsWith(base)) continue;
    const rest = tensor.slice(tensor.startsWith(name) ? name.length : base.length);
    if (/^weight_hr_l\d+(?:_reverse)?$/.test(rest)) fail({ kind: 'projection', tensor });
    if (rewritten.test(rest)) fail({ kind: 'rewritten', tensor });
  }
}

const gatesOf: readonly (readonly [cell: RecurrentCell, gates: number])[] = [
  ['lstm', 4],
  ['gru', 3],
  ['rnn', 1],
];

/** The recurrent matrix has as many rows for each gate as there are units. */
function cellOf(tensors: Tensors, tensor: string) {
  const expected = ['4 H, 3 H or H', 'H'];
  const [rows, units] = demand(tensors, tensor, expected);
  const found = gatesOf.find(([, gates]) => rows === gates * units);
  if (!found) return fail({ kind: 'misshapen', tensor, shape: [rows, units], expected });
  const [cell, gates] = found;
  return { cell, gates, units };
}

type Part = keyof ForeignTensors;

/** Where a part may lie: whole beside the module or in it, else as it is. */
function placesOf(name: string, part: string): string[] {
  const outer = name.endsWith(wrapper) ? [name.slice(0, -wrapper.length)] : [];
  const around = [name, ...outer, name + wrapper];
  return [...around.map((at) => `${at}${part}_raw`), name + part, `${name}${wrapper}${part}`];
}

/** Finds the parts of a module, and remembers what it has found. */
function createFinder(tensors: Tensors, name: string) {
  const known: string[] = [];
  const isNumbered = placesOf(name, 'weight_ih_l0').some((tensor) => tensors.has(tensor));
  const ending = (l: number, isReverse: boolean): string =>
    isNumbered ? `_l${l}${isReverse ? '_reverse' : ''}` : '';
  const find = (part: Part, l: number, isReverse = false): string | undefined => {
    const places = placesOf(name, part + ending(l, isReverse));
    const there = places.filter((tensor) => tensors.has(tensor));
    known.push(...there);
    return there.at(0);
  };
  return {
    ...{ known, isNumbered, find },
    sure: (part: Part, l: number, isReverse = false): string =>
      find(part, l, isReverse) ?? `${name}${part}${ending(l, isReverse)}`,
  };
}

function stackOf(tensors: Tensors, name: string): Stack {
  refuseOthers(tensors, name);
  const { known, isNumbered, find, sure } = createFinder(tensors, name);
  const { cell, gates, units } = cellOf(tensors, sure('weight_hh', 0));
  const rows = gates * units;
  const [, E] = demand(tensors, sure('weight_ih', 0), [rows, 'E']);
  const hasBiases = [find('bias_ih', 0), find('bias_hh', 0)].some((bias) => bias !== undefined);
  const isBothWays =
    isNumbered && [find('weight_ih', 0, true), find('weight_hh', 0, true)].some(isThere);
  const ways = isBothWays ? [false, true] : [false];
  const layers: ForeignLayer[] = [];
  for (let l = 0; l === 0 || (isNumbered && (find('weight_ih', l) ?? find('weight_hh', l))); l++) {
    const directions = ways.map((isReverse): ForeignTensors => {
      const take = (part: Part, shape: readonly number[]): string => {
        const tensor = sure(part, l, isReverse);
        demand(tensors, tensor, shape);
        return tensor;
      };
      return {
        weight_ih: take('weight_ih', [rows, l === 0 ? E : ways.length * units]),
        weight_hh: take('weight_hh', [rows, units]),
        bias_ih: hasBiases ? take('bias_ih', [rows]) : null,
        bias_hh: hasBiases ? take('bias_hh', [rows]) : null,
      };
    });
    layers.push({ cell, units, directions });
  }
  return { name, E, H: ways.length * units, layers, known, isBothWays };
}

const isThere = (name: string | undefined): boolean => name !== undefined;

/**
 * The names in the order of their numbers, where nothing else tells them apart: `lstm1`, `lstm2`;
 * `rnns.0.`, `rnns.1.`; also `lstm`, `lstm2`.
 */
function inOrderOfNumbers(names: readonly string[]): readonly string[] | undefined {
  const readings = (name: string): [pattern: string, number: number][] => [
    [name, -1],
    ...[...name.matchAll(/[_-]?(\d+)/g)].map(({ 0: all, 1: digits, index }): [string, number] => [
      name.slice(0, index) + name.slice(index + all.length),
      Number(digits),
    ]),
  ];
  const each = names.map((name) => new Map(readings(name)));
  for (const [pattern] of each[0]) {
    const numbers = each.flatMap((one) => one.get(pattern) ?? []);
    if (new Set(numbers).size < names.length) continue;
    const numberOf = new Map(names.map((name, n) => [name, numbers[n]]));
    return names.toSorted((a, b) => (numberOf.get(a) ?? 0) - (numberOf.get(b) ?? 0));
  }
  return undefined;
}

function misfitIn(stacks: readonly Stack[]): readonly [Stack, Stack] | undefined {
  for (let n = 1; n < stacks.length; n++) {
    if (stacks[n].E !== stacks[n - 1].H) return [stacks[n - 1], stacks[n]];
  }
  return undefined;
}

function chained(stacks: readonly Stack[]): RecurrentChain {
  const misfit = misfitIn(stacks);
  if (misfit) {
    const [{ name: first, H: shows }, { name: next, E: reads }] = misfit;
    fail({ kind: 'noChain', first, shows, next, reads });
  }
  const other = stacks.find(({ isBothWays }) => isBothWays !== stacks[0].isBothWays);
  if (other) {
    const [one, two] = other.isBothWays ? [stacks[0], other] : [other, stacks[0]];
    fail({ kind: 'directionsDiffer', one: one.name, both: two.name });
  }
  return {
    names: stacks.map(({ name }) => name),
    ...{ E: stacks[0].E, H: stacks[stacks.length - 1].H },
    layers: stacks.flatMap(({ layers }) => layers),
    known: stacks.flatMap(({ known }) => known),
  };
}

/** All orders of so few. */
function orders<T>(some: readonly T[]): readonly (readonly T[])[] {
  if (some.length < 2) return [some];
  return some.flatMap((first, n) =>
    orders(some.filter((_, other) => other !== n)).map((rest) => [first, ...rest]),
  );
}

function askWhich(tensors: Tensors, stacks: readonly Stack[]): never {
  const chains = (stacks.length <= 3 ? orders(stacks) : [stacks]).filter(
    (chain) => misfitIn(chain) === undefined,
  );
  const candidates = [...chains, ...stacks.map((stack) => [stack])].map((chain) => ({
    names: chain.map(({ name }) => name),
    shape: tensors.get(chain[0].layers[0].directions[0].weight_hh)?.shape ?? [],
  }));
  return ask({ of: 'rnn', candidates });
}

/** The modules that can be read, or why the first of them cannot. */
function soundStacks(tensors: Tensors, names: readonly string[]): readonly Stack[] {
  const stacks: Stack[] = [];
  const halts: Halt[] = [];
  for (const name of names) {
    try {
      stacks.push(stackOf(tensors, name));
    } catch (halt) {
      if (!(halt instanceof Halt)) throw halt;
      halts.push(halt);
    }
  }
  if (stacks.length === 0) throw halts[0];
  return stacks;
}

/** @param given names that were answered */
export function findLayers(tensors: Tensors, given: readonly string[] | undefined): RecurrentChain {
  const names = namesIn(tensors);
  if (given !== undefined) {
    const strange = given.find((name) => !names.includes(name));
    if (given.length === 0 || strange !== undefined) {
      fail({ kind: 'noSuchTensor', tensor: `${strange ?? ''}weight_ih_l0` });
    }
    return chained(given.map((name) => stackOf(tensors, name)));
  }
  if (names.length === 0) return failWithoutLayers(tensors);
  if (names.length === 1) return chained([stackOf(tensors, names[0])]);
  if (names.length > mostCandidates) {
    fail({ kind: 'tooManyChoices', of: 'rnn', count: names.length });
  }
  const ordered = inOrderOfNumbers(names);
  if (ordered) return chained(ordered.map((name) => stackOf(tensors, name)));
  const stacks = soundStacks(tensors, names);
  return stacks.length === 1 ? chained(stacks) : askWhich(tensors, stacks);
}

function failWithoutLayers(tensors: Tensors): never {
  const tensor = [...tensors.keys()].find((name) => rewritten.test(name));
  return fail(tensor === undefined ? { kind: 'noRecurrent' } : { kind: 'rewritten', tensor });
}
