/**
 * The matrices with a row for each word: the embedding that the first layer reads, and the projection of
 * what the last one shows. Found by their names where these are usual, else by their shapes, and by
 * the bias beside them: an embedding has none. That a matrix is both (tied) is concluded only from
 * what the file says; else it is asked. Looks at the header only.
 */
import type { TensorNames, Tensors } from './foreignParts';
import { ask, demand, fail, floats } from './foreignParts';
import type { RecurrentChain } from './recurrentChain';
import { isRecurrent } from './recurrentChain';

export interface WordMatrices extends Pick<TensorNames, 'encoder' | 'decoder' | 'decoderBias'> {
  readonly V: number;
  /** The projection has a column for each word instead of a row. */
  readonly transposed: boolean;
}

type Sizes = Pick<RecurrentChain, 'E' | 'H'>;

const embeddingLike = /emb|encoder|wte|lookup|token/i;
export const decoderLike = /decoder|out|proj|head|fc|linear|classif|softmax|logit/i;
/** AllenNLP's projection, which multiplies from the other side. */
const otherSide = /softmax_w$/;

export const isEmbedding = (name: string): boolean =>
  embeddingLike.test(name) && !decoderLike.test(name);

export interface Matrix {
  readonly name: string;
  readonly rows: number;
  readonly columns: number;
}

/** What could be a matrix of words: no part of a recurrent layer is. */
export function matricesIn(tensors: Tensors): Matrix[] {
  return [...tensors].flatMap(([name, { dtype, shape }]) => {
    const [rows, columns] = shape;
    const fits = shape.length === 2 && rows > 0 && columns > 0 && floats.has(dtype);
    return fits && !isRecurrent(name) ? [{ name, rows, columns }] : [];
  });
}

/** Names that the bias of this matrix would have. */
const biasesOf = (matrix: string): readonly string[] =>
  [
    matrix.replace(/(?:weight|kernel)$/, 'bias'),
    matrix.replace(/(^|[._])w$/, (_, before: string) => `${before}b`),
  ].filter((name) => name !== matrix);

export function biasBeside(tensors: Tensors, matrix: string, V: number): string | undefined {
  return biasesOf(matrix).find((name) => isVector(tensors, name, V));
}

function isVector(tensors: Tensors, name: string, V: number): boolean {
  const found = tensors.get(name);
  return found?.shape.length === 1 && found.shape[0] === V && floats.has(found.dtype);
}

function shown(tensors: Tensors, names: readonly (string | null)[]) {
  return names.map((name) => ({
    name,
    shape: name === null ? [] : (tensors.get(name)?.shape ?? []),
  }));
}

function askOf(
  of: 'encoder' | 'decoder',
  tensors: Tensors,
  names: readonly (string | null)[],
): never {
  return ask({ of, candidates: shown(tensors, names) });
}

/** The one candidate, or the one that is called so. */
export function only(
  candidates: readonly string[],
  like: (name: string) => boolean,
): string | undefined {
  if (candidates.length === 1) return candidates[0];
  const alike = candidates.filter(like);
  return alike.length === 1 ? alike[0] : undefined;
}

/** A name that the usual one ends. */
const ends =
  (usual: string) =>
  (name: string): boolean =>
    name === usual || name.endsWith(`.${usual}`);

/** Two names of one place: tied weights are stored once. */
function isSame(tensors: Tensors, one: string, other: string): boolean {
  const [a, b] = [tensors.get(one), tensors.get(other)];
  const isOnePlace = a !== undefined && a.begin === b?.begin && a.end === b.end;
  return one === other || (isOnePlace && a.strides?.join() === b.strides?.join());
}

/** Whether the matrix can project to so many words; @returns whether from the other side */
function sideOf({ name, rows, columns }: Matrix, V: number, H: number): 'usual' | 'other' | null {
  const [usual, other] = [rows === V && columns === H, rows === H && columns === V];
  if (usual && !(other && otherSide.test(name))) return 'usual';
  return other ? 'other' : null;
}

/** How many words each matrix can project to: from either side. */
const wordsOf = ({ rows, columns }: Matrix, H: number): ReadonlySet<number> =>
  new Set([...(columns === H ? [rows] : []), ...(rows === H ? [columns] : [])]);

