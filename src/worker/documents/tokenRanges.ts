/** Tokens of a document as the answers name them, and how many of them an answer is about. */
import { weightCount } from '../../engine/cells/describe';
import type { Passage } from '../../shared/model/passage';
import type { DocumentView } from '../view/documentView';
import type { Look } from './look';

/** Cut to the document. */
export function passage({ text, ids, model }: DocumentView, from: number, count: number): Passage {
  const first = Math.max(0, Math.min(from, ids.length));
  const length = Math.max(0, Math.min(count - (first - from), ids.length - first));
  const indices = Array.from({ length }, (_, n) => first + n);
  return {
    from: first,
    tokens: indices.map((index) => text.token(index)),
    spans: indices.map((index) => ({ start: text.start(index), end: text.end(index) })),
    known: indices.map((index) => ids.id(index) !== model.vocabulary.unknown),
  };
}

/** `count` tokens around one of them, within the document. */
export function stretchAround(
  { ids }: DocumentView,
  token: number,
  count: number,
): { from: number; count: number } {
  const length = Math.min(count, ids.length);
  const from = Math.max(0, Math.min(token - Math.floor(length / 2), ids.length - length));
  return { from, count: length };
}

const mostSurveyed = 100_000;
/** Weights read, token by token, in some seconds. */
const mostWeights = 2e10;

/** Tokens that can be read in some seconds. */
export function surveyed({ model }: DocumentView): number {
  const { layout, shape } = model.network;
  const weights = layout.layers.reduce((sum, { cell, input }) => {
    const matrices = cell.compiled.tensors.filter(({ kind }) => kind !== 'vector');
    return sum + weightCount(matrices, input.pieces * input.each, shape.H);
  }, 0);
  return Math.max(512, Math.min(mostSurveyed, Math.floor(mostWeights / weights)));
}

export const mean = (values: Float64Array): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

const tokensAtOnce = 500;
/** Looked up for one answer: some tenths of a second, and only the first time. */
const mostLookedUp = 100_000;

/** Share of the text's tokens outside the vocabulary: of all of them, as everywhere else that says it. */
export async function unknownShareOf({
  view,
  until,
}: Pick<Look, 'view' | 'until'>): Promise<number> {
  let left = mostLookedUp / tokensAtOnce;
  await until(() => view.ids.lookUp(tokensAtOnce) || --left === 0);
  return view.ids.unknownShare();
}
