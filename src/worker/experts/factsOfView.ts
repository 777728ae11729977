/**
 * What a model's file says about completing, as far as it holds for this document. That the network
 * adds nothing to the counts was measured on the text that it learnt from. In another text, or in a
 * small part of that one, the counts know less, and the network may know what they do not.
 */
import {
  isCountsAlone,
  usualFacts,
  type CompletionFacts,
} from '../../engine/ghostText/completionTuning';
import type { DocumentView } from '../view/documentView';

type View = Pick<DocumentView, 'text' | 'model'>;

interface Known {
  readonly of: CompletionFacts;
  /** Tokens with which the counts say what they said then. */
  readonly enough: number;
  readonly otherwise: CompletionFacts;
}

const known = new WeakMap<View, Known>();

/**
 * The same objects until the model has other facts.
 * @param counted tokens that the counts of this document are of
 */
export function factsOfView(view: View, counted: number): CompletionFacts {
  const of = view.model.completion();
  if (!isCountsAlone(of)) return of;
  let now = known.get(view);
  if (now?.of !== of) {
    const enough = isOwnText(view) ? trainedTokens(view) / 2 : Infinity;
    now = { of, enough, otherwise: { ...of, weights: usualFacts.weights } };
    known.set(view, now);
  }
  return counted >= now.enough ? of : now.otherwise;
}

const trainedTokens = ({ model }: View): number =>
  model.vocabulary.counts.reduce((sum, count) => sum + count, 0);

const looks = 200;
/** Of another text hardly any row of five tokens was learnt; of its own, however it grew, some. */
const ownShare = 0.1;

function isOwnText({ text, model }: View): boolean {
  const count = Math.min(looks, text.count);
  let found = 0;
  for (let look = 0; look < count; look++) {
    if (model.seen.has(text, Math.floor((look * text.count) / count))) found++;
  }
  return found > ownShare * count;
}
