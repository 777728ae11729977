/** The tokens that one answer is about: those asked for, cut to the document and to what fits in 1 MB. */
import { mostTokens } from '../../../shared/questions/gates';
import type { DocumentView } from '../../view/documentView';

export function cutToAnswer(
  { ids }: DocumentView,
  request: { readonly from: number; readonly count: number },
): { from: number; count: number } {
  const from = Math.min(Math.max(0, request.from), ids.length);
  return { from, count: Math.max(0, Math.min(request.count, mostTokens, ids.length - from)) };
}