/** Whether any matrix but that one can project to so many words; counted once for all questions. */
function projectionsOf(all: readonly Matrix[], H: number): (V: number, except?: string) => boolean {
  const counts = new Map<number, number>();
  const byName = new Map(all.map((one) => [one.name, wordsOf(one, H)]));
  for (const sizes of byName.values()) {
    for (const V of sizes) counts.set(V, (counts.get(V) ?? 0) + 1);
  }
  return (V, except) => {
    const isOfIt = except !== undefined && byName.get(except)?.has(V) === true;
    return (counts.get(V) ?? 0) > (isOfIt ? 1 : 0);
  };
}

function findEncoder(
  tensors: Tensors,
  { E, H }: Sizes,
  given: string | null | undefined,
): readonly [name: string | null, rows: number] {
  if (given === null) return [null, E];
  const name = given ?? (tensors.has('encoder.weight') ? 'encoder.weight' : undefined);
  if (name !== undefined) return [name, demand(tensors, name, ['V', E])[0]];
  const all = matricesIn(tensors);
  const projects = projectionsOf(all, H);
  const wide = all.filter(({ columns }) => columns === E);
  const plain = wide.filter(({ name, rows }) => biasBeside(tensors, name, rows) === undefined);
  const fitting = plain.filter(({ name, rows }) => E === H || projects(rows, name));
  const pool = (fitting.length > 0 || projects(E) ? fitting : plain).map(({ name }) => name);
  const found = chooseEncoder(tensors, pool, { E, H }, projects);
  if (found !== undefined) return [found, demand(tensors, found, ['V', E])[0]];
  if (projects(E)) return [null, E];
  const both = E === H ? wide.map(({ name }) => name) : [];
  if (both.length === 0) fail({ kind: 'noEmbedding', width: E, rows: rowsProjected(all, H) });
  const tied = only(both, ends('decoder.weight')) ?? askOf('encoder', tensors, both);
  return [tied, demand(tensors, tied, ['V', E])[0]];
}

function chooseEncoder(
  tensors: Tensors,
  pool: readonly string[],
  { E, H }: Sizes,
  projects: (V: number, except?: string) => boolean,
): string | undefined {
  if (pool.length === 0) return undefined;
  const [usual, ...more] = pool.filter(ends('encoder.weight'));
  if (more.length === 0 && pool.includes(usual)) return usual;
  const single = pool.length === 1 ? pool[0] : undefined;
  const rows = single === undefined ? 0 : (tensors.get(single)?.shape[0] ?? 0);
  // The only matrix is square: it may be the projection of words that come in one-hot.
  const isDoubtful = rows === E && E === H && !projects(E, single);
  if (single !== undefined && !(isDoubtful && !isEmbedding(single))) return single;
  const found = isDoubtful ? undefined : only(pool, isEmbedding);
  return found ?? askOf('encoder', tensors, projects(E) ? [...pool, null] : pool);
}

/** Of the projection that there is, for a model without an embedding. */
function rowsProjected(all: readonly Matrix[], H: number): number | undefined {
  const projections = all.filter(({ columns }) => columns === H);
  return projections.length === 1 ? projections[0].rows : undefined;
}

interface Found {
  readonly name: string | null;
  readonly transposed: boolean;
}

function findDecoder(
  tensors: Tensors,
  { E, H }: Sizes,
  encoder: string | null,
  V: number,
  given: string | null | undefined,
): Found {
  const mayBeTied = encoder !== null && E === H;
  const tied: Found = { name: null, transposed: false };
  const usual = tensors.has('decoder.weight') ? 'decoder.weight' : undefined;
  const name = given === undefined ? usual : given;
  if (name === null) return mayBeTied ? tied : fail({ kind: 'noDecoder', rows: V, width: H });
  if (name !== undefined) return decoderCalled(tensors, name, { E, H }, encoder, V);
  const all = matricesIn(tensors).filter((one) => encoder === null || one.name !== encoder);
  const sides = (['usual', 'other'] as const).map((side) =>
    all.filter((one) => sideOf(one, V, H) === side).map((one) => one.name),
  );
  const candidates = sides[0].length > 0 ? sides[0] : sides[1];
  const others = candidates.filter((one) => encoder === null || !isSame(tensors, one, encoder));
  const isTied = (): boolean =>
    encoder !== null && (isSharedBy(tensors, candidates, encoder, V) || hasLoneBias(tensors, V));
  if (others.length === 0) {
    if (!mayBeTied) return fail({ kind: 'noDecoder', rows: V, width: H });
    return isTied() ? tied : askOf('decoder', tensors, [null]);
  }
  const chosen = chooseDecoder(tensors, others, V, mayBeTied);
  return { name: chosen, transposed: !sides[0].includes(chosen) };
}

