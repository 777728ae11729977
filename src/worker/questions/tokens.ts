/** Answers which words are tokens n to m. Reads nothing of the network. */
import { success, type Failure, type Result } from '../../shared/failures';
import { mostTokens } from '../../shared/questions/gates';
import type { Tokens } from '../../shared/questions/tokens';
import type { Look } from '../documents/look';
import { passage } from '../documents/tokenRanges';

export function tokens(
  { view }: Look,
  { from, count }: { readonly from: number; readonly count: number },
): Promise<Result<Tokens, Failure>> {
  const words = passage(view, from, Math.min(count, mostTokens));
  return Promise.resolve(success({ ...view.versions, ...words, approximate: false }));
}
