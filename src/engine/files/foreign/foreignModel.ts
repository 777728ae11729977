/**
 * Which tensors of a file are the language model in it: PyTorch's names where they are there, else
 * found by their shapes; where shapes leave a choice, it is asked for. Looks at the header only.
 * A model whose cells have no biases is one whose biases are zero.
 */
import type { ModelShape } from '../../network/shape';
import type { ForeignFailure } from './foreignFailures';
import type { TensorEntry } from '../safetensors/safetensorsHeader';

/** What the parts are called in the file. '' for a part that there is none of. */
export interface TensorNames {
  /** What stands before `weight_ih_l0`. */
  readonly rnn: string;
  readonly encoder: string;
  /** '' where it is the embedding. */
  readonly decoder: string;
  readonly decoderBias: string;
}

export interface ForeignModel {
  readonly names: TensorNames;
  /** V: the rows of the embedding. */
  readonly shape: Omit<ModelShape, 'cell' | 'tokens'>;
  /** Whether the cells have biases. */
  readonly biased: boolean;
  /** Tensors that are no part of such a model. */
  readonly leftOut: readonly string[];
}

export interface NameQuestion {
  readonly of: 'rnn' | 'encoder' | 'decoder';
  readonly candidates: readonly { readonly name: string; readonly shape: readonly number[] }[];
}

export type Recognised =
  | { readonly kind: 'model'; readonly model: ForeignModel }
  | { readonly kind: 'question'; readonly question: NameQuestion }
  | { readonly kind: 'failure'; readonly failure: ForeignFailure };

type Tensors = ReadonlyMap<string, TensorEntry>;

/** Thrown and caught in this file only: recognising stops at the first question or failure. */
class Halt extends Error {
  constructor(readonly recognised: Exclude<Recognised, { kind: 'model' }>) {
    super(recognised.kind);
  }
}

function fail(failure: ForeignFailure): never {
  throw new Halt({ kind: 'failure', failure });
}

function ask(of: NameQuestion['of'], tensors: Tensors, names: readonly string[]): never {
  const candidates = names.map((name) => {
    const shown = of === 'rnn' ? `${name}weight_hh_l0` : name;
    return { name, shape: tensors.get(shown)?.shape ?? [] };
  });
  throw new Halt({ kind: 'question', question: { of, candidates } });
}

const floats: ReadonlySet<string> = new Set(['F32', 'F64', 'F16', 'BF16']);

/** The tensor, of that shape; a letter stands for any number. */
function demand(
  tensors: Tensors,
  tensor: string,
  expected: readonly (number | string)[],
): readonly number[] {
  const found = tensors.get(tensor);
  if (!found) return fail({ kind: 'absent', tensor });
  const { dtype, shape } = found;
  if (!floats.has(dtype)) fail({ kind: 'notFloats', tensor, dtype });
  const fits = (size: number | string, n: number): boolean =>
    typeof size === 'number' ? shape[n] === size : shape[n] > 0;
  if (shape.length !== expected.length || !expected.every(fits)) {
    fail({ kind: 'misshapen', tensor, shape, expected });
  }
  return shape;
}

const firstCell = /^(.*)weight_ih_l0$/s;
const embeddingLike = /emb|encoder|wte|lookup|token/i;
const decoderLike = /decoder|out|proj|head|fc|linear|classif|softmax/i;

function findRnn(tensors: Tensors, given: string | undefined): string {
  const found = [...tensors.keys()].flatMap((name) => firstCell.exec(name)?.[1] ?? []);
  if (given !== undefined) {
    return found.includes(given)
      ? given
      : fail({ kind: 'noSuchTensor', tensor: `${given}weight_ih_l0` });
  }
  if (found.length === 0) return fail({ kind: 'noLstm' });
  if (found.length === 1 || found.includes('rnn.')) return found.length === 1 ? found[0] : 'rnn.';
  return ask('rnn', tensors, found);
}

interface Cells {
  readonly E: number;
  readonly H: number;
  readonly L: number;
  readonly biased: boolean;
  readonly used: readonly string[];
}

function checkCell(tensors: Tensors, rnn: string): number {
  const tensor = `${rnn}weight_hh_l0`;
  const [rows, H] = demand(tensors, tensor, ['4 H', 'H']);
  if (rows === 3 * H) fail({ kind: 'otherCell', tensor, cell: 'a GRU' });
  if (rows === H) fail({ kind: 'otherCell', tensor, cell: 'a plain RNN' });
  demand(tensors, tensor, [4 * H, H]);
  return H;
}

function findCells(tensors: Tensors, rnn: string): Cells {
  const own = [...tensors.keys()].filter((name) => name.startsWith(rnn));
  const reverse = own.find((name) =>
    /^(?:weight|bias)_[ih]h_l\d+_reverse$/.test(name.slice(rnn.length)),
  );
  if (reverse !== undefined) fail({ kind: 'bothDirections', tensor: reverse });
  const projection = own.find((name) => /^weight_hr_l\d+$/.test(name.slice(rnn.length)));
  if (projection !== undefined) fail({ kind: 'projection', tensor: projection });
  const H = checkCell(tensors, rnn);
  const [, E] = demand(tensors, `${rnn}weight_ih_l0`, [4 * H, 'E']);
  const biased = tensors.has(`${rnn}bias_ih_l0`) || tensors.has(`${rnn}bias_hh_l0`);
  const used: string[] = [];
  let L = 0;
  for (; tensors.has(`${rnn}weight_ih_l${L}`) || tensors.has(`${rnn}weight_hh_l${L}`); L++) {
    const take = (part: string, shape: readonly number[]): void => {
      demand(tensors, `${rnn}${part}_l${L}`, shape);
      used.push(`${rnn}${part}_l${L}`);
    };
    take('weight_ih', [4 * H, L === 0 ? E : H]);
    take('weight_hh', [4 * H, H]);
    if (biased) take('bias_ih', [4 * H]);
    if (biased) take('bias_hh', [4 * H]);
  }
  return { E, H, L, biased, used };
}

