/**
 * Which tensors of a file are the language model in it: PyTorch's names where they are there, else
 * found by their shapes; where shapes leave a choice, it is asked for. Looks at the header only.
 * A model whose cells have no biases is one whose biases are zero; one whose words come in one-hot
 * has the identity for an embedding; layers of different sizes get the largest.
 */
import { shapeOfChoice } from '../../network/cellChoice';
import type { ModelShape } from '../../network/shape';
import { modelTensors } from '../modelFile';
import { mostLayers, mostSize } from '../modelMetadata';
import type { ForeignEntry, Stop, TensorNames, Tensors } from './foreignParts';
import { ask, demand, fail, Halt } from './foreignParts';
import type { Origins } from './origins';
import { originsOf, ownOrigins } from './origins';
import type { ForeignTensors, RecurrentChain } from './recurrentChain';
import { findLayers } from './recurrentChain';
import { findTaskMatrices, headsBeside } from './taskMatrices';
import { findWordMatrices } from './wordMatrices';

export type { NameQuestion, TensorNames } from './foreignParts';

export interface ForeignModel {
  readonly names: TensorNames;
  /** V: the rows of the embedding. */
  readonly shape: Omit<ModelShape, 'tokens' | 'cut'>;
  /** What it answers, where that is not the next word. */
  readonly task?: ForeignTask;
  /** The projection is the embedding there, whether or not ours can keep it so. */
  readonly tied: boolean;
  /** Weights do not tell what bends the sum of a plain RNN, tanh or relu. */
  readonly isUnsure: boolean;
  /** Units of each layer, where ours get the most of them. */
  readonly units: readonly number[];
  readonly origins: Origins;
  /** Tensors that are no part of such a model; copies of its own may be among them. */
  readonly leftOut: readonly string[];
}

export type Recognised = { readonly kind: 'model'; readonly model: ForeignModel } | Stop;

/** What bends the sum of a plain RNN: as our cells are called. */
export type PlainCell = 'rnn' | 'rnnRelu';

export type ForeignTask = 'classes' | 'labels';

/** What is known of a model beside its file. */
export interface Told {
  /** What bends the sums of a plain RNN. */
  readonly plain?: PlainCell | undefined;
  readonly task?: ForeignTask | undefined;
}

/** Of a file's header what a model is recognised by. */
export interface TensorNamesAndTexts {
  readonly tensors: ReadonlyMap<string, ForeignEntry>;
  readonly metadata: ReadonlyMap<string, string>;
}

/**
 * Also under the names that a file gives a second time: `safetensors.torch.save_model` stores tied
 * weights once, and the other name in the metadata.
 */
function secondNames({ tensors, metadata }: TensorNamesAndTexts): ReadonlyMap<string, string> {
  return new Map(
    [...metadata].filter(([second, first]) => tensors.has(first) && !tensors.has(second)),
  );
}

function withSecondNames(tensors: Tensors, second: ReadonlyMap<string, string>): Tensors {
  const all = new Map(tensors);
  for (const [name, first] of second) {
    const entry = tensors.get(first);
    if (entry) all.set(name, entry);
  }
  return all;
}

/** A language model has tens of tensors; in a file of very many none is looked for. */
const mostTensors = 2000;

const cellsOf = ({ layers }: RecurrentChain, plain: PlainCell | undefined): string[] =>
  layers.map(({ cell }) => (cell === 'rnn' ? (plain ?? 'rnn') : cell));

/** Of our kind: all layers have the most units of any, and only one direction can be tied. */
function shapeOf(
  chain: RecurrentChain,
  {
    V,
    isTied,
    outputs,
  }: { readonly V: number; readonly isTied: boolean; readonly outputs: number | undefined },
  plain: PlainCell | undefined,
): ForeignModel['shape'] {
  const { E, layers } = chain;
  const units = layers.map((layer) => layer.units);
  const H = Math.max(...units);
  const isBothWays = layers[0].directions.length === 2;
  const cells = cellsOf(chain, plain);
  const made = shapeOfChoice({
    cells: new Set(cells).size === 1 ? cells.slice(0, 1) : cells,
    layers: layers.length,
    direction: isBothWays ? 'both' : 'forward',
  });
  if (!made.ok) throw new Error(`no cell of ours: ${cells.join()}`);
  return {
    ...{ ...made.value, V, E, H, tied: isTied && !isBothWays && E === H },
    ...(outputs === undefined ? {} : { outputs }),
  };
}

/** Whose name a second name is. */
type Stored = (name: string | null) => string | null;

const storedLayers = (chain: RecurrentChain, stored: Stored): RecurrentChain => ({
  ...chain,
  layers: chain.layers.map((layer) => ({
    ...layer,
    directions: layer.directions.map((parts): ForeignTensors => ({
      weight_ih: stored(parts.weight_ih) ?? parts.weight_ih,
      weight_hh: stored(parts.weight_hh) ?? parts.weight_hh,
      bias_ih: stored(parts.bias_ih),
      bias_hh: stored(parts.bias_hh),
    })),
  })),
});

function checkPlain(chain: RecurrentChain, plain: PlainCell | undefined): boolean {
  const isPlain = chain.layers.some(({ cell }) => cell === 'rnn');
  if (plain !== undefined && !isPlain) {
    fail({ kind: 'otherActivation', cell: plain, found: [...new Set(cellsOf(chain, plain))] });
  }
  return isPlain && plain === undefined;
}