function decoderCalled(
  tensors: Tensors,
  name: string,
  { E, H }: Sizes,
  encoder: string | null,
  V: number,
): Found {
  if (encoder !== null && E === H && isSame(tensors, name, encoder)) {
    return { name: null, transposed: false };
  }
  const [rows = 0, columns = 0] = tensors.get(name)?.shape ?? [];
  if (sideOf({ name, rows, columns }, V, H) === 'other') {
    demand(tensors, name, [H, V]);
    return { name, transposed: true };
  }
  demand(tensors, name, ['V', H]);
  if (rows !== V) fail({ kind: 'rowsDiffer', tensor: name, rows, other: encoder, otherRows: V });
  return { name, transposed: false };
}

function chooseDecoder(
  tensors: Tensors,
  candidates: readonly string[],
  V: number,
  mayBeTied: boolean,
): string {
  const usual = candidates.filter(ends('decoder.weight'));
  if (usual.length === 1) return usual[0];
  const biased = candidates.filter((name) => biasBeside(tensors, name, V) !== undefined);
  if (biased.length === 1) return biased[0];
  const found = only(candidates, (name) => decoderLike.test(name));
  // A second embedding besides a tied one is not a projection.
  if (found !== undefined && !(mayBeTied && isEmbedding(found))) return found;
  return askOf('decoder', tensors, mayBeTied ? [...candidates, null] : candidates);
}

/** The file says itself that the embedding is stored under another name, too. */
function isSharedBy(
  tensors: Tensors,
  names: readonly string[],
  encoder: string,
  V: number,
): boolean {
  return names.some(
    (name) =>
      isSame(tensors, name, encoder) &&
      (decoderLike.test(name) || biasBeside(tensors, name, V) !== undefined),
  );
}

/** A bias whose matrix is stored elsewhere. */
const loneBiases = (tensors: Tensors, V: number): string[] =>
  [...tensors.keys()].filter((name) => {
    if (!/(?:bias|[._]b)$/.test(name) || isRecurrent(name) || !isVector(tensors, name, V)) {
      return false;
    }
    const beside = [name.replace(/bias$/, 'weight'), name.replace(/b$/, 'w')];
    return !beside.some((one) => one !== name && tensors.has(one));
  });

const hasLoneBias = (tensors: Tensors, V: number): boolean => loneBiases(tensors, V).length > 0;

/** @param projections the names under which the projection is stored */
function findBias(tensors: Tensors, projections: readonly string[], V: number): string | null {
  const beside = projections.flatMap(biasesOf).find((name) => tensors.has(name));
  if (beside !== undefined) return beside;
  if (tensors.has('decoder.bias')) return 'decoder.bias';
  return only(loneBiases(tensors, V), (name) => decoderLike.test(name)) ?? null;
}

/** @param given names that were answered */
export function findWordMatrices(
  tensors: Tensors,
  sizes: Sizes,
  given: Partial<TensorNames>,
): WordMatrices {
  const [encoder, V] = findEncoder(tensors, sizes, given.encoder);
  const { name: decoder, transposed } = findDecoder(tensors, sizes, encoder, V, given.decoder);
  const projection = decoder ?? encoder;
  const projections = [...tensors.keys()].filter(
    (name) => projection !== null && isSame(tensors, name, projection),
  );
  const decoderBias =
    given.decoderBias === undefined ? findBias(tensors, projections, V) : given.decoderBias;
  if (decoderBias !== null) demand(tensors, decoderBias, [V]);
  return { encoder, decoder, decoderBias, transposed, V };
}
