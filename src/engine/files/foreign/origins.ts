/**
 * Where the numbers of each tensor of ours come from, in a file that names and sizes things otherwise.
 * Layers of different sizes get the largest: units that a smaller one lacks have zero weights, and show
 * nothing. Two biases that are only added are one where our cell has one.
 */
import type { ModelShape } from '../../network/shape';
import { layOut } from '../../network/shape';
import { modelTensors } from '../modelFile';
import type { ForeignTensors, RecurrentChain } from './recurrentChain';
import type { WordMatrices } from './wordMatrices';

/** Theirs lie in blocks of this size, in ours each block has its own: n of theirs becomes place(n) of ours. */
export interface Blocks {
  readonly theirs: number;
  readonly ours: number;
  /** Places of ours before the first of theirs, which stay at zero. */
  readonly after?: number;
}

export type TensorOrigin =
  | {
      readonly kind: 'tensors';
      /** Of one shape; their numbers are added up. */
      readonly names: readonly string[];
      /** It has a row for each of our columns. */
      readonly transposed: boolean;
      /** Of a row for each word, one by one. */
      readonly rows: Blocks;
      readonly columns: Blocks;
    }
  | { readonly kind: 'zero' }
  /** A 1 for each word at its own place. */
  | { readonly kind: 'identity' };

export type Origins = ReadonlyMap<string, TensorOrigin>;

const oneByOne: Blocks = { theirs: 1, ours: 1 };

export const placeIn = ({ theirs, ours, after = 0 }: Blocks, index: number): number =>
  after + (theirs === ours ? index : Math.floor(index / theirs) * ours + (index % theirs));

/** Of a file of ours: each under its own name. */
export const ownOrigins = (shape: ModelShape): Origins =>
  new Map(
    [...modelTensors(shape).keys()].map(
      (name) => [name, from([name], oneByOne, oneByOne)] as const,
    ),
  );

const from = (
  names: readonly string[],
  rows: Blocks,
  columns: Blocks,
  transposed = false,
): TensorOrigin =>
  names.length === 0 ? { kind: 'zero' } : { kind: 'tensors', names, transposed, rows, columns };

/** A head of one number is that of the second of two classes, whose first has zero. */
const answersFrom = (rows: number | undefined): Blocks =>
  rows === 1 ? { ...oneByOne, after: 1 } : oneByOne;

/** @param shape with the words of the file @param head numbers that it projects to, where these are no words */
export function originsOf(
  shape: ModelShape,
  { layers }: Pick<RecurrentChain, 'layers'>,
  words: WordMatrices,
  head?: number,
): Origins {
  const origins = new Map<string, TensorOrigin>();
  const named = (...names: (string | null)[]) => names.filter((name) => name !== null);
  const { H } = shape;
  origins.set(
    'encoder.weight',
    words.encoder === null ? { kind: 'identity' } : from([words.encoder], oneByOne, oneByOne),
  );
  for (const { layer, backwards, cell, tensors } of layOut(shape, 1).layers) {
    const { directions, units } = layers[layer];
    const theirs = directions[backwards ? 1 : 0];
    const below = layer === 0 ? oneByOne : { theirs: layers[layer - 1].units, ours: H };
    const rows = { theirs: units, ours: H };
    const columns = { input: below, recurrent: rows, vector: oneByOne };
    const ownNames = new Set(cell.compiled.tensors.map(({ name }) => name));
    cell.compiled.tensors.forEach(({ name, kind }, n) => {
      // A cell with one bias adds up both.
      const parts = name === 'bias_ih' && !ownNames.has('bias_hh') ? biases : [name];
      const found = parts.flatMap((part) => (isPart(part) ? [theirs[part]] : []));
      origins.set(tensors[n], from(named(...found), rows, columns[kind]));
    });
  }
  const top = { theirs: layers[layers.length - 1].units, ours: H };
  const decoder = words.decoder ?? words.encoder;
  if (!shape.tied) {
    origins.set('decoder.weight', from(named(decoder), answersFrom(head), top, words.transposed));
  }
  origins.set('decoder.bias', from(named(words.decoderBias), answersFrom(head), oneByOne));
  return origins;
}

const biases = ['bias_ih', 'bias_hh'] as const;
const partNames = ['weight_ih', 'weight_hh', ...biases] as const;

const isPart = (name: string): name is keyof ForeignTensors =>
  partNames.some((part) => part === name);
