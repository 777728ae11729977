/**
 * What the halves of recognising a foreign model share: the names that are looked for, the questions
 * that names can leave, and how recognising stops at the first of them or at a failure.
 */
import type { TensorEntry } from '../safetensors/safetensorsHeader';
import type { ForeignFailure } from './foreignFailures';

/** Where a tensor of a foreign file lies, whatever the format. */
export interface ForeignEntry extends TensorEntry {
  /** How many numbers lie between neighbours along each dimension; absent: row by row. */
  readonly strides?: readonly number[];
  /** It is no tensor that can be read, but what this name of Python's made. */
  readonly madeBy?: string;
}

/** What the parts are called in the file. */
export interface TensorNames {
  /** What stands before `weight_ih_l0`; of a chain, in the order in which they read. */
  readonly rnn: readonly string[];
  /** null: there is none, each word comes in as a 1 at its own place (one-hot). */
  readonly encoder: string | null;
  /** null: it is the embedding (tied). */
  readonly decoder: string | null;
  /** null: there is none, it is zero. */
  readonly decoderBias: string | null;
}

export type NameQuestion =
  | {
      readonly of: 'rnn';
      readonly candidates: readonly {
        readonly names: readonly string[];
        readonly shape: readonly number[];
      }[];
    }
  /** Its projection is not to its words: what does it answer? */
  | { readonly of: 'task'; readonly heads: readonly string[] }
  | {
      readonly of: 'encoder' | 'decoder';
      readonly candidates: readonly {
        readonly name: string | null;
        readonly shape: readonly number[];
      }[];
    };

export type Tensors = ReadonlyMap<string, ForeignEntry>;

/** More are not offered: who has to choose among so many does not find it. */
export const mostCandidates = 50;

export type Stop =
  | { readonly kind: 'question'; readonly question: NameQuestion }
  | { readonly kind: 'failure'; readonly failure: ForeignFailure };

/** Caught where recognising begins: it stops at the first question or failure. */
export class Halt extends Error {
  constructor(readonly stop: Stop) {
    super(stop.kind);
  }
}

export function fail(failure: ForeignFailure): never {
  throw new Halt({ kind: 'failure', failure });
}

export function ask(question: NameQuestion): never {
  if (question.of !== 'task' && question.candidates.length > mostCandidates) {
    fail({ kind: 'tooManyChoices', of: question.of, count: question.candidates.length });
  }
  throw new Halt({ kind: 'question', question });
}

export const floats: ReadonlySet<string> = new Set(['F32', 'F64', 'F16', 'BF16']);

/** The tensor's shape, which must be this; a letter stands for any number. */
export function demand(
  tensors: Tensors,
  tensor: string,
  expected: readonly (number | string)[],
): readonly number[] {
  const found = tensors.get(tensor);
  if (!found) return fail({ kind: 'absent', tensor });
  const { dtype, shape, madeBy } = found;
  if (madeBy !== undefined) fail({ kind: 'madeByUnknown', tensor, by: madeBy });
  if (!floats.has(dtype)) fail({ kind: 'notFloats', tensor, dtype });
  const fits = (size: number | string, n: number): boolean =>
    typeof size === 'number' ? shape[n] === size : shape[n] > 0;
  if (shape.length !== expected.length || !expected.every(fits)) {
    fail({ kind: 'misshapen', tensor, shape, expected });
  }
  return shape;
}