function recognise(
  header: TensorNamesAndTexts,
  given: Partial<TensorNames>,
  { plain, task }: Told,
): ForeignModel {
  const { size: count } = header.tensors;
  if (count > mostTensors) fail({ kind: 'tooManyTensors', count, most: mostTensors });
  const second = secondNames(header);
  const tensors = withSecondNames(header.tensors, second);
  const stored: Stored = (name) => (name === null ? null : (second.get(name) ?? name));
  const chain = findLayers(tensors, given.rnn);
  const { names: rnn, E, H, layers, known } = chain;
  const L = layers.length;
  if (L > mostLayers) fail({ kind: 'tooManyLayers', layers: L, most: mostLayers });
  const isUnsure = checkPlain(chain, plain);
  const matrices = task
    ? findTaskMatrices(tensors, { E, H }, given)
    : { ...findWordMatrices(tensors, { E, H }, given), head: undefined };
  const { V, transposed, head, ...found } = matrices;
  const words = {
    encoder: stored(found.encoder),
    decoder: stored(found.decoder),
    decoderBias: stored(found.decoderBias),
  };
  const largest = Math.max(V, E, H);
  if (largest >= mostSize) fail({ kind: 'tooLarge', size: largest, most: mostSize - 1 });
  const used = new Set([...known, ...Object.values(words)].map(stored));
  const isTied = words.decoder === null;
  const outputs = head && Math.max(2, head.rows);
  const shape = shapeOf(chain, { V, isTied, outputs }, plain);
  const origins = originsOf(
    { ...shape, tokens: 'words' },
    storedLayers(chain, stored),
    { ...words, V, transposed },
    head?.rows,
  );
  return {
    names: { rnn, ...words },
    ...{ shape, origins, isUnsure, tied: isTied },
    ...(task ? { task } : {}),
    units: layers.map(({ units }) => units),
    leftOut: [...header.tensors.keys()].filter((name) => !used.has(name)),
  };
}

function unlessStopped(look: () => ForeignModel): Recognised {
  try {
    return { kind: 'model', model: look() };
  } catch (halt) {
    if (halt instanceof Halt) return halt.stop;
    throw halt;
  }
}

/** Where a projection to the words is missing, or of another size. */
function lacksWords(found: Recognised): boolean {
  if (found.kind === 'failure') return ['noDecoder', 'rowsDiffer'].includes(found.failure.kind);
  if (found.kind !== 'question' || found.question.of !== 'decoder') return false;
  return found.question.candidates.every(({ name }) => name === null);
}

/** A head that is none of words is a classifier's or a tagger's; one of nearly as many is a wrong one. */
function taskQuestion(header: TensorNamesAndTexts, given: Partial<TensorNames>): Stop | undefined {
  const asked = unlessStopped(() => {
    const { tensors } = header;
    const heads = headsBeside(tensors, findLayers(tensors, given.rnn), given);
    const few = heads.filter(({ name, rows }) => name !== 'decoder.weight' || isFew(header, rows));
    if (few.length === 0) fail({ kind: 'noRecurrent' });
    return ask({ of: 'task', heads: few.map(({ name }) => name) });
  });
  return asked.kind === 'question' ? asked : undefined;
}

const isFew = ({ tensors }: TensorNamesAndTexts, rows: number): boolean =>
  2 * rows <= (tensors.get('encoder.weight')?.shape[0] ?? Infinity);

/** @param given names that are known already, or were answered */
export function recogniseModel(
  header: TensorNamesAndTexts,
  given: Partial<TensorNames>,
  told: Told = {},
): Recognised {
  const found = unlessStopped(() => recognise(header, given, told));
  if (found.kind === 'model' || header.tensors.size > mostTensors) return found;
  const isTold = told.task !== undefined || given.decoder === null;
  const question = isTold || !lacksWords(found) ? undefined : taskQuestion(header, given);
  if (question) return question;
  // What cannot be read is the reason, rather than that it is not there.
  const unread = [...header.tensors].flatMap(([tensor, { madeBy }]) =>
    madeBy === undefined ? [] : [{ kind: 'madeByUnknown', tensor, by: madeBy } as const],
  );
  const failure = unread.at(0);
  return failure ? { kind: 'failure', failure } : found;
}

const ourNames = ({ tied }: Pick<ModelShape, 'tied'>): TensorNames => ({
  rnn: ['rnn.'],
  encoder: 'encoder.weight',
  decoder: tied ? null : 'decoder.weight',
  decoderBias: 'decoder.bias',
});

/** What is not as the file's own description says. */
function asExported(found: Recognised): Recognised {
  if (found.kind !== 'failure') return found;
  const { failure } = found;
  if (failure.kind !== 'absent' && failure.kind !== 'misshapen') return found;
  const { kind: _, ...differs } = failure;
  return { kind: 'failure', failure: { kind: 'otherThanExported', ...differs } };
}

/** A model that Gatescope wrote, whatever its cells: it says itself what it is made of. */
export const recogniseOwn = (header: TensorNamesAndTexts, shape: ModelShape): Recognised =>
  asExported(
    unlessStopped(() => {
      const expected = modelTensors(shape);
      for (const [name, dimensions] of expected) demand(header.tensors, name, dimensions);
      return {
        names: ourNames(shape),
        ...{ shape, origins: ownOrigins(shape), isUnsure: false, tied: shape.tied },
        units: Array.from({ length: shape.L }, () => shape.H),
        leftOut: [...header.tensors.keys()].filter((name) => !expected.has(name)),
      };
    }),
  );
