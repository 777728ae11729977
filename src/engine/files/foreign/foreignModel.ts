/**
 * Which tensors of a file are the language model in it: PyTorch's names where they are there, else
 * found by their shapes; where shapes leave a choice, it is asked for. Looks at the header only.
 * A model whose cells have no biases is one whose biases are zero; one whose words come in one-hot
 * has the identity for an embedding.
 */
import type { ModelShape } from '../../network/shape';
import { mostLayers, mostSize } from '../modelMetadata';
import type { TensorEntry } from '../safetensors/safetensorsHeader';
import type { Stop, TensorNames, Tensors } from './foreignParts';
import { fail, Halt } from './foreignParts';
import type { ForeignLayer } from './lstmChain';
import { findLstms } from './lstmChain';
import { findWordMatrices } from './wordMatrices';

export type { NameQuestion, TensorNames } from './foreignParts';

export interface ForeignModel {
  readonly names: TensorNames;
  /** V: the rows of the embedding. */
  readonly shape: Omit<ModelShape, 'cell' | 'tokens'>;
  readonly layers: readonly ForeignLayer[];
  /** The projection has a column for each word instead of a row. */
  readonly transposed: boolean;
  /** Tensors that are no part of such a model; copies of its own may be among them. */
  readonly leftOut: readonly string[];
}

export type Recognised = { readonly kind: 'model'; readonly model: ForeignModel } | Stop;

/** Where the numbers of a tensor of ours come from. */
export type TensorOrigin =
  | { readonly kind: 'tensor'; readonly name: string; readonly transposed: boolean }
  | { readonly kind: 'zero' }
  /** A 1 for each word at its own place. */
  | { readonly kind: 'identity' };

/** Of a file's header what a model is recognised by. */
export interface TensorNamesAndTexts {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
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

function recognise(header: TensorNamesAndTexts, given: Partial<TensorNames>): ForeignModel {
  const { size: count } = header.tensors;
  if (count > mostTensors) fail({ kind: 'tooManyTensors', count, most: mostTensors });
  const second = secondNames(header);
  const tensors = withSecondNames(header.tensors, second);
  const stored = (name: string | null): string | null =>
    name === null ? null : (second.get(name) ?? name);
  const { names: rnn, E, H, layers, known } = findLstms(tensors, given.rnn);
  const L = layers.length;
  if (L > mostLayers) fail({ kind: 'tooManyLayers', layers: L, most: mostLayers });
  const { V, transposed, ...found } = findWordMatrices(tensors, { E, H }, given);
  const words = {
    encoder: stored(found.encoder),
    decoder: stored(found.decoder),
    decoderBias: stored(found.decoderBias),
  };
  const largest = Math.max(V, E, H);
  if (largest >= mostSize) fail({ kind: 'tooLarge', size: largest, most: mostSize - 1 });
  const used = new Set([...known, ...Object.values(words)].map(stored));
  return {
    names: { rnn, ...words },
    shape: { V, E, H, L, tied: words.decoder === null },
    layers: layers.map((layer): ForeignLayer => ({
      weight_ih: stored(layer.weight_ih) ?? layer.weight_ih,
      weight_hh: stored(layer.weight_hh) ?? layer.weight_hh,
      bias_ih: stored(layer.bias_ih),
      bias_hh: stored(layer.bias_hh),
    })),
    transposed,
    leftOut: [...header.tensors.keys()].filter((name) => !used.has(name)),
  };
}

/** @param given names that are known already, or were answered */
export function recogniseModel(
  header: TensorNamesAndTexts,
  given: Partial<TensorNames>,
): Recognised {
  try {
    return { kind: 'model', model: recognise(header, given) };
  } catch (halt) {
    if (halt instanceof Halt) return halt.stop;
    throw halt;
  }
}

const ofLayer = /^rnn\.(weight_ih|weight_hh|bias_ih|bias_hh)_l(\d+)$/;

export function originOf({ names, layers, transposed }: ForeignModel, ours: string): TensorOrigin {
  const at = (name: string | null, otherSide = false): TensorOrigin =>
    name === null ? { kind: 'zero' } : { kind: 'tensor', name, transposed: otherSide };
  if (ours === 'encoder.weight') {
    return names.encoder === null ? { kind: 'identity' } : at(names.encoder);
  }
  if (ours === 'decoder.weight') return at(names.decoder, transposed);
  if (ours === 'decoder.bias') return at(names.decoderBias);
  const [, part, layer] = ofLayer.exec(ours) ?? [];
  return at(layers.at(Number(layer))?.[part as keyof ForeignLayer] ?? null);
}
