/**
 * Handles *Find Similar Passages*: reads a document into its index, as far as it is not there yet,
 * and finds where the units are on that are on over a span.
 */
import { areRelative } from '../../engine/search/onThresholds';
import type { Failure, Result } from '../../shared/failures';
import { failed, success } from '../../shared/failures';
import type { Handlers } from '../../shared/wire/rpc';
import type {
  SimilarContract,
  SimilarPassage,
  SimilarRequest,
  UnitPattern,
} from '../../shared/questions/editor/similar';
import { mostPassages } from '../../shared/questions/editor/similar';
import type { DocumentView } from '../view/documentView';
import type { Looking } from '../documents/look';
import type { UnitIndexes } from './unitIndexes';

export interface FindSimilarOptions {
  /** For long questions. */
  readonly looking: Looking;
  readonly indexes: UnitIndexes;
}

/** Characters quoted on either side, and of the passage itself. */
const beside = 40;
const quoted = 200;
const tokensAtOnce = 4;

export function createFindSimilar({
  looking,
  indexes,
}: FindSimilarOptions): Handlers<SimilarContract> {
  const progress = new Map<string, number>();
  return {
    findSimilar(request, job) {
      return looking(request, job, async (look) => {
        const { view } = look;
        const { ids } = view;
        const { index, weights } = indexes.of(view);
        const end = Math.min(ids.length, index.tokens);
        try {
          await look.until(() => {
            const isDone = indexes.readOn(view, tokensAtOnce);
            progress.set(view.documentKey, index.reached / end);
            return isDone;
          });
        } finally {
          progress.delete(view.documentKey);
        }
        const wanted = patternOf(view, request.query, { index, weights });
        if (!wanted.ok) return wanted;
        const { pattern, except, widened } = wanted.value;
        const { rows, length } = pattern;
        const query = { rows, length, most: mostPassages, ...(except ? { except } : {}) };
        const passages = index.similar(query).map(({ token, shared, likeness }) => ({
          ...quotation(view, token, length),
          ...{ shared, likeness },
        }));
        const figures = { tokens: ids.length, indexed: end };
        return success({ ...view.versions, pattern, widened, passages, ...figures });
      });
    },

    dropIndex: ({ documentKey }) => indexes.drop(documentKey),
    indexProgress: ({ documentKey }) => progress.get(documentKey) ?? 0,
  };
}

interface Wanted {
  readonly pattern: UnitPattern;
  readonly widened: boolean;
  /** In the document itself, the span does not count as a result. */
  readonly except?: { readonly start: number; readonly end: number };
}

function patternOf(
  { text, model }: DocumentView,
  query: SimilarRequest['query'],
  { index, weights }: ReturnType<UnitIndexes['of']>,
): Result<Wanted, Failure> {
  if (query.by === 'pattern') {
    const isOfThese = query.pattern.weights === weights;
    return isOfThese
      ? success({ pattern: query.pattern, widened: false })
      : failed({ kind: 'stale' });
  }
  let start = Math.max(0, text.indexAt(query.start));
  if (start < text.count && text.end(start) <= query.start) start++;
  const last = text.indexAt(query.end - 1);
  if (last < start || query.end <= query.start) return failed({ kind: 'noLabels', by: 'spans' });
  const end = last + 1;
  if (end > index.reached) return failed({ kind: 'beyondIndex', tokens: index.reached });
  const rows = index.onOver(start, end);
  if (rows.length === 0) {
    const relative = areRelative(model.network);
    return failed({ kind: 'noUnitsOn', tokens: end - start, relative });
  }
  const widened = text.start(start) < query.start || text.end(last) > query.end;
  return success({
    pattern: { rows, length: end - start, weights },
    ...{ widened, except: { start, end } },
  });
}

function quotation(
  { text }: DocumentView,
  token: number,
  length: number,
): Pick<SimilarPassage, 'span' | 'before' | 'text' | 'after'> {
  const span = { start: text.start(token), end: text.end(token + length - 1) };
  const whole = text.text;
  return {
    span,
    before: whole.slice(Math.max(0, span.start - beside), span.start),
    text: whole.slice(span.start, Math.min(span.end, span.start + quoted)),
    after: whole.slice(span.end, span.end + beside),
  };
}
