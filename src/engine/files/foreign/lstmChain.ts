/**
 * The LSTMs in a file, and in which order they read: one `torch.nn.LSTM` of some layers, or several
 * in a chain, one for each layer (fastai, AWD-LSTM, `lstm1` and `lstm2`), or single cells. Where weights
 * are dropped while training, `…_raw` holds them whole. Looks at the header only.
 */
import type { Tensors } from './foreignParts';
import { ask, demand, fail, Halt, mostCandidates } from './foreignParts';

/** The names of a layer's tensors; null where the cell has no biases. */
export interface ForeignLayer {
  readonly weight_ih: string;
  readonly weight_hh: string;
  readonly bias_ih: string | null;
  readonly bias_hh: string | null;
}

export interface LstmChain {
  /** What stands before `weight_ih_l0` of each LSTM. */
  readonly names: readonly string[];
  /** Numbers that the first layer reads. */
  readonly E: number;
  readonly H: number;
  readonly layers: readonly ForeignLayer[];
  /** Tensors that are accounted for, those that `…_raw` replaces among them. */
  readonly known: readonly string[];
}

/** One LSTM with its layers. */
interface Stack extends Omit<LstmChain, 'names'> {
  readonly name: string;
}

const firstWeight = /^(.*)weight_ih(?:_l0)?(?:_raw)?$/s;
const wrapper = 'module.';

/** What stands before the first weight of each LSTM. */
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
    if (/^(?:weight|bias)_[ih]h_l\d+_reverse$/.test(rest)) fail({ kind: 'bothDirections', tensor });
    if (/^weight_hr_l\d+$/.test(rest)) fail({ kind: 'projection', tensor });
    if (rewritten.test(rest)) fail({ kind: 'rewritten', tensor });
  }
}

function unitsOf(tensors: Tensors, tensor: string): number {
  const [rows, H] = demand(tensors, tensor, ['4 H', 'H']);
  if (rows === 3 * H) fail({ kind: 'otherCell', tensor, cell: 'a GRU' });
  if (rows === H) fail({ kind: 'otherCell', tensor, cell: 'a plain RNN' });
  demand(tensors, tensor, [4 * H, H]);
  return H;
}

type Part = keyof ForeignLayer;

/** Where a part may lie: whole beside the module or in it, else as it is. */
function placesOf(name: string, part: string): string[] {
  const outer = name.endsWith(wrapper) ? [name.slice(0, -wrapper.length)] : [];
  const around = [name, ...outer, name + wrapper];
  return [...around.map((at) => `${at}${part}_raw`), name + part, `${name}${wrapper}${part}`];
}

function stackOf(tensors: Tensors, name: string): Stack {
  refuseOthers(tensors, name);
  const known: string[] = [];
  const end = (l: number): string =>
    placesOf(name, 'weight_ih_l0').some((tensor) => tensors.has(tensor)) ? `_l${l}` : '';
  const find = (part: Part, l: number): string | undefined => {
    const there = placesOf(name, part + end(l)).filter((tensor) => tensors.has(tensor));
    known.push(...there);
    return there.at(0);
  };
  const sure = (part: Part, l: number): string => find(part, l) ?? `${name}${part}${end(l)}`;
  const H = unitsOf(tensors, sure('weight_hh', 0));
  const [, E] = demand(tensors, sure('weight_ih', 0), [4 * H, 'E']);
  const hasBiases = [find('bias_ih', 0), find('bias_hh', 0)].some((bias) => bias !== undefined);
  const layers: ForeignLayer[] = [];
  for (let l = 0; l === 0 || (end(l) !== '' && (find('weight_ih', l) ?? find('weight_hh', l)));) {
    const take = (part: Part, shape: readonly number[]): string => {
      const tensor = sure(part, l);
      demand(tensors, tensor, shape);
      return tensor;
    };
    layers.push({
      weight_ih: take('weight_ih', [4 * H, l === 0 ? E : H]),
      weight_hh: take('weight_hh', [4 * H, H]),
      bias_ih: hasBiases ? take('bias_ih', [4 * H]) : null,
      bias_hh: hasBiases ? take('bias_hh', [4 * H]) : null,
    });
    l++;
  }
  return { name, E, H, layers, known };
}

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

function chained(stacks: readonly Stack[]): LstmChain {
  const misfit = misfitIn(stacks);
  if (misfit) {
    const [{ name: first, H: shows }, { name: next, E: reads }] = misfit;
    fail({ kind: 'noChain', first, shows, next, reads });
  }
  const units = stacks.map(({ H }) => H);
  if (new Set(units).size > 1) fail({ kind: 'unitsDiffer', units });
  return {
    names: stacks.map(({ name }) => name),
    ...{ E: stacks[0].E, H: units[0] },
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
    shape: tensors.get(chain[0].layers[0].weight_hh)?.shape ?? [],
  }));
  return ask({ of: 'rnn', candidates });
}

/** The LSTMs that can be read, or why the first of them cannot. */
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
export function findLstms(tensors: Tensors, given: readonly string[] | undefined): LstmChain {
  const names = namesIn(tensors);
  if (given !== undefined) {
    const strange = given.find((name) => !names.includes(name));
    if (given.length === 0 || strange !== undefined) {
      fail({ kind: 'noSuchTensor', tensor: `${strange ?? ''}weight_ih_l0` });
    }
    return chained(given.map((name) => stackOf(tensors, name)));
  }
  if (names.length === 0) return failWithoutLstm(tensors);
  if (names.length === 1) return chained([stackOf(tensors, names[0])]);
  if (names.length > mostCandidates) {
    fail({ kind: 'tooManyChoices', of: 'rnn', count: names.length });
  }
  const ordered = inOrderOfNumbers(names);
  if (ordered) return chained(ordered.map((name) => stackOf(tensors, name)));
  const stacks = soundStacks(tensors, names);
  return stacks.length === 1 ? chained(stacks) : askWhich(tensors, stacks);
}

function failWithoutLstm(tensors: Tensors): never {
  const tensor = [...tensors.keys()].find((name) => rewritten.test(name));
  return fail(tensor === undefined ? { kind: 'noLstm' } : { kind: 'rewritten', tensor });
}