/** Names of the matrices with so many columns, and rows, that nothing else is. */
function matrices(
  tensors: Tensors,
  taken: ReadonlySet<string>,
  columns: number,
  rows?: number,
): string[] {
  return [...tensors].flatMap(([name, { dtype, shape }]) => {
    const fits =
      shape.length === 2 && shape[1] === columns && (rows === undefined || shape[0] === rows);
    return fits && floats.has(dtype) && !taken.has(name) ? [name] : [];
  });
}

/** The one candidate, or the one that is called so. */
function only(candidates: readonly string[], like: (name: string) => boolean): string | undefined {
  if (candidates.length === 1) return candidates[0];
  const alike = candidates.filter(like);
  return alike.length === 1 ? alike[0] : undefined;
}

function findEncoder(
  tensors: Tensors,
  { E, used }: Cells,
  given: string | undefined,
): readonly [name: string, rows: number] {
  const usual = 'encoder.weight';
  const name = given ?? (tensors.has(usual) ? usual : undefined);
  if (name !== undefined) return [name, demand(tensors, name, ['V', E])[0]];
  const candidates = matrices(tensors, new Set(used), E);
  if (candidates.length === 0) return fail({ kind: 'noEmbedding', width: E });
  const found =
    only(candidates, (one) => embeddingLike.test(one) && !decoderLike.test(one)) ??
    ask('encoder', tensors, candidates);
  return [found, demand(tensors, found, ['V', E])[0]];
}

function findDecoder(
  tensors: Tensors,
  { E, H, used }: Cells,
  encoder: string,
  V: number,
  given: string | undefined,
): string {
  const usual = 'decoder.weight';
  const name = given ?? (tensors.has(usual) ? usual : undefined);
  if (name !== undefined && name !== '') {
    const [rows] = demand(tensors, name, ['V', H]);
    if (rows !== V) {
      fail({ kind: 'rowsDiffer', tensor: name, rows, other: encoder, otherRows: V });
    }
    return name;
  }
  const mayBeTied = E === H;
  if (name === '' && mayBeTied) return name;
  const candidates = matrices(tensors, new Set([...used, encoder]), H, V);
  if (candidates.length === 0 && mayBeTied) return '';
  if (candidates.length === 0) return fail({ kind: 'noDecoder', rows: V, width: H });
  return (
    only(candidates, (one) => decoderLike.test(one)) ??
    ask('decoder', tensors, mayBeTied ? [...candidates, ''] : candidates)
  );
}

function findDecoderBias(tensors: Tensors, decoder: string, V: number): string {
  const beside = decoder.replace(/weight$/, 'bias');
  if (decoder !== '' && beside !== decoder && tensors.has(beside)) {
    demand(tensors, beside, [V]);
    return beside;
  }
  const lists = [...tensors].flatMap(([name, { dtype, shape }]) =>
    shape.length === 1 && shape[0] === V && floats.has(dtype) ? [name] : [],
  );
  return (
    only(lists.includes('decoder.bias') ? ['decoder.bias'] : lists, (one) =>
      decoderLike.test(one),
    ) ?? ''
  );
}

function recognise(tensors: Tensors, given: Partial<TensorNames>): ForeignModel {
  const rnn = findRnn(tensors, given.rnn);
  const cells = findCells(tensors, rnn);
  const { E, H, L, biased, used } = cells;
  const [encoder, V] = findEncoder(tensors, cells, given.encoder);
  const decoder = findDecoder(tensors, cells, encoder, V, given.decoder);
  const decoderBias = given.decoderBias ?? findDecoderBias(tensors, decoder, V);
  if (decoderBias !== '') demand(tensors, decoderBias, [V]);
  const known = new Set([...used, encoder, decoder, decoderBias]);
  return {
    names: { rnn, encoder, decoder, decoderBias },
    shape: { V, E, H, L, tied: decoder === '' },
    biased,
    leftOut: [...tensors.keys()].filter((name) => !known.has(name)),
  };
}

/** @param given names that are known already, or were answered */
export function recogniseModel(tensors: Tensors, given: Partial<TensorNames>): Recognised {
  try {
    return { kind: 'model', model: recognise(tensors, given) };
  } catch (halt) {
    if (halt instanceof Halt) return halt.recognised;
    throw halt;
  }
}

/** What a tensor of ours is called in the file; '' where the file has none and it is zero. */
export function sourceName({ names, biased }: ForeignModel, ours: string): string {
  if (ours === 'encoder.weight') return names.encoder;
  if (ours === 'decoder.weight') return names.decoder;
  if (ours === 'decoder.bias') return names.decoderBias;
  if (ours.includes('bias') && !biased) return '';
  return ours.replace(/^rnn\./, () => names.rnn);
}
