/**
 * The matrices of a classifier or tagger: the embedding that the first layer reads, and the head, which
 * projects what the last one shows to a number for each class or label. Found by their shapes and names;
 * where these leave a choice, it is asked. Looks at the header only.
 */
import type { TensorNames, Tensors } from './foreignParts';
import { ask, demand, fail } from './foreignParts';
import type { RecurrentChain } from './recurrentChain';
import {
  biasBeside,
  decoderLike,
  isEmbedding,
  matricesIn,
  only,
  type WordMatrices,
} from './wordMatrices';

/** What a network of a task answers, and of how many numbers. */
export interface Head {
  readonly name: string;
  /** Numbers that it computes; one alone stands for two classes. */
  readonly rows: number;
}

export interface TaskMatrices extends WordMatrices {
  readonly head: Head;
}

/** More are not the classes of anything that is trained here. */
const mostAnswers = 1000;

type Sizes = Pick<RecurrentChain, 'E' | 'H'>;

/** What could be a head beside this embedding, those with a bias first. */
function headsIn(tensors: Tensors, H: number, encoder: string | null): readonly Head[] {
  const all = matricesIn(tensors).filter(
    ({ name, rows, columns }) => columns === H && rows <= mostAnswers && name !== encoder,
  );
  const biased = all.filter(({ name, rows }) => biasBeside(tensors, name, rows) !== undefined);
  return (biased.length > 0 ? biased : all).map(({ name, rows }) => ({ name, rows }));
}

/** Heads of a model that does not project to its words. */
export const headsBeside = (
  tensors: Tensors,
  sizes: Sizes,
  given: Partial<TensorNames>,
): readonly Head[] => headsIn(tensors, sizes.H, findEncoder(tensors, sizes, given));

function theHead(heads: readonly Head[]): Head | undefined {
  const name = only(
    heads.map((head) => head.name),
    (one) => decoderLike.test(one),
  );
  return heads.find((head) => head.name === name);
}

function findEncoder(tensors: Tensors, { E, H }: Sizes, given: Partial<TensorNames>): string {
  if (typeof given.encoder === 'string') return given.encoder;
  if (tensors.has('encoder.weight')) return 'encoder.weight';
  const wide = matricesIn(tensors).filter(
    ({ name, rows, columns }) =>
      columns === E && name !== given.decoder && biasBeside(tensors, name, rows) === undefined,
  );
  if (wide.length === 0 || given.encoder === null) {
    const head = headsIn(tensors, H, null).at(0);
    return fail({ kind: 'noEmbedding', width: E, rows: head?.rows });
  }
  const names = wide.map(({ name }) => name);
  const shapes = new Map(wide.map(({ name, rows }) => [name, [rows, E]]));
  return (
    only(names, isEmbedding) ??
    ask({
      of: 'encoder',
      candidates: names.map((name) => ({ name, shape: shapes.get(name) ?? [] })),
    })
  );
}

function findHead(
  tensors: Tensors,
  { H }: Sizes,
  encoder: string,
  given: Partial<TensorNames>,
): Head {
  if (typeof given.decoder === 'string') {
    const [rows] = demand(tensors, given.decoder, ['answers', H]);
    return { name: given.decoder, rows };
  }
  const heads = headsIn(tensors, H, encoder);
  if (heads.length === 0 || given.decoder === null) return fail({ kind: 'noHead', width: H });
  return (
    theHead(heads) ??
    ask({
      of: 'decoder',
      candidates: heads.map(({ name, rows }) => ({ name, shape: [rows, H] })),
    })
  );
}

/** @param given names that were answered */
export function findTaskMatrices(
  tensors: Tensors,
  sizes: Sizes,
  given: Partial<TensorNames>,
): TaskMatrices {
  const encoder = findEncoder(tensors, sizes, given);
  const [V] = demand(tensors, encoder, ['V', sizes.E]);
  const head = findHead(tensors, sizes, encoder, given);
  const beside = biasBeside(tensors, head.name, head.rows) ?? null;
  const decoderBias = given.decoderBias === undefined ? beside : given.decoderBias;
  if (decoderBias !== null) demand(tensors, decoderBias, [head.rows]);
  return { encoder, decoder: head.name, decoderBias, transposed: false, V, head };
}
